use rayon::prelude::*;

use super::bookings::{Bookings, UNKNOWN};

/// The same bookings in order of start; every column breaks ties, so that equal rows alone are interchangeable.
pub(super) fn in_order(rows: &Bookings) -> Bookings {
    let count = rows.len();
    let occurrence_of: Vec<u32> = dense(count, &rows.occurrence);
    let cancelled_at: Vec<u32> = dense(count, &rows.cancelled_at);
    let key = |index: usize| {
        (
            rows.starts_at[index],
            rows.court[index],
            rows.organiser[index],
            rows.minutes[index],
            rows.booked_at[index],
            (
                rows.kind[index] as u8,
                rows.status[index] as u8,
                rows.guests[index],
            ),
            (
                rows.revenue_cents[index],
                occurrence_of[index],
                cancelled_at[index],
            ),
            rows.players_of(index),
        )
    };
    let mut order: Vec<u32> = (0..).take(count).collect();
    if (1..count).any(|index| key(index - 1) > key(index)) {
        order = by_start(&rows.starts_at);
        let same_start =
            |&one: &u32, &other: &u32| rows.starts_at[one as usize] == rows.starts_at[other as usize];
        for ties in order.chunk_by_mut(same_start) {
            ties.sort_unstable_by(|&one, &other| key(one as usize).cmp(&key(other as usize)));
        }
    }
    let mut sorted = Bookings {
        starts_at: gather(&order, &rows.starts_at),
        minutes: gather(&order, &rows.minutes),
        court: gather(&order, &rows.court),
        organiser: gather(&order, &rows.organiser),
        revenue_cents: gather(&order, &rows.revenue_cents),
        booked_at: gather(&order, &rows.booked_at),
        kind: gather(&order, &rows.kind),
        status: gather(&order, &rows.status),
        guests: gather(&order, &rows.guests),
        player_ends: Vec::with_capacity(count),
        players: Vec::with_capacity(rows.players.len()),
        cancelled_at: sparse(&order, &cancelled_at),
        occurrence: sparse(&order, &occurrence_of),
        by_occurrence: Vec::new(),
        longest_minutes: rows.longest_minutes,
    };
    for &index in &order {
        sorted.players.extend_from_slice(rows.players_of(index as usize));
        #[expect(clippy::cast_possible_truncation, reason = "the builder counted the players")]
        sorted.player_ends.push(sorted.players.len() as u32);
    }
    sorted.index_occurrences();
    sorted
}

/// Rows by start alone: one number a row sorts several times faster than a whole key.
fn by_start(starts_at: &[u32]) -> Vec<u32> {
    let mut keys: Vec<u64> = (0_u64..)
        .zip(starts_at)
        .map(|(row, &start)| u64::from(start) << 32 | row)
        .collect();
    keys.par_sort_unstable();
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the row")]
    keys.into_par_iter().map(|key| key as u32).collect()
}

pub(super) fn dense(count: usize, pairs: &[(u32, u32)]) -> Vec<u32> {
    let mut column = vec![UNKNOWN; count];
    for &(index, value) in pairs {
        column[index as usize] = value;
    }
    column
}

pub(super) fn sparse(order: &[u32], column: &[u32]) -> Vec<(u32, u32)> {
    let present = order
        .iter()
        .filter(|&&index| column[index as usize] != UNKNOWN)
        .count();
    let mut pairs = Vec::with_capacity(present);
    pairs.extend((0..).zip(order).filter_map(|(rank, &index)| {
        let value = column[index as usize];
        (value != UNKNOWN).then_some((rank, value))
    }));
    pairs
}

pub(super) fn gather<T: Copy + Send + Sync>(order: &[u32], column: &[T]) -> Vec<T> {
    const FEWEST_ROWS: usize = 1 << 16;
    let rows = order.par_iter().with_min_len(FEWEST_ROWS);
    rows.map(|&index| column[index as usize]).collect()
}
