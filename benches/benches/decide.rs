//! One event decision, quiet and busy.

use std::hint::black_box;

use cic_benches::club::{Measured, small};
use cic_core::Engine;
use cic_core::event_decision::DecideEventRequest;
use criterion::{Criterion, criterion_group, criterion_main};

fn decide(criterion: &mut Criterion) {
    let Measured {
        club,
        settings,
        as_of,
    } = small().expect("the club can be simulated");
    let engine = Engine::fit(&club, &settings, as_of).expect("the club's own settings are valid");
    let request = |date_time: &str, courts| DecideEventRequest {
        revenue: 500.0,
        date_time: date_time.to_owned(),
        courts,
        duration_minutes: 120,
        court_ids: None,
        headcount: None,
    };
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
}

criterion_group!(benches, decide);
criterion_main!(benches);
