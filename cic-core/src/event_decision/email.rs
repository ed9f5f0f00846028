use super::answer::{AlternativeKind, Recommendation};
use super::counter_offer::CounterOffer;
use super::details::{amount, courts};
use super::stake::Situation;
use super::validate::Wanted;
use crate::club::instant_of;

/// A ready reply to the client. It says nothing of members, of what they are worth, or of what the event would cost.
pub(super) fn email(
    situation: &Situation<'_>,
    wanted: &Wanted,
    recommendation: Recommendation,
    offers: &[CounterOffer],
) -> String {
    let venue = &situation.club.venue().name;
    let asked = format!(
        "{} on {} for {} minutes",
        courts(wanted.courts),
        spoken_in_full(situation, wanted.starts_at),
        wanted.minutes
    );
    let body = match recommendation {
        Recommendation::Accept => format!(
            "we are glad to have you: {asked}, at {}. Please confirm, and we will keep the courts for you.",
            amount(situation, super::offer::money(wanted.income.revenue)),
        ),
        Recommendation::Decline if offers.is_empty() => {
            format!(
                "we are sorry that we cannot give you {asked}: the courts are needed by our members then."
            )
        }
        _ if offers.is_empty() => format!(
            "we are looking into {asked}. Would another time, fewer courts or a higher budget be possible for you?"
        ),
        _ => {
            let choices: Vec<String> = offers
                .iter()
                .map(|offer| format!("- {}", choice(situation, offer)))
                .collect();
            let lead = "at that time the courts are needed by our members. We can offer you instead:";
            format!(
                "{lead}\n\n{}\n\nPlease tell us which of these suits you.",
                choices.join("\n")
            )
        }
    };
    let body = capital(&body);
    format!(
        "Subject: Your event at {venue}\n\nHello,\n\nthank you for asking about {asked}.\n\n{body}\n\nKind regards\n{venue}\n"
    )
}

fn choice(situation: &Situation<'_>, offer: &CounterOffer) -> String {
    let judged = &offer.judged.offer;
    let what = format!(
        "{}: {} for {}",
        spoken_in_full(situation, judged.starts_at),
        courts(judged.choice.courts.len()),
        amount(situation, judged.revenue()),
    );
    match offer.kind {
        AlternativeKind::HigherPrice => format!("{what} (the time you asked for)"),
        AlternativeKind::FewerCourts => format!("{what} (the time you asked for, on fewer courts)"),
        AlternativeKind::OtherTime | AlternativeKind::OtherWeek => what,
    }
}

/// `Thursday 19 February, 19:00`.
fn spoken_in_full(situation: &Situation<'_>, seconds: u32) -> String {
    let zone = situation.club.venue().time_zone;
    instant_of(seconds)
        .with_timezone(&zone)
        .format("%A %-d %B, %H:%M")
        .to_string()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| format!("{}{}", first.to_uppercase(), letters.as_str()))
        .unwrap_or_default()
}
