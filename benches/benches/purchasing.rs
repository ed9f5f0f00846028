//! Purchase models on 1,000,000 customers, and on as many as the CDNOW sample has.

use std::hint::black_box;

use cic_core::purchasing::{
    BgNbd, FitOptions, GammaGamma, Horizon, ParetoNbd, SpendHistories, VisitHistories, VisitHistory,
    VisitModel,
};
use criterion::{Criterion, criterion_group, criterion_main};

const CDNOW: usize = 2357;
const MILLION: usize = 1_000_000;

/// Customers of twelve weekly cohorts, seen for 27 to 39 weeks, with last visits on whole days.
fn customers(count: usize) -> [Vec<f64>; 3] {
    let model = BgNbd::from_parameters([0.2426, 4.4136, 0.7929, 2.4259]).expect("positive");
    let ages: Vec<Horizon> = (0..count)
        .map(|customer| Horizon::new((189 + customer % 84) as f64 / 7.0).expect("a length"))
        .collect();
    let nothing = Horizon::new(0.0).expect("a length");
    let mut columns: [Vec<f64>; 3] = std::array::from_fn(|_| Vec::with_capacity(count));
    for customer in model.simulate(&ages, nothing, 1) {
        let history = customer.history;
        let day = (history.age_at_last_visit() * 7.0).ceil() / 7.0;
        columns[0].push(f64::from(history.repeat_visits()));
        columns[1].push(day.min(history.observed_age()));
        columns[2].push(history.observed_age());
    }
    columns
}

fn collapse([visits, last, observed]: &[Vec<f64>; 3]) -> VisitHistories {
    VisitHistories::from_columns(visits, last, observed, None).expect("sound rows")
}

fn purchasing(criterion: &mut Criterion) {
    let options = FitOptions::default();
    let (sample, million) = (customers(CDNOW), customers(MILLION));
    let mut group = criterion.benchmark_group("purchasing");
    group.sample_size(10);
    for (size, columns) in [("2,357", &sample), ("1,000,000", &million)] {
        group.bench_function(format!("BG/NBD of {size} rows"), |bencher| {
            bencher.iter(|| BgNbd::fit(&collapse(black_box(columns)), &options));
        });
        group.bench_function(format!("Pareto/NBD of {size} rows"), |bencher| {
            bencher.iter(|| ParetoNbd::fit(&collapse(black_box(columns)), &options));
        });
    }
    let spend = GammaGamma::from_parameters([6.25, 3.74, 15.4]).expect("positive");
    let visits: Vec<u32> = (0..1_000_000_u32).map(|customer| 1 + customer % 7).collect();
    let spent = spend.simulate(&visits, 3);
    group.bench_function("Gamma-Gamma of 1,000,000 rows", |bencher| {
        bencher.iter(|| {
            let histories = SpendHistories::new(black_box(&spent)).expect("visits");
            GammaGamma::fit(&histories, &options)
        });
    });
    let model = BgNbd::from_parameters([0.2426, 4.4136, 0.7929, 2.4259]).expect("positive");
    let rows = VisitHistory::from_columns(&million[0], &million[1], &million[2]).expect("sound rows");
    let horizon = Horizon::new(39.0).expect("a length");
    group.bench_function("P(alive) of 1,000,000 under BG/NBD", |bencher| {
        bencher.iter(|| model.probability_alive_of_each(black_box(&rows)));
    });
    group.bench_function("expected visits of 1,000,000 under BG/NBD", |bencher| {
        bencher.iter(|| model.expected_visits_of_each(horizon, black_box(&rows)));
    });
    group.finish();
}

criterion_group!(benches, purchasing);
criterion_main!(benches);
