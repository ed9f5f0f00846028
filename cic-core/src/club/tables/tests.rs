use std::borrow::Cow;

use super::{Batch, ClubTables, Column, Table, Validity, Values};
use crate::domain::{BookingKind, BookingStatus};
use crate::{Club, Error, Settings};

/// 2026-02-19T19:00-06:00.
const THURSDAY_EVENING: i64 = 1_771_549_200;

fn texts<'a>(name: &'a str, texts: &[&'a str]) -> Column<'a> {
    Column::of_text(name, texts.to_vec())
}

fn times(name: &str, seconds: &[i64], are_instants: bool) -> Column<'static> {
    let ticks = seconds.iter().map(|second| second * 1_000).collect();
    let values = Values::Times {
        ticks: Cow::Owned(ticks),
        ticks_per_second: 1_000,
        are_instants,
    };
    Column::new(name.to_owned(), values)
}

fn table(rows: usize, columns: Vec<Column<'_>>) -> Option<Table<'_>> {
    Some(Table::new(vec![Batch::new(rows, columns)]))
}

fn of_members<'a>() -> Option<Table<'a>> {
    table(3, vec![texts("id", &["M3", "M1", "M2"])])
}

fn club_of<'a>(bookings: Option<Table<'a>>) -> Result<Club, Error> {
    let tables = ClubTables {
        members: of_members(),
        bookings,
        ..ClubTables::default()
    };
    Club::from_tables(&tables, &Settings::default())
}

fn refusal(bookings: Option<Table<'_>>) -> String {
    club_of(bookings).unwrap_err().to_string()
}

#[test]
fn wall_times_and_instants_of_one_moment_make_the_same_club() {
    let of = |column| club_of(table(1, vec![texts("member_id", &["M1"]), column])).unwrap();
    let instant = of(times("booking_time", &[THURSDAY_EVENING], true));
    let wall = of(times("booking_time", &[THURSDAY_EVENING - 6 * 3_600], false));
    let text = of(texts("Booking Time", &["2026-02-19T19:00:00-06:00"]));
    for club in [&instant, &wall, &text] {
        assert_eq!(i64::from(club.bookings().get(0).starts_at), THURSDAY_EVENING);
    }
}

#[test]
fn pieces_dictionaries_and_missing_values_read_like_plain_columns() {
    let words: fn() -> Box<dyn super::TextRows> = || Box::new(vec!["M2", "M1", ""]);
    let piece = |codes: Vec<u32>, validity| Column {
        name: "member_id".into(),
        values: Values::Words {
            codes: Cow::Owned(codes),
            words: words(),
        },
        validity,
    };
    let first = Batch::new(
        2,
        vec![
            piece(vec![0, 2], None),
            times("booking_time", &[THURSDAY_EVENING, 0], true),
        ],
    );
    // The second bit alone is set: the first row has no value, whatever its code.
    let bits = Validity {
        bits: Cow::Borrowed(&[0b0000_0100]),
        offset: 1,
    };
    let later = &[THURSDAY_EVENING + 60, THURSDAY_EVENING + 120];
    let second = Batch::new(
        2,
        vec![piece(vec![9, 1], Some(bits)), times("booking_time", later, true)],
    );
    let club = club_of(Some(Table::new(vec![first, second]))).unwrap();
    let organisers: Vec<_> = club
        .bookings()
        .iter()
        .map(|booking| {
            booking
                .organiser
                .map(|member| club.people()[member].member.id.clone())
        })
        .collect();
    assert_eq!(
        organisers,
        [None, Some("M2".to_owned()), None, Some("M1".to_owned())]
    );
}

#[test]
fn players_come_as_lists_or_joined_and_the_organiser_is_not_one_of_them() {
    let items = Box::new(texts("", &["M1", "M2", "M2", "M3", "M1"]));
    let lists = Column::new(
        "players",
        Values::Lists {
            first: 1,
            ends: Cow::Owned(vec![4, 4, 5]),
            items,
        },
    );
    let start = || {
        times(
            "booking_time",
            &[THURSDAY_EVENING, THURSDAY_EVENING + 60, THURSDAY_EVENING + 120],
            true,
        )
    };
    let organisers = || texts("member_id", &["M2", "M1", "M2"]);
    let listed = club_of(table(3, vec![organisers(), start(), lists])).unwrap();
    let joined = texts("players", &["M2; M2;M3", "", "M1"]);
    let joined = club_of(table(3, vec![organisers(), start(), joined])).unwrap();
    for club in [&listed, &joined] {
        let players: Vec<&[u32]> = (0..3).map(|index| club.bookings().players_of(index)).collect();
        assert_eq!(players, [&[2][..], &[], &[0]]);
    }
}

#[test]
fn every_field_of_a_booking_is_read() {
    let start = [THURSDAY_EVENING];
    let columns = vec![
        Column::new("id", Values::Integers(Cow::Borrowed(&[7]))),
        texts("member_id", &["M1"]),
        times("booking_time", &start, true),
        times("ends_at", &[THURSDAY_EVENING + 5_400], true),
        times("booked_at", &[THURSDAY_EVENING - 86_400], true),
        times("cancelled_at", &[THURSDAY_EVENING - 3_600], true),
        Column::new("court_id", Values::Numbers(Cow::Borrowed(&[3.0]))),
        Column::new("revenue_generated", Values::Numbers(Cow::Borrowed(&[12.34]))),
        texts("kind", &["Lesson"]),
        Column::new("guests", Values::Integers(Cow::Borrowed(&[2]))),
        texts("occurrence_id", &["clinic"]),
        Column::new("note", Values::Other("bool".to_owned())),
    ];
    let club = club_of(table(1, columns)).unwrap();
    let booking = club.bookings().get(0);
    assert_eq!((booking.minutes, booking.court, booking.guests), (90, Some(3), 2));
    assert_eq!(booking.revenue.cents(), 12_34);
    assert_eq!(
        (booking.kind, booking.status),
        (BookingKind::Lesson, BookingStatus::Cancelled)
    );
    assert_eq!(booking.booked_at.map(i64::from), Some(THURSDAY_EVENING - 86_400));
    assert_eq!(club.bookings().occurrence_of(0), Some(0));
}

#[test]
fn rows_in_any_order_make_the_same_club() {
    let of = |order: [usize; 3]| {
        let members = order.map(|row| ["M1", "M2", "M3"][row]);
        let starts = order.map(|row| [THURSDAY_EVENING, THURSDAY_EVENING, 0][row]);
        let columns = vec![texts("member_id", &members), times("booking_time", &starts, true)];
        let club = club_of(table(3, columns)).unwrap();
        format!("{club:?}")
    };
    assert_eq!(of([0, 1, 2]), of([2, 1, 0]));
    assert_eq!(of([0, 1, 2]), of([1, 2, 0]));
}

#[test]
fn empty_tables_make_an_empty_club() {
    let none = Table::new(Vec::new());
    let tables = ClubTables {
        members: Some(none),
        bookings: table(0, Vec::new()).map(|_| Table::new(Vec::new())),
        ..ClubTables::default()
    };
    assert!(
        Club::from_tables(&tables, &Settings::default())
            .unwrap()
            .people()
            .is_empty()
    );
}

#[test]
fn all_columns_that_cannot_be_read_are_named_together() {
    let columns = vec![
        Column::new("member_id", Values::Numbers(Cow::Borrowed(&[1.5]))),
        Column::new("booking_time", Values::Integers(Cow::Borrowed(&[1_771_549_200]))),
        texts("kind", &["dance"]),
        Column::new("revenue_generated", Values::Other("binary".to_owned())),
    ];
    let error = club_of(table(1, columns)).unwrap_err();
    let fields: Vec<&str> = error.faults().iter().map(|fault| fault.field.as_str()).collect();
    let expected = [
        "bookings.member_id",
        "bookings.booking_time",
        "bookings.revenue_generated",
        "bookings.kind",
    ];
    assert_eq!(fields, expected);
    assert_eq!(
        error.faults()[1].message,
        "row 0 (1771549200): this is not a time; convert the column to timestamps"
    );
    assert!(error.to_string().contains("holds binary"), "{error}");
}

#[test]
fn a_missing_column_is_named_with_those_that_are_there() {
    let text = refusal(table(
        1,
        vec![
            texts("member_id", &["M1"]),
            texts("starts", &["2026-02-19T19:00"]),
        ],
    ));
    assert_eq!(
        text,
        "bookings.booking_time: the column is missing; rename the one that holds it (the table has member_id, starts)"
    );
    let members = ClubTables {
        members: table(1, vec![texts("member", &["M1"])]),
        ..ClubTables::default()
    };
    let error = Club::from_tables(&members, &Settings::default()).unwrap_err();
    assert_eq!(error.faults()[0].field, "members.id");
    assert_eq!(
        Club::from_tables(&ClubTables::default(), &Settings::default())
            .unwrap_err()
            .faults()[0]
            .field,
        "members"
    );
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_its_value_across_pieces() {
    let piece = |member: &'static str| {
        Batch::new(
            1,
            vec![
                texts("member_id", &[member]),
                times("booking_time", &[THURSDAY_EVENING], true),
            ],
        )
    };
    let text = refusal(Some(Table::new(vec![piece("M1"), piece("M9")])));
    assert_eq!(
        text,
        "bookings.member_id: row 1 (\"M9\"): no row of `members` has this id; add the member or leave the id empty"
    );
}

#[test]
fn times_that_are_none_or_two_are_refused() {
    let at = |column: Column<'static>| refusal(table(1, vec![texts("member_id", &["M1"]), column]));
    // 2026-11-01T01:30 happens twice in Chicago.
    assert!(at(times("booking_time", &[1_793_496_600], false)).contains("happens twice"));
    assert!(at(times("booking_time", &[9_000_000_000], true)).contains("check the unit"));
    assert!(
        at(Column::new(
            "booking_time",
            Values::Days(Cow::Borrowed(&[20_000]))
        ))
        .contains("no time of day")
    );
    assert!(at(Column::new("booking_time", Values::Missing)).contains("every row needs a value"));
}

#[test]
fn repeated_ids_and_names_are_refused() {
    let members = ClubTables {
        members: table(2, vec![texts("id", &["M1", "M1"])]),
        ..ClubTables::default()
    };
    let error = Club::from_tables(&members, &Settings::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("row 1 (\"M1\"): two rows describe the member"),
        "{error}"
    );

    let rows = |ids: Column<'static>| {
        let starts = times("booking_time", &[THURSDAY_EVENING, THURSDAY_EVENING], true);
        table(2, vec![ids, texts("member_id", &["M1", "M1"]), starts])
    };
    let repeated = refusal(rows(Column::new("id", Values::Integers(Cow::Borrowed(&[4, 4])))));
    assert_eq!(
        repeated,
        "bookings.id: row 1 has the id of row 0; keep one row a booking"
    );
    assert!(club_of(rows(Column::new("id", Values::Integers(Cow::Borrowed(&[5, 4]))))).is_ok());

    let twins = vec![texts("member_id", &["M1"]), texts("Member ID", &["M1"])];
    assert!(refusal(table(1, twins)).contains("two columns are called so"));
    let short = vec![
        texts("member_id", &["M1"]),
        times("booking_time", &[THURSDAY_EVENING, 0], true),
    ];
    assert!(refusal(table(1, short)).contains("it has 2 rows, other columns have 1"));
}

#[test]
fn a_booking_that_ends_before_it_starts_is_refused() {
    let ends = times("ends_at", &[THURSDAY_EVENING], true);
    let columns = vec![
        texts("member_id", &["M1"]),
        times("booking_time", &[THURSDAY_EVENING], true),
        ends,
    ];
    assert!(refusal(table(1, columns)).starts_with("bookings.ends_at: row 0"));
}

#[test]
fn surveys_and_enrichment_reach_their_members() {
    let tables = ClubTables {
        members: of_members(),
        surveys: table(
            1,
            vec![
                texts("member_id", &["M2"]),
                texts("survey_name", &["spring"]),
                texts("question", &["motivation"]),
                texts("response", &["social"]),
            ],
        ),
        enrichment: table(
            1,
            vec![
                texts("member_id", &["M2"]),
                texts("company_size", &["201-500"]),
                Column::new("home_lat", Values::Numbers(Cow::Borrowed(&[41.9]))),
                Column::new("home_lon", Values::Numbers(Cow::Borrowed(&[-87.7]))),
            ],
        ),
        ..ClubTables::default()
    };
    let club = Club::from_tables(&tables, &Settings::default()).unwrap();
    let person = &club.people()[club.find("M2").unwrap()];
    assert_eq!(person.answer("motivation"), Some("social"));
    assert_eq!(person.enrichment().unwrap().company_size, Some(201));
    assert!(person.enrichment().unwrap().home.is_some());

    let stranger = ClubTables {
        members: of_members(),
        enrichment: table(1, vec![texts("member_id", &["M9"])]),
        ..ClubTables::default()
    };
    let error = Club::from_tables(&stranger, &Settings::default()).unwrap_err();
    assert_eq!(error.faults()[0].field, "enrichment.member_id");
}

#[test]
fn who_has_no_day_of_joining_has_joined_with_the_first_booking_of_their_own() {
    let later = THURSDAY_EVENING + 86_400;
    let bookings = Batch::new(
        3,
        vec![
            Column::of_text("member_id", vec!["M1", "M1", "M2"]),
            times("booking_time", &[later, THURSDAY_EVENING, later], true),
        ],
    );
    let club = club_of(Some(Table::new(vec![bookings]))).unwrap();
    let joined = |id: &str| club.people()[club.find(id).unwrap()].member.joined_at.timestamp();
    assert_eq!((joined("M1"), joined("M2")), (THURSDAY_EVENING, later));
    let nobody_played = club_of(None).unwrap();
    let ada = &nobody_played.people()[nobody_played.find("M1").unwrap()];
    assert_eq!(ada.member.joined_at, crate::domain::Member::UNKNOWN_JOINING);
}
