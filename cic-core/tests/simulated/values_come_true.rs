//! Clubs cut in the middle of their history: what the engine says there, against what came to pass after.

use std::sync::Arc;

use chrono::{Duration, Months, NaiveDate};
use cic_core::domain::Instant;
use cic_core::engine::{MemberProfile, Models};
use cic_core::json::to_text;
use cic_core::ltv::{Realised, realised};
use cic_core::simulation::{SimulationOptions, simulate};
use cic_core::{Club, Engine, Settings};

const MONTH_SECONDS: i64 = 2_629_800;

struct Cut {
    whole: Arc<Club>,
    settings: Settings,
    as_of: Instant,
    engine: Engine,
}

fn cut(members: u32, months: u32, horizon: u32, seed: u64) -> Cut {
    let until = NaiveDate::from_ymd_opt(2026, 2, 15).unwrap() + Months::new(horizon) + Duration::days(3);
    let options = SimulationOptions {
        members,
        months: months + horizon,
        seed,
        until,
    };
    let simulated = simulate(&options, &mut |_| ()).unwrap();
    let as_of = simulated.as_of() - Duration::seconds(MONTH_SECONDS * i64::from(horizon)) - Duration::days(3);
    let mut settings = simulated.settings().clone();
    settings.economics.horizon_months = horizon;
    let whole = Arc::new(simulated.club().unwrap());
    let engine = Engine::fit(&whole, &settings, as_of).unwrap();
    Cut {
        whole,
        settings,
        as_of,
        engine,
    }
}

/// Everyone who is modelled, with what came of them.
fn judged(cut: &Cut) -> Vec<(MemberProfile, Realised)> {
    let came = realised(cut.engine.club(), &cut.whole, &cut.settings, cut.as_of);
    let listed = cut.engine.members(&Default::default()).unwrap();
    let each = listed.iter().map(|member| {
        let place = cut.engine.club().find(&member.id).unwrap();
        (cut.engine.member(&member.id).unwrap(), came[place])
    });
    each.filter(|(profile, _)| profile.value.interval.is_some())
        .collect()
}

fn share(rows: &[(MemberProfile, Realised)], test: impl Fn(&MemberProfile, &Realised) -> bool) -> f64 {
    rows.iter().filter(|(profile, came)| test(profile, came)).count() as f64 / rows.len() as f64
}

fn mean(rows: &[(MemberProfile, Realised)], value: impl Fn(&MemberProfile, &Realised) -> f64) -> f64 {
    rows.iter()
        .map(|(profile, came)| value(profile, came))
        .sum::<f64>()
        / rows.len() as f64
}

#[test]
fn values_risks_and_intervals_come_true() {
    let mut rows = Vec::new();
    for seed in [1, 2] {
        let cut = cut(2_500, 18, 14, seed);
        let report = cut.engine.models();
        assert_eq!(report.churn.method, "hazard", "{}", report.churn.why);
        let held_out = report.churn.held_out.unwrap();
        assert!(held_out.is_best(), "{held_out:?}");
        rows.extend(
            judged(&cut)
                .into_iter()
                .filter(|(profile, _)| profile.plan.is_some()),
        );
    }
    let (expected, came) = (
        mean(&rows, |profile, _| profile.value.ltv),
        mean(&rows, |_, came| came.margin),
    );
    assert!(
        (expected / came - 1.0).abs() < 0.07,
        "{expected} expected, {came} came"
    );
    let inside = share(&rows, |profile, came| {
        let interval = profile.value.interval.unwrap();
        (interval.low - 0.01..=interval.high + 0.01).contains(&came.margin)
    });
    assert!((0.86..0.94).contains(&inside), "{inside}");
    let leaves = |profile: &MemberProfile| profile.churn.as_ref().unwrap().probability_12_months;
    let risk = mean(&rows, |profile, _| leaves(profile));
    let left = share(&rows, |_, came| {
        came.exit_months.is_some_and(|months| months < 12.0)
    });
    assert!((risk / left - 1.0).abs() < 0.15, "{risk} expected, {left} left");
}

#[test]
fn a_small_club_does_no_worse_than_naive_and_is_told_why() {
    let (mut by_model, mut by_rate, mut judged_rows) = (0.0, 0.0, 0.0);
    for seed in 1..=5 {
        let cut = cut(300, 12, 12, seed);
        let churn = cut.engine.models().churn;
        assert!(churn.why.contains("held-out months"), "{}", churn.why);
        let held_out = churn.held_out.as_ref().unwrap();
        assert!(held_out.is_best(), "{}: {held_out:?}", churn.why);
        let rate = churn.exits as f64 / churn.member_months.max(1) as f64;
        let naive = 1.0 - (1.0 - rate).powi(12);
        for (profile, came) in judged(&cut) {
            let Some(churn) = profile.churn.filter(|_| profile.plan.is_some()) else {
                continue;
            };
            let left = f64::from(u8::from(came.exit_months.is_some()));
            by_model += (churn.probability_12_months - left).powi(2);
            by_rate += (naive - left).powi(2);
            judged_rows += 1.0;
        }
    }
    assert!(judged_rows > 500.0, "{judged_rows}");
    assert!(
        by_model <= by_rate,
        "Brier {} by the model, {} by the base rate",
        by_model / judged_rows,
        by_rate / judged_rows
    );
}

#[test]
fn stored_models_give_the_same_answers_to_the_last_bit() {
    let cut = cut(800, 18, 1, 4);
    let text = cut.engine.fitted_models().to_json();
    let models = Models::from_json(&text).unwrap();
    assert_eq!(models.to_json(), text);
    let again = Engine::fit_with(&cut.whole, &cut.settings, cut.as_of, Some(&models)).unwrap();
    assert_eq!(again.version(), cut.engine.version());
    for member in cut.engine.members(&Default::default()).unwrap() {
        let of = |engine: &Engine| to_text(&engine.member(&member.id).unwrap());
        assert_eq!(of(&again), of(&cut.engine));
    }
    // Models of other inputs are not used.
    let earlier = cut.as_of - Duration::days(40);
    let other = Engine::fit_with(&cut.whole, &cut.settings, earlier, Some(&models)).unwrap();
    let fresh = Engine::fit(&cut.whole, &cut.settings, earlier).unwrap();
    assert_eq!(to_text(&other.models()), to_text(&fresh.models()));
}
