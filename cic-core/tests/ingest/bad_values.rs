use cic_core::domain::{BookingKind, BookingStatus};

use crate::reporting::{bookings, members, read, read_under, report, report_on};

fn priced(price: &str) -> String {
    bookings(&format!("1,M1,2026-02-03T18:00,1,\"{price}\"\n"))
}

#[test]
fn amounts_with_commas_and_currency_signs_are_read() {
    for (text, cents) in [
        ("12,50", 1250),
        ("€ 12,50", 1250),
        ("$1,234.50", 123_450),
        ("(Drop-in) $16.00", 1600),
        ("", 0),
    ] {
        assert_eq!(
            read(priced(text)).unwrap().bookings()[0].revenue.cents(),
            cents,
            "{text}"
        );
    }
}

#[test]
fn amounts_that_are_none_or_negative_are_quarantined() {
    let lines: Vec<String> = ["-5", "($5.00)", "NaN", "inf", "1e400", "1e30", "ten"]
        .iter()
        .enumerate()
        .map(|(id, price)| format!("{id},M1,2026-02-03T18:00,1,{price}\n"))
        .collect();
    insta::assert_snapshot!(report_on(bookings(&lines.concat())));
}

#[test]
fn a_refund_is_a_transaction() {
    let file = "Transaction ID,Trans. Date,Paid Date,Member #,Total\nT1,01/31/2026,,#7,($12.00)\n";
    insta::assert_snapshot!(report_on(file));
}

#[test]
fn names_that_look_like_formulas_or_run_right_to_left_are_kept() {
    let file = members(
        "M1,=cmd|' /C calc'!A0,,2024-01-05,active\nM2,@SUM(1),,2024-01-05,active\nM3,\u{202b}דנה לוי\u{202c},,2024-01-05,active\n",
    );
    insta::assert_snapshot!(report_on(&file));
    let outcome = read(&file).unwrap();
    let names: Vec<&str> = outcome
        .members()
        .iter()
        .map(|member| member.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["=cmd|' /C calc'!A0", "@SUM(1)", "\u{202b}דנה לוי\u{202c}"]
    );
}

#[test]
fn ids_are_at_most_200_characters() {
    let (fits, too_long) = ("x".repeat(200), "y".repeat(201));
    insta::assert_snapshot!(report_on(members(&format!(
        "{fits},A,,2024-01-05,active\n{too_long},B,,2024-01-05,active\n,C,,2024-01-05,active\n"
    ))));
}

#[test]
fn unknown_words_and_courts_are_quarantined() {
    insta::assert_snapshot!(report_on(
        "id,member_id,booking_time,court_id,revenue_generated,status,kind\n\
         1,M1,2026-02-03T18:00,9,10,booked,lesson\n\
         2,M1,2026-02-03T18:00,1,10,maybe,lesson\n\
         3,M1,2026-02-03T18:00,1,10,No-Show,regatta\n\
         4,M1,2026-02-03T18:00,centre,10,booked,lesson\n\
         5,M1,2026-02-03T18:00,Court 2,10,No-Show,Lesson\n"
    ));
}

#[test]
fn a_court_may_go_by_the_name_the_settings_give_it() {
    let settings = "[venue]\n[[venue.court]]\nid = 4\nname = \"Centre Court\"";
    let outcome = read_under(settings, bookings("1,M1,2026-02-03T18:00,centre court,10\n"));
    assert_eq!(outcome.unwrap().bookings()[0].court_id, Some(4));
}

#[test]
fn players_stand_without_the_organiser_and_without_repeats() {
    let file = "id,member_id,booking_time,court_id,revenue_generated,players,occurrence_id,booked_at,status\n\
                1,M1,2026-02-03T18:00,1,10,M1; M2;M3;M2;,S9,2026-02-01T09:00,cancelled\n\
                2,,2026-02-03T18:00,,,M4,S9,,\n";
    let outcome = read(file).unwrap();
    let (first, second) = (outcome.bookings()[0], outcome.bookings()[1]);
    assert_eq!(first.players, ["M2", "M3"]);
    assert_eq!(first.occurrence.as_deref(), Some("S9"));
    assert_eq!(first.status, BookingStatus::Cancelled);
    assert_eq!(first.source, "canonical");
    assert!(first.booked_at.is_some());
    assert_eq!((second.member_id.as_deref(), second.court_id), (None, None));
    assert_eq!(
        (second.status, second.kind),
        (BookingStatus::Booked, BookingKind::Reservation)
    );
}

#[test]
fn members_without_a_plan_or_a_usable_address_go_in() {
    let file = "id,name,email,join_date,status,plan,monthly_fee,renews_on,cancelled_at\n\
                M1,Ann,noemail@club.com,2024-01-05,active,,,,\n\
                M2,Ben,ben at home,,,Standard,125,2026-05-01,\n\
                M3,Cy,cy@example.com,2024-01-05T10:00,suspended,Casual,-3,,\n\
                M4,Di,di@example.com,2024-01-05T10:00,gone,Casual,85,,\n\
                M5,Ed,ed@example.com,2024-01-05T10:00,,Casual,85,,2025-01-05\n";
    let outcome = read(file);
    insta::assert_snapshot!(report(&outcome));
    let outcome = outcome.unwrap();
    let ann = outcome.members()[0];
    assert_eq!((ann.email.as_deref(), ann.plan.as_deref()), (None, None));
    assert_eq!(ann.joined_at.to_rfc3339(), "2024-01-05T06:00:00+00:00");
    assert_eq!(outcome.members()[1].monthly_fee.unwrap().cents(), 12_500);
    assert_eq!(
        outcome.members()[2].status,
        cic_core::domain::MemberStatus::Cancelled
    );
}

#[test]
fn duplicate_ids_are_left_to_the_store() {
    let line = "1,M1,2026-02-03T18:00,1,10\n";
    insta::assert_snapshot!(report_on(bookings(&line.repeat(2))));
}

#[test]
fn enrichment_and_surveys_are_read_with_what_is_there() {
    insta::assert_snapshot!(
        "enrichment",
        report_on(
            "member_id,company_size,home_lat,home_lon\nM1,1001-5000,41.9,-87.7\nM2,many,,\nM3,10001+,41.9,\nM4,,95,10\n"
        )
    );
    insta::assert_snapshot!(
        "surveys",
        report_on(
            "member_id,survey_name,question,response\nM1,onboarding,motivation,social\nM2,onboarding,motivation,\n"
        )
    );
}
