//! Whatever the history and the parameters, an answer is a number in its range.

use cic_core::purchasing::{
    BgBb, BgNbd, ContinuousDiscount, FitOptions, GammaGamma, HistoryFault, Horizon, MbgNbd, OccasionHistory,
    ParetoNbd, SpendHistory, VisitHistories, VisitHistory, VisitModel,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn histories() -> Vec<VisitHistory> {
    [
        (5000, 1.0, 38.0),
        (5000, 37.9, 38.0),
        (0, 0.0, 0.0),
        (0, 0.0, 1e7),
        (1, 1e-9, 1e9),
        (1, 38.0, 38.0),
        (4_000_000_000, 1.0, 2.0),
        (3, 1e-300, 1e-300),
    ]
    .into_iter()
    .map(|(visits, last, observed)| VisitHistory::new(visits, last, observed).expect("possible"))
    .collect()
}

fn never_breaks<Model: VisitModel>() {
    let ends = [1e-6, 0.5, 1e6];
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    for place in 0..81_usize {
        let parameters = [place, place / 3, place / 9, place / 27].map(|digit| ends[digit % 3]);
        let model = Model::from_parameters(parameters).expect("positive");
        for history in histories() {
            let told = format!("{parameters:?} {history:?}");
            assert!(model.log_likelihood(&history).is_finite(), "{told}");
            let alive = model.probability_alive(&history);
            assert!((0.0..=1.0).contains(&alive), "{told}: {alive}");
            for length in [0.0, 1e-9, 39.0, 1e9] {
                let horizon = Horizon::new(length).expect("a length");
                let visits = model.expected_visits(horizon, &history);
                assert!(visits.is_finite() && visits >= 0.0, "{told} {length}: {visits}");
            }
            let discount = ContinuousDiscount::new(0.002).expect("a rate");
            let value = model.discounted_expected_visits(discount, &history);
            assert!(value.is_finite() && value >= 0.0, "{told}: {value}");
        }
        for (visits, length) in [(0, 0.0), (0, 39.0), (7, 39.0), (5000, 39.0)] {
            let probability = model.probability_of_visits(visits, Horizon::new(length).expect("a length"));
            assert!(
                (0.0..=1.0 + 1e-9).contains(&probability),
                "{parameters:?} {visits}: {probability}"
            );
        }
        // A newcomer of the busiest kind comes a million times a million times a week: not drawn.
        if parameters[0] <= parameters[1] {
            let week = Horizon::new(1.0).expect("a length");
            let drawn = model.draw_newcomer(week, week, &mut generator);
            assert!(model.log_likelihood(&drawn.history).is_finite());
        }
    }
}

#[test]
fn bg_nbd_never_breaks() {
    never_breaks::<BgNbd>();
}

#[test]
fn mbg_nbd_never_breaks() {
    never_breaks::<MbgNbd>();
}

#[test]
fn pareto_nbd_never_breaks() {
    never_breaks::<ParetoNbd>();
}

#[test]
fn bg_bb_and_gamma_gamma_never_break() {
    for place in 0..81_usize {
        let parameters = [place, place / 3, place / 9, place / 27].map(|digit| [1e-6, 0.5, 1e6][digit % 3]);
        let model = BgBb::from_parameters(parameters).unwrap();
        for (visits, last, occasions) in [(0, 0, 0), (0, 0, 500), (1, 1, 500), (500, 500, 500)] {
            let history = OccasionHistory::new(visits, last, occasions).unwrap();
            assert!(model.log_likelihood(&history).is_finite());
            assert!((0.0..=1.0).contains(&model.probability_alive(&history)));
            assert!((0.0..=100.0).contains(&model.expected_visits(100, &history)));
            let discounted =
                model.discounted_expected_visits(ContinuousDiscount::new(0.01).unwrap(), &history);
            assert!((0.0..=100.0 + 1e-9).contains(&discounted), "{discounted}");
        }
        let spend = GammaGamma::from_parameters([parameters[0], parameters[1], parameters[2]]).unwrap();
        for history in [(0, 0.0), (1, 1e-6), (5000, 1e9)] {
            let history = SpendHistory::new(history.0, history.1).unwrap();
            assert!(spend.log_likelihood(&history).is_finite());
            let expected = spend.expected_spend(&history);
            assert!(expected.is_none_or(|expected| expected.is_finite() && expected >= 0.0));
        }
    }
}

#[test]
fn one_heavy_customer_does_not_break_a_fit() {
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    let model = BgNbd::from_parameters([0.24, 4.4, 0.79, 2.43]).unwrap();
    let mut customers: Vec<VisitHistory> = (0..500)
        .map(|_| {
            let weeks = Horizon::new(38.0).unwrap();
            model
                .draw_newcomer(weeks, Horizon::new(0.0).unwrap(), &mut generator)
                .history
        })
        .collect();
    customers.push(VisitHistory::new(5000, 1.0, 38.0).unwrap());
    let histories = VisitHistories::new(&customers).unwrap();
    let options = FitOptions::default();
    for log_likelihood in [
        BgNbd::fit(&histories, &options).unwrap().summary().log_likelihood,
        MbgNbd::fit(&histories, &options)
            .unwrap()
            .summary()
            .log_likelihood,
        ParetoNbd::fit(&histories, &options)
            .unwrap()
            .summary()
            .log_likelihood,
    ] {
        assert!(log_likelihood.is_finite());
    }
}

#[test]
fn histories_that_cannot_be_are_refused() {
    let ends_early = VisitHistory::new(0, 0.0, -3.0);
    assert_eq!(
        ends_early,
        Err(HistoryFault::EndsBeforeFirstVisit { observed_age: -3.0 })
    );
    for (visits, last, observed) in [
        (1, 5.0, 4.0),
        (1, 0.0, 4.0),
        (0, 1.0, 4.0),
        (1, f64::NAN, 4.0),
        (1, 1.0, f64::INFINITY),
    ] {
        assert!(VisitHistory::new(visits, last, observed).is_err());
    }
    assert!(OccasionHistory::new(3, 2, 5).is_err() && OccasionHistory::new(1, 6, 5).is_err());
    assert!(SpendHistory::new(1, 0.0).is_err() && SpendHistory::new(1, -2.0).is_err());
    assert!(Horizon::new(-1.0).is_err() && Horizon::new(f64::NAN).is_err());
    assert!(ContinuousDiscount::new(0.0).is_err());
    assert!(BgNbd::from_parameters([0.2, 4.0, 0.0, 2.0]).is_err());
}
