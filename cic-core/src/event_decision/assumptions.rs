use super::occupancy::Occupancy;
use super::stake::Situation;

/// What the figures rest on, each in a sentence.
pub(super) fn assumptions(situation: &Situation<'_>, occupancy: &Occupancy) -> Vec<String> {
    let event = &situation.settings.event;
    let learned: u64 = situation.model.beliefs.iter().map(|belief| belief.outcomes).sum();
    let mut texts = vec![match learned {
        0 => "the rise in churn after a displacement is a prior per segment: no effect size is published"
            .to_owned(),
        count => format!(
            "the rise in churn after a displacement is the prior corrected by {count} outcomes; an effect of one point \
             takes thousands of them"
        ),
    }];
    texts.push("fewer courts are offered at the same price a court".to_owned());
    texts.push(if event.courts_interchangeable {
        "staff may move bookings between like courts".to_owned()
    } else {
        "bookings keep their court".to_owned()
    });
    if situation.is_full() {
        texts.extend(of_demand(situation));
    } else {
        texts.push(
            "the plain rule looks at churn alone: not at fees given back, nor at bookings still to come"
                .to_owned(),
        );
    }
    if occupancy.without_court > 0 {
        texts.push(format!(
            "{} bookings in that time name no court and are taken as not displaced",
            occupancy.without_court
        ));
    }
    if situation.club.bookings().is_empty() {
        texts.push("the club has no bookings on record".to_owned());
    }
    texts
}

fn of_demand(situation: &Situation<'_>) -> Vec<String> {
    let demand = &situation.model.demand;
    let mut texts = vec![match demand.weeks {
        0 => "there is no whole week of play to forecast from: no further bookings are expected".to_owned(),
        weeks => format!(
            "demand still to come is forecast from {weeks} weeks of play, hours that sold out filled in"
        ),
    }];
    if demand.weeks > 0 && demand.curve_bookings() == 0 {
        texts.push(
            "no source says when bookings are made: half of them are taken to be on hand two days ahead"
                .to_owned(),
        );
    }
    texts
}
