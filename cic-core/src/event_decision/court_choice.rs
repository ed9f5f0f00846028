use super::displacement::{Choice, judge};
use super::occupancy::Occupancy;
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
    let usable: Vec<usize> = match fixed {
        Some(courts) => courts.to_vec(),
        None => (0..occupancy.is_taken.len()).collect(),
    };
    let mut usable: Vec<usize> = usable
        .into_iter()
        .filter(|&court| !occupancy.is_taken[court])
        .collect();
    if usable.len() < count {
        return None;
    }
    usable.sort_by_key(|&court| (occupancy.busy_slots(court), court));
    if situation.settings.event.courts_interchangeable
        && bookings_can_move(situation, occupancy, count, &usable)
    {
        let mut courts = usable[..count].to_vec();
        courts.sort_unstable();
        return Some(Choice {
            courts,
            ..Choice::default()
        });
    }
    let judge = |courts: &[usize]| judge(situation, occupancy, courts);
    if sets(usable.len(), count) <= MOST_SETS {
        usable.sort_unstable();
        return cheapest_of_all(&usable, count, &judge);
    }
    Some(cheapest_by_swaps(&usable, count, &judge))
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
    let mut alone: Vec<Choice> = usable.iter().map(|&court| judge(&[court])).collect();
    alone.sort_by(|one, other| one.rank().cmp(&other.rank()));
    let mut courts: Vec<usize> = alone
        .iter()
        .take(count)
        .flat_map(|choice| choice.courts.iter().copied())
        .collect();
    courts.sort_unstable();
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
    use crate::event_decision::Stake;
    use crate::event_decision::occupancy::{Group, Player};

    /// Groups of members on courts: `(courts, is a session, players)`.
    fn occupancy(courts: usize, groups: Vec<(Vec<usize>, bool, Vec<usize>)>) -> Occupancy {
        let club = ClubBuilder::new(&venue_of(courts)).build().unwrap();
        let mut occupancy = Occupancy::new(&club, 1_000_000, 1_007_200);
        for (courts, is_session, players) in groups {
            let players = players.into_iter().map(|member| Player {
                member: Some(member),
                starts_at: 1_000_000,
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn swaps_find_what_enumeration_finds_when_parties_are_apart(
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
            let club = ClubBuilder::new(&venue_of(courts)).build().unwrap();
            let mut settings = Settings::default();
            settings.event.courts_interchangeable = false;
            let stake_of = |member: usize| {
                Some(Stake { segment: 0, ltv: Money::from_cents(100_000 + 7 * i64::try_from(member).ok()?), uplift: 0.03 })
            };
            let situation = Situation {
                club: &club,
                settings: &settings,
                as_of: chrono::DateTime::UNIX_EPOCH,
                engine_version: "",
                overrides: "",
                stake_of: &stake_of,
            };
            let usable: Vec<usize> = (0..courts).collect();
            let judge = |courts: &[usize]| judge(&situation, &occupancy, courts);
            let enumerated = cheapest_of_all(&usable, count, &judge).unwrap();
            let swapped = cheapest_by_swaps(&usable, count, &judge);
            prop_assert_eq!(enumerated.micro_cents, swapped.micro_cents);
        }
    }

    #[test]
    fn the_number_of_sets_is_the_binomial_coefficient() {
        assert_eq!(sets(7, 4), 35);
        assert_eq!(sets(5, 5), 1);
        assert_eq!(sets(400, 20), u64::MAX);
    }
}
