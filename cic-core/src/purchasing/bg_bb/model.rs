use rand::RngCore;
use serde::{Deserialize, Serialize};

use super::fit;
use super::history::{OccasionHistories, OccasionHistory};
use super::likelihood::Tables;
use crate::Stop;
use crate::numeric::draws::{beta, uniform};
use crate::numeric::special::{ln_gamma, ln_sum_exp};
use crate::purchasing::each::simulate_each;
use crate::purchasing::parameters::all_positive;
use crate::purchasing::{ContinuousDiscount, FitOptions, Fitted, PurchasingError};

/// The BG/BB of Fader, Hardie and Shang, "Customer-base analysis in a discrete-time noncontractual setting" (2010):
/// at each occasion a customer comes with a chance that is Beta(alpha, beta) over customers, and before each
/// leaves for good with a chance that is Beta(gamma, delta).
///
/// ```
/// use cic_core::purchasing::{BgBb, OccasionHistory};
///
/// let model = BgBb::from_parameters([1.2035, 0.7497, 0.6567, 2.7834])?;
/// let donor = OccasionHistory::new(6, 6, 6)?;
/// assert!(model.probability_alive(&donor) > 0.99);
/// assert!(model.expected_visits(5, &donor) > 3.0);
/// # Ok::<(), cic_core::purchasing::PurchasingError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct BgBb {
    alpha: f64,
    beta: f64,
    gamma: f64,
    delta: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    alpha: f64,
    beta: f64,
    gamma: f64,
    delta: f64,
}

impl TryFrom<Raw> for BgBb {
    type Error = PurchasingError;

    fn try_from(raw: Raw) -> Result<Self, PurchasingError> {
        Self::from_parameters([raw.alpha, raw.beta, raw.gamma, raw.delta])
    }
}

impl From<BgBb> for Raw {
    fn from(model: BgBb) -> Self {
        let [alpha, beta, gamma, delta] = model.parameters();
        Self {
            alpha,
            beta,
            gamma,
            delta,
        }
    }
}

/// A customer at discrete occasions whose truth is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimulatedOccasions {
    /// What a club would have seen.
    pub history: OccasionHistory,
    /// Visits at the occasions after.
    pub holdout_visits: u32,
    /// Whether the customer has lived through all occasions of the history.
    pub alive: bool,
}

impl BgBb {
    /// The parameters by the names of the paper.
    pub const PARAMETER_NAMES: [&'static str; 4] = ["alpha", "beta", "gamma", "delta"];

    /// The model at these parameters, in the order of [`BgBb::PARAMETER_NAMES`].
    ///
    /// # Errors
    /// A parameter that is not a finite number above 0.
    pub fn from_parameters(parameters: [f64; 4]) -> Result<Self, PurchasingError> {
        all_positive(&Self::PARAMETER_NAMES, &parameters)?;
        let [alpha, beta, gamma, delta] = parameters;
        Ok(Self {
            alpha,
            beta,
            gamma,
            delta,
        })
    }

    /// The parameters in the order of [`BgBb::PARAMETER_NAMES`].
    #[must_use]
    pub const fn parameters(&self) -> [f64; 4] {
        [self.alpha, self.beta, self.gamma, self.delta]
    }

    /// The parameters under which these histories are most likely.
    ///
    /// # Errors
    /// Options that cannot be used; histories without a single repeat visit.
    pub fn fit(histories: &OccasionHistories, options: &FitOptions) -> Result<Fitted<Self>, PurchasingError> {
        Self::fit_until(histories, options, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// Those of [`Self::fit`], and [`PurchasingError::Stopped`].
    pub fn fit_until(
        histories: &OccasionHistories,
        options: &FitOptions,
        stop: &Stop,
    ) -> Result<Fitted<Self>, PurchasingError> {
        fit::fit(histories, options, stop)
    }

    /// The log-likelihood of one history.
    #[must_use]
    pub fn log_likelihood(&self, history: &OccasionHistory) -> f64 {
        ln_sum_exp(&self.ln_lives(history))
    }

    /// The probability that the customer has lived through all occasions of the history.
    #[must_use]
    pub fn probability_alive(&self, history: &OccasionHistory) -> f64 {
        let lives = self.ln_lives(history);
        let alive = lives.last().copied().unwrap_or(0.0);
        (alive - ln_sum_exp(&lives)).exp()
    }

    /// The visits to expect at the next `occasions` occasions.
    #[must_use]
    pub fn expected_visits(&self, occasions: u32, history: &OccasionHistory) -> f64 {
        let there: f64 = self.chances_to_be_there(history).take(occasions as usize).sum();
        self.probability_alive(history) * self.chance_to_come(history) * there
    }

    /// The visits to expect of a newcomer at the first `occasions` occasions after the first visit.
    #[must_use]
    pub fn expected_visits_of_newcomer(&self, occasions: u32) -> f64 {
        self.expected_visits(occasions, &Self::newcomer())
    }

    /// The present value, in visits, of all visits to come: the paper's DERT. The next occasion counts
    /// 1 / (1 + rate), and so on; `discount` holds the rate an occasion.
    #[must_use]
    pub fn discounted_expected_visits(&self, discount: ContinuousDiscount, history: &OccasionHistory) -> f64 {
        let factor = 1.0 / (1.0 + discount.rate());
        let (mut weight, mut value) = (1.0, 0.0);
        for there in self.chances_to_be_there(history) {
            weight *= factor;
            let term = weight * there;
            value += term;
            // What is left is less than if nobody left any more.
            if term * factor <= 1e-16 * value * (1.0 - factor) {
                break;
            }
        }
        self.probability_alive(history) * self.chance_to_come(history) * value
    }

    /// The probability that a newcomer comes to exactly `visits` of the first `occasions` occasions: P(X(n) = x).
    #[must_use]
    pub fn probability_of_visits(&self, visits: u32, occasions: u32) -> f64 {
        if visits > occasions {
            return 0.0;
        }
        let tables = Tables::new(self.parameters(), occasions);
        // As if the last visit were at the earliest possible occasion: every later life is counted from there.
        let Ok(history) = OccasionHistory::new(visits, visits, occasions) else {
            return 0.0;
        };
        let ln_factorial = |number: u32| ln_gamma(f64::from(number) + 1.0);
        let lives: Vec<f64> = (visits..=occasions)
            .map(|lived| {
                let ln_ways = ln_factorial(lived) - ln_factorial(visits) - ln_factorial(lived - visits);
                ln_ways + tables.ln_lived(&history, lived)
            })
            .collect();
        ln_sum_exp(&lives).exp()
    }

    /// One newcomer: a history over `occasions` occasions and the visits at the `holdout` occasions after.
    pub fn draw_newcomer<R: RngCore>(
        &self,
        occasions: u32,
        holdout: u32,
        generator: &mut R,
    ) -> SimulatedOccasions {
        let comes = beta(self.alpha, self.beta, generator);
        let leaves = beta(self.gamma, self.delta, generator);
        let (mut visits, mut last, mut holdout_visits, mut lived) = (0, 0, 0, 0);
        for occasion in 1..=occasions.saturating_add(holdout) {
            if uniform(generator) < leaves {
                break;
            }
            lived = occasion;
            if uniform(generator) < comes {
                if occasion > occasions {
                    holdout_visits += 1;
                } else {
                    visits += 1;
                    last = occasion;
                }
            }
        }
        SimulatedOccasions {
            history: OccasionHistory {
                repeat_visits: visits,
                last_occasion: last,
                occasions,
            },
            holdout_visits,
            alive: lived >= occasions,
        }
    }

    /// Newcomers whose truth is known: one for each number of occasions, each with random draws of their own, so that
    /// the same seed gives the same customers on any number of threads.
    #[must_use]
    pub fn simulate(&self, occasions: &[u32], holdout: u32, seed: u64) -> Vec<SimulatedOccasions> {
        simulate_each(occasions, seed, |&occasions, generator| {
            self.draw_newcomer(occasions, holdout, generator)
        })
    }

    /// One future of a known customer: visits at the next `occasions` occasions, with chances and whether they
    /// have left drawn from what the history leaves open.
    pub fn draw_future_visits<R: RngCore>(
        &self,
        occasions: u32,
        history: &OccasionHistory,
        generator: &mut R,
    ) -> u32 {
        if uniform(generator) >= self.probability_alive(history) {
            return 0;
        }
        let visits = f64::from(history.repeat_visits());
        let passed = f64::from(history.occasions());
        let comes = beta(self.alpha + visits, self.beta + passed - visits, generator);
        let leaves = beta(self.gamma, self.delta + passed, generator);
        let mut future = 0;
        for _ in 0..occasions {
            if uniform(generator) < leaves {
                break;
            }
            future += u32::from(uniform(generator) < comes);
        }
        future
    }

    /// ln of the likelihood for each number of occasions that the customer may have lived through, all of them last.
    fn ln_lives(&self, history: &OccasionHistory) -> Vec<f64> {
        let tables = Tables::new(self.parameters(), history.occasions());
        let lives = history.last_occasion()..=history.occasions();
        lives.map(|lived| tables.ln_lived(history, lived)).collect()
    }

    /// The mean chance to come of those with this history who are alive.
    fn chance_to_come(&self, history: &OccasionHistory) -> f64 {
        (self.alpha + f64::from(history.repeat_visits()))
            / (self.alpha + self.beta + f64::from(history.occasions()))
    }

    /// The chance that someone who is alive now still is at the next occasion, the one after, and so on.
    fn chances_to_be_there(&self, history: &OccasionHistory) -> impl Iterator<Item = f64> {
        let stays = self.delta + f64::from(history.occasions());
        let gamma = self.gamma;
        let mut there = 1.0;
        (0_u32..).map(move |occasion| {
            let stays = stays + f64::from(occasion);
            there *= stays / (gamma + stays);
            there
        })
    }

    const fn newcomer() -> OccasionHistory {
        OccasionHistory {
            repeat_visits: 0,
            last_occasion: 0,
            occasions: 0,
        }
    }
}
