use cic_core::domain::{BookingKind, BookingStatus};
use cic_core::ingest::{Row, RowKind};

use crate::reporting::{Outcome, read, report, report_on};

const RESERVATIONS: &str = "\u{feff}Confirmation #,Reservation Type,Start Date / Time,End Date / Time,Is Event?,Event Name,Courts,Player Name,Player Email,Player _#,Members,Members Count,Guests,Created On,Created By,Payment Status,Fee Amount,Revenue Category\r\n\
1001,Singles,01/13/2026 6:00 PM,01/13/2026 7:30 PM,No,,Court #3,\"Ito, Ken\",ken@example.com,#207216,\"Ken Ito (#207216), O'Neil, Jr, Pat (#210277)\",2,1,01/02/2026 9:15 AM,Ken Ito,Paid,$24.00,Courts\r\n\
1002,Doubles,01/14/2026 6:00 PM,01/14/2026 8:00 PM,No,,\"Court #1, Court #2\",Ann Bee,noemail@x,#5,,,,01/02/2026 9:15 AM,Staff,Paid,\"$1,040.00\",Courts\r\n\
1003,Event,01/15/2026 6:00 PM,01/15/2026 8:00 PM,Yes,Open Play,\"Court #4, Court #5\",Ann Bee,,#5,,,,,Staff,Paid,(Drop-in) $16.00,Events\r\n\
1003,Event,01/15/2026 6:00 PM,01/15/2026 8:00 PM,Yes,Open Play,\"Court #4, Court #5\",Ken Ito,,#207216,,,,,Staff,Paid,$16.00,Events\r\n\
1004,Private Lesson,01/16/2026 6:00 PM,01/16/2026 7:00 PM,No,,Court #1,Ann Bee,,#5,,,,,Staff,,,Lessons\r\n";

fn ids(outcome: &Outcome) -> Vec<&str> {
    outcome
        .bookings()
        .iter()
        .map(|booking| booking.external_id.as_str())
        .collect()
}

#[test]
fn the_reservation_report_is_read_with_its_quirks() {
    let outcome = read(RESERVATIONS);
    insta::assert_snapshot!(report(&outcome));
    let outcome = outcome.unwrap();
    assert_eq!(
        ids(&outcome),
        [
            "1001",
            "1002/1",
            "1002/2",
            "1003#5/4",
            "1003#5/5",
            "1003#207216/4",
            "1003#207216/5",
            "1004"
        ]
    );
    let [singles, doubles, second_court, open_play, ..] = outcome.bookings()[..] else {
        panic!("eight bookings");
    };
    assert_eq!(singles.member_id.as_deref(), Some("207216"));
    assert_eq!(singles.players, ["210277"]);
    assert_eq!(singles.guests, 1);
    assert_eq!(singles.court_id, Some(3));
    assert_eq!(singles.starts_at.to_rfc3339(), "2026-01-14T00:00:00+00:00");
    assert_eq!(singles.occurrence, None);
    assert!(doubles.players.is_empty());
    assert_eq!(
        (doubles.revenue.cents(), second_court.revenue.cents()),
        (104_000, 0)
    );
    assert_eq!(doubles.occurrence.as_deref(), Some("1002"));
    assert_eq!(open_play.kind, BookingKind::Session);
    assert_eq!(
        open_play.occurrence.as_deref(),
        Some("2026-01-16T00:00Z Open Play")
    );
    assert_eq!(outcome.bookings()[7].kind, BookingKind::Lesson);
}

#[test]
fn the_cancellation_report_is_told_by_its_columns() {
    let file = "Confirmation #,Start Date / Time,Player Name,Player _#,Cancellation Reason,Cancelled On,Cancelled By\n\
                1001,01/13/2026 6:00 PM,Ken Ito,#207216,Ill,01/12/2026 8:00 AM,Ken Ito\n";
    let outcome = read(file).unwrap();
    assert_eq!(outcome.kind, RowKind::Cancellations);
    let Row::Cancellation(cancellation) = outcome.rows()[0] else {
        panic!("a cancellation");
    };
    assert_eq!(cancellation.external_id, "1001");
    assert_eq!(
        cancellation.cancelled_at.unwrap().to_rfc3339(),
        "2026-01-12T14:00:00+00:00"
    );
}

#[test]
fn a_cancelled_registration_for_an_event_is_the_registrants_alone() {
    let file = "Confirmation #,Start Date / Time,Is Event?,Player _#,Cancelled On\n\
                1003,01/15/2026 6:00 PM,Yes,#5,01/14/2026 8:00 AM\n";
    let outcome = read(file).unwrap();
    let Row::Cancellation(cancellation) = outcome.rows()[0] else {
        panic!("a cancellation");
    };
    assert_eq!(cancellation.external_id, "1003#5");
}

#[test]
fn visitors_are_members_without_a_plan() {
    let file = "Member #,First Name,Last Name,Email,Phone,Date of Birth,Zip Code,Current Membership,Membership Status,Current Membership Start Date,Total Paid,Family ID\n\
                #5,Ann,Bee,ann@example.com,1,,60618,Standard,Active,01/31/2024,$5,F1\n\
                6,Ben,Cee,noemail6@courtreserve.com,,,,Non-Member/Visitor,,,,\n\
                7,Cy,Dee,,,,,Standard,On Hold,01/05/2024,,\n\
                8,Di,Eff,,,,,Standard,Perhaps,01/05/2024,,\n";
    let outcome = read(file);
    insta::assert_snapshot!(report(&outcome));
    let outcome = outcome.unwrap();
    let (ann, ben) = (outcome.members()[0], outcome.members()[1]);
    assert_eq!(
        (ann.id.as_str(), ann.name.as_str(), ann.household.as_deref()),
        ("5", "Ann Bee", Some("F1"))
    );
    assert_eq!(ann.joined_at.to_rfc3339(), "2024-01-31T06:00:00+00:00");
    assert_eq!((ben.plan.as_deref(), ben.email.as_deref()), (None, None));
    assert_eq!(ben.joined_at, cic_core::domain::Member::UNKNOWN_JOINING);
}

#[test]
fn event_registrants_get_ids_of_their_own_values_and_the_reservation_reports_occurrence() {
    let file = "Event Date,Event Name,Event Type,Player Name,Player #,Registration Status,Payment Status,Fee Amount\n\
                01/15/2026 6:00 PM,Open Play,Social,Ann Bee,#5,Registered,Paid,$16.00\n\
                01/15/2026 6:00 PM,Open Play,Social,Ken Ito,#207216,Withdrawn,,\n\
                01/16/2026,Ladder,League,Ken Ito,#207216,Registered,,\n";
    let outcome = read(file);
    insta::assert_snapshot!(report(&outcome));
    let outcome = outcome.unwrap();
    let (first, second) = (outcome.bookings()[0], outcome.bookings()[1]);
    assert_eq!(first.external_id, "01/15/2026 6:00 PM|Open Play|#5");
    assert_eq!(first.occurrence.as_deref(), Some("2026-01-16T00:00Z Open Play"));
    assert_eq!(first.kind, BookingKind::Session);
    assert_eq!(second.status, BookingStatus::Cancelled);
}

#[test]
fn check_in_prices_are_texts() {
    let file = "Player _#,Check-in Date/Time,Registration Type,Event Name,Check-In Status,Membership Name,Price\n\
                #5,01/15/2026 5:55 PM,Drop-in,Open Play,Checked In,Standard,(Drop-in) $16.00\n\
                #6,01/15/2026 5:56 PM,Member,Open Play,Not Checked In,Standard,\n";
    let outcome = read(file);
    insta::assert_snapshot!(report(&outcome));
    match outcome.unwrap().rows()[0] {
        Row::CheckIn(check_in) => {
            assert_eq!((check_in.member_id.as_str(), check_in.price.cents()), ("5", 1600));
        }
        _ => panic!("a check-in"),
    }
}

#[test]
fn the_totals_row_is_left_out() {
    insta::assert_snapshot!(report_on(
        "Transaction ID,Trans. Date,Paid Date,Member #,Total\n\
         T1,01/30/2026,01/31/2026,#5,$125.00\n,,,,$125.00\n"
    ));
}
