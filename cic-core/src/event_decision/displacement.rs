use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::occupancy::Occupancy;
use super::price::{Price, Prices};
use crate::domain::Venue;

/// Which courts an event takes, and who loses theirs.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    /// Indexes into the venue's courts, ascending.
    pub courts: Vec<usize>,
    /// Distinct active members who are displaced: when and where they would have played, and what that costs.
    pub members: BTreeMap<usize, Displaced>,
    /// Every visit that is lost.
    pub visits: Vec<Price>,
    /// Players without an active membership who are displaced.
    pub guests: u32,
    /// Expected loss by members who leave, millionths of a cent.
    pub churn: i64,
    /// Expected loss of the visits themselves, millionths of a cent.
    pub firm: i64,
}

/// A member's first lost play.
#[derive(Debug, Clone, Copy)]
pub(super) struct Displaced {
    /// Seconds since 1970.
    pub starts_at: u32,
    /// Index into the venue's courts.
    pub court: usize,
    /// The dearest of their lost visits: the one that decides whether they leave.
    pub price: Price,
}

impl Choice {
    /// Expected loss, millionths of a cent.
    pub(super) const fn micro_cents(&self) -> i64 {
        self.churn.saturating_add(self.firm)
    }

    /// What is compared: least loss, fewest members, fewest guests, lowest courts.
    pub(super) fn rank(&self) -> (i64, usize, u32, &[usize]) {
        (self.micro_cents(), self.members.len(), self.guests, &self.courts)
    }
}

/// Who is displaced when an event takes exactly these courts, ascending.
pub(super) fn judge(venue: &Venue, occupancy: &Occupancy, prices: &Prices, courts: &[usize]) -> Choice {
    let mut choice = Choice {
        courts: courts.to_vec(),
        ..Choice::default()
    };
    let mut seen = Vec::new();
    for &court in courts {
        for &index in &occupancy.groups_on[court] {
            let group = &occupancy.groups[index];
            if group.courts.len() > 1 {
                if seen.contains(&index) {
                    continue;
                }
                seen.push(index);
            }
            let lost = group.courts.iter().filter(|court| courts.contains(court)).count();
            let stays = if group.is_session {
                staying(group.players.len(), group.courts.len() - lost, venue)
            } else {
                0
            };
            let first = prices.place(index);
            for place in first + stays..first + group.players.len() {
                choice.displace(prices.get(place), court);
            }
        }
    }
    choice
}

/// How many registrants of a session stay when it is left with `courts`: it sheds its last joiners, unless that
/// takes it below its minimum and it falls.
fn staying(registrants: usize, courts: usize, venue: &Venue) -> usize {
    let seats = courts * usize::from(venue.session_players_per_court);
    if registrants <= seats {
        registrants
    } else if seats < usize::from(venue.session_minimum) {
        0
    } else {
        seats
    }
}

impl Choice {
    fn displace(&mut self, price: &Price, court: usize) {
        self.visits.push(*price);
        self.firm = self.firm.saturating_add(price.firm);
        let Some((member, _)) = price.member else {
            self.guests += 1;
            return;
        };
        match self.members.entry(member) {
            Entry::Vacant(entry) => {
                self.churn = self.churn.saturating_add(price.churn);
                entry.insert(Displaced {
                    starts_at: price.starts_at,
                    court,
                    price: *price,
                });
            }
            Entry::Occupied(mut entry) => {
                let known = entry.get_mut();
                (known.starts_at, known.court) = (known.starts_at, known.court).min((price.starts_at, court));
                if (price.churn, price.starts_at) > (known.price.churn, known.price.starts_at) {
                    self.churn = self.churn.saturating_add(price.churn - known.price.churn);
                    known.price = *price;
                }
            }
        }
    }
}
