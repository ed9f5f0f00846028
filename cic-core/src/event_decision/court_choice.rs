use std::cell::OnceCell;

use super::displacement::{Choice, judge};
use super::occupancy::Occupancy;
use super::price::Prices;
use super::stake::Situation;

/// Up to this many sets of courts are enumerated; larger venues are searched by swaps.
const MOST_SETS: u64 = 5_000;

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
    prices: OnceCell<Prices>,
    /// Each usable court alone, the cheapest first, where costs add up.
    alone: OnceCell<Option<Vec<Choice>>>,
}

/// What a choice of courts costs, without who is displaced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ChoiceCost {
    /// Millionths of a cent.
    pub churn: i64,
    /// Millionths of a cent.
    pub firm: i64,
    pub members: usize,
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
        usable.sort_by_key(|&court| (occupancy.busy_slots(court), court));
        Self {
            situation,
            occupancy,
            usable,
            prices: OnceCell::new(),
            alone: OnceCell::new(),
        }
    }

    /// The courts whose displaced cost is least; `None` when there are not enough.
    pub(super) fn choose(&self, count: usize) -> Option<Choice> {
        if self.usable.len() < count {
            return None;
        }
        if self.nobody_is_displaced(count) {
            let mut courts = self.usable[..count].to_vec();
            courts.sort_unstable();
            return Some(Choice {
                courts,
                ..Choice::default()
            });
        }
        let judge = |courts: &[usize]| self.judge(courts);
        if let Some(alone) = self.alone() {
            return Some(judge(&courts_of(&alone[..count])));
        }
        if sets(self.usable.len(), count) <= MOST_SETS {
            let mut usable = self.usable.clone();
            usable.sort_unstable();
            return cheapest_of_all(&usable, count, &judge);
        }
        Some(cheapest_by_swaps(&self.usable, count, &judge))
    }

    /// What [`Chooser::choose`] would cost for each of `counts`, ascending.
    pub(super) fn costs(&self, counts: &[usize]) -> Vec<Option<ChoiceCost>> {
        let of = |choice: &Choice| ChoiceCost {
            churn: choice.churn,
            firm: choice.firm,
            members: choice.members.len(),
        };
        let mut taken = 0;
        let mut sum = ChoiceCost::default();
        let cost = |&count: &usize| {
            if self.usable.len() < count {
                return None;
            }
            if self.nobody_is_displaced(count) {
                return Some(ChoiceCost::default());
            }
            let Some(alone) = self.alone() else {
                return self.choose(count).as_ref().map(of);
            };
            for choice in &alone[taken.min(count)..count] {
                sum.churn = sum.churn.saturating_add(choice.churn);
                sum.firm = sum.firm.saturating_add(choice.firm);
                sum.members += choice.members.len();
            }
            taken = taken.max(count);
            Some(sum)
        };
        counts.iter().map(cost).collect()
    }

    fn nobody_is_displaced(&self, count: usize) -> bool {
        self.situation.settings.event.courts_interchangeable
            && bookings_can_move(self.situation, self.occupancy, count, &self.usable)
    }

    fn prices(&self) -> &Prices {
        self.prices
            .get_or_init(|| Prices::new(self.situation, self.occupancy))
    }

    fn judge(&self, courts: &[usize]) -> Choice {
        judge(self.situation.club.venue(), self.occupancy, self.prices(), courts)
    }

    fn alone(&self) -> Option<&Vec<Choice>> {
        let by_cost = || {
            courts_are_apart(self.occupancy, self.prices())
                .then(|| cheapest_alone(&self.usable, &|courts: &[usize]| self.judge(courts)))
        };
        self.alone.get_or_init(by_cost).as_ref()
    }
}

/// Whether staff can move every booking off `count` courts: like courts stand in for each other.
fn bookings_can_move(
    situation: &Situation<'_>,
    occupancy: &Occupancy,
    count: usize,
    usable: &[usize],
) -> bool {
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
    kinds.into_iter().map(free_of).sum::<usize>() >= count
}

/// Whether no session and no member is on two courts, so that costs of courts add up.
fn courts_are_apart(occupancy: &Occupancy, prices: &Prices) -> bool {
    let mut places = Vec::new();
    for (index, group) in occupancy.groups.iter().enumerate() {
        let &[court] = group.courts.as_slice() else {
            return false;
        };
        let first = prices.place(index);
        let members = (first..first + group.players.len()).filter_map(|place| prices.get(place).member);
        places.extend(members.map(|(member, _)| (member, court)));
    }
    places.sort_unstable();
    places
        .windows(2)
        .all(|pair| pair[0].0 != pair[1].0 || pair[0].1 == pair[1].1)
}

/// Every court judged alone, the cheapest first: where costs add up, the first of them are the cheapest together.
fn cheapest_alone(usable: &[usize], judge: &impl Fn(&[usize]) -> Choice) -> Vec<Choice> {
    let mut alone: Vec<Choice> = usable.iter().map(|&court| judge(&[court])).collect();
    alone.sort_by(|one, other| one.rank().cmp(&other.rank()));
    alone
}

/// The courts of choices of one court each, ascending.
fn courts_of(alone: &[Choice]) -> Vec<usize> {
    let mut courts: Vec<usize> = alone
        .iter()
        .flat_map(|choice| choice.courts.iter().copied())
        .collect();
    courts.sort_unstable();
    courts
}

fn cheapest_of_all(usable: &[usize], count: usize, judge: &impl Fn(&[usize]) -> Choice) -> Option<Choice> {
    let mut positions: Vec<usize> = (0..count).collect();
    let mut best: Option<Choice> = None;
    loop {
        let courts: Vec<usize> = positions.iter().map(|&position| usable[position]).collect();
        let choice = judge(&courts);
        if best.as_ref().is_none_or(|best| choice.rank() < best.rank()) {
            best = Some(choice);
        }
        let Some(place) = (0..count)
            .rev()
            .find(|&place| positions[place] < usable.len() - count + place)
        else {
            return best;
        };
        positions[place] += 1;
        for later in place + 1..count {
            positions[later] = positions[later - 1] + 1;
        }
    }
}

/// Starts from the courts that are cheapest one by one, then swaps one at a time while that helps.
fn cheapest_by_swaps(usable: &[usize], count: usize, judge: &impl Fn(&[usize]) -> Choice) -> Choice {
    let alone = cheapest_alone(usable, judge);
    let courts = courts_of(&alone[..count]);
    let mut best = judge(&courts);
    // A court that is dear alone can only win by sharing a session or a member with the rest, so the courts
    // that are cheapest alone are rivals enough.
    let rivals: Vec<usize> = alone
        .iter()
        .take(4 * count + 16)
        .flat_map(|choice| choice.courts.iter().copied())
        .collect();
    loop {
        let mut improved = None;
        for place in 0..count {
            for &rival in rivals.iter().filter(|rival| !best.courts.contains(rival)) {
                let mut swapped = best.courts.clone();
                swapped[place] = rival;
                swapped.sort_unstable();
                let choice = judge(&swapped);
                if choice.rank() < improved.as_ref().unwrap_or(&best).rank() {
                    improved = Some(choice);
                }
            }
        }
        match improved {
            Some(choice) => best = choice,
            None => return best,
        }
    }
}

/// How many sets of `count` there are among `of`, or a number beyond any limit.
fn sets(of: usize, count: usize) -> u64 {
    let mut sets = 1_u64;
    for step in 0..count.min(of - count) as u64 {
        sets = sets.saturating_mul(of as u64 - step) / (step + 1);
        if sets > 1 << 40 {
            return u64::MAX;
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Settings;
    use crate::club::ClubBuilder;
    use crate::domain::{Money, Venue};
    use crate::event_decision::commitment::Commitments;
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
                let enumerated = cheapest_of_all(&usable, count, &judge).unwrap();
                let swapped = cheapest_by_swaps(&usable, count, &judge);
                assert!(courts_are_apart(&occupancy, &prices));
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
                let best = cheapest_of_all(&(0..courts).collect::<Vec<_>>(), count, &judge).unwrap();
                let chosen = Chooser::new(situation, &occupancy, None).choose(count).unwrap();
                assert_eq!(chosen.rank(), best.rank());
            });
        }
    }

    #[test]
    fn the_number_of_sets_is_the_binomial_coefficient() {
        assert_eq!(sets(7, 4), 35);
        assert_eq!(sets(5, 5), 1);
        assert_eq!(sets(400, 20), u64::MAX);
    }
}
