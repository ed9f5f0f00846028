use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::court_choice::ChoiceCost;
use super::court_sets::cheapest_set;
use super::displacement::Choice;
use super::occupancy::Occupancy;
use super::price::Prices;

/// Courts in parts whose costs add up: no session and no member is in two of them.
///
/// What is cheapest together is then found from what is cheapest in each part, for every number of courts at once.
pub(super) struct CourtParts {
    /// Courts that share nobody with any other, the cheapest first, and their sums.
    alone: Vec<usize>,
    alone_costs: Vec<ChoiceCost>,
    /// By number of courts taken of all other parts together; `None` where no answer needs it.
    linked: Vec<Option<Taking>>,
}

/// The cheapest way to take so many courts.
#[derive(Debug, Clone, Default)]
struct Taking {
    cost: ChoiceCost,
    /// How many.
    count: usize,
    /// A bit for each.
    courts: Vec<u64>,
}

impl CourtParts {
    /// Finds the parts, and what is needed to take a number of courts in `counts`.
    pub(super) fn new(
        usable: &[usize],
        occupancy: &Occupancy,
        prices: &Prices,
        counts: RangeInclusive<usize>,
        judge: &impl Fn(&[usize]) -> Choice,
    ) -> Self {
        let words = occupancy.is_taken.len().div_ceil(64);
        let nothing = Taking {
            courts: vec![0; words],
            ..Taking::default()
        };
        let (mut alone, mut linked) = (Vec::new(), vec![Some(nothing.clone())]);
        for part in parts(usable, occupancy, prices) {
            if let &[court] = part.as_slice() {
                let is_empty = occupancy.groups_on[court].is_empty();
                let cost = match is_empty {
                    true => ChoiceCost::default(),
                    false => ChoiceCost::of(&judge(&[court])),
                };
                alone.push((cost, court));
                continue;
            }
            let elsewhere = usable.len() - part.len();
            let needed = counts.start().saturating_sub(elsewhere)..=part.len().min(*counts.end());
            let takings = needed.map(|count| {
                let taking = match count {
                    0 => nothing.clone(),
                    count => Taking::of(&cheapest_set(&part, count, judge), words),
                };
                (count, taking)
            });
            linked = together(&linked, &takings.collect::<Vec<_>>());
        }
        alone.sort_by_key(|(cost, court)| (cost.rank(), *court));
        let mut sum = ChoiceCost::default();
        let sums = alone.iter().map(|(cost, _)| {
            sum = sum.with(*cost);
            sum
        });
        Self {
            alone_costs: std::iter::once(ChoiceCost::default()).chain(sums).collect(),
            alone: alone.iter().map(|(_, court)| *court).collect(),
            linked,
        }
    }

    /// The cheapest `count` courts, ascending, and what they cost.
    pub(super) fn cheapest(&self, count: usize) -> Option<(Vec<usize>, ChoiceCost)> {
        let least = self.cheapest_cost(count)?.rank();
        let sets = self.ways(count).filter(|(_, cost)| cost.rank() == least);
        let sets = sets.map(|(taking, cost)| {
            let mut courts = taking.courts();
            courts.extend(&self.alone[..count - taking.count]);
            courts.sort_unstable();
            (courts, cost)
        });
        sets.min_by(|one, other| one.0.cmp(&other.0))
    }

    /// What the cheapest `count` courts cost.
    pub(super) fn cheapest_cost(&self, count: usize) -> Option<ChoiceCost> {
        self.ways(count)
            .map(|(_, cost)| cost)
            .min_by_key(ChoiceCost::rank)
    }

    /// Every split of `count` between the linked courts and the others, each done as cheaply as can be.
    fn ways(&self, count: usize) -> impl Iterator<Item = (&Taking, ChoiceCost)> {
        self.linked.iter().flatten().filter_map(move |taking| {
            let others = self.alone_costs.get(count.checked_sub(taking.count)?)?;
            Some((taking, taking.cost.with(*others)))
        })
    }
}

impl ChoiceCost {
    fn of(choice: &Choice) -> Self {
        Self {
            churn: choice.churn,
            firm: choice.firm,
            members: choice.members.len(),
            guests: choice.guests,
        }
    }

    const fn with(self, other: Self) -> Self {
        Self {
            churn: self.churn.saturating_add(other.churn),
            firm: self.firm.saturating_add(other.firm),
            members: self.members + other.members,
            guests: self.guests + other.guests,
        }
    }

    /// What is compared, as in [`Choice::rank`].
    const fn rank(&self) -> (i64, usize, u32) {
        (self.churn.saturating_add(self.firm), self.members, self.guests)
    }
}

impl Taking {
    fn of(choice: &Choice, words: usize) -> Self {
        let mut courts = vec![0; words];
        for court in &choice.courts {
            courts[court / 64] |= 1 << (court % 64);
        }
        Self {
            cost: ChoiceCost::of(choice),
            count: choice.courts.len(),
            courts,
        }
    }

    /// Ascending.
    fn courts(&self) -> Vec<usize> {
        let is_taken = |court: &usize| self.courts[court / 64] >> (court % 64) & 1 == 1;
        (0..self.courts.len() * 64).filter(is_taken).collect()
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            cost: self.cost.with(other.cost),
            count: self.count + other.count,
            courts: self
                .courts
                .iter()
                .zip(&other.courts)
                .map(|(one, other)| one | other)
                .collect(),
        }
    }

    /// Whether it costs less, or the same on lower courts: of as many courts, those with the lowest that differs.
    fn is_better_than(&self, other: &Self) -> bool {
        let is_lower = || {
            let words = self.courts.iter().zip(&other.courts);
            let mut differing = words.map(|(one, other)| (one, one ^ other));
            differing
                .find(|(_, differs)| *differs != 0)
                .is_some_and(|(own, differs)| own >> differs.trailing_zeros() & 1 == 1)
        };
        match self.cost.rank().cmp(&other.cost.rank()) {
            Ordering::Less => true,
            Ordering::Equal => is_lower(),
            Ordering::Greater => false,
        }
    }
}

/// The cheapest ways to take courts of two parts together.
fn together(known: &[Option<Taking>], part: &[(usize, Taking)]) -> Vec<Option<Taking>> {
    let most = part.last().map_or(0, |(count, _)| *count);
    let mut all: Vec<Option<Taking>> = vec![None; known.len() + most];
    for (before, taking) in known.iter().enumerate() {
        let Some(taking) = taking else { continue };
        for (count, more) in part {
            let best = &mut all[before + count];
            let rank = taking.cost.with(more.cost).rank();
            if best.as_ref().is_some_and(|best| best.cost.rank() < rank) {
                continue;
            }
            let both = taking.with(more);
            if best.as_ref().is_none_or(|best| both.is_better_than(best)) {
                *best = Some(both);
            }
        }
    }
    all
}

/// The usable courts in parts: courts that a session or a member ties together are in one.
fn parts(usable: &[usize], occupancy: &Occupancy, prices: &Prices) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..occupancy.is_taken.len()).collect();
    let mut ties: Vec<(usize, usize)> = Vec::new();
    for (index, group) in occupancy.groups.iter().enumerate() {
        let Some(&first) = group.courts.first() else {
            continue;
        };
        for &court in &group.courts {
            tie(&mut leader, first, court);
        }
        let place = prices.place(index);
        let members = (place..place + group.players.len()).filter_map(|place| prices.get(place).member);
        ties.extend(members.map(|(member, _)| (member, first)));
    }
    ties.sort_unstable();
    for pair in ties.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        tie(&mut leader, pair[0].1, pair[1].1);
    }
    let mut by_leader: Vec<(usize, usize)> = usable
        .iter()
        .map(|&court| (find(&leader, court), court))
        .collect();
    by_leader.sort_unstable();
    let parts = by_leader.chunk_by(|one, other| one.0 == other.0);
    parts
        .map(|part| part.iter().map(|&(_, court)| court).collect())
        .collect()
}

fn tie(leader: &mut [usize], one: usize, other: usize) {
    let (one, other) = (find(leader, one), find(leader, other));
    leader[one.max(other)] = one.min(other);
}

fn find(leader: &[usize], mut court: usize) -> usize {
    while leader[court] != court {
        court = leader[court];
    }
    court
}
