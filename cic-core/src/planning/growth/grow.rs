use super::answer::{Growth, GrowthOutcome, GrowthRequest, SegmentGrowth};
use super::checked::{Plan, checked};
use super::house::House;
use super::most_members::{bearable_factor, scaled_house};
use super::week::simulate;
use crate::error::{Error, Result};
use crate::planning::class_demand::{HourDemand, demand_by_hour};
use crate::planning::court_use::CourtUse;
use crate::planning::rounding::{cents, four_digits};
use crate::planning::situation::Situation;

/// Bookings that one request may simulate, so that an answer takes seconds at most.
const MOST_BOOKINGS: f64 = 1e8;

/// Simulates today's demand and the grown one.
pub(crate) fn grow(situation: &Situation<'_>, request: &GrowthRequest) -> Result<Growth> {
    let plan = checked(situation, request)?;
    let reach = situation.settings.planning.flexible_hours;
    let seen = CourtUse::observe(situation);
    let demand = demand_by_hour(&seen);
    let additions = Additions::new(situation, &plan, &demand);
    let today = scaled_house(&plan, &demand, |_| 1.0, reach);
    let grown = House::new(
        &additions.demand,
        plan.courts,
        &plan.reserved,
        &plan.flexibility,
        reach,
    );
    let bookings = f64::from(plan.weeks) * (today.requests() + grown.requests());
    if bookings > MOST_BOOKINGS {
        let weeks = (MOST_BOOKINGS / bookings * f64::from(plan.weeks)).floor();
        let message = if weeks >= 1.0 {
            format!(
                "{} weeks of this demand are {bookings:.0} bookings; ask for at most {weeks} weeks",
                plan.weeks
            )
        } else {
            format!("one week of this demand is {bookings:.0} bookings; add fewer members")
        };
        return Err(Error::invalid("/weeks", message));
    }
    let members = |added: &dyn Fn(usize) -> usize| -> Vec<usize> {
        (0..=situation.segments())
            .map(|segment| situation.members.get(segment).copied().unwrap_or(0) + added(segment))
            .collect()
    };
    let today_members = members(&|_| 0);
    let today = outcome(situation, &plan, &today, &today_members);
    let grown = outcome(situation, &plan, &grown, &members(&|segment| plan.added[segment]));
    let most_members = bearable_factor(&plan, &demand, reach, situation.stop).map(|factor| {
        let all: usize = today_members.iter().sum();
        (factor * all as f64).floor() as u32
    });
    situation.stop.check()?;
    Ok(Growth {
        engine_version: situation.engine_version.to_owned(),
        weeks: plan.weeks,
        seed: plan.seed,
        courts: plan.courts as u32,
        set_rate: plan.set_rate,
        warnings: warnings(&plan, &today, &grown),
        today,
        grown,
        most_members,
        assumptions: assumptions(situation, &seen, &additions),
    })
}

/// The grown demand, and the segments whose newcomers behave like the mean member.
struct Additions {
    demand: Vec<HourDemand>,
    like_the_mean: Vec<String>,
}

impl Additions {
    /// Newcomers want what the members of their segment want; of a segment without members or play, what the mean
    /// member wants.
    fn new(situation: &Situation<'_>, plan: &Plan, demand: &[HourDemand]) -> Self {
        let everyone: usize = situation.members.iter().sum();
        let total = |segment: usize| demand.iter().map(|hour| hour.courts[segment]).sum::<f64>();
        let mut grown = demand.to_vec();
        let mut like_the_mean = Vec::new();
        for segment in 0..situation.segments() {
            let (added, members) = (plan.added[segment] as f64, situation.members[segment] as f64);
            if added == 0.0 {
                continue;
            }
            let has_own = members > 0.0 && total(segment) > 0.0;
            if !has_own {
                like_the_mean.push(situation.segment_name(segment));
            }
            for (hour, seen) in grown.iter_mut().zip(demand) {
                let of_members: f64 = seen.courts[..situation.segments()].iter().sum();
                hour.courts[segment] += added
                    * if has_own {
                        seen.courts[segment] / members
                    } else {
                        of_members / everyone.max(1) as f64
                    };
            }
        }
        Self {
            demand: grown,
            like_the_mean,
        }
    }
}

fn outcome(situation: &Situation<'_>, plan: &Plan, house: &House, members: &[usize]) -> GrowthOutcome {
    let (tally, mut rates) = simulate(house, plan.weeks, plan.seed, situation.stop);
    rates.sort_by(f64::total_cmp);
    let percentile = |share: f64| {
        let rank = (share * rates.len() as f64) as usize;
        rates
            .get(rank.min(rates.len().saturating_sub(1)))
            .copied()
            .map(four_digits)
    };
    let share = |part: u64, whole: u64| (whole > 0).then(|| four_digits(part as f64 / whole as f64));
    let a_week = |count: u64| cents(count as f64 / f64::from(plan.weeks));
    let segments = (0..=situation.segments()).map(|segment| SegmentGrowth {
        segment: situation.segment_name(segment),
        members: members[segment] as u32,
        wanted_a_week: a_week(tally.wanted[segment]),
        served_a_week: a_week(tally.served[segment]),
        moved_a_week: a_week(tally.moved[segment]),
        success_rate: share(tally.served[segment], tally.wanted[segment]),
    });
    let served: u64 = tally.served.iter().sum();
    let open = (plan.courts * house.slots.len()) as f64 * f64::from(plan.weeks);
    GrowthOutcome {
        members: members.iter().sum::<usize>() as u32,
        success_rate: tally.success_rate().map(four_digits),
        success_rate_in_a_bad_week: percentile(0.05),
        success_rate_in_a_good_week: percentile(0.95),
        moved_share: share(tally.moved.iter().sum(), served),
        utilisation: if open > 0.0 {
            four_digits(served as f64 / open)
        } else {
            0.0
        },
        segments: segments.collect(),
    }
}

fn warnings(plan: &Plan, today: &GrowthOutcome, grown: &GrowthOutcome) -> Vec<String> {
    let percent = |rate: f64| format!("{:.1} %", 100.0 * rate);
    let below = |rate: Option<f64>| rate.filter(|rate| *rate < plan.set_rate);
    let mut said = Vec::new();
    for (when, outcome) in [("today", today), ("with those who join", grown)] {
        if let Some(rate) = below(outcome.success_rate) {
            said.push(format!(
                "{when} {} of wanted bookings are served, below the set rate of {}",
                percent(rate),
                percent(plan.set_rate)
            ));
        }
    }
    for segment in &grown.segments {
        if let Some(rate) = below(segment.success_rate) {
            said.push(format!(
                "with those who join {} is served at {} only",
                segment.segment,
                percent(rate)
            ));
        }
    }
    said
}

fn assumptions(situation: &Situation<'_>, seen: &CourtUse, additions: &Additions) -> Vec<String> {
    let mut said = situation.window_in_words(seen.days, seen.without_court);
    said.push(
        "Requests for an hour are Poisson around what was seen, an estimate of those who found full hours included; \
         they come in any order, and success is bookings served / bookings wanted"
            .to_owned(),
    );
    said.push(format!(
        "Flexible people try the hours up to {} earlier or later on the same day, the nearest first (prior)",
        situation.settings.planning.flexible_hours
    ));
    said.push("Newcomers want as much, at the same hours, as the members of their segment".to_owned());
    if !additions.like_the_mean.is_empty() {
        said.push(format!(
            "Of {} nothing was seen: newcomers want what the mean member wants",
            additions.like_the_mean.join(", ")
        ));
    }
    said
}
