//! Data that a model cannot bear: a typed error or a flag, never a number that means nothing.

use cic_core::purchasing::{
    BgNbd, FitFlag, FitOptions, Fitted, GammaGamma, ParetoNbd, PurchasingError, SpendHistories,
    VisitHistories, VisitModel,
};

#[test]
fn nobody_and_nobody_back_are_errors() {
    assert_eq!(
        VisitHistories::from_columns(&[], &[], &[], None),
        Err(PurchasingError::NoCustomers)
    );
    assert_eq!(
        SpendHistories::from_columns(&[0.0], &[0.0], None),
        Err(PurchasingError::NoCustomers)
    );
    let nobody_back = VisitHistories::from_columns(&[0.0; 3], &[0.0; 3], &[9.0; 3], None).unwrap();
    let refused = BgNbd::fit(&nobody_back, &FitOptions::default());
    assert_eq!(refused, Err(PurchasingError::NoRepeatVisits { customers: 3.0 }));
}

#[test]
fn the_first_row_that_cannot_be_is_named() {
    let refused = VisitHistories::from_columns(&[0.0, 1.0], &[0.0, 5.0], &[9.0, -4.0], None).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "row 1: the observed age is -4: the period ends before the first visit"
    );
    let refused = VisitHistories::from_columns(&[0.5], &[1.0], &[9.0], None).unwrap_err();
    assert!(refused.to_string().contains("whole number"), "{refused}");
    let ragged = VisitHistories::from_columns(&[1.0], &[1.0], &[9.0], Some(&[])).unwrap_err();
    assert_eq!(ragged.to_string(), "the column weights has 0 rows instead of 1");
    let weights = VisitHistories::from_columns(&[1.0], &[1.0], &[9.0], Some(&[f64::NAN]));
    assert!(weights.is_err());
}

#[test]
fn options_that_cannot_be_used_are_reported_together() {
    let histories = VisitHistories::from_columns(&[1.0], &[1.0], &[9.0], None).unwrap();
    let options = FitOptions {
        ridge: -1.0,
        max_iterations: 0,
        tolerance: f64::NAN,
    };
    let PurchasingError::Options(faults) = BgNbd::fit(&histories, &options).unwrap_err() else {
        unreachable!("options are looked at first");
    };
    assert_eq!(faults.len(), 3);
}

/// Everyone comes every week and nobody ever leaves: there is no dropout and no difference to learn.
fn clockwork() -> VisitHistories {
    let observed: Vec<f64> = (20..60).map(f64::from).collect();
    let last: Vec<f64> = observed.iter().map(|age| age - 0.5).collect();
    VisitHistories::from_columns(
        &last.iter().map(|age| age.floor()).collect::<Vec<f64>>(),
        &last,
        &observed,
        None,
    )
    .expect("sound rows")
}

fn flagged<Model: VisitModel>() {
    let fitted: Fitted<Model> = Model::fit(&clockwork(), &FitOptions::default()).expect("repeat visits");
    let summary = fitted.summary();
    assert!(
        !summary.is_sound() && summary.log_likelihood.is_finite(),
        "{summary:?}"
    );
    assert!(fitted.model().parameters().iter().all(|value| value.is_finite()));
    let with_ridge = FitOptions {
        ridge: 0.01,
        ..FitOptions::default()
    };
    let steadied = Model::fit(&clockwork(), &with_ridge).expect("repeat visits");
    assert!(steadied.summary().is_sound(), "{:?}", steadied.summary());
}

#[test]
fn clockwork_customers_are_flagged_and_a_ridge_steadies_the_fit() {
    flagged::<BgNbd>();
    flagged::<ParetoNbd>();
}

#[test]
fn spend_without_a_mean_is_flagged() {
    // Means of one visit each over nine powers of ten.
    let spend: Vec<f64> = (0..90)
        .map(|step| 10.0_f64.powf(f64::from(step) / 10.0))
        .collect();
    let histories = SpendHistories::from_columns(&[1.0; 90], &spend, None).unwrap();
    let fitted = GammaGamma::fit(&histories, &FitOptions::default()).unwrap();
    let flags = &fitted.summary().flags;
    assert!(
        flags
            .iter()
            .any(|flag| matches!(flag, FitFlag::InfiniteMeanSpend { q } if *q <= 1.0)),
        "{flags:?}"
    );
    assert_eq!(fitted.model().expected_spend_of_newcomer(), None);
}
