use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::occupancy::{Occupancy, Player};
use super::stake::Situation;
use crate::domain::Venue;

/// Which courts an event takes, and who loses theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Indexes into the venue's courts, ascending.
    pub courts: Vec<usize>,
    /// Distinct active members who are displaced: where and when they would have played.
    pub members: BTreeMap<usize, (u32, usize)>,
    /// Everyone else who is displaced.
    pub guests: u32,
    /// Expected loss in millionths of a cent.
    pub micro_cents: i64,
}

impl Choice {
    /// What is compared: least loss, fewest members, fewest guests, lowest courts.
    pub(super) fn rank(&self) -> (i64, usize, u32, &[usize]) {
        (self.micro_cents, self.members.len(), self.guests, &self.courts)
    }
}

/// Who is displaced when an event takes exactly these courts, ascending.
pub(super) fn judge(situation: &Situation<'_>, occupancy: &Occupancy, courts: &[usize]) -> Choice {
    let venue = situation.club.venue();
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
            for player in &group.players[stays..] {
                displace(situation, &mut choice, player, court);
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

fn displace(situation: &Situation<'_>, choice: &mut Choice, player: &Player, court: usize) {
    let stake = player
        .member
        .and_then(|member| Some((member, (situation.stake_of)(member)?)));
    let Some((member, stake)) = stake else {
        choice.guests += 1;
        return;
    };
    let place = (player.starts_at, court);
    match choice.members.entry(member) {
        Entry::Vacant(entry) => {
            entry.insert(place);
            choice.micro_cents = choice.micro_cents.saturating_add(stake.micro_cents());
        }
        Entry::Occupied(mut entry) => {
            let known = *entry.get();
            entry.insert(known.min(place));
        }
    }
}
