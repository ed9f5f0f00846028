//! The simulated venue and its plans.

use crate::Settings;
use crate::domain::{Billing, Court, Money, OpeningHours, Plan, Point, Venue};

pub(super) const HALVES_PER_DAY: usize = 48;
/// Half hours of a week.
pub(super) const HALVES_PER_WEEK: usize = 7 * HALVES_PER_DAY;
/// Clubs beyond this many members open from six to midnight.
const LARGEST_ORDINARY_CLUB: u32 = 5_000;

/// Courts and opening hours as the simulation uses them.
#[derive(Debug)]
pub(super) struct Premises {
    pub(super) courts: usize,
    /// Opening and closing half hour of each weekday from Monday.
    open: [(usize, usize); 7],
}

impl Premises {
    pub(super) fn new(venue: &Venue) -> Self {
        Self {
            courts: venue.courts.len(),
            open: venue.hours.0.map(|hours| {
                hours.map_or((0, 0), |(opens, closes)| {
                    (usize::from(opens).div_ceil(30), usize::from(closes) / 30)
                })
            }),
        }
    }

    /// Whether the club is open on a weekday from a half hour for so many of them.
    pub(super) const fn is_open(&self, weekday: usize, half: usize, halves: usize) -> bool {
        let (opens, closes) = self.open[weekday];
        half >= opens && half + halves <= closes
    }
}

/// Seven courts for three to five hundred members, four hundred for a hundred thousand.
pub(super) fn courts_for(members: u32) -> u16 {
    let members = f64::from(members);
    let courts = if members < 250.0 {
        7.0 * (members / 250.0).powf(0.6)
    } else if members <= 550.0 {
        7.0
    } else {
        7.0 * (members / 550.0).powf(0.777_6)
    };
    courts.round().clamp(2.0, 400.0) as u16
}

/// The settings of a club of this size.
pub(super) fn settings_for(members: u32) -> Settings {
    let mut settings = Settings::default();
    let hours = if members > LARGEST_ORDINARY_CLUB {
        OpeningHours([Some((6 * 60, 24 * 60)); 7])
    } else {
        OpeningHours::default()
    };
    settings.venue = Venue {
        name: "Ravenswood Racket Club".to_owned(),
        courts: (1..=courts_for(members))
            .map(|id| Court {
                id,
                name: None,
                kind: None,
            })
            .collect(),
        hours,
        location: Point::new(41.959, -87.703),
        ..Venue::default()
    };
    settings.plans = plans();
    settings
}

/// Places in [`plans`].
pub(super) const CASUAL: u8 = 0;
pub(super) const STANDARD: u8 = 1;
pub(super) const UNLIMITED: u8 = 2;
pub(super) const STANDARD_ANNUAL: u8 = 3;
pub(super) const UNLIMITED_ANNUAL: u8 = 4;
pub(super) const FAMILY: u8 = 5;

fn plans() -> Vec<Plan> {
    let plan = |name: &str, cents, billing, minimum_months, notice_days| Plan {
        name: name.to_owned(),
        monthly_fee: Money::from_cents(cents),
        billing,
        minimum_months,
        notice_days,
    };
    vec![
        plan("Casual", 8_500, Billing::Monthly, 1, 14),
        plan("Standard", 12_500, Billing::Monthly, 3, 30),
        plan("Unlimited", 18_500, Billing::Monthly, 3, 30),
        plan("Standard Annual", 11_250, Billing::Annual, 12, 30),
        plan("Unlimited Annual", 16_500, Billing::Annual, 12, 30),
        plan("Family", 24_000, Billing::Monthly, 3, 30),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courts_grow_with_the_club() {
        assert_eq!([300, 500, 100_000].map(courts_for), [7, 7, 400]);
        assert_eq!(courts_for(1), 2);
    }
}
