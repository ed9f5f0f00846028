use rand::RngCore;

use super::living::LivingCustomer;
use super::model::{BetaGeometric, DropoutTiming};
use crate::numeric::draws::{beta, exponential, gamma, geometric, poisson, uniform};
use crate::purchasing::visit_log::VisitLog;
use crate::purchasing::{Horizon, SimulatedCustomer};

pub(super) fn newcomer<Timing: DropoutTiming>(
    model: &BetaGeometric<Timing>,
    may_leave_at_once: bool,
    observed_age: Horizon,
    holdout: Horizon,
    generator: &mut impl RngCore,
) -> SimulatedCustomer {
    let rate = gamma(model.r, generator) / model.alpha;
    let chance = beta(model.a, model.b, generator);
    let mut log = VisitLog::new(observed_age, holdout);
    let mut alive = !(may_leave_at_once && uniform(generator) < chance);
    let mut alive_at_end = alive;
    let mut age = 0.0;
    while alive {
        age += exponential(generator) / rate;
        if !log.visit(age) {
            break;
        }
        alive = uniform(generator) >= chance;
        if age <= observed_age.length() {
            alive_at_end = alive;
        }
    }
    log.customer(alive_at_end)
}

/// Visits to come of a customer who is alive with this probability: as many as the rate brings within the horizon,
/// or up to the one after which the customer leaves.
pub(super) fn future_visits(
    probability_alive: f64,
    living: &LivingCustomer,
    horizon: Horizon,
    generator: &mut impl RngCore,
) -> u32 {
    if uniform(generator) >= probability_alive {
        return 0;
    }
    let rate = gamma(living.shape, generator) / living.rate;
    let chance = beta(living.a, living.b, generator);
    let would_come = poisson(rate * horizon.length(), generator);
    would_come.min(geometric(chance, generator)) as u32
}
