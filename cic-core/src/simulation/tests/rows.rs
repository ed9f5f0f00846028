use std::collections::{HashMap, HashSet};

use super::super::calendar::MINUTES_PER_DAY;
use super::super::person::NEVER;
use super::super::premises::HALVES_PER_DAY;
use super::super::programme::SEATS_PER_COURT;
use super::{CLUB, everyone, played, simulated};
use crate::domain::{BookingKind, BookingStatus};

#[test]
fn no_court_is_taken_twice_at_one_time() {
    for club in [&*CLUB, &simulated(3_000, 4, 2)] {
        let mut holders = HashMap::new();
        for (row, entry) in club.history.ledger.entries().enumerate() {
            if entry.status == BookingStatus::Cancelled {
                continue;
            }
            let holder = entry
                .occurrence
                .map_or(row as u64, |occurrence| u64::from(occurrence) + (1 << 40));
            for minute in (entry.start..entry.start + i32::from(entry.minutes)).step_by(30) {
                let other = holders.insert((entry.court, minute), holder);
                assert!(
                    other.is_none_or(|other| other == holder),
                    "court {} at {minute}",
                    entry.court
                );
            }
        }
    }
}

#[test]
fn bookings_lie_within_opening_hours_on_courts_that_exist() {
    let venue = &CLUB.settings().venue;
    for entry in CLUB.history.ledger.entries() {
        let wall = CLUB.world.calendar.wall(entry.start);
        assert!(venue.is_open(wall, u32::from(entry.minutes)), "{wall}");
        assert!(venue.court_index(entry.court).is_some());
    }
}

#[test]
fn no_row_is_known_after_the_end_of_history() {
    let as_of = CLUB.world.calendar.as_of();
    let mut latest = 0;
    for entry in CLUB.history.ledger.entries() {
        assert!(entry.booked < as_of && entry.booked <= entry.start);
        assert!(entry.cancelled.is_none_or(|cancelled| cancelled < as_of));
        latest = latest.max(entry.start);
    }
    assert!(
        latest > as_of + 10 * MINUTES_PER_DAY,
        "bookings on hand reach ahead"
    );
    assert!(latest < as_of + 14 * MINUTES_PER_DAY);
    for index in 0..CLUB.world.people.len() {
        assert!(CLUB.world.people[index].joined < as_of);
        let answers = super::super::survey::responses(&CLUB, index);
        assert!(
            answers
                .iter()
                .all(|answer| answer.answered_at < Some(CLUB.as_of()))
        );
    }
}

#[test]
fn cancellations_come_after_booking_and_before_play() {
    for entry in CLUB.history.ledger.entries() {
        assert_eq!(
            entry.cancelled.is_some(),
            entry.status == BookingStatus::Cancelled
        );
        if let Some(cancelled) = entry.cancelled {
            assert!(cancelled >= entry.booked && cancelled < entry.start);
            assert_eq!(entry.revenue, 0);
        }
    }
}

#[test]
fn eight_to_fifteen_bookings_in_a_hundred_are_called_off() {
    let as_of = CLUB.world.calendar.as_of();
    let past = CLUB.history.ledger.entries().filter(|entry| entry.start < as_of);
    let called_off = |entry: super::Entry<'_>| u32::from(entry.status == BookingStatus::Cancelled);
    let (count, cancelled) = past.fold((0, 0), |(count, off), entry| (count + 1, off + called_off(entry)));
    let share = f64::from(cancelled) / f64::from(count);
    assert!((0.08..0.15).contains(&share), "{share}");
}

#[test]
fn people_play_once_a_day_and_only_while_they_belong() {
    let mut days = HashSet::new();
    for entry in played(&CLUB) {
        let day = entry.start.div_euclid(MINUTES_PER_DAY);
        for person in everyone(&entry) {
            let (who, mood) = (&CLUB.world.people[person], &CLUB.history.moods[person]);
            assert!(
                who.joined < entry.booked,
                "known before the booking that names them"
            );
            assert!(
                mood.notice_day == NEVER || day <= mood.notice_day,
                "no visits after notice"
            );
            let new = days.insert((
                person,
                day,
                entry.occurrence.map_or(entry.start as u32, |number| number),
            ));
            assert!(new || entry.kind == BookingKind::Event);
        }
    }
}

#[test]
fn players_are_distinct_and_without_the_organiser() {
    for entry in CLUB.history.ledger.entries() {
        let people: Vec<usize> = everyone(&entry).collect();
        assert_eq!(people.iter().collect::<HashSet<_>>().len(), people.len());
        let anonymous = entry.organiser.is_none();
        assert_eq!(anonymous, entry.kind == BookingKind::Block);
    }
}

#[test]
fn sessions_have_registrants_within_their_seats() {
    let mut standing: HashMap<u32, u16> = HashMap::new();
    for entry in CLUB.history.ledger.entries() {
        if entry.kind == BookingKind::Session {
            let registered = standing.entry(entry.occurrence.unwrap()).or_default();
            *registered += u16::from(entry.status != BookingStatus::Cancelled);
        }
    }
    let mut held = 0;
    for (occurrence, registered) in &standing {
        let courts = CLUB.history.ledger.occurrences[*occurrence as usize].courts.len() as u16;
        assert!(*registered <= courts * SEATS_PER_COURT);
        held += u32::from(*registered >= 4);
    }
    assert!(held > 1_000, "{held} sessions were held");
}

#[test]
fn company_events_take_several_courts_under_one_occurrence() {
    let events = CLUB
        .history
        .ledger
        .entries()
        .filter(|entry| entry.kind == BookingKind::Event);
    let mut courts: HashMap<u32, HashSet<u16>> = HashMap::new();
    for event in events {
        courts
            .entry(event.occurrence.unwrap())
            .or_default()
            .insert(event.court);
    }
    assert!(courts.len() > 30, "{} events", courts.len());
    for (occurrence, courts) in &courts {
        let listed = &CLUB.history.ledger.occurrences[*occurrence as usize].courts;
        assert_eq!(listed.iter().copied().collect::<HashSet<_>>(), *courts);
        assert!((2..=4).contains(&courts.len()));
    }
}

#[test]
fn starts_stand_on_the_half_hour() {
    let halves = |entry: super::Entry<'_>| entry.start % (MINUTES_PER_DAY / HALVES_PER_DAY as i32);
    assert!(CLUB.history.ledger.entries().map(halves).all(|odd| odd == 0));
}
