//! A made-up town: a grid of census tracts around the club, with homes in them.

use super::dice::{Dice, Purpose};
use super::latent_type::LatentType;
use crate::domain::Point;

const TRACT_METRES: f64 = 1_100.0;
const METRES_PER_DEGREE: f64 = 111_195.0;
/// Tracts along one side of the area of one postal code.
const TRACTS_PER_ZIP: usize = 3;

/// A tract of the made-up census.
#[derive(Debug)]
pub(super) struct TownTract {
    pub(super) geoid: String,
    pub(super) population: u32,
    /// Missing in a few tracts, as in the real census.
    pub(super) median_household_income: Option<u32>,
    pub(super) bachelor_share: f64,
    pub(super) land_area_square_metres: u32,
    /// `[lon, lat]`, counter-clockwise from the south-west, not closed.
    pub(super) corners: [[f64; 2]; 4],
    pub(super) zip: u32,
}

/// The tracts, and where each type of person prefers to live.
#[derive(Debug)]
pub(super) struct Town {
    pub(super) tracts: Vec<TownTract>,
    preference: [Vec<f64>; 4],
}

impl Town {
    pub(super) fn new(seed: u64, members: u32, centre: Point) -> Self {
        let side = if members > 5_000 { 30 } else { 12 };
        let mut dice = Dice::new(seed, Purpose::Town, 0, 0);
        let corners = lattice(side, centre, &mut dice);
        let (income_wave, learning_wave) = (Wave::new(&mut dice), Wave::new(&mut dice));
        let mut tracts = Vec::with_capacity(side * side);
        let mut weights = [const { Vec::new() }; 4];
        for index in 0..side * side {
            let (row, column) = (index / side, index % side);
            let at = |down: usize, right: usize| corners[(row + down) * (side + 1) + column + right];
            let corners = [at(0, 0), at(0, 1), at(1, 1), at(1, 0)];
            let middle = (side as f64 - 1.0) / 2.0;
            let (x, y) = (column as f64 - middle, row as f64 - middle);
            let wealth = income_wave.at(x, y) + 0.25 * dice.normal();
            let learning = 0.6 * wealth + 0.7 * learning_wave.at(x, y) + 0.2 * dice.normal();
            let population = dice.between(2_200, 6_800) as u32;
            let distance = x.hypot(y) * TRACT_METRES / 1_000.0;
            for kind in LatentType::ALL {
                let liking = liking(kind, wealth, learning, distance);
                weights[kind as usize].push(f64::from(population) * liking);
            }
            tracts.push(TownTract {
                geoid: format!("17031{:06}", 990_000 + index),
                population,
                median_household_income: (!dice.chance(0.02))
                    .then(|| ((74_000.0 * (0.42 * wealth).exp() / 100.0).round() * 100.0) as u32),
                bachelor_share: (1_000.0 / (1.0 + (0.4 - 1.1 * learning).exp())).round() / 1_000.0,
                land_area_square_metres: area(&corners).round() as u32,
                corners,
                zip: 60_900
                    + (row / TRACTS_PER_ZIP * side.div_ceil(TRACTS_PER_ZIP) + column / TRACTS_PER_ZIP) as u32,
            });
        }
        Self {
            tracts,
            preference: weights.map(running_totals),
        }
    }

    /// The tract and the place of a new home, to the sixth decimal.
    pub(super) fn settle(&self, kind: LatentType, dice: &mut Dice) -> (usize, Point) {
        let tract = dice.by_running_total(&self.preference[kind as usize]);
        let [south_west, south_east, north_east, north_west] = self.tracts[tract].corners;
        let (u, v) = (0.02 + 0.96 * dice.unit(), 0.02 + 0.96 * dice.unit());
        let along = |axis: usize| {
            let south = south_west[axis] * (1.0 - u) + south_east[axis] * u;
            let north = north_west[axis] * (1.0 - u) + north_east[axis] * u;
            ((south * (1.0 - v) + north * v) * 1e6).round() / 1e6
        };
        let home = Point {
            lat: along(1),
            lon: along(0),
        };
        (tract, home)
    }
}

/// How much a type likes a place, from its wealth and learning (about standard normal) and its kilometres from the club.
fn liking(kind: LatentType, wealth: f64, learning: f64, kilometres: f64) -> f64 {
    let (by_wealth, by_learning, reach) = match kind {
        LatentType::CorporatePowerUser => (0.9, 0.5, 2.6),
        LatentType::SocialAmbassador => (0.1, 0.5, 3.2),
        LatentType::CompetitiveAthlete => (0.3, 0.1, 4.5),
        LatentType::CasualDropIn => (-0.3, -0.1, 4.0),
    };
    (by_wealth * wealth + by_learning * learning - kilometres / reach).exp()
}

fn lattice(side: usize, centre: Point, dice: &mut Dice) -> Vec<[f64; 2]> {
    let half = side as f64 / 2.0;
    (0..(side + 1) * (side + 1))
        .map(|index| {
            let mut metres = |cell: usize| (cell as f64 - half + 0.36 * (dice.unit() - 0.5)) * TRACT_METRES;
            let (north, east) = (metres(index / (side + 1)), metres(index % (side + 1)));
            let lat = centre.lat + north / METRES_PER_DEGREE;
            let lon = centre.lon + east / (METRES_PER_DEGREE * centre.lat.to_radians().cos());
            [lon, lat].map(|degrees| (degrees * 1e6).round() / 1e6)
        })
        .collect()
}

/// Square metres of a small quadrangle.
fn area(corners: &[[f64; 2]; 4]) -> f64 {
    let shrink = corners[0][1].to_radians().cos();
    let metres = |corner: [f64; 2]| {
        let east = (corner[0] - corners[0][0]) * METRES_PER_DEGREE * shrink;
        (east, (corner[1] - corners[0][1]) * METRES_PER_DEGREE)
    };
    let doubled: f64 = (0..4)
        .map(|index| {
            let (x, y) = metres(corners[index]);
            let (next_x, next_y) = metres(corners[(index + 1) % 4]);
            x * next_y - next_x * y
        })
        .sum();
    doubled.abs() / 2.0
}

fn running_totals(mut weights: Vec<f64>) -> Vec<f64> {
    let mut total = 0.0;
    for weight in &mut weights {
        total += *weight;
        *weight = total;
    }
    weights
}

/// A smooth random surface with values around -1.5 to 1.5.
struct Wave([(f64, f64, f64); 3]);

impl Wave {
    fn new(dice: &mut Dice) -> Self {
        Self([(); 3].map(|()| (0.35 * dice.normal(), 0.35 * dice.normal(), 6.3 * dice.unit())))
    }

    fn at(&self, x: f64, y: f64) -> f64 {
        let heights = self
            .0
            .iter()
            .map(|(east, north, shift)| (east * x + north * y + shift).sin());
        heights.sum::<f64>() * 0.8
    }
}
