//! Cox on 100,000 rows by ten covariates, Kaplan-Meier on a million, retention curves.

use std::hint::black_box;

use cic_core::churn::retention::{BetaDiscreteWeibull, RetentionCounts, RetentionOptions, ShiftedBetaGeo};
use cic_core::churn::survival::{
    CoxOptions, CoxPh, CoxRows, KaplanMeier, KaplanMeierOptions, Observations, log_rank,
};
use criterion::{Criterion, criterion_group, criterion_main};

const COX_ROWS: usize = 100_000;
const CURVE_ROWS: usize = 1_000_000;
const COVARIATES: usize = 10;

/// Numbers between 0 and 1 by a fixed sequence.
fn uniform() -> impl FnMut() -> f64 {
    let mut state = 1_u64;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }
}

struct Rows {
    covariates: Vec<f64>,
    durations: Vec<f64>,
    events: Vec<bool>,
}

/// Exponential times whose hazard follows the covariates, watched for up to 40 units of time.
fn rows(count: usize, covariates: usize) -> Rows {
    let mut next = uniform();
    let mut rows = Rows {
        covariates: Vec::with_capacity(count * covariates),
        durations: Vec::with_capacity(count),
        events: Vec::with_capacity(count),
    };
    for _ in 0..count {
        let mut log_hazard = -3.0;
        for covariate in 0..covariates {
            let value = 3.4 * (next() - 0.5);
            log_hazard += value * (covariate as f64 / 9.0 - 0.5);
            rows.covariates.push(value);
        }
        let until = -next().ln() / f64::exp(log_hazard);
        let watched = 40.0 * next();
        rows.durations.push(f64::min(until, watched));
        rows.events.push(until <= watched);
    }
    rows
}

fn survival(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("survival");
    group.sample_size(10);
    let cox = rows(COX_ROWS, COVARIATES);
    let weeks: Vec<f64> = cox.durations.iter().map(|duration| duration.ceil()).collect();
    for (name, durations) in [("distinct times", &cox.durations), ("40 weeks", &weeks)] {
        let observations = Observations::new(durations, &cox.events);
        let rows = CoxRows::new(observations, &cox.covariates, COVARIATES);
        group.bench_function(format!("Cox 100,000 x 10, {name}"), |bencher| {
            bencher.iter(|| CoxPh::fit(black_box(&rows), &CoxOptions::default()));
        });
    }
    let curve = rows(CURVE_ROWS, 0);
    let days: Vec<f64> = curve
        .durations
        .iter()
        .map(|duration| (duration * 30.0).ceil())
        .collect();
    for (name, durations) in [("distinct times", &curve.durations), ("1,200 days", &days)] {
        let observations = Observations::new(durations, &curve.events);
        group.bench_function(format!("Kaplan-Meier 1,000,000, {name}"), |bencher| {
            bencher.iter(|| KaplanMeier::fit(black_box(&observations), &KaplanMeierOptions::default()));
        });
    }
    let groups: Vec<u32> = (0..4).cycle().take(CURVE_ROWS).collect();
    let observations = Observations::new(&days, &curve.events);
    group.bench_function("log-rank 1,000,000, four groups", |bencher| {
        bencher.iter(|| log_rank(black_box(&observations), &groups));
    });
    group.finish();
}

fn retention(criterion: &mut Criterion) {
    let survivors = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0];
    let counts = RetentionCounts::from_survivors(&survivors).expect("survivors fall");
    let options = RetentionOptions::default();
    let mut group = criterion.benchmark_group("retention");
    group.bench_function("shifted beta-geometric, 7 periods", |bencher| {
        bencher.iter(|| ShiftedBetaGeo::fit(black_box(&counts), &options));
    });
    group.bench_function("beta-discrete-Weibull, 7 periods", |bencher| {
        bencher.iter(|| BetaDiscreteWeibull::fit(black_box(&counts), &options));
    });
    group.finish();
}

criterion_group!(benches, survival, retention);
criterion_main!(benches);
