//! A logit of 1,000,000 rows by 20 columns, and the hazard of 100,000 members over 24 months.

use std::hint::black_box;

use cic_core::churn::hazard::{
    Baseline, ChurnHazard, FutureCovariates, FuturePath, HazardOptions, HistoryTable, Link,
};
use criterion::{Criterion, criterion_group, criterion_main};

const ROWS: usize = 1_000_000;
const MEMBERS: usize = 100_000;
const COLUMNS: usize = 20;
const MONTHS: u32 = 24;

/// Numbers between 0 and 1 by a fixed sequence.
fn scatter() -> impl FnMut() -> f64 {
    let mut state = 1_u64;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from((state >> 32) as u32) / f64::from(u32::MAX)
    }
}

/// Rows whose first column raises the odds, the second lowers them, and so on.
fn predictor(row: &[f64]) -> f64 {
    let signed = row
        .iter()
        .enumerate()
        .map(|(column, value)| if column % 2 == 0 { *value } else { -value });
    signed.sum::<f64>() * 0.5
}

fn hazard(criterion: &mut Criterion) {
    let mut scatter = scatter();
    let values: Vec<f64> = (0..ROWS * COLUMNS)
        .map(|_| 2.0 * (scatter() + scatter() - 1.0))
        .collect();
    let rows = || values.chunks_exact(COLUMNS);
    let exits: Vec<bool> = rows()
        .map(|row| scatter() < Link::Logit.probability(predictor(row) - 2.0))
        .collect();
    let (durations, left): (Vec<u32>, Vec<bool>) = rows()
        .take(MEMBERS)
        .map(|row| {
            let probability = Link::Logit.probability(predictor(row) - 3.5);
            let month = (1..=MONTHS).find(|_| scatter() < probability);
            (month.unwrap_or(MONTHS), month.is_some())
        })
        .unzip();
    let mut group = criterion.benchmark_group("hazard");
    group.sample_size(10);
    group.bench_function("logit, 1,000,000 x 20", |bencher| {
        bencher.iter(|| {
            ChurnHazard::fit(
                black_box(&values),
                COLUMNS,
                &exits,
                None,
                &HazardOptions::default(),
            )
        });
    });
    let table = HistoryTable {
        values: &values[..MEMBERS * COLUMNS],
        n_features: COLUMNS,
        durations: &durations,
        exits: &left,
        entries: None,
        weights: None,
    };
    for (name, baseline) in [
        (
            "histories, 100,000 x 24 months x 20, one level",
            Baseline::Constant,
        ),
        (
            "histories, 100,000 x 24 months x 20, a level a month",
            Baseline::Intervals { months: 1 },
        ),
    ] {
        let options = HazardOptions {
            baseline,
            ..HazardOptions::default()
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| ChurnHazard::fit_histories(black_box(&table), &options));
        });
    }
    let fitted = ChurnHazard::fit_histories(&table, &HazardOptions::default()).expect("the table is sound");
    group.bench_function("survival over 36 months, 100,000 members", |bencher| {
        bencher.iter(|| {
            let members = rows().take(MEMBERS).map(|row| {
                let path = FuturePath {
                    first_month: 1,
                    months: 36,
                    covariates: FutureCovariates::CarriedForward(row),
                    rules: &[],
                };
                fitted
                    .survival(&path)
                    .map_or(0.0, |path| path.probability_of_exit(12))
            });
            black_box(members.sum::<f64>())
        });
    });
    group.finish();
}

criterion_group!(benches, hazard);
criterion_main!(benches);
