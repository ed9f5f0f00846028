use super::answer::{Amenity, AmenityReturn, AmenityRoi, AmenityRoiRequest, Interest};
use super::checked::checked;
use super::interest::of_survey;
use super::score::{Merits, ranks, shifted_weights};
use crate::error::Result;
use crate::planning::rounding::{cents, four_digits};
use crate::planning::situation::Situation;

/// What each amenity returns; `listed` are the indexes of the members whose answers count.
pub(crate) fn evaluate(
    situation: &Situation<'_>,
    listed: &[usize],
    request: &AmenityRoiRequest,
) -> Result<AmenityRoi> {
    let economics = &situation.settings.economics;
    let (rate, months) = checked(request, economics.annual_discount_rate, economics.horizon_months)?;
    let settings = &situation.settings.planning.amenity;
    let mut assumptions = assumptions(situation, rate, months);
    let mut merits = Vec::with_capacity(request.amenities.len());
    let mut returns = Vec::with_capacity(request.amenities.len());
    for amenity in &request.amenities {
        let interest = interest_in(situation, listed, amenity, &mut assumptions);
        let expected_uptake = interest.and_then(|interest| interest.expected_uptake(settings));
        let money = Returns::new(amenity, rate, months);
        merits.push(Merits::new(
            settings,
            money.payback_months,
            money.annual_roi,
            money.monthly_net,
            expected_uptake,
        ));
        returns.push((amenity, money, interest, expected_uptake));
    }
    let weights = [
        settings.payback_weight,
        settings.return_weight,
        settings.interest_weight,
    ];
    let usual = ranks(&merits, weights);
    let shifted: Vec<Vec<u32>> = shifted_weights(settings)
        .into_iter()
        .map(|weights| ranks(&merits, weights))
        .collect();
    let mut amenities: Vec<AmenityReturn> = returns
        .into_iter()
        .enumerate()
        .map(|(index, (amenity, money, interest, expected_uptake))| {
            let here = shifted.iter().map(|ranks| ranks[index]);
            let same = here.clone().filter(|&rank| rank == usual[index]).count();
            AmenityReturn {
                name: amenity.name.clone(),
                rank: usual[index],
                score: cents(merits[index].score(weights)),
                monthly_net: cents(money.monthly_net),
                payback_months: money.payback_months.map(cents),
                annual_roi: money.annual_roi.map(four_digits),
                net_present_value: cents(money.net_present_value),
                interest,
                expected_uptake: expected_uptake.map(four_digits),
                rank_stability: four_digits(same as f64 / shifted.len() as f64),
                best_rank: here.clone().min().unwrap_or(1),
                worst_rank: here.max().unwrap_or(1),
            }
        })
        .collect();
    amenities.sort_by_key(|amenity| amenity.rank);
    Ok(AmenityRoi {
        engine_version: situation.engine_version.to_owned(),
        currency: situation.club.venue().currency.clone(),
        annual_discount_rate: rate,
        horizon_months: months,
        amenities,
        assumptions,
    })
}

/// The money of an amenity.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Returns {
    monthly_net: f64,
    payback_months: Option<f64>,
    annual_roi: Option<f64>,
    net_present_value: f64,
}

impl Returns {
    fn new(amenity: &Amenity, annual_rate: f64, months: u32) -> Self {
        let monthly_net = amenity.monthly_revenue - amenity.monthly_cost;
        let outlay = amenity.setup_cost;
        let is_worth_its_keep = monthly_net > 0.0 || (outlay == 0.0 && monthly_net >= 0.0);
        let discounted: f64 = (1..=months)
            .map(|month| (1.0 + annual_rate).powf(-f64::from(month) / 12.0))
            .sum();
        Self {
            monthly_net,
            payback_months: is_worth_its_keep
                .then(|| if outlay > 0.0 { outlay / monthly_net } else { 0.0 })
                .filter(|months| *months < 1e6),
            annual_roi: (outlay > 0.0)
                .then(|| 12.0 * monthly_net / outlay)
                .filter(|roi| roi.abs() < 1e9),
            net_present_value: monthly_net * discounted - outlay,
        }
    }
}

fn interest_in(
    situation: &Situation<'_>,
    listed: &[usize],
    amenity: &Amenity,
    assumptions: &mut Vec<String>,
) -> Option<Interest> {
    if amenity.interest.is_some() {
        return amenity.interest;
    }
    let Some(question) = &amenity.survey_question else {
        assumptions.push(format!(
            "{}: nobody was asked; interest counts as 0",
            amenity.name
        ));
        return None;
    };
    let people = listed.iter().map(|&member| &situation.club.people()[member]);
    let (interest, unread) = of_survey(people, question);
    if unread > 0 {
        assumptions.push(format!(
            "{}: {unread} answers to {question:?} are neither yes, maybe nor no in any words known, and are left out",
            amenity.name
        ));
    }
    if interest == Interest::default() {
        assumptions.push(format!(
            "{}: no listed member answered {question:?}; interest counts as 0",
            amenity.name
        ));
        return None;
    }
    Some(interest)
}

fn assumptions(situation: &Situation<'_>, rate: f64, months: u32) -> Vec<String> {
    let settings = &situation.settings.planning.amenity;
    vec![
        "Payback is outlay / (revenue - running cost), annual return is twelve months of that over the outlay; \
         revenue and cost stay as given"
            .to_owned(),
        format!("Net present value: {months} months, each discounted from its end at {rate} a year"),
        format!(
            "Stated interest is not uptake: {} of the very interested and {} of the somewhat interested are expected \
             to come, and none of the others (prior)",
            settings.very_interested_uptake, settings.somewhat_interested_uptake
        ),
        format!(
            "Score: {} payback (nothing from {} months on) + {} return (full from {} of the outlay on) + {} interest \
             (full when all are very interested)",
            settings.payback_weight,
            settings.slowest_payback_months,
            settings.return_weight,
            settings.best_annual_return,
            settings.interest_weight
        ),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amenity(setup_cost: f64, monthly_revenue: f64, monthly_cost: f64) -> Amenity {
        Amenity {
            name: "Yoga".to_owned(),
            setup_cost,
            monthly_revenue,
            monthly_cost,
            survey_question: None,
            interest: None,
        }
    }

    #[test]
    fn yoga_and_hot_desks_return_the_published_figures() {
        let yoga = Returns::new(&amenity(25_000.0, 3_000.0, 800.0), 0.1, 36);
        assert!((yoga.payback_months.unwrap() - 11.36).abs() < 0.005);
        assert!((yoga.annual_roi.unwrap() - 1.056).abs() < 1e-9);
        let desks = Returns::new(&amenity(15_000.0, 2_000.0, 0.0), 0.1, 36);
        assert!((desks.annual_roi.unwrap() - 1.6).abs() < 1e-9);
    }

    #[test]
    fn what_costs_more_than_it_brings_never_pays_back() {
        assert_eq!(
            Returns::new(&amenity(1_000.0, 100.0, 100.0), 0.1, 36).payback_months,
            None
        );
        assert_eq!(
            Returns::new(&amenity(1_000.0, 100.0, 200.0), 0.1, 36).payback_months,
            None
        );
        assert_eq!(
            Returns::new(&amenity(0.0, 100.0, 200.0), 0.1, 36).payback_months,
            None
        );
    }

    #[test]
    fn without_an_outlay_it_pays_back_at_once_and_has_no_return_on_it() {
        let free = Returns::new(&amenity(0.0, 100.0, 50.0), 0.1, 36);
        assert_eq!((free.payback_months, free.annual_roi), (Some(0.0), None));
    }

    #[test]
    fn an_undiscounted_value_is_net_times_months_less_outlay() {
        let value = Returns::new(&amenity(1_000.0, 100.0, 0.0), 0.0, 12).net_present_value;
        assert!((value - 200.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn a_higher_rate_lowers_the_value_of_what_brings_money(
            outlay in 0.0..1e6_f64, net in 0.0..1e5_f64, rate in 0.0..2.0_f64, more in 0.0..1.0_f64,
        ) {
            let one = Returns::new(&amenity(outlay, net, 0.0), rate, 36);
            let other = Returns::new(&amenity(outlay, net, 0.0), rate + more, 36);
            prop_assert!(other.net_present_value <= one.net_present_value + 1e-6);
        }

        #[test]
        fn a_larger_outlay_pays_back_later(outlay in 1.0..1e6_f64, more in 1.0..1e5_f64, net in 1.0..1e5_f64) {
            let one = Returns::new(&amenity(outlay, net, 0.0), 0.1, 36);
            let other = Returns::new(&amenity(outlay + more, net, 0.0), 0.1, 36);
            prop_assert!(other.payback_months > one.payback_months);
            prop_assert!(other.annual_roi < one.annual_roi);
        }
    }
}
