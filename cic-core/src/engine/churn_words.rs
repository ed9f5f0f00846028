//! Words for what the hazard looks at, and the values back in the units people think in.

use crate::churn::history::Covariate;
use crate::churn::reasons::{CovariateWording, Wording};

/// What is spoken of together, in the order of [`wordings`] and [`shown`].
const TOPICS: usize = 10;

/// Which topic a column belongs to.
const fn topic(covariate: &Covariate) -> usize {
    match covariate {
        Covariate::Silence => 0,
        Covariate::VisitsLastMonth | Covariate::VisitsLastQuarter => 1,
        Covariate::VisitShortfall => 2,
        Covariate::Spend => 3,
        Covariate::PeakShare | Covariate::SessionShare => 4,
        Covariate::MissedShare => 5,
        Covariate::DisplacedLastMonth | Covariate::DisplacedBefore => 6,
        Covariate::Tenure => 7,
        Covariate::Fee | Covariate::Annual | Covariate::Plan(_) => 8,
        Covariate::Plays(_) | Covariate::TractIncome => 9,
    }
}

/// Words for every topic, for one member.
pub(super) fn wordings(
    columns: &[Covariate],
    row: &[f64],
    plan: Option<&str>,
    currency: &str,
) -> Vec<CovariateWording> {
    let falls_short = columns
        .iter()
        .zip(row)
        .all(|(column, &value)| *column != Covariate::VisitShortfall || value >= 0.0);
    let number = |many: &str, one: Option<&str>, decimals| Wording::Number {
        many: many.to_owned(),
        one: one.map(str::to_owned),
        decimals,
    };
    let rhythm = if falls_short {
        "comes {value} less than usual"
    } else {
        "comes {value} more than usual"
    };
    let plays = columns.iter().zip(row).find_map(|(column, &value)| match column {
        Covariate::Plays(motivation) if value > 0.5 => Some(motivation.as_str()),
        _ => None,
    });
    let plays = plays.map_or_else(
        || "did not say why they play".to_owned(),
        |motivation| format!("says they play for: {motivation}"),
    );
    let displaced = columns.iter().zip(row).any(|(column, &value)| {
        matches!(column, Covariate::DisplacedLastMonth | Covariate::DisplacedBefore) && value >= 0.5
    });
    let displacements = if displaced {
        number(
            "{value} visits lost to events in 3 months",
            Some("{value} visit lost to an event in 3 months"),
            0,
        )
    } else {
        number("no visit lost to an event in 3 months", None, 0)
    };
    let spend = format!("spends {{value}} {currency} a month beside the fee");
    let words: [(&str, Wording); TOPICS] = [
        (
            "last visit",
            number("no visit for {value} days", Some("no visit for {value} day"), 0),
        ),
        (
            "visits",
            number(
                "{value} visits a week last month",
                Some("{value} visit a week last month"),
                1,
            ),
        ),
        (
            "rhythm",
            Wording::Share {
                text: rhythm.to_owned(),
            },
        ),
        ("spend", number(&spend, None, 0)),
        ("habits", number("when and what they play", None, 0)),
        (
            "missed bookings",
            Wording::Share {
                text: "missed {value} of bookings".to_owned(),
            },
        ),
        ("displacements", displacements),
        (
            "membership",
            number(
                "a member for {value} months",
                Some("a member for {value} month"),
                0,
            ),
        ),
        (
            "plan",
            number(&format!("plan {}", plan.unwrap_or("of the household")), None, 0),
        ),
        ("answers", number(&plays, None, 0)),
    ];
    let with_columns = |(place, (name, wording)): (usize, (&str, Wording))| CovariateWording {
        name: name.to_owned(),
        columns: (0..columns.len())
            .filter(|&column| topic(&columns[column]) == place)
            .collect(),
        wording,
    };
    words.into_iter().enumerate().map(with_columns).collect()
}

/// Each topic's value in the unit of its words.
pub(super) fn shown(columns: &[Covariate], row: &[f64]) -> Vec<Option<f64>> {
    let mut shown = vec![Some(0.0); TOPICS];
    for (column, &value) in columns.iter().zip(row) {
        let place = topic(column);
        match column {
            Covariate::Silence => shown[place] = Some(7.0 * value.exp_m1()),
            Covariate::VisitsLastMonth => shown[place] = Some(value.exp_m1()),
            // The words say which way.
            Covariate::VisitShortfall => shown[place] = Some(value.abs()),
            Covariate::Spend => shown[place] = Some(10.0 * value.exp_m1()),
            Covariate::MissedShare => shown[place] = Some(value),
            Covariate::DisplacedLastMonth | Covariate::DisplacedBefore => {
                shown[place] = shown[place].map(|sum| sum + value);
            }
            Covariate::Tenure => shown[place] = Some(6.0 * value.exp_m1()),
            _ => {}
        }
    }
    shown
}
