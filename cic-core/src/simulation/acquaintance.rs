//! Who plays with whom: ties that form when a partner is first needed and are replaced when a friend has left.

use super::dice::Dice;
use super::latent_type::LatentType;
use super::person::NOBODY;
use super::premises::HALVES_PER_DAY;
use super::world::World;

const FIXED: usize = 4;
const CIRCLE: usize = 16;
/// Strangers looked at before one becomes a fixed partner.
const LOOKED_AT: usize = 7;

/// Fixed partners and the wider circle of everyone.
#[derive(Debug)]
pub(super) struct Acquaintance {
    fixed: Vec<[u32; FIXED]>,
    circle: Vec<[u32; CIRCLE]>,
}

/// Who can be met this week.
pub(super) struct Present {
    /// People by type.
    pub(super) by_kind: [Vec<u32>; 4],
    pub(super) is_present: Vec<bool>,
}

impl Acquaintance {
    pub(super) fn new(people: usize) -> Self {
        Self {
            fixed: vec![[NOBODY; FIXED]; people],
            circle: vec![[NOBODY; CIRCLE]; people],
        }
    }

    /// The fixed partners of a person, as they stand.
    pub(super) fn partners(&self, person: u32) -> impl Iterator<Item = u32> {
        self.fixed[person as usize]
            .into_iter()
            .filter(|partner| *partner != NOBODY)
    }

    /// Someone to ask: a fixed partner as often as the person is loyal, else one of the circle.
    pub(super) fn candidate(
        &mut self,
        world: &World,
        present: &Present,
        person: u32,
        dice: &mut Dice,
    ) -> u32 {
        let habits = &world.people[person as usize].habits;
        if dice.chance(habits.loyalty) {
            let place = dice.below(usize::from(habits.partners_wanted).min(FIXED));
            let known = self.fixed[person as usize][place];
            if known != NOBODY && present.is_present[known as usize] {
                return known;
            }
            let partner = congenial(world, present, person, dice);
            if partner != NOBODY && !self.fixed[person as usize].contains(&partner) {
                self.fixed[person as usize][place] = partner;
                self.return_tie(partner, person);
            }
            partner
        } else {
            let place = dice.below(CIRCLE);
            let known = self.circle[person as usize][place];
            if known != NOBODY && present.is_present[known as usize] {
                return known;
            }
            let met = anyone(world, present, person, dice);
            self.circle[person as usize][place] = met;
            met
        }
    }

    fn return_tie(&mut self, partner: u32, person: u32) {
        let ties = &mut self.fixed[partner as usize];
        if !ties.contains(&person)
            && let Some(open) = ties.iter_mut().find(|tie| **tie == NOBODY)
        {
            *open = person;
        }
    }
}

/// Of a few people mostly of the same type, the one with the most similar hours; colleagues come first.
fn congenial(world: &World, present: &Present, person: u32, dice: &mut Dice) -> u32 {
    let of = &world.people[person as usize];
    let strangeness = |other: u32| {
        let them = &world.people[other as usize];
        let (mine, theirs) = (usize::from(of.habits.times[0]), usize::from(them.habits.times[0]));
        let clock = (mine % HALVES_PER_DAY).abs_diff(theirs % HALVES_PER_DAY);
        let weekend = mine / HALVES_PER_DAY >= 5;
        let apart = usize::from(weekend != (theirs / HALVES_PER_DAY >= 5)) * 6;
        let corporate = of.kind == LatentType::CorporatePowerUser;
        let strangers = usize::from(corporate && of.post.employer != them.post.employer) * 8;
        let same_house = of.head == them.head && of.household_size > 1;
        if same_house {
            0
        } else {
            clock + apart + strangers + usize::from(them.plan.is_none()) * 3
        }
    };
    (0..LOOKED_AT)
        .map(|_| anyone(world, present, person, dice))
        .filter(|other| *other != NOBODY)
        .min_by_key(|other| strangeness(*other))
        .unwrap_or(NOBODY)
}

/// Someone present: of the same type three times out of four.
fn anyone(world: &World, present: &Present, person: u32, dice: &mut Dice) -> u32 {
    let kind = world.people[person as usize].kind;
    let kind = if dice.chance(0.75) {
        kind
    } else {
        dice.pick(&LatentType::ALL)
    };
    let pool = &present.by_kind[kind as usize];
    if pool.is_empty() {
        return NOBODY;
    }
    let met = dice.pick(pool);
    if met == person { NOBODY } else { met }
}
