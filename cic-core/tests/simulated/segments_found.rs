//! The rules find latent types that show only through behaviour.

use cic_core::Engine;
use cic_core::engine::MembersRequest;
use cic_core::segmentation::adjusted_rand_index;

use super::from_files::{read, simulated};

const WITHOUT_SURVEYS: [&str; 4] = ["members.csv", "bookings.csv", "enrichment.csv", "tracts.geojson"];
const WITH_SURVEYS: [&str; 5] = [
    "members.csv",
    "bookings.csv",
    "enrichment.csv",
    "tracts.geojson",
    "surveys.csv",
];

/// Adjusted Rand index of the rules' segments against the latent types.
fn agreement(seed: u64, files: &[&str]) -> f64 {
    let simulated = simulated(seed);
    let engine = Engine::fit(&read(&simulated, files), simulated.settings(), simulated.as_of()).unwrap();
    let segments = engine.segments();
    let (mut by_rules, mut by_truth) = (Vec::new(), Vec::new());
    for member in engine.members(&MembersRequest::default()).unwrap() {
        let person = simulated
            .truth()
            .people
            .iter()
            .find(|person| person.id.to_string() == member.id)
            .unwrap();
        let segment = segments
            .iter()
            .position(|segment| segment.id == member.segment)
            .unwrap();
        by_rules.push(u32::try_from(segment).unwrap());
        by_truth.push(person.kind as u32);
    }
    adjusted_rand_index(&by_rules, &by_truth)
}

#[test]
fn rules_find_the_latent_types_with_and_without_surveys() {
    for seed in [1, 2, 3] {
        let (with, without) = (agreement(seed, &WITH_SURVEYS), agreement(seed, &WITHOUT_SURVEYS));
        println!("seed {seed}: adjusted Rand index {with:.3} with surveys, {without:.3} without");
        assert!(with > 0.45, "seed {seed}: {with}");
        assert!(without > 0.45, "seed {seed}: {without}");
    }
}
