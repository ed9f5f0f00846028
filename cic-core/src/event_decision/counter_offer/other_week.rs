use chrono::Duration;

use super::Bar;
use super::other_time::moment;
use crate::club::instant_of;
use crate::event_decision::evaluate::{Window, evaluate};
use crate::event_decision::offer::Offer;
use crate::event_decision::stake::Situation;
use crate::event_decision::validate::Wanted;

/// The same weekday and time in the next three weeks, where that clears the bar: the one that nets most first, of
/// equal ones that which displaces fewest people, then the earliest.
pub(super) fn offers(situation: &Situation<'_>, wanted: &Wanted, bar: &Bar) -> Vec<Offer> {
    let venue = situation.club.venue();
    let asked = venue.wall_time(instant_of(wanted.starts_at));
    let weeks = (1..=3).map(|week| asked + Duration::weeks(week));
    let open = weeks.filter(|start| venue.is_open(*start, wanted.minutes));
    let offer = |start| {
        let window = Window {
            starts_at: moment(situation, start)?,
            ..wanted.window()
        };
        evaluate(situation, &window, wanted.income).filter(|offer| bar.is_cleared_by(situation, offer))
    };
    let mut offers: Vec<Offer> = open.filter_map(offer).collect();
    offers.sort_by(|one, other| {
        if one.is_better_than(other) {
            std::cmp::Ordering::Less
        } else if other.is_better_than(one) {
            std::cmp::Ordering::Greater
        } else {
            one.starts_at.cmp(&other.starts_at)
        }
    });
    offers
}
