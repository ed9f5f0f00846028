use super::answer::{Allocation, AllocationRequest, HourAllocation, Protection, SegmentService};
use super::serve::expected_served;
use crate::error::{Error, Fault, Result};
use crate::planning::class_demand::{HourDemand, courts_of, demand_by_hour, reserved_by_segment, share_of};
use crate::planning::court_use::CourtUse;
use crate::planning::rounding::{cents, four_digits};
use crate::planning::situation::Situation;
use crate::planning::{FareClass, probability_blocked, protection_levels_emsr_b};

/// A request whose every value has been looked at.
struct Plan {
    courts: usize,
    demand_factor: f64,
    reserved: Vec<usize>,
    set_rate: f64,
}

/// Who finds a court, hour by hour of the week.
pub(crate) fn allocate(situation: &Situation<'_>, request: &AllocationRequest) -> Result<Allocation> {
    let plan = checked(situation, request)?;
    let seen = CourtUse::observe(situation);
    let mut demand = demand_by_hour(&seen);
    for wanted in demand.iter_mut().flat_map(|hour| hour.courts.iter_mut()) {
        *wanted *= plan.demand_factor;
    }
    let served: Vec<Vec<f64>> = demand
        .iter()
        .map(|hour| expected_served(plan.courts, &hour.courts, &plan.reserved))
        .collect();
    let over_the_week = |values: &dyn Fn(usize) -> f64| -> f64 {
        (0..demand.len())
            .map(|hour| demand[hour].share * values(hour))
            .sum()
    };
    let segments: Vec<SegmentService> = (0..=situation.segments())
        .map(|segment| {
            let wanted = over_the_week(&|hour| demand[hour].courts[segment]);
            let served = over_the_week(&|hour| served[hour][segment]);
            service(situation, &plan, segment, wanted, served)
        })
        .collect();
    let hours: Vec<HourAllocation> = demand
        .iter()
        .zip(&served)
        .map(|(hour, served)| allocation_of(situation, &plan, hour, served))
        .collect();
    let wanted = over_the_week(&|hour| demand[hour].total());
    let served = over_the_week(&|hour| served[hour].iter().sum());
    let success_rate = rate(served, wanted);
    Ok(Allocation {
        engine_version: situation.engine_version.to_owned(),
        courts: plan.courts as u32,
        set_rate: plan.set_rate,
        success_rate,
        warnings: warnings(&plan, success_rate, &segments, &hours),
        assumptions: assumptions(situation, &seen, &plan),
        segments,
        hours,
    })
}

fn checked(situation: &Situation<'_>, request: &AllocationRequest) -> Result<Plan> {
    let mut faults = Vec::new();
    let courts = courts_of(situation, request.courts, &mut faults);
    let plan = Plan {
        courts,
        demand_factor: request.demand_factor.unwrap_or(1.0),
        reserved: reserved_by_segment(situation, &request.quotas, courts, &mut faults),
        set_rate: share_of(
            "/setRate",
            request.set_rate,
            situation.settings.planning.set_rate,
            &mut faults,
        ),
    };
    if !(0.0..=100.0).contains(&plan.demand_factor) {
        faults.push(Fault::new(
            "/demandFactor",
            format!(
                "{} is not between 0 and 100; 1 is the demand there was",
                plan.demand_factor
            ),
        ));
    }
    if faults.is_empty() {
        Ok(plan)
    } else {
        Err(Error::Invalid(faults))
    }
}

fn allocation_of(
    situation: &Situation<'_>,
    plan: &Plan,
    hour: &HourDemand,
    served: &[f64],
) -> HourAllocation {
    let wanted = hour.total();
    let fill_rate = rate(served.iter().sum(), wanted);
    let is_below = fill_rate.is_some_and(|rate| rate < plan.set_rate);
    let segments = (0..=situation.segments())
        .map(|segment| service(situation, plan, segment, hour.courts[segment], served[segment]))
        .collect();
    HourAllocation {
        weekday: hour.hour.weekday,
        hour: hour.hour.hour,
        wanted: cents(wanted),
        fill_rate,
        walk_up_rate: fill_rate
            .and_then(|_| probability_blocked(plan.courts, wanted).ok())
            .map(|blocked| four_digits(1.0 - blocked)),
        segments,
        is_below_set_rate: is_below,
        protection: if is_below {
            protection(situation, plan, hour)
        } else {
            Vec::new()
        },
    }
}

fn service(
    situation: &Situation<'_>,
    plan: &Plan,
    segment: usize,
    wanted: f64,
    served: f64,
) -> SegmentService {
    SegmentService {
        segment: situation.segment_name(segment),
        quota: plan.reserved[segment] as u32,
        wanted: cents(wanted),
        served: cents(served),
        fill_rate: rate(served, wanted),
    }
}

fn rate(served: f64, wanted: f64) -> Option<f64> {
    (wanted > 1e-9).then(|| four_digits((served / wanted).min(1.0)))
}

/// EMSR-b over what each segment pays and is worth, within the courts there are.
fn protection(situation: &Situation<'_>, plan: &Plan, hour: &HourDemand) -> Vec<Protection> {
    let fare = |segment: usize| {
        situation.settings.pricing.base_price.units().max(0.01) + situation.value_of_turning_away(segment)
    };
    let mut order: Vec<usize> = (0..hour.courts.len())
        .filter(|&segment| hour.courts[segment] > 0.0)
        .collect();
    order.sort_by(|&one, &other| fare(other).total_cmp(&fare(one)).then(one.cmp(&other)));
    let classes: Vec<FareClass> = order
        .iter()
        .map(|&segment| FareClass {
            fare: fare(segment),
            mean: hour.courts[segment],
            standard_deviation: hour.courts[segment].sqrt(),
        })
        .collect();
    let levels = protection_levels_emsr_b(&classes).unwrap_or_default();
    levels
        .into_iter()
        .enumerate()
        .map(|(rank, courts)| Protection {
            segments: order[..=rank]
                .iter()
                .map(|&segment| situation.segment_name(segment))
                .collect(),
            courts: cents(courts.min(plan.courts as f64)),
        })
        .collect()
}

fn warnings(
    plan: &Plan,
    all: Option<f64>,
    segments: &[SegmentService],
    hours: &[HourAllocation],
) -> Vec<String> {
    let percent = |rate: f64| format!("{:.1} %", 100.0 * rate);
    let below = |rate: Option<f64>| rate.filter(|rate| *rate < plan.set_rate);
    let mut said = Vec::new();
    if let Some(rate) = below(all) {
        said.push(format!(
            "{} of wanted court-hours are served, below the set rate of {}",
            percent(rate),
            percent(plan.set_rate)
        ));
    }
    for segment in segments {
        if let Some(rate) = below(segment.fill_rate) {
            said.push(format!("{} is served at {} only", segment.segment, percent(rate)));
        }
    }
    let low = hours.iter().filter(|hour| hour.is_below_set_rate).count();
    let lowest = hours
        .iter()
        .filter_map(|hour| Some((hour, hour.fill_rate?)))
        .min_by(|one, other| one.1.total_cmp(&other.1));
    if let (1.., Some((hour, rate))) = (low, lowest) {
        said.push(format!(
            "{low} of {} open hours are below the set rate; the lowest is {} {}:00 with {}",
            hours.len(),
            hour.weekday.as_str(),
            hour.hour,
            percent(rate)
        ));
    }
    said
}

fn assumptions(situation: &Situation<'_>, seen: &CourtUse, plan: &Plan) -> Vec<String> {
    let mut said = situation.window_in_words(seen.days, seen.without_court);
    said.push(
        "Courts wanted in an hour are Poisson around their mean, which includes an estimate of those who found full \
         hours; success is courts served / courts wanted, E[min(D, C)] / E[D]"
            .to_owned(),
    );
    if (plan.demand_factor - 1.0).abs() > 1e-12 {
        said.push(format!(
            "Demand is {} times what was seen (asked for)",
            plan.demand_factor
        ));
    }
    if plan.reserved.iter().any(|&courts| courts > 0) {
        said.push(
            "Kept courts serve their segment alone; whoever finds them taken shares the rest with everyone, by chance"
                .to_owned(),
        );
    }
    said.push(
        "Protection: EMSR-b, a court-hour being worth the base price and the value lost with one who is turned away \
         (prior)"
            .to_owned(),
    );
    said
}
