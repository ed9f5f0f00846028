use rayon::prelude::*;

use super::Rfm;
use super::layout::{Dated, Layout};
use crate::columns::Columns;

/// Members that a thread takes at a time.
const FEWEST_MEMBERS: usize = 1_024;

/// What became of one member.
struct Row {
    repeat_visits: u32,
    age_at_last_visit: u32,
    observed_age: u32,
    repeat_cents: i64,
}

pub(super) fn columns(rfm: &Rfm, with_spend: bool) -> Columns {
    if with_spend {
        summary::<(u32, i64)>(rfm, true)
    } else {
        summary::<u32>(rfm, false)
    }
}

fn summary<T: Dated>(rfm: &Rfm, with_spend: bool) -> Columns {
    let layout: Layout<'_, T> = Layout::of(rfm);
    let rows: Vec<Row> = (0..layout.members.len())
        .into_par_iter()
        .with_min_len(FEWEST_MEMBERS)
        .map(|member| row(layout.of_member(member), rfm.last_day))
        .collect();
    let members = layout.members.iter();
    let columns = if rfm.numbered && !rows.is_empty() {
        Columns::default().with(
            "member_id",
            members.map(|id| id.parse::<i64>().unwrap_or(i64::MAX)),
        )
    } else {
        Columns::default().with("member_id", members.copied())
    };
    let columns = columns
        .with("repeat_visits", rows.iter().map(|row| row.repeat_visits))
        .with("age_at_last_visit", rows.iter().map(|row| row.age_at_last_visit))
        .with("observed_age", rows.iter().map(|row| row.observed_age));
    if !with_spend {
        return columns;
    }
    let mean_spend = |row: &Row| {
        let repeats = f64::from(row.repeat_visits);
        (row.repeat_visits > 0).then(|| row.repeat_cents as f64 / 100.0 / repeats)
    };
    columns.with_some("mean_spend", rows.iter().map(mean_spend))
}

/// `visits` are by day, and there is at least one.
fn row<T: Dated>(visits: &[T], last_day: u32) -> Row {
    let first = visits[0].day();
    let mut row = Row {
        repeat_visits: 0,
        age_at_last_visit: 0,
        observed_age: last_day - first,
        repeat_cents: 0,
    };
    let mut before = first;
    for visit in visits {
        row.repeat_visits += u32::from(visit.day() != before);
        row.repeat_cents += if visit.day() == first { 0 } else { visit.cents() };
        before = visit.day();
    }
    row.age_at_last_visit = before - first;
    row
}
