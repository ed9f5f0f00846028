use rand::RngCore;
use serde::{Deserialize, Serialize};

use super::fit;
use super::history::{SpendHistories, SpendHistory};
use crate::Stop;
use crate::numeric::draws::gamma;
use crate::numeric::special::ln_gamma;
use crate::purchasing::each::simulate_each;
use crate::purchasing::parameters::all_positive;
use crate::purchasing::{FitOptions, Fitted, PurchasingError};

/// The Gamma-Gamma model of Fader, Hardie and Lee, "RFM and CLV" (2005): the spend of a visit is Gamma(p, nu) about a
/// customer's own mean, and nu is Gamma(q, v) over customers.
///
/// ```
/// use cic_core::purchasing::{GammaGamma, SpendHistory};
///
/// let model = GammaGamma::from_parameters([6.2488, 3.7446, 15.448])?;
/// let regular = SpendHistory::new(20, 50.0)?;
/// let spend = model.expected_spend(&regular).expect("q is above 1");
/// assert!((spend - 49.6).abs() < 0.5, "twenty visits say more than the others' mean of 35");
/// # Ok::<(), cic_core::purchasing::PurchasingError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct GammaGamma {
    p: f64,
    q: f64,
    v: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    p: f64,
    q: f64,
    v: f64,
}

impl TryFrom<Raw> for GammaGamma {
    type Error = PurchasingError;

    fn try_from(raw: Raw) -> Result<Self, PurchasingError> {
        Self::from_parameters([raw.p, raw.q, raw.v])
    }
}

impl From<GammaGamma> for Raw {
    fn from(model: GammaGamma) -> Self {
        let [p, q, v] = model.parameters();
        Self { p, q, v }
    }
}

impl GammaGamma {
    /// The parameters by the names of the paper.
    pub const PARAMETER_NAMES: [&'static str; 3] = ["p", "q", "v"];

    /// The model at these parameters, in the order of [`GammaGamma::PARAMETER_NAMES`]; v is an amount.
    ///
    /// # Errors
    /// A parameter that is not a finite number above 0.
    pub fn from_parameters(parameters: [f64; 3]) -> Result<Self, PurchasingError> {
        all_positive(&Self::PARAMETER_NAMES, &parameters)?;
        let [p, q, v] = parameters;
        Ok(Self { p, q, v })
    }

    /// The parameters in the order of [`GammaGamma::PARAMETER_NAMES`].
    #[must_use]
    pub const fn parameters(&self) -> [f64; 3] {
        [self.p, self.q, self.v]
    }

    /// The parameters under which these histories are most likely. A q of at most 1 is flagged: the mean over
    /// customers is then infinite.
    ///
    /// # Errors
    /// Options that cannot be used.
    pub fn fit(histories: &SpendHistories, options: &FitOptions) -> Result<Fitted<Self>, PurchasingError> {
        Self::fit_until(histories, options, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// Those of [`Self::fit`], and [`PurchasingError::Stopped`].
    pub fn fit_until(
        histories: &SpendHistories,
        options: &FitOptions,
        stop: &Stop,
    ) -> Result<Fitted<Self>, PurchasingError> {
        fit::fit(histories, options, stop)
    }

    /// The log-likelihood of one mean spend; 0 without visits.
    #[must_use]
    pub fn log_likelihood(&self, history: &SpendHistory) -> f64 {
        if history.visits() == 0 {
            return 0.0;
        }
        let own = self.p * f64::from(history.visits());
        let total = f64::from(history.visits()) * history.mean_spend();
        ln_gamma(own + self.q)
            - ln_gamma(own)
            - ln_gamma(self.q)
            - self.q * (total / self.v).ln_1p()
            - own * (self.v / total).ln_1p()
            - history.mean_spend().ln()
    }

    /// The mean spend a visit to expect of this customer from now on: between what they have spent and what
    /// others do, the nearer to the former the more visits there are.
    ///
    /// Nothing when it is infinite, which takes p x + q of at most 1.
    #[must_use]
    pub fn expected_spend(&self, history: &SpendHistory) -> Option<f64> {
        let visits = f64::from(history.visits());
        let shape = self.p * visits + self.q - 1.0;
        (shape > 0.0).then(|| self.p * (self.v + visits * history.mean_spend()) / shape)
    }

    /// The mean spend a visit over all customers; nothing when it is infinite, which takes q of at most 1.
    #[must_use]
    pub fn expected_spend_of_newcomer(&self) -> Option<f64> {
        let shape = self.q - 1.0;
        (shape > 0.0).then(|| self.p * self.v / shape)
    }

    /// One newcomer's mean spend over so many visits.
    pub fn draw_newcomer<R: RngCore>(&self, visits: u32, generator: &mut R) -> SpendHistory {
        if visits == 0 {
            return SpendHistory::new(0, 0.0).expect("nothing is spent without visits");
        }
        let rate = gamma(self.q, generator) / self.v;
        let total = gamma(self.p * f64::from(visits), generator) / rate;
        // The ends of the range stand for what underflows or overflows.
        let mean = (total / f64::from(visits)).clamp(f64::MIN_POSITIVE, f64::MAX);
        SpendHistory::new(visits, mean).expect("clamped to an amount")
    }

    /// Newcomers' mean spends: one for each number of visits, each with random draws of their own, so that the same
    /// seed gives the same customers on any number of threads.
    #[must_use]
    pub fn simulate(&self, visits: &[u32], seed: u64) -> Vec<SpendHistory> {
        simulate_each(visits, seed, |&visits, generator| {
            self.draw_newcomer(visits, generator)
        })
    }

    /// One customer's own mean spend a visit, drawn from what the history leaves open.
    pub fn draw_mean_spend<R: RngCore>(&self, history: &SpendHistory, generator: &mut R) -> f64 {
        let visits = f64::from(history.visits());
        let drawn = gamma(self.p * visits + self.q, generator);
        (self.p * (self.v + visits * history.mean_spend()) / drawn).min(f64::MAX)
    }
}
