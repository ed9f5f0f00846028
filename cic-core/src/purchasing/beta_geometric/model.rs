use std::marker::PhantomData;

use rand::RngCore;
use serde::{Deserialize, Serialize};

use super::living::LivingCustomer;
use super::{fit, likelihood, simulation};
use crate::Stop;
use crate::numeric::special::logistic;
use crate::purchasing::negative_binomial::NegativeBinomial;
use crate::purchasing::parameters::all_positive;
use crate::purchasing::rising::LogRising;
use crate::purchasing::{
    ContinuousDiscount, FitOptions, Fitted, Horizon, PurchasingError, SimulatedCustomer, VisitHistories,
    VisitHistory, VisitModel,
};

/// When a customer may leave for good.
pub trait DropoutTiming: sealed::Sealed + Copy + std::fmt::Debug + Default + PartialEq + Send + Sync {
    /// Whether leaving right after the first visit is possible.
    const AFTER_FIRST_VISIT: bool;
}

/// Customers may leave after every repeat visit: the BG/NBD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AfterRepeatVisits;

/// Customers may leave after every visit, the first included: the MBG/NBD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AfterAnyVisit;

impl DropoutTiming for AfterRepeatVisits {
    const AFTER_FIRST_VISIT: bool = false;
}

impl DropoutTiming for AfterAnyVisit {
    const AFTER_FIRST_VISIT: bool = true;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AfterRepeatVisits {}
    impl Sealed for super::AfterAnyVisit {}
}

/// The BG/NBD of Fader, Hardie and Lee, "Counting your customers the easy way" (2005).
///
/// Someone who has not come back yet is alive with certainty under it; use [`MbgNbd`] where that is shown to people.
pub type BgNbd = BetaGeometric<AfterRepeatVisits>;

/// The MBG/NBD of Batislam, Denizel and Filiztekin, "Empirical validation and comparison of models for customer base
/// analysis" (2007): the BG/NBD with a chance of leaving after the first visit too.
pub type MbgNbd = BetaGeometric<AfterAnyVisit>;

/// Visits at a rate that is Gamma(r, alpha) over customers, and a chance of leaving at each that is Beta(a, b).
///
/// ```
/// use cic_core::purchasing::{BgNbd, Horizon, VisitHistory, VisitModel};
///
/// let model = BgNbd::from_parameters([0.2426, 4.4136, 0.7929, 2.4259])?;
/// let customer = VisitHistory::new(2, 30.43, 38.86)?;
/// let visits = model.expected_visits(Horizon::new(39.0)?, &customer);
/// assert!((visits - 1.226).abs() < 1e-3);
/// # Ok::<(), cic_core::purchasing::PurchasingError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct BetaGeometric<Timing: DropoutTiming> {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    timing: PhantomData<Timing>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
}

impl<Timing: DropoutTiming> TryFrom<Raw> for BetaGeometric<Timing> {
    type Error = PurchasingError;

    fn try_from(raw: Raw) -> Result<Self, PurchasingError> {
        Self::from_parameters([raw.r, raw.alpha, raw.a, raw.b])
    }
}

impl<Timing: DropoutTiming> From<BetaGeometric<Timing>> for Raw {
    fn from(model: BetaGeometric<Timing>) -> Self {
        let [r, alpha, a, b] = model.parameters();
        Self { r, alpha, a, b }
    }
}

impl<Timing: DropoutTiming> BetaGeometric<Timing> {
    /// Chances to leave that a customer with these repeat visits has had.
    pub(super) fn chances_to_leave(repeat_visits: u32) -> u64 {
        u64::from(repeat_visits) + u64::from(Timing::AFTER_FIRST_VISIT)
    }

    /// What is known of a customer who has not left at the end of the history.
    pub(super) fn living(&self, history: &VisitHistory) -> LivingCustomer {
        LivingCustomer {
            shape: self.r + f64::from(history.repeat_visits()),
            rate: self.alpha + history.observed_age(),
            a: self.a,
            b: self.b + Self::chances_to_leave(history.repeat_visits()) as f64,
        }
    }

    /// What is known of someone right after their first visit.
    fn newcomer(&self) -> VisitHistory {
        VisitHistory::new(0, 0.0, 0.0).expect("nothing has happened at age 0")
    }
}

impl<Timing: DropoutTiming> VisitModel for BetaGeometric<Timing> {
    const PARAMETER_NAMES: [&'static str; 4] = ["r", "alpha", "a", "b"];

    fn from_parameters(parameters: [f64; 4]) -> Result<Self, PurchasingError> {
        all_positive(&Self::PARAMETER_NAMES, &parameters)?;
        let [r, alpha, a, b] = parameters;
        Ok(Self {
            r,
            alpha,
            a,
            b,
            timing: PhantomData,
        })
    }

    fn parameters(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    fn fit_until(
        histories: &VisitHistories,
        options: &FitOptions,
        stop: &Stop,
    ) -> Result<Fitted<Self>, PurchasingError> {
        fit::fit(histories, options, stop)
    }

    fn log_likelihood(&self, history: &VisitHistory) -> f64 {
        likelihood::log_likelihood(self, history)
    }

    fn expected_visits(&self, horizon: Horizon, history: &VisitHistory) -> f64 {
        self.probability_alive(history) * self.living(history).expected_visits(horizon.length())
    }

    fn expected_visits_within(&self, horizons: &[Horizon], history: &VisitHistory, expected: &mut Vec<f64>) {
        let times: Vec<f64> = horizons.iter().map(|horizon| horizon.length()).collect();
        self.living(history).expected_visits_within(&times, expected);
        let alive = self.probability_alive(history);
        expected.iter_mut().for_each(|visits| *visits *= alive);
    }

    fn expected_visits_of_newcomer(&self, horizon: Horizon) -> f64 {
        self.expected_visits(horizon, &self.newcomer())
    }

    fn probability_alive(&self, history: &VisitHistory) -> f64 {
        logistic(-likelihood::log_odds_of_having_left(self, history))
    }

    fn discounted_expected_visits(&self, discount: ContinuousDiscount, history: &VisitHistory) -> f64 {
        self.probability_alive(history) * self.living(history).discounted_expected_visits(discount.rate())
    }

    fn probability_of_visits(&self, visits: u32, horizon: Horizon) -> f64 {
        let counts = NegativeBinomial::over(self.r, self.alpha, horizon.length());
        let chances = Self::chances_to_leave(visits);
        let stayed = (LogRising::value(self.b, chances) - LogRising::value(self.a + self.b, chances)).exp();
        let alive = stayed * counts.probability(visits);
        if chances == 0 {
            return alive;
        }
        // Leaving at the last of the chances instead of passing it.
        let left = stayed * self.a / (self.b + (chances - 1) as f64);
        alive + left * counts.probability_of_at_least(visits)
    }

    fn draw_newcomer<R: RngCore>(
        &self,
        observed_age: Horizon,
        holdout: Horizon,
        generator: &mut R,
    ) -> SimulatedCustomer {
        simulation::newcomer(self, Timing::AFTER_FIRST_VISIT, observed_age, holdout, generator)
    }

    fn draw_future_visits<R: RngCore>(
        &self,
        horizon: Horizon,
        history: &VisitHistory,
        generator: &mut R,
    ) -> u32 {
        simulation::future_visits(
            self.probability_alive(history),
            &self.living(history),
            horizon,
            generator,
        )
    }
}
