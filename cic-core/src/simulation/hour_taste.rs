//! When people of each type like to play: weights over the half hours of a week.

use super::latent_type::LatentType;
use super::premises::{HALVES_PER_DAY, Premises};

/// A hump of liking: hour of its middle, width in hours, height.
type Hump = (f64, f64, f64);

const fn weekday(of: LatentType) -> &'static [Hump] {
    match of {
        LatentType::CorporatePowerUser => &[(18.0, 1.0, 12.0), (12.0, 0.7, 1.2), (8.0, 0.6, 0.9)],
        LatentType::SocialAmbassador => &[(18.5, 1.2, 5.0), (10.5, 1.5, 2.4), (14.5, 2.0, 0.9)],
        LatentType::CompetitiveAthlete => &[(9.5, 1.8, 4.2), (14.0, 1.8, 2.6), (18.3, 1.2, 2.6)],
        LatentType::CasualDropIn => &[(18.3, 1.3, 4.0), (13.0, 4.0, 0.7)],
    }
}

const fn weekend(of: LatentType) -> &'static [Hump] {
    match of {
        LatentType::CorporatePowerUser => &[(10.0, 1.5, 0.9)],
        LatentType::SocialAmbassador => &[(13.0, 2.5, 2.6)],
        LatentType::CompetitiveAthlete => &[(10.0, 1.6, 1.8)],
        LatentType::CasualDropIn => &[(13.0, 2.2, 3.2)],
    }
}

/// Of the week's demand, Sunday gets less than Saturday, and Friday evening less than Thursday.
const DAY_FACTOR: [f64; 7] = [1.0, 1.08, 1.08, 1.05, 0.82, 1.0, 0.62];
/// Most people start on the hour.
const HALF_HOUR_FACTOR: f64 = 0.22;

/// Running totals over the 336 half hours of a week, for each type.
#[derive(Debug)]
pub(super) struct HourTaste([Vec<f64>; 4]);

impl HourTaste {
    pub(super) fn new(premises: &Premises) -> Self {
        Self(LatentType::ALL.map(|of| running_totals(of, premises)))
    }

    /// Running totals of one type; index is weekday x 48 + half hour.
    pub(super) fn of(&self, kind: LatentType) -> &[f64] {
        &self.0[kind as usize]
    }
}

fn running_totals(of: LatentType, premises: &Premises) -> Vec<f64> {
    let mut total = 0.0;
    (0..7 * HALVES_PER_DAY)
        .map(|index| {
            let (day, half) = (index / HALVES_PER_DAY, index % HALVES_PER_DAY);
            if premises.is_open(day, half, 2) {
                let hour = half as f64 / 2.0;
                let humps = if day < 5 { weekday(of) } else { weekend(of) };
                let liking: f64 = humps
                    .iter()
                    .map(|(middle, width, height)| {
                        let distance = (hour - middle) / width;
                        height * (-0.5 * distance * distance).exp()
                    })
                    .sum();
                let on_grid = if half % 2 == 0 { 1.0 } else { HALF_HOUR_FACTOR };
                total += (liking + 0.04) * DAY_FACTOR[day] * on_grid;
            }
            total
        })
        .collect()
}
