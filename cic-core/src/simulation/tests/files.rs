use std::io::Cursor;

use super::super::{SimulatedClub, SimulatedFile, simulate};
use super::{CLUB, options, simulated};
use crate::Settings;
use crate::ingest::{Profile, QuarantinedRow, ReadOptions, Row, RowKind, open};

fn bytes(club: &SimulatedClub, file: &SimulatedFile) -> Vec<u8> {
    let mut bytes = Vec::new();
    (file.write)(club, &mut bytes).unwrap();
    bytes
}

fn text(path: &str) -> String {
    let file = SimulatedClub::files()
        .iter()
        .find(|file| file.path == path)
        .unwrap();
    String::from_utf8(bytes(&CLUB, file)).unwrap()
}

#[test]
fn the_same_options_give_the_same_bytes_on_any_number_of_threads() {
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let club = simulate(&options(5_000, 3, 9), &mut |_| ()).unwrap();
            SimulatedClub::files()
                .iter()
                .map(|file| bytes(&club, file))
                .collect::<Vec<_>>()
        })
    };
    assert!(with_threads(1) == with_threads(3));
}

#[test]
fn another_seed_gives_another_club() {
    let file = &SimulatedClub::files()[2];
    assert_ne!(
        bytes(&simulated(50, 2, 1), file),
        bytes(&simulated(50, 2, 2), file)
    );
}

#[test]
fn the_settings_file_says_what_the_club_is_set_to() {
    assert_eq!(
        &Settings::from_toml(&text("settings.toml")).unwrap(),
        CLUB.settings()
    );
}

#[test]
fn every_file_imports_without_a_row_left_out() {
    let (settings, profiles) = (CLUB.settings(), Profile::built_in());
    let read = ReadOptions {
        venue: &settings.venue,
        import: &settings.import,
        profiles: &profiles,
        profile_name: None,
        recorded_at: CLUB.as_of(),
    };
    for file in SimulatedClub::files() {
        if matches!(file.path, "settings.toml" | "truth.json") {
            continue;
        }
        let mut source = open(Cursor::new(bytes(&CLUB, file)), file.path, &read).unwrap();
        let (mut rows, mut quarantined) = (0, Vec::new());
        while let Some(batch) = source.next_batch(10_000).unwrap() {
            rows += batch.parsed.len();
            quarantined.extend(batch.quarantined);
        }
        // A profile leaves some rows out on purpose: no-shows at the desk, the row of totals.
        quarantined.retain(|row: &QuarantinedRow| !row.reason.starts_with("left out by the profile"));
        assert!(quarantined.is_empty(), "{}: {:?}", file.path, quarantined.first());
        assert!(rows > 100, "{}", file.path);
    }
}

#[test]
fn canonical_bookings_read_back_as_the_rows_that_were_simulated() {
    let (settings, profiles) = (CLUB.settings(), Profile::built_in());
    let read = ReadOptions {
        venue: &settings.venue,
        import: &settings.import,
        profiles: &profiles,
        profile_name: None,
        recorded_at: CLUB.as_of(),
    };
    let file = Cursor::new(text("bookings.csv").into_bytes());
    let mut source = open(file, "bookings.csv", &read).unwrap();
    assert_eq!(source.kind(), RowKind::Bookings);
    let mut index = 0;
    while let Some(batch) = source.next_batch(10_000).unwrap() {
        for row in batch.parsed.iter().flat_map(|parsed| &parsed.rows) {
            let Row::Booking(booking) = row else {
                panic!("{row:?} is no booking")
            };
            let entry = CLUB.history.ledger.entry(index);
            let calendar = &CLUB.world.calendar;
            let id = |person: u32| CLUB.world.people[person as usize].id.to_string();
            assert_eq!(booking.external_id, (index + 1).to_string());
            assert_eq!(booking.member_id, entry.organiser.map(id));
            assert_eq!(booking.starts_at, calendar.instant(entry.start));
            assert_eq!(
                booking.ends_at,
                calendar.instant(entry.start + i32::from(entry.minutes))
            );
            assert_eq!(booking.booked_at, Some(calendar.instant(entry.booked)));
            assert_eq!(
                booking.cancelled_at,
                entry.cancelled.map(|minute| calendar.instant(minute))
            );
            assert_eq!(
                (booking.court_id, booking.status, booking.kind),
                (Some(entry.court), entry.status, entry.kind)
            );
            assert_eq!(
                booking.players,
                entry.players.iter().map(|player| id(*player)).collect::<Vec<_>>()
            );
            assert_eq!(booking.guests, u16::from(entry.guests));
            assert_eq!(booking.revenue.cents(), i64::from(entry.revenue));
            index += 1;
        }
    }
    assert_eq!(index, CLUB.bookings());
}

#[test]
fn a_club_is_built_without_going_through_text() {
    let club = CLUB.club().unwrap();
    assert_eq!(club.bookings().len(), CLUB.bookings());
    assert_eq!(club.people().len(), CLUB.truth().people.len());
}

#[test]
fn courtreserve_reports_have_the_quirks_of_real_ones() {
    let reservations = text("courtreserve/ReservationReport.csv");
    assert!(reservations.starts_with("\u{feff}Confirmation #,"));
    assert!(reservations.contains("\"Court #1, Court #2\""));
    assert!(reservations.lines().any(|line| line.matches("(#").count() == 4));
    let transactions = text("courtreserve/Transactions.csv");
    assert!(transactions.lines().last().unwrap().starts_with(",,,Total,"));
    let members = text("courtreserve/MembersReport.csv");
    assert!(members.contains("Non-Member/Visitor") && members.contains("noemail"));
    assert!(text("courtreserve/CheckInReport.csv").contains("(Drop-in) $"));
}
