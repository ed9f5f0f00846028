use rand::RngCore;
use serde::Serialize;

use super::each::{of_each, simulate_each};
use super::{
    ContinuousDiscount, FitOptions, Fitted, Horizon, PeriodDiscount, PurchasingError, VisitHistories,
    VisitHistory,
};
use crate::Stop;

/// A model of visits in continuous time by customers who leave without saying so.
///
/// Times are in the unit of the data that the model was fitted on. Every answer is a finite number for every
/// history, however many visits it holds.
pub trait VisitModel: Sized + Clone + Send + Sync + Serialize {
    /// The parameters by the names of the papers.
    const PARAMETER_NAMES: [&'static str; 4];

    /// The model at these parameters, in the order of [`VisitModel::PARAMETER_NAMES`].
    ///
    /// # Errors
    /// A parameter that is not a finite number above 0.
    fn from_parameters(parameters: [f64; 4]) -> Result<Self, PurchasingError>;

    /// The parameters in the order of [`VisitModel::PARAMETER_NAMES`].
    fn parameters(&self) -> [f64; 4];

    /// The parameters under which these histories are most likely.
    ///
    /// # Errors
    /// Options that cannot be used; histories without a single repeat visit.
    fn fit(histories: &VisitHistories, options: &FitOptions) -> Result<Fitted<Self>, PurchasingError> {
        Self::fit_until(histories, options, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// Those of [`VisitModel::fit`], and [`PurchasingError::Stopped`].
    fn fit_until(
        histories: &VisitHistories,
        options: &FitOptions,
        stop: &Stop,
    ) -> Result<Fitted<Self>, PurchasingError>;

    /// The log-likelihood of one history.
    fn log_likelihood(&self, history: &VisitHistory) -> f64;

    /// The visits to expect within `horizon` from the end of the history: E[X(T, T + t) | x, t_x, T].
    fn expected_visits(&self, horizon: Horizon, history: &VisitHistory) -> f64;

    /// [`VisitModel::expected_visits`] within each of several horizons, into `expected`; cheaper than one by one.
    fn expected_visits_within(&self, horizons: &[Horizon], history: &VisitHistory, expected: &mut Vec<f64>) {
        expected.clear();
        expected.extend(
            horizons
                .iter()
                .map(|&horizon| self.expected_visits(horizon, history)),
        );
    }

    /// The repeat visits to expect of a newcomer within `horizon` from the first visit: E[X(t)].
    fn expected_visits_of_newcomer(&self, horizon: Horizon) -> f64;

    /// The probability that the customer has not left at the end of the history.
    ///
    /// BG/NBD gives 1 to everyone without a repeat visit: do not show that to a club.
    fn probability_alive(&self, history: &VisitHistory) -> f64;

    /// The present value, in visits, of all visits to come: the discounted expected residual transactions (DERT)
    /// of the papers, continuously discounted over an endless horizon.
    fn discounted_expected_visits(&self, discount: ContinuousDiscount, history: &VisitHistory) -> f64;

    /// The present value, in visits, of the visits within whole periods to come, discounted by period.
    fn discounted_expected_visits_by_period(&self, discount: PeriodDiscount, history: &VisitHistory) -> f64 {
        discount.present_value(|length| {
            Horizon::new(length).map_or(0.0, |horizon| self.expected_visits(horizon, history))
        })
    }

    /// The probability that a newcomer comes back exactly `visits` times within `horizon`: P(X(t) = n).
    fn probability_of_visits(&self, visits: u32, horizon: Horizon) -> f64;

    /// [`VisitModel::log_likelihood`] of each history, on all threads.
    fn log_likelihood_of_each(&self, histories: &[VisitHistory]) -> Vec<f64> {
        of_each(histories, |history| self.log_likelihood(history))
    }

    /// [`VisitModel::expected_visits`] of each history, on all threads.
    fn expected_visits_of_each(&self, horizon: Horizon, histories: &[VisitHistory]) -> Vec<f64> {
        of_each(histories, |history| self.expected_visits(horizon, history))
    }

    /// [`VisitModel::probability_alive`] of each history, on all threads.
    fn probability_alive_of_each(&self, histories: &[VisitHistory]) -> Vec<f64> {
        of_each(histories, |history| self.probability_alive(history))
    }

    /// [`VisitModel::discounted_expected_visits`] of each history, on all threads.
    fn discounted_expected_visits_of_each(
        &self,
        discount: ContinuousDiscount,
        histories: &[VisitHistory],
    ) -> Vec<f64> {
        of_each(histories, |history| {
            self.discounted_expected_visits(discount, history)
        })
    }

    /// Newcomers whose truth is known: one for each observed age, each with random draws of their own, so that the
    /// same seed gives the same customers on any number of threads.
    fn simulate(&self, observed_ages: &[Horizon], holdout: Horizon, seed: u64) -> Vec<SimulatedCustomer> {
        simulate_each(observed_ages, seed, |observed_age, generator| {
            self.draw_newcomer(*observed_age, holdout, generator)
        })
    }

    /// One newcomer from the first visit on: a history up to `observed_age` and the visits in the `holdout` after.
    fn draw_newcomer<R: RngCore>(
        &self,
        observed_age: Horizon,
        holdout: Horizon,
        generator: &mut R,
    ) -> SimulatedCustomer;

    /// One future of a known customer: visits within `horizon`, with rate, dropout and whether they have left
    /// drawn from what the history leaves open.
    fn draw_future_visits<R: RngCore>(
        &self,
        horizon: Horizon,
        history: &VisitHistory,
        generator: &mut R,
    ) -> u32;
}

/// A customer whose truth is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SimulatedCustomer {
    /// What a club would have seen.
    pub history: VisitHistory,
    /// Visits after the history, within the holdout period.
    pub holdout_visits: u32,
    /// Whether the customer has not left at the end of the history.
    pub alive: bool,
}
