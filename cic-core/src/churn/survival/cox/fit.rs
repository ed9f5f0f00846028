use rayon::join;

use super::super::SurvivalError;
use super::baseline::BaselineHazard;
use super::concordance::concordance;
use super::evaluation::Evaluation;
use super::layout::Layout;
use super::likelihood::evaluate;
use super::standardised::Standardisation;
use super::{CoxOptions, CoxRows, FittedCoxPh};
use crate::Stop;
use crate::numeric::cholesky::Cholesky;
use crate::numeric::newton::{self, NewtonOptions};

/// A step moves the effect of one standard deviation by no more than this.
const LONGEST_STEP: f64 = 4.0;
/// Done when no slope exceeds this share of the weight of events.
const SLOPE_SHARE: f64 = 1e-10;
/// The standard error over the whole range of a covariate beyond which the data do not bound its effect ...
const UNBOUNDED_ERROR: f64 = 10.0;
/// ... if they told this many times more about it where there was no effect.
const LOST_INFORMATION: f64 = 100.0;

/// Cox's proportional hazards model.
#[derive(Debug, Clone, Copy)]
pub struct CoxPh;

impl CoxPh {
    /// Fits effects by Newton's method on the log partial likelihood.
    ///
    /// ```
    /// use cic_core::churn::survival::{CoxOptions, CoxPh, CoxRows, Observations};
    /// let months = [2.0, 3.0, 4.0, 5.0, 6.0, 8.0];
    /// let left = [true, true, true, false, true, false];
    /// let visits_a_week = [0.5, 2.0, 1.0, 3.0, 1.5, 2.5];
    /// let rows = CoxRows::new(Observations::new(&months, &left), &visits_a_week, 1);
    /// let fitted = CoxPh::fit(&rows, &CoxOptions::default())?;
    /// assert!(fitted.coefficients()[0] < 0.0, "who comes more often stays longer");
    /// assert!(fitted.converged() && fitted.separated_covariates().is_empty());
    /// # Ok::<(), cic_core::churn::survival::SurvivalError>(())
    /// ```
    ///
    /// # Errors
    /// What [`super::super::Observations`] refuse; covariates that are ragged, not finite, constant, or that depend on
    /// others; no event; options that cannot be used. Separation is no error: see
    /// [`FittedCoxPh::separated_covariates`].
    pub fn fit(rows: &CoxRows<'_>, options: &CoxOptions) -> Result<FittedCoxPh, SurvivalError> {
        Self::fit_until(rows, options, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// Those of [`CoxPh::fit`], and [`SurvivalError::Stopped`].
    pub fn fit_until(
        rows: &CoxRows<'_>,
        options: &CoxOptions,
        stop: &Stop,
    ) -> Result<FittedCoxPh, SurvivalError> {
        options.check()?;
        rows.check()?;
        let standardisation = Standardisation::of(rows)?;
        let layout = Layout::new(rows, &standardisation);
        if layout.events == 0 {
            return Err(SurvivalError::NoEvents);
        }
        let width = layout.n_covariates;
        let null = evaluate(&layout, &vec![0.0; width], options.ties);
        let null_log_likelihood = null.log_likelihood;
        let null_covariance = Cholesky::factor(&penalised(&null.information, width, options.ridge), width)
            .map_err(|failure| SurvivalError::DependentCovariate {
                covariate: failure.row,
            })?
            .inverse();

        let search = Search::run(&layout, null, options, stop);
        stop.check()?;
        let information = penalised(&search.evaluation.information, width, options.ridge);
        let covariance = Cholesky::factor(&information, width)
            .ok()
            .map(|factor| factor.inverse());
        let separated = (0..width)
            .filter(|&covariate| {
                let variance = |matrix: &Vec<f64>| matrix[covariate * (width + 1)];
                covariance.as_ref().is_none_or(|covariance| {
                    let range = standardisation.ranges[covariate];
                    let lost = variance(covariance) / variance(&null_covariance);
                    variance(covariance).sqrt() * range > UNBOUNDED_ERROR && lost > LOST_INFORMATION
                })
            })
            .collect();
        let (concordance, baseline) = join(
            || concordance(&layout, &search.evaluation.predictors),
            || BaselineHazard::of(&layout, &search.evaluation.at_risk),
        );
        let deviations = &standardisation.deviations;
        Ok(FittedCoxPh {
            coefficients: search
                .effects
                .iter()
                .zip(deviations)
                .map(|(effect, deviation)| effect / deviation)
                .collect(),
            covariance: covariance.map(|covariance| unscaled(&covariance, deviations)),
            means: standardisation.means,
            log_likelihood: search.evaluation.log_likelihood,
            null_log_likelihood,
            concordance,
            ties: options.ties,
            ridge: options.ridge,
            iterations: search.iterations,
            converged: search.converged,
            separated,
            rows: rows.observations.len(),
            events: layout.events,
            baseline,
        })
    }
}

/// Where Newton's method ended.
struct Search {
    effects: Vec<f64>,
    evaluation: Evaluation,
    iterations: usize,
    converged: bool,
}

impl Search {
    fn run(layout: &Layout, null: Evaluation, options: &CoxOptions, stop: &Stop) -> Self {
        let width = layout.n_covariates;
        let newton_options = NewtonOptions {
            max_iterations: options.max_iterations,
            gradient_tolerance: SLOPE_SHARE * layout.event_weight,
            longest_step: LONGEST_STEP,
            stop,
        };
        let mut latest = (vec![0.0; width], null);
        let mut is_first = true;
        let found = newton::maximise(
            &vec![0.0; width],
            &vec![f64::NEG_INFINITY; width],
            &vec![f64::INFINITY; width],
            newton_options,
            |effects| {
                // The search starts where there is no effect, which is known already.
                if !std::mem::take(&mut is_first) {
                    latest = (effects.to_vec(), evaluate(layout, effects, options.ties));
                }
                with_ridge(&latest.1, effects, options.ridge)
            },
        );
        let evaluation = if same(&latest.0, &found.point) {
            latest.1
        } else {
            evaluate(layout, &found.point, options.ties)
        };
        Self {
            effects: found.point,
            evaluation,
            iterations: found.iterations,
            converged: found.converged,
        }
    }
}

fn same(left: &[f64], right: &[f64]) -> bool {
    left.iter()
        .zip(right)
        .all(|(left, right)| left.to_bits() == right.to_bits())
}

fn with_ridge(evaluation: &Evaluation, effects: &[f64], ridge: f64) -> newton::Evaluation {
    let squares: f64 = effects.iter().map(|effect| effect * effect).sum();
    let slopes = evaluation.gradient.iter().zip(effects);
    newton::Evaluation {
        value: evaluation.log_likelihood - ridge / 2.0 * squares,
        gradient: slopes.map(|(slope, effect)| slope - ridge * effect).collect(),
        hessian: penalised(&evaluation.information, effects.len(), ridge)
            .iter()
            .map(|curvature| -curvature)
            .collect(),
    }
}

fn penalised(information: &[f64], width: usize, ridge: f64) -> Vec<f64> {
    let mut penalised = information.to_vec();
    for own in penalised.iter_mut().step_by(width + 1) {
        *own += ridge;
    }
    penalised
}

/// The covariance of effects of one unit from that of effects of one standard deviation.
fn unscaled(covariance: &[f64], deviations: &[f64]) -> Vec<f64> {
    let width = deviations.len();
    let rows = covariance.chunks_exact(width).zip(deviations);
    rows.flat_map(|(row, own)| {
        row.iter()
            .zip(deviations)
            .map(move |(value, other)| value / own / other)
    })
    .collect()
}
