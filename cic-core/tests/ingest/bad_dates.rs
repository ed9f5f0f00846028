use crate::reporting::{bookings, read, read_under, report, report_on};

fn at(time: &str) -> String {
    bookings(&format!("1,M1,{time},1,10\n"))
}

fn start(file: &str) -> String {
    read(file).unwrap().bookings()[0].starts_at.to_rfc3339()
}

#[test]
fn times_are_read_with_an_offset_or_as_the_wall_clock() {
    for (text, expected) in [
        ("2026-02-15T19:00:00Z", "2026-02-15T19:00:00+00:00"),
        ("2026-02-15T13:00:00-06:00", "2026-02-15T19:00:00+00:00"),
        ("2026-02-15 13:00:00-0600", "2026-02-15T19:00:00+00:00"),
        ("2026-02-15T13:00", "2026-02-15T19:00:00+00:00"),
        ("2026-02-15 13:00:00", "2026-02-15T19:00:00+00:00"),
        ("2026-02-15 13:00:00.250", "2026-02-15T19:00:00.250+00:00"),
        ("2026/07/15 1:00 PM", "2026-07-15T18:00:00+00:00"),
        ("15 Jul 2026 13:00", "2026-07-15T18:00:00+00:00"),
        ("\"Jul 15, 2026, 1:00 p.m.\"", "2026-07-15T18:00:00+00:00"),
    ] {
        assert_eq!(start(&at(text)), expected, "{text}");
    }
}

#[test]
fn a_date_order_is_found_in_the_file() {
    let day_first = bookings("1,M1,03/04/2026 18:00,1,10\n2,M1,13/04/2026 18:00,1,10\n");
    let month_first = bookings("1,M1,03/04/2026 6:00 PM,1,10\n2,M1,04/13/2026 6:00 PM,1,10\n");
    assert_eq!(start(&day_first), "2026-04-03T23:00:00+00:00");
    assert_eq!(start(&month_first), "2026-03-05T00:00:00+00:00");
    assert_eq!(start(&at("2026-03-04T18:00")), "2026-03-05T00:00:00+00:00");
    assert_eq!(start(&at("13.04.2026 18:00")), "2026-04-13T23:00:00+00:00");
}

#[test]
fn a_file_whose_dates_read_both_ways_is_refused() {
    insta::assert_snapshot!(report_on(bookings(
        "1,M1,03/04/2026 18:00,1,10\n2,M1,05/06/2026 18:00,1,10\n"
    )));
}

#[test]
fn the_settings_settle_an_ambiguous_order() {
    let file = at("03/04/2026 18:00");
    let starts = |order: &str| {
        let settings = format!("[import]\ndate_order = \"{order}\"");
        read_under(&settings, &file).unwrap().bookings()[0]
            .starts_at
            .to_rfc3339()
    };
    assert_eq!(starts("mdy"), "2026-03-05T00:00:00+00:00");
    assert_eq!(starts("dmy"), "2026-04-03T23:00:00+00:00");
}

#[test]
fn a_file_whose_dates_contradict_each_other_is_refused() {
    insta::assert_snapshot!(report_on(bookings(
        "1,M1,03/04/2026 18:00,1,10\n2,M1,14/04/2026 18:00,1,10\n3,M1,04/15/2026 18:00,1,10\n"
    )));
}

#[test]
fn a_date_against_the_order_is_quarantined() {
    let file = bookings("1,M1,03/04/2026 18:00,1,10\n2,M1,14/04/2026 18:00,1,10\n");
    insta::assert_snapshot!(report(&read_under("[import]\ndate_order = \"mdy\"", file)));
}

#[test]
fn a_local_time_that_clocks_skip_or_double_is_quarantined_with_both_readings() {
    insta::assert_snapshot!(report_on(bookings(
        "1,M1,2026-03-08T02:30,1,10\n2,M1,2026-11-01T01:30,1,10\n3,M1,2026-11-01T01:30:00-05:00,1,10\n"
    )));
}

#[test]
fn times_that_are_none_are_quarantined() {
    insta::assert_snapshot!(report_on(bookings(
        "1,M1,soon,1,10\n2,M1,2026-02-30T18:00,1,10\n3,M1,2026-02-03T25:00,1,10\n4,M1,,1,10\n5,M1,2026-02-03,1,10\n\
         6,M1,1969-12-31T17:59,1,10\n7,M1,2106-01-01T18:00,1,10\n8,M1,2/3/26 18:00,1,10\n9,M1,2026-02-03T18:00+99:00,1,10\n"
    )));
}

#[test]
fn an_end_before_the_start_is_quarantined() {
    let file = "id,member_id,booking_time,court_id,revenue_generated,ends_at\n\
                1,M1,2026-02-03T18:00,1,10,2026-02-03T17:00\n\
                2,M1,2026-02-03T18:00,1,10,2026-02-03T18:00\n\
                3,M1,2026-02-03T18:00,1,10,2027-02-03T19:00\n\
                4,M1,2026-02-03T18:00,1,10,\n";
    insta::assert_snapshot!(report_on(file));
    let outcome = read(file).unwrap();
    let only = outcome.bookings()[0];
    assert_eq!((only.ends_at - only.starts_at).num_minutes(), 60);
}
