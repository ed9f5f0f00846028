use cic_core::engine::GrowthRequest;
use cic_core::purchasing::{BgNbd, FitOptions, PurchasingError, VisitHistories, VisitModel};
use cic_core::segmentation::{KMeans, KMeansError, KMeansOptions};
use cic_core::{Engine, Error, ErrorKind, Settings, Stop};

use super::fixture::{Rows, as_of, booking, local, member};

fn raised() -> Stop {
    let stop = Stop::new();
    stop.raise();
    stop
}

fn rows() -> Rows {
    let mut rows = Rows {
        members: (0..8).map(|index| member(&format!("M{index}"))).collect(),
        ..Rows::default()
    };
    for week in 0..14 {
        for court in 1..=7 {
            let start = local(2026, 1, 27, 18, 0) - chrono::Duration::weeks(week);
            rows.bookings.push(booking(start, court, &[&format!("M{court}")]));
        }
    }
    rows
}

#[test]
fn a_fit_that_is_told_to_end_has_no_engine() {
    let settings = Settings::default();
    let stopped = Engine::fit_until(&rows().club(&settings.venue), &settings, as_of(), None, &raised());
    let error = stopped.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stopped);
    assert_eq!(error.to_string(), "the work was stopped before it was done");
}

#[test]
fn a_simulation_that_is_told_to_end_has_no_answer_and_the_next_one_has() {
    let engine = rows().engine(&Settings::default());
    let request: GrowthRequest = serde_json::from_str(r#"{"weeks":10}"#).unwrap();
    let stopped = engine.with_stop(&raised()).growth(&request);
    assert!(matches!(stopped, Err(Error::Stopped(_))));
    assert!(engine.growth(&request).is_ok());
}

#[test]
fn a_backtest_and_every_question_by_name_are_stopped() {
    let engine = rows().engine(&Settings::default()).with_stop(&raised());
    for question in ["backtest", "clusters", "segments"] {
        assert!(
            matches!(engine.ask(question, "{}"), Err(Error::Stopped(_))),
            "{question}"
        );
    }
    assert!(matches!(
        engine.ask_table("features", "{}"),
        Err(Error::Stopped(_))
    ));
}

#[test]
fn models_are_stopped_with_an_error_of_their_own() {
    let values: Vec<f64> = (0..100).map(f64::from).collect();
    let clusters = KMeans::fit_until(&values, 1, &KMeansOptions::default(), &raised());
    assert!(matches!(clusters, Err(KMeansError::Stopped(_))));
    let histories = VisitHistories::from_columns(&[2.0, 0.0], &[5.0, 0.0], &[9.0, 7.0], None).unwrap();
    let visits = BgNbd::fit_until(&histories, &FitOptions::default(), &raised());
    assert!(matches!(visits, Err(PurchasingError::Stopped(_))));
}
