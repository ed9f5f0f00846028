//! One event decision, quiet and busy, and what an event would cost at each hour of a week.

use std::hint::black_box;

use cic_benches::club::{Measured, small};
use cic_core::Engine;
use cic_core::event_decision::{DecideEventRequest, HeatmapRequest};
use criterion::{Criterion, criterion_group, criterion_main};

fn decide(criterion: &mut Criterion) {
    let Measured {
        club,
        settings,
        as_of,
    } = small().expect("the club can be simulated");
    let engine = Engine::fit(&club, &settings, as_of).expect("the club's own settings are valid");
    let request = |date_time: &str, courts| DecideEventRequest::new(500.0, date_time, courts);
    let mut group = criterion.benchmark_group("decide");
    for (name, request) in [
        ("one court, Tuesday morning", request("2026-02-17T10:00", 1)),
        ("four courts, Thursday evening", request("2026-02-19T19:00", 4)),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| engine.decide_event(black_box(&request)));
        });
    }
    group.finish();
    criterion.bench_function("heatmap of a week, every number of courts", |bencher| {
        bencher.iter(|| engine.heatmap(black_box(&HeatmapRequest::default())));
    });
    criterion.bench_function("fit", |bencher| {
        bencher.iter(|| Engine::fit(black_box(&club), &settings, as_of));
    });
}

criterion_group!(benches, decide);
criterion_main!(benches);
