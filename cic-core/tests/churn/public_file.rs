//! A public file of customers who leave, not made here: the hazard forecasts held-out customers as well as
//! scikit-learn's logistic regression on the same months does.

use cic_core::churn::evaluation::Forecast;
use cic_core::churn::hazard::{
    ChurnHazard, HazardOptions, OnSeparation, Penalty, PenaltyScale, PersonPeriods,
};
use serde::Deserialize;

const COLUMNS: usize = 18;

#[derive(Deserialize)]
struct Reference {
    months: [usize; 2],
    exits: [usize; 2],
    unpenalised: Figures,
    as_it_comes: Figures,
}

#[derive(Deserialize)]
struct Figures {
    /// The intercept first.
    coefficients: Vec<f64>,
    log_loss: f64,
    brier: f64,
    auc: f64,
}

#[derive(Default)]
struct CustomerMonths {
    values: Vec<f64>,
    left: Vec<bool>,
}

/// Months of customers who are fitted, and of every third, who is held out.
fn months() -> [CustomerMonths; 2] {
    let mut parts = [CustomerMonths::default(), CustomerMonths::default()];
    let lines = include_str!("../fixtures/telco_churn.csv").lines().skip(1);
    for (customer, line) in lines.enumerate() {
        let fields: Vec<&str> = line.split(',').collect();
        let months: u32 = fields[0].parse().expect("months are a number");
        let mut columns = Vec::new();
        for (place, code) in fields[3].bytes().enumerate() {
            match place {
                // Internet by line or by fibre; a contract of one year or of two.
                4 | 11 => columns.extend([b'1', b'2'].map(|kind| f64::from(u8::from(code == kind)))),
                _ => columns.push(f64::from(code - b'0')),
            }
        }
        columns.push(fields[2].parse::<f64>().expect("charges are a number") / 10.0);
        let part = &mut parts[usize::from(customer % 3 == 2)];
        for month in 1..=months {
            part.values.push(f64::from(month).ln());
            part.values.extend_from_slice(&columns);
            part.left.push(fields[1] == "1" && month == months);
        }
    }
    parts
}

#[track_caller]
fn assert_at_least_as_good(penalty: Penalty, [fitted, held]: &[CustomerMonths; 2], reference: &Figures) {
    let options = HazardOptions {
        penalty,
        on_separation: OnSeparation::Refuse,
        ..HazardOptions::default()
    };
    let rows = PersonPeriods::new(&fitted.values, COLUMNS, &fitted.left).expect("the rows are whole");
    let hazard = ChurnHazard::fit_months(&rows, &options).expect("the rows bear a fit");
    let found = [&[hazard.intercept()], hazard.coefficients()].concat();
    for (found, expected) in found.iter().zip(&reference.coefficients) {
        assert!((found - expected).abs() < 1e-5, "{found} {expected}");
    }
    let said = hazard.predict_proba(&held.values).expect("the rows are whole");
    let forecast = Forecast::new(&said, &held.left).expect("each month has a forecast");
    let rounding = 1e-8;
    assert!(
        forecast.log_loss() <= reference.log_loss + rounding,
        "{}",
        forecast.log_loss()
    );
    assert!(
        forecast.brier_score() <= reference.brier + rounding,
        "{}",
        forecast.brier_score()
    );
    let auc = forecast.auc().expect("some left and some stayed");
    assert!(auc >= reference.auc - 1e-6, "{auc}");
}

#[test]
fn held_out_customers_are_forecast_as_well_as_by_scikit_learn() {
    let reference: Reference = serde_json::from_str(include_str!("../fixtures/telco_churn.json")).unwrap();
    let months = months();
    for (place, part) in months.iter().enumerate() {
        let exits = part.left.iter().filter(|&&left| left).count();
        assert_eq!(
            (part.left.len(), exits),
            (reference.months[place], reference.exits[place])
        );
    }
    assert_at_least_as_good(Penalty::None, &months, &reference.unpenalised);
    // Its default of C = 1 is a ridge of 1 on the coefficients as they are.
    let ridge = Penalty::Ridge {
        strength: 1.0,
        scale: PenaltyScale::AsGiven,
    };
    assert_at_least_as_good(ridge, &months, &reference.as_it_comes);
}
