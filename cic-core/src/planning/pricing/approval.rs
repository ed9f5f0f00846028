use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::answer::Pricing;
use crate::domain::{ApprovedPrice, DayOfWeek, Instant, Money};
use crate::error::{Error, Fault, Result};

/// A person's word on prices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceApprovalRequest {
    /// Who says so, 1 to 500 characters.
    pub approved_by: String,
    /// The prices; the recommended ones of every open hour when none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<PriceOfHour>,
}

/// What an hour of the week is to cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceOfHour {
    /// The day.
    pub weekday: DayOfWeek,
    /// The hour, 0 to 23, club-local; the club must be open in it.
    pub hour: u8,
    /// What a court-hour costs, currency units, 0 to 10,000.
    pub price: f64,
}

const MOST_CHARACTERS: usize = 500;
const HIGHEST_PRICE: f64 = 10_000.0;

/// The approvals that a request means, or every fault in it.
pub(crate) fn approvals(
    request: &PriceApprovalRequest,
    recommended: &Pricing,
    approved_at: Instant,
) -> Result<Vec<ApprovedPrice>> {
    let mut faults = Vec::new();
    let characters = request.approved_by.chars().count();
    if request.approved_by.trim().is_empty() || characters > MOST_CHARACTERS {
        let message = format!("a name has 1 to {MOST_CHARACTERS} characters, not {characters}");
        faults.push(Fault::new("/approvedBy", message));
    } else if request.approved_by.chars().any(char::is_control) {
        faults.push(Fault::new("/approvedBy", "must not hold control characters"));
    }
    let everything: Vec<PriceOfHour> = recommended
        .hours
        .iter()
        .map(|hour| PriceOfHour {
            weekday: hour.weekday,
            hour: hour.hour,
            price: hour.price,
        })
        .collect();
    let named = if request.prices.is_empty() {
        &everything
    } else {
        &request.prices
    };
    let is_open = |price: &PriceOfHour| {
        everything
            .iter()
            .any(|open| (open.weekday, open.hour) == (price.weekday, price.hour))
    };
    let mut seen = BTreeSet::new();
    let mut approved = Vec::with_capacity(named.len());
    for (index, price) in named.iter().enumerate() {
        let field = |key: &str| format!("/prices/{index}/{key}");
        let when = format!("{} {}:00", price.weekday.as_str(), price.hour);
        if !is_open(price) {
            faults.push(Fault::new(field("hour"), format!("the club is closed on {when}")));
        } else if !seen.insert((price.weekday, price.hour)) {
            faults.push(Fault::new(field("hour"), format!("{when} is named twice")));
        }
        match Money::from_units(price.price).filter(|_| (0.0..=HIGHEST_PRICE).contains(&price.price)) {
            None => faults.push(Fault::new(
                field("price"),
                format!("{} is not a price between 0 and {HIGHEST_PRICE}", price.price),
            )),
            Some(money) => approved.push(ApprovedPrice {
                weekday: price.weekday,
                hour: price.hour,
                price: money,
                approved_by: request.approved_by.clone(),
                approved_at,
            }),
        }
    }
    if faults.is_empty() {
        Ok(approved)
    } else {
        Err(Error::Invalid(faults))
    }
}
