use std::cell::OnceCell;

use super::court_parts::CourtParts;
use super::displacement::{Choice, judge};
use super::occupancy::Occupancy;
use super::price::Prices;
use super::stake::Situation;

/// The courts for `count` courts, or exactly `fixed`; `None` when there are not enough.
pub(super) fn choose(
    situation: &Situation<'_>,
    occupancy: &Occupancy,
    count: usize,
    fixed: Option<&[usize]>,
) -> Option<Choice> {
    Chooser::new(situation, occupancy, fixed).choose(count)
}

/// Chooses courts in one window, for one number of courts or for many.
pub(super) struct Chooser<'a> {
    situation: &'a Situation<'a>,
    occupancy: &'a Occupancy,
    /// Courts that can be had, the emptiest first.
    usable: Vec<usize>,
    /// How many courts can be had without displacing anyone because staff may move bookings.
    room: usize,
    prices: OnceCell<Prices>,
}

/// What a choice of courts costs, without who is displaced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ChoiceCost {
    /// Millionths of a cent.
    pub churn: i64,
    /// Millionths of a cent.
    pub firm: i64,
    pub members: usize,
    pub guests: u32,
}

impl<'a> Chooser<'a> {
    /// Looks at all courts that can be had, or at exactly `fixed`.
    pub(super) fn new(
        situation: &'a Situation<'a>,
        occupancy: &'a Occupancy,
        fixed: Option<&[usize]>,
    ) -> Self {
        let mut usable: Vec<usize> = match fixed {
            Some(courts) => courts.to_vec(),
            None => (0..occupancy.is_taken.len()).collect(),
        };
        usable.retain(|&court| !occupancy.is_taken[court]);
        usable.sort_by_cached_key(|&court| (occupancy.busy_slots(court), court));
        Self {
            room: if situation.settings.event.courts_interchangeable {
                room_by_moving(situation, occupancy, &usable)
            } else {
                0
            },
            situation,
            occupancy,
            usable,
            prices: OnceCell::new(),
        }
    }

    /// The courts whose displaced cost is least; `None` when there are not enough.
    pub(super) fn choose(&self, count: usize) -> Option<Choice> {
        if self.usable.len() < count {
            return None;
        }
        if count <= self.room {
            let mut courts = self.usable[..count].to_vec();
            courts.sort_unstable();
            return Some(Choice {
                courts,
                ..Choice::default()
            });
        }
        let (courts, _) = self.parts(count, count).cheapest(count)?;
        Some(self.judge(&courts))
    }

    /// What [`Chooser::choose`] would cost for each of `counts`, ascending.
    pub(super) fn costs(&self, counts: &[usize]) -> Vec<Option<ChoiceCost>> {
        let dear = counts.iter().filter(|&&count| count > self.room);
        let dear: Vec<usize> = dear
            .copied()
            .filter(|&count| count <= self.usable.len())
            .collect();
        let parts = dear
            .first()
            .zip(dear.last())
            .map(|(&least, &most)| self.parts(least, most));
        let cost = |&count: &usize| {
            if self.usable.len() < count {
                None
            } else if count <= self.room {
                Some(ChoiceCost::default())
            } else {
                parts.as_ref()?.cheapest_cost(count)
            }
        };
        counts.iter().map(cost).collect()
    }

    fn parts(&self, least: usize, most: usize) -> CourtParts {
        let judge = |courts: &[usize]| self.judge(courts);
        CourtParts::new(&self.usable, self.occupancy, self.prices(), least..=most, &judge)
    }

    fn prices(&self) -> &Prices {
        self.prices
            .get_or_init(|| Prices::new(self.situation, self.occupancy))
    }

    fn judge(&self, courts: &[usize]) -> Choice {
        judge(self.situation.club.venue(), self.occupancy, self.prices(), courts)
    }
}

/// How many courts staff can clear by moving bookings: like courts stand in for each other.
fn room_by_moving(situation: &Situation<'_>, occupancy: &Occupancy, usable: &[usize]) -> usize {
    let courts = &situation.club.venue().courts;
    let mut kinds: Vec<_> = usable.iter().map(|&court| &courts[court].kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let free_of = |kind: &Option<String>| {
        let wanted = usable
            .iter()
            .filter(|&&court| courts[court].kind == *kind)
            .count();
        occupancy
            .least_free(|court| courts[court].kind == *kind)
            .min(wanted)
    };
    kinds.into_iter().map(free_of).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Settings;
    use crate::club::ClubBuilder;
    use crate::domain::{Money, Venue};
    use crate::event_decision::commitment::Commitments;
    use crate::event_decision::court_sets::{cheapest_by_swaps, cheapest_of_all};
    use crate::event_decision::model::EventModel;
    use crate::event_decision::occupancy::{Group, Player};
    use crate::event_decision::stake::Stake;

    /// Groups of members on courts: `(courts, is a session, players)`.
    fn occupancy(courts: usize, groups: Vec<(Vec<usize>, bool, Vec<usize>)>) -> Occupancy {
        let club = ClubBuilder::new(&venue_of(courts)).build().unwrap();
        let mut occupancy = Occupancy::new(&club, &Commitments::default(), &[], 1_000_000, 1_007_200);
        for (courts, is_session, players) in groups {
            let players = players.into_iter().map(|member| Player {
                member: Some(member),
                starts_at: 1_000_000,
                fee: 1_000_000 * i64::try_from(member * 37 % 11).unwrap(),
            });
            occupancy.add(Group {
                courts,
                is_session,
                players: players.collect(),
            });
        }
        occupancy
    }

    fn venue_of(courts: usize) -> Venue {
        Settings::from_toml(&format!("[venue]\ncourts = {courts}"))
            .unwrap()
            .venue
    }

    fn with_situation<T>(courts: usize, members: usize, ask: impl FnOnce(&Situation<'_>) -> T) -> T {
        let mut settings = Settings {
            venue: venue_of(courts),
            ..Settings::default()
        };
        settings.event.courts_interchangeable = false;
        settings.event.uplift_scale = crate::settings::UpliftScale::Additive;
        settings.event.recapture = crate::settings::Recapture::All(0.0);
        let mut builder = ClubBuilder::new(&settings.venue);
        for member in 0..members {
            builder
                .member(&crate::event_decision::scene::member(member))
                .unwrap();
        }
        let club = builder.build().unwrap();
        let stake_of = |member: usize| {
            Some(Stake {
                segment: 0,
                ltv: Money::from_cents(100_000 + 7 * i64::try_from(member).ok()?),
                ltv_deviation: 0.0,
                ltv_doubt: 0.0,
                churn: 0.4,
                segment_churn: 0.4,
                is_learned: false,
            })
        };
        let as_of = chrono::DateTime::UNIX_EPOCH;
        let model = EventModel::fit(&club, &settings, as_of, |_| 0, stake_of);
        ask(&Situation {
            club: &club,
            settings: &settings,
            as_of,
            engine_version: "",
            overrides: "",
            stake_of: &stake_of,
            model: &model,
            commitments: &Commitments::default(),
            ahead: &std::sync::OnceLock::new(),
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn every_way_to_choose_finds_what_enumeration_finds_when_parties_are_apart(
            courts in 4_usize..9,
            parties in prop::collection::vec((0_usize..9, 1_usize..5), 0..9),
            count in 1_usize..4,
        ) {
            let mut member = 0;
            let groups = parties.into_iter().map(|(court, players)| {
                member += players;
                (vec![court % courts], false, (member - players..member).collect())
            });
            let occupancy = occupancy(courts, groups.collect());
            with_situation(courts, member, |situation| {
                let usable: Vec<usize> = (0..courts).collect();
                let prices = Prices::new(situation, &occupancy);
                let judge = |courts: &[usize]| judge(situation.club.venue(), &occupancy, &prices, courts);
                let enumerated = cheapest_of_all(&usable, count, &judge);
                let swapped = cheapest_by_swaps(&usable, count, &judge);
                let chosen = Chooser::new(situation, &occupancy, None).choose(count).unwrap();
                assert_eq!(enumerated.micro_cents(), swapped.micro_cents());
                assert_eq!(enumerated.rank(), chosen.rank());
                let counts: Vec<usize> = (1..=courts).collect();
                let chooser = Chooser::new(situation, &occupancy, None);
                for (count, cost) in counts.iter().zip(chooser.costs(&counts)) {
                    let (cost, chosen) = (cost.unwrap(), chooser.choose(*count).unwrap());
                    assert_eq!((cost.churn, cost.firm, cost.members), (chosen.churn, chosen.firm, chosen.members.len()));
                }
            });
        }

        #[test]
        fn sessions_and_shared_members_are_chosen_as_enumeration_chooses(
            courts in 3_usize..7,
            groups in prop::collection::vec(
                (prop::collection::btree_set(0_usize..7, 1..3), any::<bool>(), prop::collection::btree_set(0_usize..12, 1..9)),
                0..6,
            ),
            count in 1_usize..4,
        ) {
            let groups = groups.into_iter().map(|(on, is_session, players)| {
                let on: std::collections::BTreeSet<usize> = on.into_iter().map(|court| court % courts).collect();
                let on = if is_session { on.into_iter().collect() } else { on.into_iter().take(1).collect() };
                (on, is_session, players.into_iter().collect())
            });
            let occupancy = occupancy(courts, groups.collect());
            with_situation(courts, 12, |situation| {
                let prices = Prices::new(situation, &occupancy);
                let judge = |courts: &[usize]| judge(situation.club.venue(), &occupancy, &prices, courts);
                let best = cheapest_of_all(&(0..courts).collect::<Vec<_>>(), count, &judge);
                let chosen = Chooser::new(situation, &occupancy, None).choose(count).unwrap();
                assert_eq!(chosen.rank(), best.rank());
                let costs = Chooser::new(situation, &occupancy, None).costs(&[count]);
                let cost = costs[0].unwrap();
                assert_eq!((cost.churn, cost.firm, cost.members), (best.churn, best.firm, best.members.len()));
            });
        }
    }
}
