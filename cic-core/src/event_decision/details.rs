use super::answer::{Alternative, AlternativeKind, Recommendation};
use super::offer::{Offer, threshold};
use super::stake::Situation;
use crate::club::instant_of;
use crate::domain::Money;

/// An instant, club-local with its offset.
pub(super) fn local_text(situation: &Situation<'_>, seconds: u32) -> String {
    instant_of(seconds)
        .with_timezone(&situation.club.venue().time_zone)
        .to_rfc3339()
}

/// An instant as people say it: `Thu 19 Feb 19:00`.
pub(super) fn spoken(situation: &Situation<'_>, seconds: u32) -> String {
    instant_of(seconds)
        .with_timezone(&situation.club.venue().time_zone)
        .format("%a %-d %b %H:%M")
        .to_string()
}

pub(super) fn courts(count: usize) -> String {
    if count == 1 {
        "1 court".to_owned()
    } else {
        format!("{count} courts")
    }
}

/// Who loses a court: `nobody`, `1 member`, `5 members and 2 guests`.
fn displaced(members: usize, guests: u32) -> String {
    let plural = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    match (members, guests as usize) {
        (0, 0) => "nobody".to_owned(),
        (members, 0) => plural(members, "member"),
        (0, guests) => plural(guests, "guest"),
        (members, guests) => format!("{} and {}", plural(members, "member"), plural(guests, "guest")),
    }
}

pub(super) fn amount(situation: &Situation<'_>, money: Money) -> String {
    format!("{} {}", money.whole_units(), situation.club.venue().currency)
}

/// One offer in words.
pub(super) fn of_offer(situation: &Situation<'_>, offer: &Offer) -> String {
    format!(
        "{}: {} for {}, displacing {} and netting {}",
        spoken(situation, offer.starts_at),
        courts(offer.choice.courts.len()),
        amount(situation, offer.revenue()),
        displaced(offer.choice.members.len(), offer.choice.guests),
        amount(situation, offer.net()),
    )
}

/// The verdict in one sentence.
pub(super) fn of_verdict(
    situation: &Situation<'_>,
    recommendation: Recommendation,
    offer: &Offer,
    probability: Option<f64>,
    alternatives: &[Alternative],
) -> String {
    let mut text = format!(
        "taking {} on {} for {} displaces {} {}, which leaves {}",
        courts(offer.choice.courts.len()),
        spoken(situation, offer.starts_at),
        amount(situation, offer.revenue()),
        displaced(offer.choice.members.len(), offer.choice.guests),
        cost(situation, offer),
        amount(situation, offer.net()),
    );
    let bar = situation.settings.event.accept_probability;
    if let Some(probability) =
        probability.filter(|&sure| sure < bar && offer.net() > threshold(situation, offer.revenue()))
    {
        text += &format!(" but is above 0 with only {:.0} % certainty", 100.0 * probability);
    }
    if recommendation != Recommendation::Accept
        && let Some(first) = alternatives.first()
    {
        text.push_str(&format!("; offer instead {}", first.details));
    } else if let Some(better) = alternatives
        .iter()
        .find(|other| other.kind != AlternativeKind::HigherPrice)
    {
        text.push_str(&format!("; still better would be {}", better.details));
    }
    sentence(&text)
}

/// What it costs, and through what.
fn cost(situation: &Situation<'_>, offer: &Offer) -> String {
    if !situation.is_full() {
        return format!(
            "at an expected churn cost of {}",
            amount(situation, offer.churn_cost())
        );
    }
    let parts = [
        (offer.churn_cost(), "in members who may leave"),
        (offer.firm_loss(), "in visits given up"),
        (offer.unbooked_loss, "in bookings still to come"),
    ];
    let known = parts.iter().filter(|(money, _)| money.whole_units() != 0);
    match known.clone().collect::<Vec<_>>().as_slice() {
        [] => "and costs nothing elsewhere".to_owned(),
        [(money, words)] => format!("at an expected cost of {} {words}", amount(situation, *money)),
        _ => {
            let parts: Vec<String> = known
                .map(|(money, words)| format!("{} {words}", money.whole_units()))
                .collect();
            format!(
                "at an expected cost of {} ({})",
                amount(situation, offer.cost()),
                parts.join(", ")
            )
        }
    }
}

/// Why the event cannot be held as asked, in one sentence.
pub(super) fn of_obstacle(obstacle: &str, alternatives: &[Alternative]) -> String {
    let instead = alternatives
        .first()
        .map(|first| format!("; offer instead {}", first.details))
        .unwrap_or_default();
    sentence(&format!("{obstacle}{instead}"))
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
        .unwrap_or_default()
}
