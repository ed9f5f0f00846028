use super::model::{BetaGeometric, DropoutTiming};
use crate::Stop;
use crate::numeric::ordered_sum::sum_of_chunks;
use crate::purchasing::fit::{LogDerivatives, Problem, fit_logarithms};
use crate::purchasing::rising::LogRising;
use crate::purchasing::visit_data::VisitData;
use crate::purchasing::{FitOptions, Fitted, PurchasingError, VisitHistories, VisitHistory, VisitModel};

/// Rows that one thread sums up before it takes more: a constant, so that sums do not depend on threads.
const ROWS_AT_ONCE: usize = 2048;

pub(super) fn fit<Timing: DropoutTiming>(
    histories: &VisitHistories,
    options: &FitOptions,
    stop: &Stop,
) -> Result<Fitted<BetaGeometric<Timing>>, PurchasingError> {
    options.check()?;
    let data = VisitData::of(histories)?;
    let rate = data.visits_a_time;
    let problem = Problem {
        names: BetaGeometric::<Timing>::PARAMETER_NAMES,
        starts: &[
            [0.5, 0.5 / rate, 1.0, 2.0],
            [0.1, 0.1 / rate, 0.5, 0.5],
            [3.0, 3.0 / rate, 0.2, 4.0],
        ],
        units: [1.0, data.unit, 1.0, 1.0],
        log_likelihood_offset: data.log_likelihood_offset,
        customers: histories.customers(),
        distinct_rows: histories.distinct(),
        stop,
    };
    let (parameters, summary) = fit_logarithms(&problem, options, |parameters| {
        log_likelihood::<Timing>(parameters, &data)
    })?;
    Ok(Fitted {
        model: BetaGeometric::from_parameters(parameters)?,
        summary,
    })
}

fn log_likelihood<Timing: DropoutTiming>(parameters: &[f64; 4], data: &VisitData) -> LogDerivatives<4> {
    let times = sum_of_chunks(
        &data.rows,
        ROWS_AT_ONCE,
        |rows| {
            let mut sum = LogDerivatives::ZERO;
            for (history, weight) in rows {
                add_times::<Timing>(&mut sum, parameters, history, *weight);
            }
            sum
        },
        |sum, part| sum.add(1.0, &part),
    );
    let mut sum = times.unwrap_or(LogDerivatives::ZERO);
    add_counts::<Timing>(&mut sum, parameters, data);
    sum
}

/// The part of the likelihood that depends on a customer's times:
/// ln of `(alpha + T)^-(r + x) + a / (b + x - 1) (alpha + t_x)^-(r + x)`, times `alpha^r`.
///
/// It is the logarithm of a sum of two exponentials, so that its gradient is the mean of theirs and its Hessian
/// the mean of theirs plus the covariance of their gradients, under the posterior of having left.
fn add_times<Timing: DropoutTiming>(
    sum: &mut LogDerivatives<4>,
    &[r, alpha, a, b]: &[f64; 4],
    history: &VisitHistory,
    weight: f64,
) {
    let visits = f64::from(history.repeat_visits());
    let alive = Term::at(r, alpha, visits, history.observed_age());
    let chances = BetaGeometric::<Timing>::chances_to_leave(history.repeat_visits());
    if chances == 0 {
        sum.value += weight * alive.value;
        sum.gradient[0] += weight * alive.gradient[0];
        sum.gradient[1] += weight * alive.gradient[1];
        sum.hessian[0][0] += weight * alive.gradient[0];
        sum.hessian[0][1] += weight * alive.mixed;
        sum.hessian[1][0] += weight * alive.mixed;
        sum.hessian[1][1] += weight * alive.bend;
        return;
    }
    let left = Term::at(r, alpha, visits, history.age_at_last_visit());
    let passed = b + (chances - 1) as f64;
    let share = b / passed;
    let log_odds = (a / passed).ln() + left.value - alive.value;
    // One exponential serves the logarithm of the sum and both posteriors.
    let smaller = (-log_odds.abs()).exp();
    let (greater_posterior, smaller_posterior) = (1.0 / (1.0 + smaller), smaller / (1.0 + smaller));
    let (posterior, value) = if log_odds > 0.0 {
        (greater_posterior, alive.value + log_odds + smaller.ln_1p())
    } else {
        (smaller_posterior, alive.value + smaller.ln_1p())
    };
    let step = [
        left.gradient[0] - alive.gradient[0],
        left.gradient[1] - alive.gradient[1],
        1.0,
        -share,
    ];
    sum.value += weight * value;
    for (place, step) in step.iter().enumerate() {
        let base = alive.gradient.get(place).copied().unwrap_or(0.0);
        sum.gradient[place] += weight * (base + posterior * step);
    }
    let spread = weight * greater_posterior * smaller_posterior;
    for row in 0..4 {
        for column in 0..4 {
            sum.hessian[row][column] += spread * step[row] * step[column];
        }
    }
    let mean = |alive: f64, left: f64| weight * (alive + posterior * (left - alive));
    sum.hessian[0][0] += mean(alive.gradient[0], left.gradient[0]);
    let mixed = mean(alive.mixed, left.mixed);
    sum.hessian[0][1] += mixed;
    sum.hessian[1][0] += mixed;
    sum.hessian[1][1] += mean(alive.bend, left.bend);
    sum.hessian[3][3] -= weight * posterior * share * (1.0 - share);
}

/// ln of `alpha^r (alpha + age)^-(r + x)`, with derivatives in ln r and ln alpha.
struct Term {
    value: f64,
    /// The first is also the second derivative in ln r.
    gradient: [f64; 2],
    mixed: f64,
    bend: f64,
}

impl Term {
    fn at(r: f64, alpha: f64, visits: f64, age: f64) -> Self {
        let growth = (age / alpha).ln_1p();
        let passed = age / (alpha + age);
        let ahead = alpha / (alpha + age);
        Self {
            value: -r * growth - visits * (alpha + age).ln(),
            gradient: [-r * growth, r * passed - visits * ahead],
            mixed: r * passed,
            bend: -(r + visits) * passed * ahead,
        }
    }
}

/// The part that depends on counts alone: once for each distinct count.
fn add_counts<Timing: DropoutTiming>(
    sum: &mut LogDerivatives<4>,
    &[r, alpha, a, b]: &[f64; 4],
    data: &VisitData,
) {
    let _ = alpha;
    let mut rates = LogRising::of(r);
    let mut stays = LogRising::of(b);
    let mut chances = LogRising::of(a + b);
    for &(visits, weight) in &data.counts {
        rates.extend_to(u64::from(visits));
        let had = BetaGeometric::<Timing>::chances_to_leave(visits);
        stays.extend_to(had);
        chances.extend_to(had);
        sum.value += weight * (rates.value + stays.value - chances.value);
        sum.gradient[0] += weight * r * rates.slope;
        sum.gradient[2] -= weight * a * chances.slope;
        sum.gradient[3] += weight * b * (stays.slope - chances.slope);
        sum.hessian[0][0] += weight * r * (rates.slope + r * rates.bend);
        sum.hessian[2][2] -= weight * a * (chances.slope + a * chances.bend);
        sum.hessian[3][3] += weight * b * (stays.slope - chances.slope + b * (stays.bend - chances.bend));
        sum.hessian[2][3] -= weight * a * b * chances.bend;
        sum.hessian[3][2] -= weight * a * b * chances.bend;
    }
}
