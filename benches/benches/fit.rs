//! Everything that follows from an import: features, segments, values.

use std::hint::black_box;

use cic_benches::club::{Measured, small};
use cic_core::Engine;
use criterion::{Criterion, criterion_group, criterion_main};

fn fit(criterion: &mut Criterion) {
    let Measured {
        club,
        settings,
        as_of,
    } = small().expect("the club can be simulated");
    let mut group = criterion.benchmark_group("fit");
    group.sample_size(20);
    group.bench_function(format!("{} bookings", club.bookings().len()), |bencher| {
        bencher.iter(|| Engine::fit(black_box(&club), &settings, as_of));
    });
    group.finish();
}

criterion_group!(benches, fit);
criterion_main!(benches);
