use cic_core::domain::MemberStatus;
use cic_core::engine::{MembersAtRiskRequest, MembersRequest};
use cic_core::{Error, Settings};

use super::fixture::{Rows, booking, local, member};

fn club_of(count: usize) -> Rows {
    Rows {
        members: (0..count).map(|index| member(&format!("M{index:03}"))).collect(),
        ..Rows::default()
    }
}

#[test]
fn pages_join_up_to_the_whole_list() {
    let engine = club_of(25).engine(&Settings::default());
    let whole = engine.members(&MembersRequest::default()).unwrap();
    let mut paged = Vec::new();
    let mut cursor = None;
    loop {
        let request = MembersRequest {
            limit: Some(10),
            cursor: cursor.clone(),
            segment: None,
        };
        let page = engine.members(&request).unwrap();
        let Some(last) = page.last() else { break };
        cursor = Some(last.id.clone());
        paged.extend(page);
    }
    assert_eq!(paged, whole);
    assert_eq!(whole.len(), 25);
}

#[test]
fn an_unknown_segment_is_not_found() {
    let engine = club_of(1).engine(&Settings::default());
    let request = MembersRequest {
        segment: Some("vip".to_owned()),
        ..MembersRequest::default()
    };
    assert_eq!(
        engine.members(&request),
        Err(Error::NotFound {
            what: "segment",
            id: "vip".to_owned()
        })
    );
}

#[test]
fn lists_hold_active_and_suspended_members_and_no_visitor_who_stayed_away_for_a_year() {
    let mut rows = club_of(5);
    rows.members[1].status = MemberStatus::Suspended;
    rows.members[2].status = MemberStatus::Cancelled;
    rows.members[3].plan = None;
    rows.members[4].plan = None;
    rows.bookings
        .push(booking(local(2025, 1, 10, 9, 0), 1, &["M003"]));
    rows.bookings
        .push(booking(local(2025, 3, 10, 9, 0), 1, &["M004"]));
    let engine = rows.engine(&Settings::default());
    let ids: Vec<String> = engine
        .members(&MembersRequest::default())
        .unwrap()
        .into_iter()
        .map(|member| member.id)
        .collect();
    assert_eq!(ids, ["M000", "M001", "M004"]);
    assert_eq!(
        engine
            .segments()
            .iter()
            .map(|segment| segment.member_count)
            .sum::<usize>(),
        3
    );
}

#[test]
fn someone_who_left_after_as_of_still_counts_as_active() {
    let mut rows = club_of(1);
    rows.members[0].status = MemberStatus::Cancelled;
    rows.members[0].cancelled_at = Some(local(2026, 2, 2, 0, 0));
    assert_eq!(
        rows.engine(&Settings::default()).member("M000").unwrap().status,
        MemberStatus::Active
    );
    rows.members[0].cancelled_at = Some(local(2026, 1, 31, 0, 0));
    assert_eq!(
        rows.engine(&Settings::default()).member("M000").unwrap().status,
        MemberStatus::Cancelled
    );
}

#[test]
fn at_risk_is_silence_of_more_than_twice_the_own_rhythm() {
    let mut rows = club_of(2);
    for week in 0..5 {
        // M000 was last seen 14 days ago, M001 15 days ago; both come every seven days.
        let last = local(2026, 1, 18, 9, 0) - chrono::Duration::weeks(week);
        rows.bookings.push(booking(last, 1, &["M000"]));
        rows.bookings
            .push(booking(last - chrono::Duration::days(1), 2, &["M001"]));
    }
    let engine = rows.engine(&Settings::default());
    let at_risk = engine.members_at_risk(&MembersAtRiskRequest::default()).unwrap();
    assert_eq!(
        at_risk
            .iter()
            .map(|member| member.id.as_str())
            .collect::<Vec<_>>(),
        ["M001"]
    );
    assert_eq!(at_risk[0].days_since_last_visit, 15);
    assert_eq!(at_risk[0].usual_gap_days, 7.0);
}

#[test]
fn the_default_segments_have_their_cold_start_values_and_an_empty_one_is_worth_zero() {
    let summary = club_of(3).engine(&Settings::default()).segments();
    let rows: Vec<(&str, usize, i64)> = summary
        .iter()
        .map(|segment| (segment.id.as_str(), segment.member_count, segment.average_ltv))
        .collect();
    assert_eq!(
        rows,
        [
            ("corporate_power_user", 0, 0),
            ("competitive_athlete", 0, 0),
            ("social_ambassador", 0, 0),
            ("casual_drop_in", 3, 150)
        ]
    );
}
