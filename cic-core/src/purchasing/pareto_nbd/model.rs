use rand::RngCore;
use serde::{Deserialize, Serialize};

use super::lifetime::Lifetime;
use super::{death, fit};
use crate::Stop;
use crate::numeric::draws::{exponential, gamma, uniform};
use crate::numeric::quadrature::THIRTY_TWO;
use crate::numeric::special::logistic;
use crate::purchasing::negative_binomial::NegativeBinomial;
use crate::purchasing::parameters::all_positive;
use crate::purchasing::visit_log::VisitLog;
use crate::purchasing::{
    ContinuousDiscount, FitOptions, Fitted, Horizon, PurchasingError, SimulatedCustomer, VisitHistories,
    VisitHistory, VisitModel,
};

/// The Pareto/NBD of Schmittlein, Morrison and Colombo, "Counting your customers" (1987): visits at a rate that is
/// Gamma(r, alpha) over customers, who leave at a rate that is Gamma(s, beta).
///
/// ```
/// use cic_core::purchasing::{Horizon, ParetoNbd, VisitHistory, VisitModel};
///
/// let model = ParetoNbd::from_parameters([0.5533, 10.578, 0.6061, 11.669])?;
/// let customer = VisitHistory::new(26, 30.86, 31.0)?;
/// assert!((model.probability_alive(&customer) - 0.9979).abs() < 1e-4);
/// assert!((model.expected_visits(Horizon::new(52.0)?, &customer) - 25.46).abs() < 0.01);
/// # Ok::<(), cic_core::purchasing::PurchasingError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct ParetoNbd {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
}

impl TryFrom<Raw> for ParetoNbd {
    type Error = PurchasingError;

    fn try_from(raw: Raw) -> Result<Self, PurchasingError> {
        Self::from_parameters([raw.r, raw.alpha, raw.s, raw.beta])
    }
}

impl From<ParetoNbd> for Raw {
    fn from(model: ParetoNbd) -> Self {
        let [r, alpha, s, beta] = model.parameters();
        Self { r, alpha, s, beta }
    }
}

impl ParetoNbd {
    /// The mean rate of visits of those with this history, alive or not.
    fn mean_rate(&self, history: &VisitHistory) -> f64 {
        (self.r + f64::from(history.repeat_visits())) / (self.alpha + history.observed_age())
    }

    /// The life left to those who are alive at this age.
    const fn life_from(&self, age: f64) -> Lifetime {
        Lifetime {
            shape: self.s,
            rate: self.beta + age,
        }
    }
}

impl VisitModel for ParetoNbd {
    const PARAMETER_NAMES: [&'static str; 4] = ["r", "alpha", "s", "beta"];

    fn from_parameters(parameters: [f64; 4]) -> Result<Self, PurchasingError> {
        all_positive(&Self::PARAMETER_NAMES, &parameters)?;
        let [r, alpha, s, beta] = parameters;
        Ok(Self { r, alpha, s, beta })
    }

    fn parameters(&self) -> [f64; 4] {
        [self.r, self.alpha, self.s, self.beta]
    }

    fn fit_until(
        histories: &VisitHistories,
        options: &FitOptions,
        stop: &Stop,
    ) -> Result<Fitted<Self>, PurchasingError> {
        fit::fit(histories, options, stop)
    }

    fn log_likelihood(&self, history: &VisitHistory) -> f64 {
        death::log_likelihood(self, history)
    }

    fn expected_visits(&self, horizon: Horizon, history: &VisitHistory) -> f64 {
        let time_alive = self
            .life_from(history.observed_age())
            .expected_within(horizon.length());
        self.probability_alive(history) * self.mean_rate(history) * time_alive
    }

    fn expected_visits_of_newcomer(&self, horizon: Horizon) -> f64 {
        self.r / self.alpha * self.life_from(0.0).expected_within(horizon.length())
    }

    fn probability_alive(&self, history: &VisitHistory) -> f64 {
        logistic(death::ln_alive(self, history) - death::ln_left(self, history))
    }

    fn discounted_expected_visits(&self, discount: ContinuousDiscount, history: &VisitHistory) -> f64 {
        let time_alive = self.life_from(history.observed_age()).discounted(discount.rate());
        self.probability_alive(history) * self.mean_rate(history) * time_alive
    }

    fn probability_of_visits(&self, visits: u32, horizon: Horizon) -> f64 {
        let ln_ways = NegativeBinomial::ln_ways(self.r, visits);
        let ln_together = |age: f64| {
            let counts = NegativeBinomial::over(self.r, self.alpha, age);
            ln_ways + counts.ln_times(visits) - self.s * (age / self.beta).ln_1p()
        };
        let alive = ln_together(horizon.length()).exp();
        // Over the age of leaving in y = ln(1 + u / m), with panels as narrow as the counts' peak.
        let nearest = self.alpha.min(self.beta);
        let length = (horizon.length() / nearest).ln_1p();
        let narrow = 8.0 + 2.0 * f64::from(visits).sqrt() + 2.0 * (self.r + self.s).sqrt();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "capped far below any limit"
        )]
        let panels = ((1.0 + length) * narrow).min(4096.0) as usize;
        let ln_density = |y: f64| {
            let age = nearest * y.exp_m1();
            ln_together(age) + (self.s * nearest / (self.beta + age)).ln() + y
        };
        let left = THIRTY_TWO.integrate_peak(length, panels, ln_density);
        alive + left
    }

    fn draw_newcomer<R: RngCore>(
        &self,
        observed_age: Horizon,
        holdout: Horizon,
        generator: &mut R,
    ) -> SimulatedCustomer {
        let rate = gamma(self.r, generator) / self.alpha;
        let leaving = gamma(self.s, generator) / self.beta;
        let leaves_at = exponential(generator) / leaving;
        let mut log = VisitLog::new(observed_age, holdout);
        let mut age = 0.0;
        loop {
            age += exponential(generator) / rate;
            // A rate of 0 makes ages infinite, which ends it too.
            if age >= leaves_at || !log.visit(age) {
                break;
            }
        }
        log.customer(leaves_at > observed_age.length())
    }

    fn draw_future_visits<R: RngCore>(
        &self,
        horizon: Horizon,
        history: &VisitHistory,
        generator: &mut R,
    ) -> u32 {
        if uniform(generator) >= self.probability_alive(history) {
            return 0;
        }
        let shape = self.r + f64::from(history.repeat_visits());
        let rate = gamma(shape, generator) / (self.alpha + history.observed_age());
        let leaving = gamma(self.s, generator) / (self.beta + history.observed_age());
        let end = (exponential(generator) / leaving).min(horizon.length());
        let (mut age, mut visits) = (0.0, 0_u32);
        loop {
            age += exponential(generator) / rate;
            if age > end {
                return visits;
            }
            visits = visits.saturating_add(1);
        }
    }
}
