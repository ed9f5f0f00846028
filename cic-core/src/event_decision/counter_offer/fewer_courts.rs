use super::Bar;
use crate::club::instant_of;
use crate::event_decision::evaluate::{Window, evaluate_in, occupancy};
use crate::event_decision::offer::Offer;
use crate::event_decision::stake::Situation;
use crate::event_decision::validate::Wanted;

/// How many numbers of courts are looked at.
const MOST_COUNTS: usize = 24;

/// The same time on fewer courts that clear the bar and still seat the headcount, at the same price a court; the most
/// courts first.
pub(super) fn offers(situation: &Situation<'_>, wanted: &Wanted, bar: &Bar) -> Vec<Offer> {
    let venue = situation.club.venue();
    let start = venue.wall_time(instant_of(wanted.starts_at));
    if wanted.court_ids.is_some() || !venue.is_open(start, wanted.minutes) {
        return Vec::new();
    }
    let occupancy = occupancy(situation, &wanted.window());
    let seats = |courts: usize| courts * usize::from(venue.session_players_per_court);
    let seats_everyone = |courts: &usize| {
        wanted
            .headcount
            .is_none_or(|people| people as usize <= seats(*courts))
    };
    let fewer = (1..wanted.courts).rev().filter(seats_everyone);
    // A large request is thinned out evenly: what matters is how far it must shrink, not the last court of it.
    let stride = wanted.courts.div_ceil(MOST_COUNTS).max(1);
    let offer = |courts: usize| {
        let window = Window {
            courts,
            ..wanted.window()
        };
        let income = wanted.income.pro_rata(courts as f64 / wanted.courts as f64);
        evaluate_in(situation, &window, income, &occupancy)
    };
    fewer
        .step_by(stride)
        .filter_map(offer)
        .filter(|offer| bar.is_cleared_by(situation, offer))
        .take(super::MOST_FINALISTS)
        .collect()
}
