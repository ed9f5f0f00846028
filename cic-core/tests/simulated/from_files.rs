//! A club read back from the files it was written to.

use std::io::Cursor;
use std::sync::Arc;

use cic_core::club::ClubBuilder;
use cic_core::ingest::{self, Profile, ReadOptions, Row};
use cic_core::simulation::{SimulatedClub, SimulationOptions, simulate};
use cic_core::{Club, Engine};

pub(crate) fn simulated(seed: u64) -> SimulatedClub {
    let options = SimulationOptions {
        members: 300,
        months: 14,
        seed,
        until: "2026-01-31".parse().unwrap(),
    };
    simulate(&options, &mut |_| {}).unwrap()
}

/// Reads the named canonical files as an import would.
pub(crate) fn read(simulated: &SimulatedClub, names: &[&str]) -> Arc<Club> {
    let settings = simulated.settings();
    let profiles = Profile::built_in();
    let mut builder = ClubBuilder::new(&settings.venue);
    for name in names {
        let file = SimulatedClub::files()
            .iter()
            .find(|file| file.path == *name)
            .unwrap();
        let mut bytes = Vec::new();
        (file.write)(simulated, &mut bytes).unwrap();
        let options = ReadOptions {
            venue: &settings.venue,
            import: &settings.import,
            profiles: &profiles,
            profile_name: None,
            recorded_at: simulated.as_of(),
        };
        let mut source = ingest::open(Cursor::new(bytes), name, &options).unwrap();
        while let Some(batch) = source.next_batch(1_000).unwrap() {
            assert_eq!(batch.quarantined, [], "{name}");
            for row in batch.parsed.into_iter().flat_map(|parsed| parsed.rows) {
                add(&mut builder, row);
            }
        }
    }
    Arc::new(builder.build().unwrap())
}

fn add(builder: &mut ClubBuilder, row: Row) {
    match row {
        Row::Member(member) => builder.member(&member).unwrap(),
        Row::Booking(booking) => builder.owned_booking(&booking).unwrap(),
        Row::Survey(response) => builder.survey(response).unwrap(),
        Row::Enrichment(enrichment) => builder.enrichment(enrichment).unwrap(),
        Row::Tract(tract) => builder.tract(tract),
        other => panic!("a canonical file gave {other:?}"),
    }
}

#[test]
fn a_club_read_from_its_own_files_is_the_same_club() {
    let simulated = simulated(11);
    let names = [
        "members.csv",
        "bookings.csv",
        "surveys.csv",
        "enrichment.csv",
        "tracts.geojson",
    ];
    let from_files = read(&simulated, &names);
    let direct = Arc::new(simulated.club().unwrap());
    let engine = |club| Engine::fit(club, simulated.settings(), simulated.as_of()).unwrap();
    assert_eq!(engine(&from_files).version(), engine(&direct).version());
}
