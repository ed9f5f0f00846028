//! The homes of 100,000 members as cells of at least five.

use std::hint::black_box;

use cic_core::domain::Point;
use cic_core::geo::k_anonymous_cells;
use criterion::{Criterion, criterion_group, criterion_main};

fn cells(criterion: &mut Criterion) {
    // A spiral: crowded in the middle, thin 40 km out.
    let homes: Vec<Point> = (0..100_000_u32)
        .map(|place| {
            let (turn, reach) = (f64::from(place) * 2.4, f64::from(place) * 0.000_004);
            Point {
                lat: 41.959 + reach * turn.sin(),
                lon: -87.703 + reach * turn.cos(),
            }
        })
        .collect();
    criterion.bench_function("cells of 100,000 homes", |bencher| {
        bencher.iter(|| k_anonymous_cells(black_box(&homes), 5));
    });
}

criterion_group!(benches, cells);
criterion_main!(benches);
