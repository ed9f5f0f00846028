use super::model::ParetoNbd;
use super::path::Path;
use crate::Stop;
use crate::numeric::ordered_sum::sum_of_chunks;
use crate::purchasing::fit::{LogDerivatives, Problem, fit_logarithms};
use crate::purchasing::rising::LogRising;
use crate::purchasing::visit_data::VisitData;
use crate::purchasing::{FitOptions, Fitted, PurchasingError, VisitHistories, VisitHistory, VisitModel};

/// Rows that one thread sums up before it takes more: a constant, so that sums do not depend on threads.
const ROWS_AT_ONCE: usize = 128;

pub(super) fn fit(
    histories: &VisitHistories,
    options: &FitOptions,
    stop: &Stop,
) -> Result<Fitted<ParetoNbd>, PurchasingError> {
    options.check()?;
    let data = VisitData::of(histories)?;
    let rate = data.visits_a_time;
    let problem = Problem {
        names: ParetoNbd::PARAMETER_NAMES,
        starts: &[
            [0.7, 0.5 / rate, 0.7, 0.5],
            [0.2, 0.2 / rate, 0.5, 2.0],
            [3.0, 2.0 / rate, 2.0, 2.0],
        ],
        units: [1.0, data.unit, 1.0, data.unit],
        log_likelihood_offset: data.log_likelihood_offset,
        customers: histories.customers(),
        distinct_rows: histories.distinct(),
        stop,
    };
    let (parameters, summary) =
        fit_logarithms(&problem, options, |parameters| log_likelihood(parameters, &data))?;
    Ok(Fitted {
        model: ParetoNbd::from_parameters(parameters)?,
        summary,
    })
}

fn log_likelihood(parameters: &[f64; 4], data: &VisitData) -> LogDerivatives<4> {
    let times = sum_of_chunks(
        &data.rows,
        ROWS_AT_ONCE,
        |rows| {
            let mut sum = LogDerivatives::ZERO;
            for (history, weight) in rows {
                sum.add(*weight, &of_times(parameters, history));
            }
            sum
        },
        |sum, part| sum.add(1.0, &part),
    );
    let mut sum = times.unwrap_or(LogDerivatives::ZERO);
    let r = parameters[0];
    let mut rates = LogRising::of(r);
    for &(visits, weight) in &data.counts {
        rates.extend_to(u64::from(visits));
        sum.value += weight * rates.value;
        sum.gradient[0] += weight * r * rates.slope;
        sum.hessian[0][0] += weight * r * (rates.slope + r * rates.bend);
    }
    sum
}

/// The part of the likelihood that depends on a customer's times: the sum of being alive at the end and of having
/// left at each age of the path.
///
/// It is the logarithm of a sum of exponentials. Its gradient is the mean of theirs, its Hessian the mean of
/// theirs plus the covariance of their gradients, under the posterior of alive and of each age.
fn of_times(&[r, alpha, s, beta]: &[f64; 4], history: &VisitHistory) -> LogDerivatives<4> {
    let visits = f64::from(history.repeat_visits());
    let from = history.age_at_last_visit();
    let path = Path::new(alpha, beta, r + visits, s + 1.0, from, history.observed_age());
    // Everything is relative to the density of leaving at the last visit, where it peaks.
    let start = Ages::at(alpha, beta, from);
    let ln_peak =
        -r * start.visit_growth - visits * (alpha + from).ln() - s * start.death_growth - (beta + from).ln();
    let end = Ages::at(alpha, beta, history.observed_age());
    let silence = history.observed_age() - from;
    let ln_alive = -(r + visits) * (silence / (alpha + from)).ln_1p() - s * (silence / (beta + from)).ln_1p()
        + ((beta + from) / s).ln();
    let mut moments = Moments::default();
    let powers = (r, visits, s);
    moments.add(ln_alive.exp(), &end, powers, 0.0);
    for step in path.steps() {
        let ages = Ages {
            visit_growth: start.visit_growth + step.visit_growth,
            visit_passed: step.age / (alpha + step.age),
            death_growth: start.death_growth + step.death_growth,
            death_passed: step.age / (beta + step.age),
        };
        let ln_density = -(r + visits) * step.visit_growth - (s + 1.0) * step.death_growth;
        moments.add(step.weight * ln_density.exp(), &ages, powers, 1.0);
    }
    moments.finish(ln_peak + s.ln())
}

/// What an age means to the rates of visits and of leaving.
struct Ages {
    visit_growth: f64,
    visit_passed: f64,
    death_growth: f64,
    death_passed: f64,
}

impl Ages {
    fn at(alpha: f64, beta: f64, age: f64) -> Self {
        Self {
            visit_growth: (age / alpha).ln_1p(),
            visit_passed: age / (alpha + age),
            death_growth: (age / beta).ln_1p(),
            death_passed: age / (beta + age),
        }
    }
}

/// Sums over the exponentials of their weights, gradients, products of gradients and second derivatives.
#[derive(Default)]
struct Moments {
    total: f64,
    gradient: [f64; 4],
    products: [[f64; 4]; 4],
    rate_mixed: f64,
    rate_bend: f64,
    death_own: f64,
    death_mixed: f64,
    death_bend: f64,
}

impl Moments {
    /// Adds one exponential; `left` is 1 for having left at an age, 0 for being alive at the end.
    fn add(&mut self, weight: f64, ages: &Ages, (r, visits, s): (f64, f64, f64), left: f64) {
        let (passed, ahead) = (ages.visit_passed, 1.0 - ages.visit_passed);
        let (gone, to_go) = (ages.death_passed, 1.0 - ages.death_passed);
        let gradient = [
            -r * ages.visit_growth,
            r * passed - visits * ahead,
            left - s * ages.death_growth,
            s * gone - left * to_go,
        ];
        self.total += weight;
        for row in 0..4 {
            let share = weight * gradient[row];
            self.gradient[row] += share;
            // The upper triangle is the mirror of this one.
            for (product, slope) in self.products[row][..=row].iter_mut().zip(&gradient) {
                *product += share * slope;
            }
        }
        self.rate_mixed += weight * r * passed;
        self.rate_bend -= weight * (r + visits) * passed * ahead;
        self.death_own -= weight * s * ages.death_growth;
        self.death_mixed += weight * s * gone;
        self.death_bend -= weight * (s + left) * gone * to_go;
    }

    fn finish(&self, offset: f64) -> LogDerivatives<4> {
        let share = 1.0 / self.total;
        let gradient = self.gradient.map(|sum| sum * share);
        let mut hessian = [[0.0; 4]; 4];
        for row in 0..4 {
            for column in 0..4 {
                let product = self.products[row.max(column)][row.min(column)];
                hessian[row][column] = product * share - gradient[row] * gradient[column];
            }
        }
        hessian[0][0] += gradient[0];
        hessian[0][1] += self.rate_mixed * share;
        hessian[1][0] += self.rate_mixed * share;
        hessian[1][1] += self.rate_bend * share;
        hessian[2][2] += self.death_own * share;
        hessian[2][3] += self.death_mixed * share;
        hessian[3][2] += self.death_mixed * share;
        hessian[3][3] += self.death_bend * share;
        LogDerivatives {
            value: offset + self.total.ln(),
            gradient,
            hessian,
        }
    }
}
