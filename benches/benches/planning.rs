//! Prices of a week, court allocation, and 10,000 simulated weeks of growth.

use std::hint::black_box;

use cic_benches::club::{Measured, small};
use cic_core::Engine;
use cic_core::engine::{AllocationRequest, GrowthRequest, PricingRequest};
use criterion::{Criterion, criterion_group, criterion_main};

fn plan(criterion: &mut Criterion) {
    let Measured {
        club,
        settings,
        as_of,
    } = small().expect("the club can be simulated");
    let engine = Engine::fit(&club, &settings, as_of).expect("the club's own settings are valid");
    let mut group = criterion.benchmark_group("planning");
    group.bench_function("prices of a week", |bencher| {
        bencher.iter(|| engine.pricing(black_box(&PricingRequest::default())));
    });
    group.bench_function("allocation", |bencher| {
        bencher.iter(|| engine.allocation(black_box(&AllocationRequest::default())));
    });
    let growth = GrowthRequest {
        weeks: 10_000,
        ..GrowthRequest::default()
    };
    group.sample_size(10);
    group.bench_function("growth, 10,000 weeks", |bencher| {
        bencher.iter(|| engine.growth(black_box(&growth)));
    });
    group.finish();
}

criterion_group!(benches, plan);
criterion_main!(benches);
