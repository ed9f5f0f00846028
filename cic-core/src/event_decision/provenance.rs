use super::answer::Provenance;
use super::stake::Situation;
use crate::settings::{Economics, EventSettings};

/// Where each figure of an answer comes from: `prior`, `club-set` or `learned (n=...)`.
pub(super) fn provenance(situation: &Situation<'_>) -> Vec<Provenance> {
    let (event, model) = (&situation.settings.event, situation.model);
    let usual = EventSettings::default();
    let mut list = Vec::new();
    for (segment, belief) in situation.settings.segments.iter().zip(&model.beliefs) {
        let is_usual = event.uplift.get(&segment.id) == usual.uplift.get(&segment.id);
        if situation.is_full() {
            let source = learned_or(belief.outcomes, is_usual);
            list.push(row(
                format!("uplift of {}", segment.display_name),
                belief.uplift,
                source,
            ));
            let is_usual = is_equal(event.recapture.of(&segment.id), usual.recapture.of(&segment.id));
            let source = learned_or(belief.visits, is_usual);
            list.push(row(
                format!("recapture of {}", segment.display_name),
                belief.recapture,
                source,
            ));
        } else {
            let stated = event.uplift.get(&segment.id).copied().unwrap_or(0.0);
            list.push(row(
                format!("uplift of {}", segment.display_name),
                stated,
                learned_or(0, is_usual),
            ));
        }
    }
    for (index, segment) in situation.settings.segments.iter().enumerate() {
        let (known, stated) = (
            &situation.settings.economics.cold_start,
            Economics::default().cold_start,
        );
        let is_usual = known.get(&segment.id) == stated.get(&segment.id);
        let source = learned_or(model.valued_by_models[index], is_usual);
        list.push(row(
            format!("mean value of {}", segment.display_name),
            model.mean_values[index],
            source,
        ));
    }
    if situation.is_full() {
        let plain = |figure: &str, value: f64, usual: f64| {
            row(figure.to_owned(), value, learned_or(0, is_equal(value, usual)))
        };
        list.push(row(
            "weeks of demand".to_owned(),
            f64::from(model.demand.weeks),
            match model.demand.weeks {
                0 => "prior".to_owned(),
                weeks => format!("learned (n={weeks})"),
            },
        ));
        let bookings = model.demand.curve_bookings();
        list.push(row(
            "bookings behind the booking curve".to_owned(),
            bookings as f64,
            learned_or(bookings, true),
        ));
        list.push(plain(
            "uplift uncertainty",
            event.uplift_uncertainty,
            usual.uplift_uncertainty,
        ));
        list.push(plain(
            "log-odds of a repeated displacement",
            event.repeat_log_odds,
            usual.repeat_log_odds,
        ));
        list.push(plain(
            "log-odds of short notice",
            event.short_notice_log_odds,
            usual.short_notice_log_odds,
        ));
        list.push(plain(
            "log-odds of a recaptured visit",
            event.recapture_log_odds,
            usual.recapture_log_odds,
        ));
        list.push(plain(
            "churn share of a spilled booking",
            event.spilled_churn_share,
            usual.spilled_churn_share,
        ));
        list.push(plain(
            "replacement by a waiting list",
            event.replacement,
            usual.replacement,
        ));
        list.push(plain(
            "share of fees given back",
            event.fee_share,
            usual.fee_share,
        ));
    }
    list
}

/// Whether a setting was left at its default: nothing is computed, so bits tell.
const fn is_equal(value: f64, usual: f64) -> bool {
    value.to_bits() == usual.to_bits()
}

fn learned_or(outcomes: u64, is_usual: bool) -> String {
    match (outcomes, is_usual) {
        (0, true) => "prior".to_owned(),
        (0, false) => "club-set".to_owned(),
        (count, _) => format!("learned (n={count})"),
    }
}

fn row(figure: String, value: f64, source: String) -> Provenance {
    Provenance {
        figure,
        value,
        source,
    }
}
