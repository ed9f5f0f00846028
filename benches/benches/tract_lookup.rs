//! The tract of a point.

use std::hint::black_box;

use cic_benches::club::small;
use cic_core::domain::Point;
use cic_core::geo::TractIndex;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Points a side of the grid laid over the tracts.
const SIDE: u32 = 50;

fn tract_lookup(criterion: &mut Criterion) {
    let club = small().expect("the club can be simulated").club;
    let polygons = club.tracts().iter().flat_map(|tract| &tract.polygons);
    let positions: Vec<[f64; 2]> = polygons.flatten().flatten().copied().collect();
    let range = |axis: usize| {
        let along = || positions.iter().map(|position| position[axis]);
        (
            along().fold(f64::INFINITY, f64::min),
            along().fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (lon, lat) = (range(0), range(1));
    let at =
        |place: u32, (low, high): (f64, f64)| low + (high - low) * (f64::from(place) + 0.5) / f64::from(SIDE);
    let points: Vec<Point> = (0..SIDE * SIDE)
        .map(|place| Point {
            lon: at(place % SIDE, lon),
            lat: at(place / SIDE, lat),
        })
        .collect();
    let index = TractIndex::new(club.tracts());
    let mut group = criterion.benchmark_group("tract_lookup");
    group.bench_function("index", |bencher| {
        bencher.iter(|| TractIndex::new(black_box(club.tracts())));
    });
    group.throughput(Throughput::Elements(u64::from(SIDE * SIDE)));
    group.bench_function(format!("{} tracts", club.tracts().len()), |bencher| {
        bencher.iter(|| {
            points
                .iter()
                .filter_map(|point| index.tract_of(black_box(*point)))
                .count()
        });
    });
    group.finish();
}

criterion_group!(benches, tract_lookup);
criterion_main!(benches);
