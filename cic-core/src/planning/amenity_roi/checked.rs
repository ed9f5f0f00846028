use super::answer::{Amenity, AmenityRoiRequest};
use crate::error::{Error, Fault, Result};

const MOST_AMENITIES: usize = 100;
const LARGEST_AMOUNT: f64 = 1e9;
const MOST_CHARACTERS: usize = 200;

/// The discount rate and the horizon of a request, or every fault in it.
pub(super) fn checked(request: &AmenityRoiRequest, usual_rate: f64, usual_months: u32) -> Result<(f64, u32)> {
    let mut faults = Vec::new();
    if !(1..=MOST_AMENITIES).contains(&request.amenities.len()) {
        faults.push(Fault::new(
            "/amenities",
            format!(
                "{} amenities are not between 1 and {MOST_AMENITIES}",
                request.amenities.len()
            ),
        ));
    }
    for (index, amenity) in request.amenities.iter().enumerate() {
        check_amenity(index, amenity, &mut faults);
    }
    let rate = request.annual_discount_rate.unwrap_or(usual_rate);
    if !(0.0..=10.0).contains(&rate) {
        faults.push(Fault::new(
            "/annualDiscountRate",
            format!("{rate} is not between 0 and 10; 0.1 is 10 %"),
        ));
    }
    let months = request.horizon_months.unwrap_or(usual_months);
    if !(1..=600).contains(&months) {
        faults.push(Fault::new(
            "/horizonMonths",
            format!("{months} is not between 1 and 600"),
        ));
    }
    if faults.is_empty() {
        Ok((rate, months))
    } else {
        Err(Error::Invalid(faults))
    }
}

fn check_amenity(index: usize, amenity: &Amenity, faults: &mut Vec<Fault>) {
    let field = |key: &str| format!("/amenities/{index}/{key}");
    for (key, amount) in [
        ("setupCost", amenity.setup_cost),
        ("monthlyRevenue", amenity.monthly_revenue),
        ("monthlyCost", amenity.monthly_cost),
    ] {
        if !(0.0..=LARGEST_AMOUNT).contains(&amount) {
            faults.push(Fault::new(
                field(key),
                format!("{amount} is not an amount between 0 and {LARGEST_AMOUNT}"),
            ));
        }
    }
    let characters = amenity.name.chars().count();
    if amenity.name.trim().is_empty() || characters > MOST_CHARACTERS {
        faults.push(Fault::new(
            field("name"),
            format!("a name has 1 to {MOST_CHARACTERS} characters, not {characters}"),
        ));
    }
    if amenity.survey_question.is_some() && amenity.interest.is_some() {
        faults.push(Fault::new(
            field("interest"),
            "give a survey question or counted answers, not both",
        ));
    }
}
