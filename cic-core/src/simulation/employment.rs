//! Made-up employers, and who holds which post there.

use super::dice::{Dice, Purpose};
use super::latent_type::LatentType;

const FIRST: [&str; 16] = [
    "Larkspur",
    "Halden",
    "Northgate",
    "Quillon",
    "Bramwell",
    "Castor",
    "Everlane",
    "Foxglove",
    "Granite Bay",
    "Juniper",
    "Kestrel",
    "Lindqvist",
    "Meridian Hill",
    "Osprey",
    "Pemberton",
    "Tallgrass",
];
const SECOND: [&str; 10] = [
    "Logistics",
    "Analytics",
    "Partners",
    "Foods",
    "Health",
    "Insurance",
    "Software",
    "Capital",
    "Design",
    "Law",
];
const SENIOR_TITLES: [&str; 12] = [
    "Marketing Manager",
    "Engineering Manager",
    "Head of Sales",
    "Operations Manager",
    "Director of Finance",
    "Director, Product",
    "VP, Sales",
    "VP Engineering",
    "Chief Operating Officer",
    "Partner",
    "Managing Director",
    "Founder",
];
const STAFF_TITLES: [&str; 12] = [
    "Analyst",
    "Teacher",
    "Nurse",
    "Software Engineer",
    "Accountant",
    "Designer",
    "Physiotherapist",
    "Sales Associate",
    "Electrician",
    "Consultant",
    "Student",
    "Paralegal",
];

/// A company.
#[derive(Debug)]
pub(super) struct Employer {
    pub(super) name: String,
    /// The lower bound of its size bucket, as providers give it.
    pub(super) employees: u32,
}

/// A person's work.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post {
    /// Place in the list of employers.
    pub(super) employer: u16,
    pub(super) title: &'static str,
}

pub(super) fn employers(seed: u64, members: u32) -> Vec<Employer> {
    let mut dice = Dice::new(seed, Purpose::Employers, 0, 0);
    let count = (14 + members as usize / 250).min(FIRST.len() * SECOND.len() * 3);
    (0..count)
        .map(|index| {
            let (first, second) = (FIRST[index % 16], SECOND[(index / 16 + index % 16) % 10]);
            let round = index / (FIRST.len() * SECOND.len());
            let name = match round {
                0 => format!("{first} {second}"),
                1 => format!("{first} {second} Group"),
                _ => format!("{first} & Sons {second}"),
            };
            let buckets = [1, 11, 51, 201, 501, 1_001, 5_001, 10_001];
            let employees = buckets[dice.weighted(&[1.0, 2.0, 3.0, 3.0, 2.5, 2.5, 1.0, 0.6])];
            Employer { name, employees }
        })
        .collect()
}

/// Corporate people crowd at the larger employers and hold senior posts; others seldom do.
pub(super) fn post(kind: LatentType, employers: &[Employer], dice: &mut Dice) -> Post {
    let corporate = kind == LatentType::CorporatePowerUser;
    let mut employer = dice.below(employers.len());
    if corporate {
        let second = dice.below(employers.len());
        if employers[second].employees > employers[employer].employees {
            employer = second;
        }
    }
    let senior = dice.chance(match kind {
        LatentType::CorporatePowerUser => 0.86,
        LatentType::SocialAmbassador => 0.22,
        LatentType::CompetitiveAthlete => 0.25,
        LatentType::CasualDropIn => 0.12,
    });
    Post {
        employer: employer as u16,
        title: if senior {
            dice.pick(&SENIOR_TITLES)
        } else {
            dice.pick(&STAFF_TITLES)
        },
    }
}
