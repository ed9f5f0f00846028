use rayon::prelude::*;

use super::{Bucket, Rfm, Visit};
use crate::columns::Columns;

/// One member.
struct Row<'a> {
    member: &'a str,
    repeat_visits: u32,
    age_at_last_visit: u32,
    observed_age: u32,
    repeat_cents: i64,
}

pub(super) fn columns(rfm: &Rfm, with_spend: bool) -> Columns {
    let mut rows: Vec<Row<'_>> = rfm
        .buckets
        .par_iter()
        .flat_map_iter(|bucket| summarise(bucket, rfm.last_day))
        .collect();
    rows.par_sort_unstable_by(|one, other| one.member.cmp(other.member));
    let columns = if rfm.numbered && !rows.is_empty() {
        rows.par_sort_by_key(|row| row.member.parse::<i64>().unwrap_or(i64::MAX));
        Columns::default().with(
            "member_id",
            rows.iter()
                .map(|row| row.member.parse::<i64>().unwrap_or(i64::MAX)),
        )
    } else {
        Columns::default().with("member_id", rows.iter().map(|row| row.member))
    };
    let columns = columns
        .with("repeat_visits", rows.iter().map(|row| row.repeat_visits))
        .with("age_at_last_visit", rows.iter().map(|row| row.age_at_last_visit))
        .with("observed_age", rows.iter().map(|row| row.observed_age));
    if !with_spend {
        return columns;
    }
    let mean_spend = |row: &Row<'_>| {
        let repeats = f64::from(row.repeat_visits);
        (row.repeat_visits > 0).then(|| row.repeat_cents as f64 / 100.0 / repeats)
    };
    columns.with_some("mean_spend", rows.iter().map(mean_spend))
}

fn summarise(bucket: &Bucket, last_day: u32) -> Vec<Row<'_>> {
    let mut visits = bucket.visits.clone();
    visits.sort_unstable();
    let of_member = |visits: &[Visit]| {
        let (first, last) = (visits[0], visits[visits.len() - 1]);
        let days = visits.chunk_by(|one, other| one.day == other.day).count();
        let repeats = visits.iter().filter(|visit| visit.day != first.day);
        Row {
            member: bucket.members.text(first.member),
            repeat_visits: u32::try_from(days - 1).unwrap_or(u32::MAX),
            age_at_last_visit: last.day - first.day,
            observed_age: last_day - first.day,
            repeat_cents: repeats.map(|visit| visit.cents).sum(),
        }
    };
    visits
        .chunk_by(|one, other| one.member == other.member)
        .map(of_member)
        .collect()
}
