use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::Club;
use crate::club::{instant_of, seconds_of};
use crate::domain::MemberStatus;

/// Days before an event over which visits make members alike.
const HABIT_SECONDS: u32 = 84 * 86_400;
/// How many undisplaced members stand beside each displaced one.
const BESIDE_EACH: usize = 5;
/// How far up and down the ranking by visits somebody like a displaced member is looked for.
const FEWEST_LOOKED_AT: usize = 40;

/// What became of members after one event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aftermath<'a> {
    pub club: &'a Club,
    /// Start of the event, seconds since 1970.
    pub event: u32,
    /// Days after it on which exits are counted.
    pub days: u32,
}

impl Aftermath<'_> {
    /// Whether a member was one when the event took place.
    pub(crate) fn was_member(&self, member: usize) -> bool {
        let person = &self.club.people()[member];
        let event = instant_of(self.event);
        person.known_since <= event && self.left_at(member).is_none_or(|left| left >= self.event)
    }

    /// Whether a member left within the days.
    pub(crate) fn left(&self, member: usize) -> bool {
        let until = self.event.saturating_add(self.days * 86_400);
        self.left_at(member)
            .is_some_and(|left| (self.event..=until).contains(&left))
    }

    fn left_at(&self, member: usize) -> Option<u32> {
        let member = &self.club.people()[member].member;
        // An exit without a date is not known to lie before the event, nor after it.
        match (member.status, member.cancelled_at) {
            (MemberStatus::Cancelled, Some(at)) => seconds_of(at),
            _ => None,
        }
    }

    /// For each of `displaced` the undisplaced members of their segment who came about as often before the event, at
    /// most five each and nobody twice; a plan beside a plan.
    pub(crate) fn matched(&self, displaced: &[usize], segment_of: impl Fn(usize) -> usize) -> Vec<usize> {
        let is_displaced: BTreeSet<usize> = displaced.iter().copied().collect();
        let segments: BTreeSet<usize> = displaced.iter().map(|&member| segment_of(member)).collect();
        let others = (0..self.club.people().len())
            .filter(|member| !is_displaced.contains(member) && segments.contains(&segment_of(*member)))
            .filter(|&member| self.was_member(member));
        let mut others: Vec<(usize, bool, u32, usize)> = others
            .map(|member| {
                (
                    segment_of(member),
                    self.has_plan(member),
                    self.visits(member),
                    member,
                )
            })
            .collect();
        others.sort_unstable();
        let mut free = vec![true; others.len()];
        let mut matched = Vec::new();
        let mut displaced: Vec<usize> = displaced.to_vec();
        displaced.sort_by_key(|&member| (Reverse(self.visits(member)), member));
        // Beyond all that others may have taken of those who came as often.
        let reach = FEWEST_LOOKED_AT + BESIDE_EACH * displaced.len();
        for member in displaced {
            let key = (segment_of(member), self.has_plan(member), self.visits(member));
            let middle = others.partition_point(|&(segment, plan, visits, _)| (segment, plan, visits) < key);
            let mut candidates: Vec<usize> = (middle.saturating_sub(reach)..others.len().min(middle + reach))
                .filter(|&place| free[place] && (others[place].0, others[place].1) == (key.0, key.1))
                .collect();
            candidates.sort_by_key(|&place| (others[place].2.abs_diff(key.2), others[place].3));
            for place in candidates.into_iter().take(BESIDE_EACH) {
                free[place] = false;
                matched.push(others[place].3);
            }
        }
        matched.sort_unstable();
        matched
    }

    fn has_plan(&self, member: usize) -> bool {
        self.club.people()[member].member.plan.is_some()
    }

    /// Bookings played in the twelve weeks before the event.
    fn visits(&self, member: usize) -> u32 {
        let rows = self.club.bookings();
        let from = self.event.saturating_sub(HABIT_SECONDS);
        let own = self.club.play().bookings_of(member);
        let (low, high) = (rows.first_from(from), rows.first_from(self.event));
        let low = own.partition_point(|&booking| (booking as usize) < low);
        let high = own.partition_point(|&booking| (booking as usize) < high);
        u32::try_from(
            own[low..high]
                .iter()
                .filter(|&&booking| rows.get(booking as usize).stands())
                .count(),
        )
        .unwrap_or(u32::MAX)
    }

    /// How many of `displaced` have play within `days` of the event that was booked after `known`: the visits whose
    /// fate is known, and those that moved.
    pub(crate) fn recaptured(&self, displaced: &[usize], known: u32, days: u32) -> (u64, u64) {
        let rows = self.club.bookings();
        let reach = days * 86_400;
        let (from, until) = (self.event.saturating_sub(reach), self.event.saturating_add(reach));
        let (mut visits, mut recaptured) = (0, 0);
        for &member in displaced {
            let near = self
                .club
                .play()
                .bookings_of(member)
                .iter()
                .map(|&booking| rows.get(booking as usize));
            let near: Vec<_> = near
                .filter(|row| (from..until).contains(&row.starts_at) && row.stands())
                .collect();
            // Without a record of when bookings are made nothing tells a moved visit from a usual one.
            if near.iter().any(|row| row.booked_at.is_none()) {
                continue;
            }
            visits += 1;
            recaptured += u64::from(near.iter().any(|row| row.booked_at.is_some_and(|at| at >= known)));
        }
        (visits, recaptured)
    }
}
