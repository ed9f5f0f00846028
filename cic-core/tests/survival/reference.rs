//! Figures that were published or that the peers agree on.

use cic_core::churn::survival::{
    CoxOptions, CoxPh, CoxRows, KaplanMeier, KaplanMeierOptions, Observations, log_rank,
};

use crate::table::Columns;

const ROSSI: &str = include_str!("../fixtures/rossi.csv");
const WALTONS: &str = include_str!("../fixtures/waltons_dataset.csv");

#[track_caller]
pub(crate) fn assert_near(actual: f64, expected: f64, tolerance: f64) {
    assert!(
        (actual - expected).abs() <= tolerance,
        "{actual} is not {expected}"
    );
}

#[test]
fn cox_on_rossi_gives_the_published_effects() {
    let rossi = Columns::of(ROSSI);
    let (weeks, arrests) = (rossi.numbers("week"), rossi.flags("arrest"));
    let covariates = rossi.rows(&["fin", "age", "race", "wexp", "mar", "paro", "prio"]);
    let rows = CoxRows::new(Observations::new(&weeks, &arrests), &covariates, 7);
    let fitted = CoxPh::fit(&rows, &CoxOptions::default()).unwrap();
    let expected = [
        -0.379_422_2,
        -0.057_437_7,
        0.313_899_8,
        -0.149_795_7,
        -0.433_703_9,
        -0.084_871_1,
        0.091_497_1,
    ];
    for (&actual, expected) in fitted.coefficients().iter().zip(expected) {
        assert_near(actual, expected, 1e-6);
    }
    assert_near(fitted.log_likelihood(), -658.747_659_4, 1e-6);
    assert_near(fitted.concordance().unwrap(), 0.640_329_2, 1e-6);
    assert!(fitted.converged() && fitted.separated_covariates().is_empty());
}

#[test]
fn kaplan_meier_on_waltons_gives_the_published_median_and_share() {
    let waltons = Columns::of(WALTONS);
    let (times, deaths) = (waltons.numbers("T"), waltons.flags("E"));
    let fitted = KaplanMeier::fit(
        &Observations::new(&times, &deaths),
        &KaplanMeierOptions::default(),
    )
    .unwrap();
    assert_eq!(fitted.median().time, Some(56.0));
    assert_near(fitted.survival(56.0), 0.429_902_65, 1e-8);
}

#[test]
fn log_rank_on_waltons_gives_the_published_statistic() {
    let waltons = Columns::of(WALTONS);
    let (times, deaths) = (waltons.numbers("T"), waltons.flags("E"));
    let groups: Vec<u32> = waltons
        .texts("group")
        .iter()
        .map(|group| u32::from(group != "control"))
        .collect();
    let test = log_rank(&Observations::new(&times, &deaths), &groups).unwrap();
    assert_near(test.chi_square, 122.249_1, 1e-4);
    assert!(test.degrees_of_freedom == 1 && test.p_value < 1e-20);
}
