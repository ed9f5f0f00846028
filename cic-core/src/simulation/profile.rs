//! What providers and the census say.

use super::calendar::MINUTES_PER_DAY;
use super::club::SimulatedClub;
use super::dice::{Dice, Purpose};
use super::town::TownTract;
use crate::domain::{Enrichment, Tract};

/// Share of members, and of drop-ins, whom a provider knows.
const KNOWN_MEMBERS: f64 = 0.66;
const KNOWN_DROP_INS: f64 = 0.22;
/// Of those, the share whose post, and whose home, it knows.
const KNOWN_POST: f64 = 0.85;
const KNOWN_HOME: f64 = 0.9;

/// What a provider of business data says of a person, if it knows them.
pub(super) fn enrichment(club: &SimulatedClub, index: usize) -> Option<Enrichment> {
    let (world, person) = (&club.world, &club.world.people[index]);
    let mut dice = Dice::new(world.seed, Purpose::Profile, 0, index as u32);
    let known = if person.plan.is_some() {
        KNOWN_MEMBERS
    } else {
        KNOWN_DROP_INS
    };
    let joined_day = person.joined.div_euclid(MINUTES_PER_DAY);
    let looked_up = joined_day.max(-30) + dice.between(7, 60);
    if !dice.chance(known) || looked_up >= world.calendar.history_days() {
        return None;
    }
    let employer = &world.employers[usize::from(person.post.employer)];
    let post_known = dice.chance(KNOWN_POST);
    let home_known = dice.chance(KNOWN_HOME);
    let zip = world.town.tracts[person.tract as usize].zip;
    Some(Enrichment {
        member_id: person.id.to_string(),
        employer: post_known.then(|| employer.name.clone()),
        title: post_known.then(|| person.post.title.to_owned()),
        company_size: post_known.then_some(employer.employees),
        home_address: home_known.then(|| person.address.clone()),
        home_zip_code: home_known.then(|| zip.to_string()),
        linkedin_url: (post_known && dice.chance(0.7))
            .then(|| format!("linkedin.com/in/member-{}", person.id)),
        home: home_known.then_some(person.home),
        last_enriched: Some(world.calendar.instant(looked_up * MINUTES_PER_DAY + 4 * 60)),
    })
}

pub(super) fn tract(tract: &TownTract) -> Tract {
    let mut ring = tract.corners.to_vec();
    ring.push(tract.corners[0]);
    Tract {
        geoid: tract.geoid.clone(),
        vintage: None,
        population: Some(f64::from(tract.population)),
        median_household_income: tract.median_household_income.map(f64::from),
        bachelor_share: Some(tract.bachelor_share),
        land_area_square_metres: Some(f64::from(tract.land_area_square_metres)),
        polygons: vec![vec![ring]],
    }
}
