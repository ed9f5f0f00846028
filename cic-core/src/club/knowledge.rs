use std::sync::Arc;

use super::bookings::{Bookings, NOBODY, UNKNOWN, seconds_of};
use super::ordering;
use super::play::Play;
use super::{Club, Person};
use crate::domain::{BookingStatus, Instant, MemberStatus};

impl Club {
    /// The club as it was known at `as_of`: the only cut in time.
    ///
    /// Gone are rows made later, cancellations and exits that came later, and what is dated later in surveys,
    /// enrichment and check-ins. A booking without `booked_at` was known when play began; one that has yet to
    /// begin stays as on hand. A person is known from the first trace of them.
    #[must_use]
    pub fn known_at(self: &Arc<Self>, as_of: Instant) -> Arc<Self> {
        let now = seconds_of(as_of).unwrap_or(if as_of.timestamp() < 0 { 0 } else { UNKNOWN });
        if self.nothing_is_later(as_of, now) {
            return Arc::clone(self);
        }
        let mut people = Vec::with_capacity(self.people.len());
        let mut ranks = vec![NOBODY; self.people.len()];
        for (index, person) in self.people.iter().enumerate() {
            if person.known_since <= as_of {
                ranks[index] = u32::try_from(people.len()).unwrap_or(NOBODY);
                people.push(person_at(person, as_of));
            }
        }
        let bookings = bookings_at(&self.bookings, &ranks, now);
        let check_ins = self
            .play
            .check_ins()
            .iter()
            .filter(|&&(seconds, ..)| seconds <= now);
        let check_ins = check_ins
            .map(|&(seconds, member, cents)| (seconds, ranks[member as usize], cents))
            .collect();
        let play = Play::new(people.len(), &bookings, check_ins);
        Arc::new(Self {
            venue: self.venue.clone(),
            people,
            bookings,
            play,
            tracts: self.tracts.clone(),
            zip_centroids: self.zip_centroids.clone(),
        })
    }

    fn nothing_is_later(&self, as_of: Instant, now: u32) -> bool {
        let later = |instant: Option<Instant>| instant.is_some_and(|instant| instant > as_of);
        let rows = &self.bookings;
        let booked = |at: u32| at == UNKNOWN || at <= now;
        self.people.iter().all(|person| {
            person.known_since <= as_of
                && person.member.joined_at <= as_of
                && !later(person.member.cancelled_at)
                && !person.enrichments.iter().any(|row| later(row.last_enriched))
                && !person.surveys.iter().any(|row| later(row.answered_at))
                && !person.visit_counts.iter().any(|row| row.recorded_at > as_of)
        }) && rows.booked_at.iter().all(|&at| booked(at))
            && rows.cancelled_at.iter().all(|&(_, at)| at <= now)
            && rows.status[rows.first_from(now)..]
                .iter()
                .all(|&status| status != BookingStatus::NoShow)
            && self
                .play
                .check_ins()
                .last()
                .is_none_or(|&(seconds, ..)| seconds <= now)
    }
}

fn person_at(person: &Person, as_of: Instant) -> Person {
    let mut person = person.clone();
    let member = &mut person.member;
    if member.cancelled_at.is_some_and(|left| left > as_of) {
        member.cancelled_at = None;
        if member.status == MemberStatus::Cancelled {
            member.status = MemberStatus::Active;
        }
    }
    if member.joined_at > as_of {
        member.plan = None;
        member.monthly_fee = None;
        member.renews_on = None;
    }
    person
        .enrichments
        .retain(|row| row.last_enriched.is_none_or(|at| at <= as_of));
    person
        .surveys
        .retain(|row| row.answered_at.is_none_or(|at| at <= as_of));
    person.visit_counts.retain(|row| row.recorded_at <= as_of);
    person
}

fn bookings_at(rows: &Bookings, ranks: &[u32], now: u32) -> Bookings {
    let order: Vec<u32> = (0..)
        .zip(&rows.booked_at)
        .filter(|&(_, &at)| at == UNKNOWN || at <= now)
        .map(|(index, _)| index)
        .collect();
    let mut cancelled_at = ordering::dense(rows.len(), &rows.cancelled_at);
    let mut known = Bookings {
        starts_at: ordering::gather(&order, &rows.starts_at),
        minutes: ordering::gather(&order, &rows.minutes),
        court: ordering::gather(&order, &rows.court),
        organiser: Vec::with_capacity(order.len()),
        revenue_cents: ordering::gather(&order, &rows.revenue_cents),
        booked_at: ordering::gather(&order, &rows.booked_at),
        kind: ordering::gather(&order, &rows.kind),
        status: Vec::with_capacity(order.len()),
        guests: Vec::with_capacity(order.len()),
        player_ends: Vec::with_capacity(order.len()),
        players: Vec::with_capacity(rows.players.len()),
        occurrence: ordering::sparse(&order, &ordering::dense(rows.len(), &rows.occurrence)),
        longest_minutes: rows.longest_minutes,
        ..Bookings::default()
    };
    for index in order.iter().map(|&index| index as usize) {
        let uncancelled = cancelled_at[index] != UNKNOWN && cancelled_at[index] > now;
        let unplayed = rows.status[index] == BookingStatus::NoShow && rows.starts_at[index] >= now;
        if uncancelled {
            cancelled_at[index] = UNKNOWN;
        }
        known.status.push(if uncancelled || unplayed {
            BookingStatus::Booked
        } else {
            rows.status[index]
        });
        let mut strangers = 0_u8;
        let mut rank = |member: u32| {
            let rank = ranks.get(member as usize).copied().unwrap_or(NOBODY);
            strangers = strangers.saturating_add(u8::from(rank == NOBODY));
            rank
        };
        let organiser = rows.organiser[index];
        known.organiser.push(if organiser == NOBODY {
            NOBODY
        } else {
            rank(organiser)
        });
        known.players.extend(
            rows.players_of(index)
                .iter()
                .map(|&player| rank(player))
                .filter(|&rank| rank != NOBODY),
        );
        known.guests.push(rows.guests[index].saturating_add(strangers));
        known
            .player_ends
            .push(u32::try_from(known.players.len()).unwrap_or(u32::MAX));
    }
    renumber(&mut known.occurrence);
    known.cancelled_at = ordering::sparse(&order, &cancelled_at);
    known.index_occurrences();
    known
}

/// Numbers occurrences without gaps, in their order, so that those known later leave no trace.
fn renumber(occurrence: &mut [(u32, u32)]) {
    let mut groups: Vec<u32> = occurrence.iter().map(|&(_, group)| group).collect();
    groups.sort_unstable();
    groups.dedup();
    for (_, group) in occurrence {
        *group = u32::try_from(groups.partition_point(|known| known < group)).unwrap_or(u32::MAX);
    }
}
