use chrono::Duration;
use cic_core::Settings;
use cic_core::engine::ClustersRequest;

use super::fixture::{Rows, booking, local, member};

/// Thirty who come mornings once a week, thirty who come evenings three times.
fn two_crowds() -> Rows {
    let mut rows = Rows::default();
    for index in 0..60_i64 {
        let id = format!("M{index:02}");
        rows.members.push(member(&id));
        let is_evening = index >= 30;
        for week in 0..12 + index % 3 {
            for day in 0..if is_evening { 3 } else { 1 } {
                let hour = if is_evening { 18 } else { 9 };
                let start = local(2026, 1, 26, hour, 0) + Duration::days(day) - Duration::weeks(week);
                rows.bookings
                    .push(booking(start, u16::try_from(index % 7).unwrap() + 1, &[&id]));
            }
        }
    }
    rows
}

#[test]
fn two_crowds_make_two_clusters_that_agree_with_the_rules() {
    let clusters = two_crowds()
        .engine(&Settings::default())
        .clusters(&ClustersRequest::default());
    assert_eq!(clusters.members, 60);
    assert_eq!(
        clusters
            .clusters
            .iter()
            .map(|cluster| cluster.member_count)
            .collect::<Vec<_>>(),
        [30, 30]
    );
    assert!(clusters.silhouette.unwrap() > 0.8);
    assert!(clusters.agreement_with_rules.unwrap() > 0.8);
}

#[test]
fn labels_carry_on_from_earlier_centres() {
    let engine = two_crowds().engine(&Settings::default());
    let first = engine.clusters(&ClustersRequest::default());
    let mut earlier: Vec<_> = first.clusters.iter().map(|cluster| cluster.centre).collect();
    earlier.reverse();
    let second = engine.clusters(&ClustersRequest { earlier });
    assert_eq!(second.clusters[0].centre, first.clusters[1].centre);
    assert_eq!(second.clusters[1].centre, first.clusters[0].centre);
}

#[test]
fn too_few_members_make_no_clusters() {
    let mut rows = two_crowds();
    rows.members.truncate(5);
    rows.bookings.retain(|booking| {
        rows.members
            .iter()
            .any(|member| Some(&member.id) == booking.member_id.as_ref())
    });
    assert!(
        rows.engine(&Settings::default())
            .clusters(&ClustersRequest::default())
            .clusters
            .is_empty()
    );
}
