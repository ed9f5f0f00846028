//! Clusters of 100,000 members by eight features.

use std::hint::black_box;

use cic_core::segmentation::{KMeans, KMeansOptions, SilhouetteOptions, choose_k, silhouette};
use criterion::{Criterion, criterion_group, criterion_main};

const MEMBERS: u32 = 100_000;
const FEATURES: u32 = 8;

/// Members around five habits, scattered by a fixed sequence.
fn table() -> Vec<f64> {
    let mut state = 1_u32;
    let mut scatter = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1_u32 << 24) - 0.5
    };
    (0..MEMBERS)
        .flat_map(|member| (0..FEATURES).map(move |feature| f64::from((member % 5 + 1) * (feature + 3) % 7)))
        .map(|habit| habit + 3.0 * (scatter() + scatter()))
        .collect()
}

fn kmeans(criterion: &mut Criterion) {
    let table = table();
    let width = FEATURES as usize;
    let options = KMeansOptions {
        clusters: 5,
        restarts: 1,
        ..KMeansOptions::default()
    };
    let fitted = KMeans::fit(&table, width, &options).expect("the table is sound");
    let mut group = criterion.benchmark_group("kmeans");
    group.sample_size(10);
    group.bench_function("five clusters, one start", |bencher| {
        bencher.iter(|| KMeans::fit(black_box(&table), width, &options));
    });
    group.bench_function("two to eight clusters by silhouette, four starts", |bencher| {
        let options = KMeansOptions {
            restarts: 4,
            ..options
        };
        bencher.iter(|| choose_k(black_box(&table), width, 2..=8, &options));
    });
    group.bench_function("silhouette of 2,000", |bencher| {
        bencher.iter(|| {
            silhouette(
                black_box(&table),
                width,
                fitted.labels(),
                SilhouetteOptions::default(),
            )
        });
    });
    group.finish();
}

criterion_group!(benches, kmeans);
criterion_main!(benches);
