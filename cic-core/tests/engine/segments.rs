use chrono::Duration;
use cic_core::Settings;
use cic_core::domain::{Enrichment, SurveyResponse};
use cic_core::segmentation::Standing;

use super::fixture::{Rows, booking, local, member};

/// Three weekday evenings a week for a year with the same partner.
fn evening_player() -> Rows {
    let mut rows = Rows {
        members: vec![member("M1"), member("M2")],
        ..Rows::default()
    };
    for week in 0..52 {
        for day in [0, 1, 2] {
            let start = local(2026, 1, 26, 18, 0) + Duration::days(day) - Duration::weeks(week);
            rows.bookings.push(booking(start, 1, &["M1", "M2"]));
        }
    }
    rows
}

fn survey(motivation: &str) -> SurveyResponse {
    SurveyResponse {
        member_id: "M1".to_owned(),
        survey_name: "onboarding_q1_2026".to_owned(),
        question: "motivation".to_owned(),
        response: motivation.to_owned(),
        answered_at: None,
    }
}

#[test]
fn more_sources_that_agree_give_more_confidence_and_less_review() {
    let mut rows = evening_player();
    let bookings_alone = rows.engine(&Settings::default()).member("M1").unwrap().segment;
    assert_eq!(bookings_alone.id, "corporate_power_user");
    rows.surveys.push(survey("business"));
    rows.enrichments.push(Enrichment {
        member_id: "M1".to_owned(),
        title: Some("Director of Sales".to_owned()),
        company_size: Some(1_000),
        ..Enrichment::default()
    });
    let all = rows.engine(&Settings::default()).member("M1").unwrap().segment;
    assert!(
        all.confidence > bookings_alone.confidence,
        "{} {}",
        all.confidence,
        bookings_alone.confidence
    );
    assert_eq!(all.standing, Standing::Assigned);
    let weights: f64 = all.sources.iter().map(|source| source.weight).sum();
    assert!((weights - 100.0).abs() < 1e-9);
}

#[test]
fn a_junior_title_keeps_the_corporate_rule_from_matching() {
    let mut rows = evening_player();
    rows.enrichments.push(Enrichment {
        member_id: "M1".to_owned(),
        title: Some("Assistant".to_owned()),
        ..Enrichment::default()
    });
    assert_eq!(
        rows.engine(&Settings::default()).member("M1").unwrap().segment.id,
        "competitive_athlete"
    );
}

#[test]
fn contradictions_are_listed() {
    let mut rows = evening_player();
    rows.surveys.push(survey("competitive"));
    let profile = rows.engine(&Settings::default()).member("M1").unwrap();
    let codes: Vec<&str> = profile
        .contradictions
        .iter()
        .map(|contradiction| contradiction.code.as_str())
        .collect();
    assert_eq!(codes, ["competitive_without_tournament"]);
}

#[test]
fn two_visits_on_one_day_count_once() {
    let mut rows = evening_player();
    let before = rows
        .engine(&Settings::default())
        .member("M1")
        .unwrap()
        .features
        .visits;
    rows.bookings.push(booking(local(2026, 1, 26, 9, 0), 3, &["M1"]));
    assert_eq!(
        rows.engine(&Settings::default())
            .member("M1")
            .unwrap()
            .features
            .visits,
        before
    );
}
