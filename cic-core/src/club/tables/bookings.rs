use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::cells::{Times, charge, count, id, text, word};
use super::column::Cell;
use super::table::Reading;
use crate::club::ClubBuilder;
use crate::club::bookings::{Bookings, NO_COURT, NOBODY, UNKNOWN};
use crate::domain::{BookingKind, BookingStatus};
use crate::ingest::Courts;
use crate::settings::Settings;

/// No court is taken for longer; an end beyond is a slip.
const LONGEST_MINUTES: u32 = 31 * 24 * 60;

/// Adds the bookings of a table; members went in before.
pub(super) fn add(reading: &mut Reading<'_, '_>, settings: &Settings, club: &mut ClubBuilder) {
    refuse_repeated_ids(reading);
    let member = |cell: Cell<'_>| {
        let id = id(cell)?;
        club.member_number(&id)
            .ok_or_else(|| "no row of `members` has this id; add the member or leave the id empty".to_owned())
    };
    let organiser = reading
        .needed("member_id")
        .map(|found| reading.read(&found, Some(&NOBODY), || member));
    let second_of_play = || {
        let mut times = Times::new(settings);
        move |cell: Cell<'_>| times.second_of_play(cell)
    };
    let starts_at = reading
        .needed("booking_time")
        .map(|found| reading.read(&found, None, second_of_play));
    let ends_at = reading
        .optional("ends_at")
        .map(|found| reading.read(&found, Some(&UNKNOWN), second_of_play));
    let known = || {
        let mut times = Times::new(settings);
        move |cell: Cell<'_>| times.second_of_knowledge(cell)
    };
    let mut knowledge = |name| {
        let found = reading.optional(name)?;
        Some(reading.read(&found, Some(&UNKNOWN), known))
    };
    let booked_at = knowledge("booked_at");
    let cancelled_at = knowledge("cancelled_at");
    let courts = Courts::new(&settings.venue, &Default::default());
    let court = reading.optional("court_id").map(|found| {
        reading.read(&found, Some(&NO_COURT), || {
            |cell: Cell<'_>| match cell {
                Cell::Text(text) => courts.read(text),
                cell => count(cell, u32::from(NO_COURT)).and_then(|number| courts.read(&number.to_string())),
            }
        })
    });
    let revenue_cents = reading.optional("revenue_generated").map(|found| {
        reading.read(&found, Some(&0), || {
            |cell: Cell<'_>| {
                i32::try_from(charge(cell)?.cents())
                    .map_err(|_| "the revenue of one booking is at most 20 million".to_owned())
            }
        })
    });
    let status = reading.optional("status").map(|found| {
        let known = "booked, cancelled, no_show";
        reading.read(&found, Some(&None), || {
            |cell| word(cell, BookingStatus::parse, known).map(Some)
        })
    });
    let kind = reading.optional("kind").map(|found| {
        let known = "reservation, session, lesson, event, block";
        let missing = Some(&BookingKind::Reservation);
        reading.read(&found, missing, || |cell| word(cell, BookingKind::parse, known))
    });
    let guests = reading.optional("guests").map(|found| {
        reading.read(&found, Some(&0), || {
            |cell| count(cell, 10_000).map(|count| count.min(255) as u8)
        })
    });
    let players = reading
        .optional("players")
        .map(|found| reading.read_lists(&found, || member));
    let occurrences = reading
        .optional("occurrence_id")
        .map(|found| reading.read(&found, Some(&None), || |cell| text(cell).map(Some)));
    let rows = reading.rows();
    let (Some(organiser), Some(starts_at), true) = (organiser, starts_at, reading.faults.is_empty()) else {
        return;
    };
    let Some(minutes) = minutes(reading, settings, &starts_at, ends_at.as_deref()) else {
        return;
    };
    let (player_ends, players) = match players {
        Some((counts, players)) => parties(&organiser, &counts, &players),
        None => (vec![0; rows], Vec::new()),
    };
    let cancelled_at = cancelled_at.unwrap_or_default();
    let status: Vec<BookingStatus> = (0..rows)
        .into_par_iter()
        .with_min_len(65_536)
        .map(|row| {
            let cancelled = cancelled_at.get(row).is_some_and(|&at| at != UNKNOWN);
            let written = status.as_ref().and_then(|status| status[row]);
            written.unwrap_or(if cancelled {
                BookingStatus::Cancelled
            } else {
                BookingStatus::Booked
            })
        })
        .collect();
    let cancelled_at = (0..)
        .zip(&cancelled_at)
        .zip(&status)
        .filter(|&((_, &at), &status)| at != UNKNOWN && status == BookingStatus::Cancelled)
        .map(|((row, &at), _)| (row, at))
        .collect();
    let bookings = Bookings {
        longest_minutes: minutes.iter().copied().max().unwrap_or(0),
        starts_at,
        minutes,
        court: court.unwrap_or_else(|| vec![NO_COURT; rows]),
        organiser,
        revenue_cents: revenue_cents.unwrap_or_else(|| vec![0; rows]),
        booked_at: booked_at.unwrap_or_else(|| vec![UNKNOWN; rows]),
        kind: kind.unwrap_or_else(|| vec![BookingKind::Reservation; rows]),
        status,
        guests: guests.unwrap_or_else(|| vec![0; rows]),
        player_ends,
        players,
        cancelled_at,
        ..Bookings::default()
    };
    if let Err(error) = club.adopt(bookings, occurrences.as_deref().unwrap_or_default()) {
        reading.fault("member_id", error.to_string());
    }
}

/// Two rows of one id are one booking twice.
fn refuse_repeated_ids(reading: &mut Reading<'_, '_>) {
    let Some(found) = reading.optional("id") else {
        return;
    };
    if found.rises() {
        return;
    }
    let hashes = reading.read(&found, None, || |cell| id(cell).map(|id| xxh3_128(id.as_bytes())));
    let mut rows: Vec<(u128, u32)> = hashes.into_iter().zip(0..).collect();
    rows.par_sort_unstable();
    let repeated = rows.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    if let Some((first, second)) = repeated
        .map(|pair| (pair[0].1, pair[1].1))
        .min_by_key(|&(_, second)| second)
    {
        let reason = format!("row {second} has the id of row {first}; keep one row a booking");
        reading.fault("id", reason);
    }
}

fn minutes(
    reading: &mut Reading<'_, '_>,
    settings: &Settings,
    starts_at: &[u32],
    ends_at: Option<&[u32]>,
) -> Option<Vec<u16>> {
    let usual = settings.venue.booking_minutes;
    let Some(ends_at) = ends_at else {
        return Some(vec![usual; starts_at.len()]);
    };
    let of_row = |(&start, &end): (&u32, &u32)| {
        if end == UNKNOWN {
            return Some(usual);
        }
        let minutes = end.checked_sub(start)?.div_ceil(60);
        u16::try_from(minutes)
            .ok()
            .filter(|_| (1..=LONGEST_MINUTES).contains(&minutes))
    };
    let minutes: Option<Vec<u16>> = starts_at.iter().zip(ends_at).map(of_row).collect();
    if minutes.is_none() {
        let row = starts_at
            .iter()
            .zip(ends_at)
            .position(|row| of_row(row).is_none())
            .unwrap_or(0);
        let reason =
            "the booking does not last between one minute and 31 days; check `booking_time` and `ends_at`";
        reading.fault("ends_at", format!("row {row}: {reason}"));
    }
    minutes
}

/// Players beside the organiser, each once: where those of each row end, and all of them.
fn parties(organiser: &[u32], counts: &[u32], listed: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut ends = Vec::with_capacity(counts.len());
    let mut players: Vec<u32> = Vec::with_capacity(listed.len());
    let mut rest = listed;
    for (&organiser, &count) in organiser.iter().zip(counts) {
        let first = players.len();
        let (party, behind) = rest.split_at(count as usize);
        rest = behind;
        for &player in party {
            if player != organiser && player != NOBODY && !players[first..].contains(&player) {
                players.push(player);
            }
        }
        ends.push(u32::try_from(players.len()).unwrap_or(u32::MAX));
    }
    (ends, players)
}
