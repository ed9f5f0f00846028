use super::checked::Plan;
use super::house::House;
use super::week::simulate;
use crate::Stop;
use crate::planning::class_demand::HourDemand;

/// How many times today's demand the courts bear at the set rate; `None` when no number of times is too many.
///
/// More than `courts / (set rate x demand)` times cannot be served at the set rate in any order; below that the
/// simulation, with the same draws at every size, is halved in on.
pub(super) fn bearable_factor(
    plan: &Plan,
    demand: &[HourDemand],
    flexible_hours: u32,
    stop: &Stop,
) -> Option<f64> {
    const HALVINGS: u32 = 12;
    const REQUESTS_A_PROBE: f64 = 400_000.0;
    let wanted: f64 = demand.iter().map(HourDemand::total).sum();
    if wanted <= 0.0 || plan.set_rate <= 0.0 {
        return None;
    }
    let open = (plan.courts * demand.len()) as f64;
    let mut most = open / (plan.set_rate * wanted);
    let mut bearable = 0.0;
    for _ in 0..HALVINGS {
        let factor = f64::midpoint(bearable, most);
        let house = scaled_house(plan, demand, |_| factor, flexible_hours);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 10..=400"
        )]
        let weeks = (REQUESTS_A_PROBE / house.requests().max(1.0)).clamp(10.0, 400.0) as u32;
        let rate = simulate(&house, weeks, plan.seed, stop)
            .0
            .success_rate()
            .unwrap_or(1.0);
        if rate >= plan.set_rate {
            bearable = factor;
        } else {
            most = factor;
        }
    }
    Some(bearable)
}

/// The week with each class's demand multiplied.
pub(super) fn scaled_house(
    plan: &Plan,
    demand: &[HourDemand],
    factor_of: impl Fn(usize) -> f64,
    flexible_hours: u32,
) -> House {
    let scaled: Vec<HourDemand> = demand
        .iter()
        .map(|hour| HourDemand {
            courts: hour
                .courts
                .iter()
                .enumerate()
                .map(|(class, courts)| courts * factor_of(class))
                .collect(),
            ..hour.clone()
        })
        .collect();
    House::new(
        &scaled,
        plan.courts,
        &plan.reserved,
        &plan.flexibility,
        flexible_hours,
    )
}
