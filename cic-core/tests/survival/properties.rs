//! What holds for all data: orders that do not matter, weights that count rows, strata that stand apart.

use cic_core::churn::retention::{
    BetaDiscreteWeibull, FittedRetention, RetentionCounts, RetentionOptions, ShiftedBetaGeo,
};
use cic_core::churn::survival::{
    CoxOptions, CoxPh, CoxRows, CoxTies, FittedCoxPh, FittedKaplanMeier, FittedNelsonAalen, KaplanMeier,
    KaplanMeierOptions, NelsonAalen, NelsonAalenOptions, Observations,
};
use proptest::prelude::*;

use crate::reference::assert_near;
use crate::sample::{Sample, sample};

fn fit(sample: &Sample, options: &CoxOptions) -> FittedCoxPh {
    CoxPh::fit(&sample.rows(), options).unwrap()
}

#[track_caller]
fn assert_same_fit(one: &FittedCoxPh, other: &FittedCoxPh) {
    for (one, other) in one.coefficients().iter().zip(other.coefficients()) {
        assert_near(*one, *other, 1e-8);
    }
    assert_near(one.concordance().unwrap(), other.concordance().unwrap(), 1e-12);
}

#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let sample = sample(7, 9_000, true);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let fitted = fit(&sample, &CoxOptions::default());
            let curve = KaplanMeier::fit(&sample.observations(), &KaplanMeierOptions::default()).unwrap();
            (
                serde_json::to_string(&fitted).unwrap(),
                serde_json::to_string(&curve).unwrap(),
            )
        })
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn a_fitted_model_comes_back_from_json_bit_for_bit() {
    let sample = sample(8, 300, true);
    let cox = fit(&sample, &CoxOptions::default());
    let back: FittedCoxPh = serde_json::from_str(&serde_json::to_string(&cox).unwrap()).unwrap();
    assert_eq!(back, cox);
    let curve = KaplanMeier::fit(&sample.observations(), &KaplanMeierOptions::default()).unwrap();
    let back: FittedKaplanMeier = serde_json::from_str(&serde_json::to_string(&curve).unwrap()).unwrap();
    assert_eq!(back, curve);
    let hazard = NelsonAalen::fit(&sample.observations(), &NelsonAalenOptions::default()).unwrap();
    let back: FittedNelsonAalen = serde_json::from_str(&serde_json::to_string(&hazard).unwrap()).unwrap();
    assert_eq!(back, hazard);
    let counts = RetentionCounts::from_survivors(&[1000.0, 631.0, 468.0, 382.0, 326.0]).unwrap();
    for fitted in [
        ShiftedBetaGeo::fit(&counts, &RetentionOptions::default()).unwrap(),
        BetaDiscreteWeibull::fit(&counts, &RetentionOptions::default()).unwrap(),
    ] {
        let back: FittedRetention = serde_json::from_str(&serde_json::to_string(&fitted).unwrap()).unwrap();
        assert_eq!(back, fitted);
    }
}

#[test]
fn a_weight_of_two_is_two_rows_where_ties_are_breslows() {
    let options = CoxOptions {
        ties: CoxTies::Breslow,
        ..CoxOptions::default()
    };
    let once = sample(9, 400, true);
    let twice = once.repeated();
    let weights = vec![2.0; once.durations.len()];
    let weighted = CoxRows::new(
        once.observations().with_weights(&weights),
        &once.covariates,
        Sample::WIDTH,
    );
    let weighted = CoxPh::fit(&weighted, &options).unwrap();
    let repeated = fit(&twice, &options);
    for (one, other) in weighted
        .standard_errors()
        .unwrap()
        .iter()
        .zip(repeated.standard_errors().unwrap())
    {
        assert_near(*one, other, 1e-8);
    }
    assert_same_fit(&weighted, &repeated);
    assert_near(weighted.log_likelihood(), repeated.log_likelihood(), 1e-6);
}

#[test]
fn entry_at_the_start_is_no_late_entry() {
    let sample = sample(10, 3_000, true);
    let entries = vec![0.0; sample.durations.len()];
    let observations = Observations::new(&sample.durations, &sample.events);
    let plain = CoxRows::new(observations, &sample.covariates, Sample::WIDTH);
    let entered = CoxRows::new(
        observations.with_entries(&entries),
        &sample.covariates,
        Sample::WIDTH,
    );
    let plain = CoxPh::fit(&plain, &CoxOptions::default()).unwrap();
    let entered = CoxPh::fit(&entered, &CoxOptions::default()).unwrap();
    assert_same_fit(&plain, &entered);
}

#[test]
fn splitting_a_row_in_time_changes_nothing() {
    let whole = sample(11, 2_500, false);
    let split = whole.split_in_time();
    assert_same_fit(
        &fit(&whole, &CoxOptions::default()),
        &fit(&split, &CoxOptions::default()),
    );
    let curve =
        |sample: &Sample| KaplanMeier::fit(&sample.observations(), &KaplanMeierOptions::default()).unwrap();
    for time in [0.5, 3.0, 8.0] {
        assert_near(curve(&whole).survival(time), curve(&split).survival(time), 1e-12);
    }
}

#[test]
fn rows_many_times_over_have_the_same_effects_where_ties_are_breslows() {
    let options = CoxOptions {
        ties: CoxTies::Breslow,
        ..CoxOptions::default()
    };
    let once = sample(12, 150, true);
    // 9,600 rows are taken in several runs.
    let many = (0..6).fold(sample(12, 150, true), |sample, _| sample.repeated());
    let (once, many) = (fit(&once, &options), fit(&many, &options));
    assert_same_fit(&once, &many);
    let errors = once.standard_errors().unwrap();
    for (once, many) in errors.iter().zip(many.standard_errors().unwrap()) {
        assert_near(*once, many * 8.0, 1e-8);
    }
}

#[test]
fn strata_with_the_same_rows_have_the_same_effects_and_baselines() {
    let once = sample(13, 150, true);
    let many = (0..6).fold(sample(13, 150, true), |sample, _| sample.repeated());
    let strata: Vec<u32> = (0..many.durations.len())
        .map(|row| (row / 150) as u32 * 7)
        .collect();
    let stratified = CoxPh::fit(&many.rows().with_strata(&strata), &CoxOptions::default()).unwrap();
    let once = fit(&once, &CoxOptions::default());
    assert_same_fit(&once, &stratified);
    assert_eq!(stratified.baseline().len(), 64);
    for baseline in stratified.baseline() {
        assert_eq!(baseline.times, once.baseline()[0].times);
        let hazards = baseline
            .cumulative_hazard
            .iter()
            .zip(&once.baseline()[0].cumulative_hazard);
        for (stratified, once) in hazards {
            assert_near(*stratified, *once, 1e-8);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_rows_does_not_matter(seed in 0_u64..1_000, shift in 1_usize..59) {
        let sample = sample(seed, 60, true);
        let turned = sample.rotated(shift);
        assert_same_fit(&fit(&sample, &CoxOptions::default()), &fit(&turned, &CoxOptions::default()));
        let curve = |sample: &Sample| KaplanMeier::fit(&sample.observations(), &KaplanMeierOptions::default()).unwrap();
        prop_assert_eq!(curve(&sample), curve(&turned));
    }

    #[test]
    fn survival_falls_from_one_within_its_bands(seed in 0_u64..1_000) {
        let sample = sample(seed, 80, true);
        let fitted = KaplanMeier::fit(&sample.observations(), &KaplanMeierOptions::default()).unwrap();
        let (lower_band, upper_band) = (fitted.lower_band(), fitted.upper_band());
        let mut before = 1.0;
        for (place, &time) in fitted.times().iter().enumerate() {
            let share = fitted.survival(time);
            let (lower, upper) = fitted.survival_interval(time);
            prop_assert!(share <= before && 0.0 <= lower && lower <= share && share <= upper && upper <= 1.0);
            prop_assert_eq!((lower, upper), (lower_band[place], upper_band[place]));
            before = share;
        }
        let median = fitted.median();
        if let (Some(lower), Some(time)) = (median.lower, median.time) {
            prop_assert!(lower <= time);
        }
    }
}
