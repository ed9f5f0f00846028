use super::Bar;
use crate::club::instant_of;
use crate::event_decision::court_choice::{ChoiceCost, Chooser};
use crate::event_decision::evaluate::{Window, evaluate_in, occupancy};
use crate::event_decision::offer::{Offer, money};
use crate::event_decision::stake::{Situation, to_money};
use crate::event_decision::stretch::Stretch;
use crate::event_decision::validate::Wanted;

/// The same time on fewer courts that clear the bar and still seat the headcount, at the same price a court; the most
/// courts first.
pub(super) fn offers(situation: &Situation<'_>, wanted: &Wanted, bar: &Bar) -> Vec<Offer> {
    let venue = situation.club.venue();
    let start = venue.wall_time(instant_of(wanted.starts_at));
    if wanted.court_ids.is_some() || !venue.is_open(start, wanted.minutes) {
        return Vec::new();
    }
    let window = |courts: usize| Window {
        courts,
        ..wanted.window()
    };
    let income = |courts: usize| wanted.income.pro_rata(courts as f64 / wanted.courts as f64);
    let seats = |courts: usize| courts * usize::from(venue.session_players_per_court);
    let seats_everyone = |courts: &usize| {
        wanted
            .headcount
            .is_none_or(|people| people as usize <= seats(*courts))
    };
    let counts: Vec<usize> = (1..wanted.courts).filter(seats_everyone).collect();
    let occupancy = occupancy(situation, &wanted.window());
    let costs = Chooser::new(situation, &occupancy, None).costs(&counts);
    let stretch = Stretch::over(situation, wanted.starts_at, wanted.window().ends_at());
    let clears = |courts: usize, cost: ChoiceCost| {
        let (visits, churn) = stretch.expected_spill(situation, &window(courts))?;
        let lost = to_money(cost.churn) + to_money(cost.firm) + visits + churn;
        let income = income(courts);
        let (net, revenue) = (money(income.expected()) - lost, money(income.revenue));
        bar.is_cleared(situation, net, revenue).then_some(courts)
    };
    let affordable = counts.into_iter().zip(costs).rev();
    affordable
        .filter_map(|(courts, cost)| clears(courts, cost?))
        .filter_map(|courts| evaluate_in(situation, &window(courts), income(courts), &occupancy))
        .filter(|offer| bar.is_cleared_by(situation, offer))
        .take(super::MOST_FINALISTS)
        .collect()
}
