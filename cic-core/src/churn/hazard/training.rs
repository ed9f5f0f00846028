use serde::{Deserialize, Serialize};

use super::block_sums::{BlockSums, Layout};
use super::columns::ColumnSums;
use super::design::Design;
use super::fitted::FittedHazard;
use super::information::Information;
use super::panel::Viewpoint;
use super::{HazardError, HazardOptions, Link, OnSeparation, Penalty, PenaltyScale};

/// From this step on, a step that is still long may be the direction of a separation.
const SUSPICIOUS_ITERATION: usize = 7;
/// A step is halved at most this often.
const MOST_HALVINGS: u32 = 40;
/// Changes of the objective below this share of it are rounding.
const ROUNDING_SHARE: f64 = 1e-12;

/// A fit under way: where it stands, and what it must see next.
///
/// One machine or a thousand drive it alike: add up the rows at the present parameters, then [`step`](Self::step).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Training {
    pub(super) options: HazardOptions,
    pub(super) design: Design,
    pub(super) parameters: Vec<f64>,
    /// The inverse information at the parameters, when Firth's scores need it.
    leverage: Option<Vec<f64>>,
    /// Where the last step came from.
    before: Option<Before>,
    /// Parameters that the data do not identify, once known.
    left_out: Option<Vec<usize>>,
    /// Newton steps taken, of all attempts.
    pub(super) iterations: usize,
    halvings: u32,
    pub(super) counts: Counts,
    pub(super) separated: bool,
    /// Passes over the rows.
    pub(super) passes: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Before {
    parameters: Vec<f64>,
    step: Vec<f64>,
    objective: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) rows: u64,
    pub(super) periods: u64,
    pub(super) exits: u64,
    weight: f64,
    weight_of_exits: f64,
}

impl Training {
    pub(super) fn start(sums: &ColumnSums, options: &HazardOptions) -> Result<Self, HazardError> {
        options.check(sums.means.len())?;
        let stays = sums.periods.saturating_sub(sums.exits);
        if sums.periods == 0 {
            return Err(HazardError::NoRows);
        }
        if (sums.exits == 0 || stays == 0) && options.penalty != Penalty::Firth {
            return Err(HazardError::OneOutcome {
                exits: sums.exits,
                periods: sums.periods,
            });
        }
        let design = Design::new(sums, options);
        let counts = Counts {
            rows: sums.rows,
            periods: sums.periods,
            exits: sums.exits,
            weight: sums.weight,
            weight_of_exits: sums.weight_of_exits,
        };
        let mut training = Self {
            options: options.clone(),
            parameters: Vec::new(),
            design,
            leverage: None,
            before: None,
            left_out: None,
            iterations: 0,
            halvings: 0,
            counts,
            separated: false,
            passes: 0,
        };
        training.parameters = training.first_parameters();
        Ok(training)
    }

    /// No column counts, and every level is that of all exits.
    fn first_parameters(&self) -> Vec<f64> {
        let share = (self.counts.weight_of_exits + 0.5) / (self.counts.weight + 1.0);
        let mut parameters = vec![0.0; self.design.n_parameters()];
        parameters[..self.design.n_levels()].fill(self.design.link.predictor(share));
        parameters
    }

    /// Starts from elsewhere; `parameters` are in the order and scale of this design.
    pub(super) fn start_from(&mut self, parameters: Vec<f64>) {
        if parameters.len() == self.parameters.len() && parameters.iter().all(|value| value.is_finite()) {
            self.parameters = parameters;
        }
    }

    pub(super) fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    pub(super) fn layout(&self) -> Layout {
        Layout::of(&self.design)
    }

    pub(super) fn viewpoint(&self) -> Viewpoint<'_> {
        let suspicious = self.iterations >= SUSPICIOUS_ITERATION;
        let direction = self
            .before
            .as_ref()
            .filter(|_| suspicious)
            .map(|before| before.step.as_slice());
        Viewpoint {
            design: &self.design,
            parameters: &self.parameters,
            direction,
            inverse_information: self.leverage.as_deref(),
        }
    }

    /// Judges the sums at the present parameters and moves on, or ends.
    pub(super) fn step(&mut self, sums: &BlockSums) -> Result<Option<FittedHazard>, HazardError> {
        self.passes += 1;
        let mut matrix = sums.information();
        let left_out = self.left_out(&matrix);
        let firth = self.options.penalty == Penalty::Firth;
        let penalties = self.design.penalties(&self.options.penalty);
        let size = self.parameters.len();
        for (place, penalty) in penalties.iter().enumerate() {
            matrix[place * size + place] += penalty;
        }
        let information = Information::new(&matrix, &left_out);
        if firth && self.leverage.is_none() {
            self.leverage = Some(information.inverse());
            return Ok(None);
        }
        let objective = self.objective(sums, &penalties, &information, firth);
        if self.went_too_far(objective) {
            return Ok(None);
        }
        if self.is_separated(sums) {
            self.remedy()?;
            return Ok(None);
        }
        let mut gradient = sums.gradient();
        for ((slope, penalty), value) in gradient.iter_mut().zip(&penalties).zip(&self.parameters) {
            *slope -= penalty * value;
        }
        left_out.iter().for_each(|&place| gradient[place] = 0.0);
        let step = information.solve(&gradient);
        let decrement = gradient
            .iter()
            .zip(&step)
            .map(|(slope, step)| slope * step)
            .sum::<f64>()
            .max(0.0)
            .sqrt();
        let near = decrement <= self.options.tolerance;
        let converged = near && information.is_sound();
        let given_up = self.iterations >= self.options.max_iterations || self.halvings >= MOST_HALVINGS;
        if near || given_up || !decrement.is_finite() {
            return Ok(Some(self.fitted(
                sums,
                converged,
                decrement,
                &information,
                &left_out,
            )));
        }
        self.advance(step, objective);
        Ok(None)
    }

    fn advance(&mut self, step: Vec<f64>, objective: f64) {
        let moved = self
            .parameters
            .iter()
            .zip(&step)
            .map(|(value, step)| value + step)
            .collect();
        self.before = Some(Before {
            parameters: std::mem::replace(&mut self.parameters, moved),
            step,
            objective,
        });
        self.leverage = None;
        self.iterations += 1;
        self.halvings = 0;
    }

    /// Halves the last step when the objective fell.
    fn went_too_far(&mut self, objective: f64) -> bool {
        let Some(before) = &mut self.before else {
            return false;
        };
        let fell = objective < before.objective - ROUNDING_SHARE * (1.0 + before.objective.abs());
        if !(fell || objective.is_nan()) || self.halvings >= MOST_HALVINGS {
            return false;
        }
        before.step.iter_mut().for_each(|step| *step *= 0.5);
        for ((value, start), step) in self
            .parameters
            .iter_mut()
            .zip(&before.parameters)
            .zip(&before.step)
        {
            *value = start + step;
        }
        self.halvings += 1;
        self.leverage = None;
        true
    }

    fn objective(&self, sums: &BlockSums, penalties: &[f64], information: &Information, firth: bool) -> f64 {
        let squared: f64 = penalties
            .iter()
            .zip(&self.parameters)
            .map(|(penalty, value)| penalty * value * value)
            .sum();
        let prior = if firth {
            0.5 * information.log_determinant()
        } else {
            0.0
        };
        sums.log_likelihood - 0.5 * squared + prior
    }

    /// Whether the predictor, or the last step, tells exits from stays without a fault.
    fn is_separated(&self, sums: &BlockSums) -> bool {
        if self.options.penalty != Penalty::None {
            return false;
        }
        let complete = sums.least_margin > 0.0;
        let largest = sums.largest_step_margin;
        let quasi = largest > 0.1 && sums.least_step_margin >= -1e-6 * largest;
        complete || quasi
    }

    fn remedy(&mut self) -> Result<(), HazardError> {
        let ridge = |strength| Penalty::Ridge {
            strength,
            scale: PenaltyScale::Standardised,
        };
        self.options.penalty = match (self.options.on_separation, self.design.link) {
            (OnSeparation::Refuse, _) => return Err(HazardError::Separated),
            (OnSeparation::Ridge(strength), _) => ridge(strength),
            (OnSeparation::Firth, Link::Logit) => Penalty::Firth,
            (OnSeparation::Firth, Link::Cloglog) => ridge(1.0),
        };
        self.separated = true;
        self.before = None;
        self.leverage = None;
        self.halvings = 0;
        self.iterations = 0;
        self.parameters = self.first_parameters();
        Ok(())
    }

    /// Constant columns, and those that others determine unless a penalty chooses among them. Judged once.
    fn left_out(&mut self, matrix: &[f64]) -> Vec<usize> {
        if let Some(known) = &self.left_out {
            return known.clone();
        }
        let penalties = self.design.penalties(&self.options.penalty);
        let size = self.parameters.len();
        let mut matrix = matrix.to_vec();
        for (place, penalty) in penalties.iter().enumerate() {
            matrix[place * size + place] += penalty;
        }
        let levels = self.design.n_levels();
        let constant = self
            .design
            .scales
            .iter()
            .enumerate()
            .filter(|(_, scale)| **scale <= 0.0);
        let constant: Vec<usize> = constant.map(|(column, _)| levels + column).collect();
        let left_out = super::information::dependent(&matrix, size, constant);
        left_out.iter().for_each(|&place| self.parameters[place] = 0.0);
        self.left_out = Some(left_out.clone());
        left_out
    }
}
