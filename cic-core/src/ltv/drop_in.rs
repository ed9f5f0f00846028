use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::discounting::Discounting;
use super::interval::{Outcomes, Spread};
use super::purchase_log::PurchaseLog;
use crate::numeric::draws::{gamma, uniform};
use crate::purchasing::{
    FitFlag, FitOptions, Fitted, GammaGamma, Horizon, MbgNbd, PeriodDiscount, SpendHistories, SpendHistory,
    VisitHistories, VisitHistory, VisitModel,
};

/// What customers without a plan bring: paying days by the MBG/NBD, what is paid on one by the Gamma-Gamma.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DropInModel {
    /// Paying days; times in weeks.
    pub visits: Fitted<MbgNbd>,
    /// Spend on a paying day, currency units.
    pub spend: Fitted<GammaGamma>,
    /// How they come to take a plan.
    pub conversion: Conversion,
    /// How interest wanes beyond what the model of visits knows.
    pub waning: Waning,
}

/// The paying days of the last half year against what the half year before let expect.
///
/// The MBG/NBD knows customers who come at a steady rate until they leave for good. Where interest wanes instead, it
/// expects too much, and the more so the further it looks; the months to come are then weighed by `monthly_kept`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waning {
    /// Paying days that were expected.
    pub expected: f64,
    /// Paying days that came.
    pub came: f64,
    /// Share of the expected days of one month that is left in the next, at most 1.
    pub monthly_kept: f64,
}

/// Customers who came before they took a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conversion {
    /// How many there were.
    pub conversions: u32,
    /// Months that customers without a plan came and could have taken one.
    pub months: f64,
    /// Probability of taking a plan in a month; 0 while there were too few to tell.
    pub monthly: f64,
}

/// What one drop-in may bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DropInWorth {
    /// Margin to the horizon.
    pub worth: Spread,
    /// Probability of not paying a visit within 12 months.
    pub probability_of_silence: f64,
}

/// How far and how money to come counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prospects {
    /// Months looked ahead.
    pub horizon_months: u32,
    /// How money to come is weighed.
    pub discounting: Discounting,
    /// Share of revenue that is margin.
    pub margin: f64,
    /// What someone who takes a plan is worth.
    pub member_worth: f64,
    /// Share of outcomes that an interval holds.
    pub coverage: f64,
}

/// Fewer customers who came back do not bear a model of coming back.
const FEWEST_REPEATERS: usize = 50;
const WEEKS_A_MONTH: f64 = 365.25 / 12.0 / 7.0;
/// Futures drawn for one customer.
const DRAWS: u32 = 64;
/// Below this chance of being alive, nothing is worth drawing.
const AS_GOOD_AS_GONE: f64 = 0.005;

impl DropInModel {
    /// Fits on everyone's paying days, or says in words why not.
    ///
    /// # Errors
    /// Too few who came back, or a fit that ends nowhere.
    pub fn fit(log: &PurchaseLog, conversion: Conversion) -> Result<Self, String> {
        let options = FitOptions::default();
        let histories: Vec<VisitHistory> = log.histories().collect();
        let repeaters = histories
            .iter()
            .filter(|history| history.repeat_visits() > 0)
            .count();
        if repeaters < FEWEST_REPEATERS {
            return Err(format!(
                "{repeaters} customers without a plan came back and paid, fewer than the {FEWEST_REPEATERS} that a model of visits needs"
            ));
        }
        let spends: Vec<SpendHistory> = log.spends().collect();
        let visits = VisitHistories::new(&histories)
            .and_then(|histories| MbgNbd::fit(&histories, &options))
            .map_err(|error| error.to_string())?;
        let spend = SpendHistories::new(&spends)
            .and_then(|spends| GammaGamma::fit(&spends, &options))
            .map_err(|error| error.to_string())?;
        let is_lost = |flag: &FitFlag| matches!(flag, FitFlag::NotConverged { .. });
        if visits.summary().flags.iter().any(is_lost) {
            return Err("the model of visits found no best parameters".to_owned());
        }
        if spend.model().expected_spend_of_newcomer().is_none() || spend.summary().flags.iter().any(is_lost) {
            return Err("what is paid on a visit varies too much for a mean".to_owned());
        }
        Ok(Self {
            visits,
            spend,
            conversion,
            waning: Waning::of(log),
        })
    }

    /// What each customer of the log may bring, in its order; the same seed gives the same intervals.
    #[must_use]
    pub fn worths(&self, log: &PurchaseLog, prospects: &Prospects, seed: u64) -> Vec<(usize, DropInWorth)> {
        log.customers()
            .par_iter()
            .map_init(Outcomes::default, |outcomes, customer| {
                let mut generator = ChaCha8Rng::seed_from_u64(seed);
                generator.set_stream(customer.member as u64);
                let worth = self.worth(
                    &customer.visits,
                    &customer.spend,
                    prospects,
                    &mut generator,
                    outcomes,
                );
                (customer.member, worth)
            })
            .collect()
    }

    fn worth(
        &self,
        visits: &VisitHistory,
        spend: &SpendHistory,
        prospects: &Prospects,
        generator: &mut ChaCha8Rng,
        outcomes: &mut Outcomes,
    ) -> DropInWorth {
        let model = self.visits.model();
        let alive = model.probability_alive(visits);
        let horizon = Horizon::new(f64::from(prospects.horizon_months) * WEEKS_A_MONTH);
        let Ok(horizon) = horizon else {
            return DropInWorth::nothing();
        };
        if alive < AS_GOOD_AS_GONE {
            return DropInWorth::nothing();
        }
        let expected = model.expected_visits(horizon, visits);
        // Visits of a month count at its middle.
        let weighed = |months: u32, factor: f64| {
            PeriodDiscount::new(WEEKS_A_MONTH, months, 1.0 / factor - 1.0).map_or(0.0, |discount| {
                model.discounted_expected_visits_by_period(discount, visits) / factor.sqrt()
            })
        };
        let share_of = |part: f64, whole: f64| if whole > 0.0 { (part / whole).min(1.0) } else { 1.0 };
        let kept = self.waning.monthly_kept;
        let discounted = weighed(prospects.horizon_months, kept * prospects.discounting.factor(1.0));
        let left = weighed(prospects.horizon_months, kept);
        let comes_true = share_of(left, expected);
        let share = share_of(discounted, left);
        // Paying days of a year are about negative binomial, with the shape of what is known of the rate.
        let [r, ..] = model.parameters();
        let shape = r + f64::from(visits.repeat_visits());
        let comes = 1.0
            - (weighed(12, kept) / alive / shape)
                .ln_1p()
                .mul_add(-shape, 0.0)
                .exp();
        let spend_model = self.spend.model();
        let mean_spend = spend_model.expected_spend(spend).unwrap_or_default();
        let value = prospects.margin * discounted * mean_spend;
        let [p, ..] = spend_model.parameters();
        outcomes.clear();
        for _ in 0..DRAWS {
            let coming = thinned(
                model.draw_future_visits(horizon, visits, generator),
                comes_true,
                generator,
            );
            let amount = if coming == 0 {
                0.0
            } else {
                let mean = spend_model.draw_mean_spend(spend, generator);
                let times = f64::from(coming);
                prospects.margin * share * mean * times * gamma(p * times, generator) / (p * times)
            };
            outcomes.add(amount, 1.0);
        }
        let mut worth = outcomes.spread(prospects.coverage);
        // The mean is known without drawing.
        worth.mean = value + self.conversion_value(alive, left, visits, prospects);
        DropInWorth {
            worth,
            probability_of_silence: 1.0 - alive * comes,
        }
    }

    /// Chance of taking a plan while still coming, times what a member is worth.
    fn conversion_value(
        &self,
        alive: f64,
        expected: f64,
        visits: &VisitHistory,
        prospects: &Prospects,
    ) -> f64 {
        if self.conversion.monthly <= 0.0 {
            return 0.0;
        }
        let first = Horizon::new(WEEKS_A_MONTH)
            .map_or(0.0, |month| self.visits.model().expected_visits(month, visits));
        if first <= 0.0 {
            return 0.0;
        }
        // Months of coming at the present rate that the expected visits amount to.
        let months = (expected / first).min(f64::from(prospects.horizon_months));
        let ever = 1.0 - (1.0 - self.conversion.monthly).powf(months);
        alive * ever * prospects.member_worth * prospects.discounting.factor(months / 2.0)
    }
}

/// Each of `visits` comes with this chance.
fn thinned(visits: u32, chance: f64, generator: &mut ChaCha8Rng) -> u32 {
    if chance >= 1.0 {
        return visits;
    }
    let comes = |_: &u32| uniform(generator) < chance;
    u32::try_from((0..visits).filter(comes).count()).unwrap_or(u32::MAX)
}

impl Waning {
    /// Half a year held out; steady where the log is too short to tell.
    fn of(log: &PurchaseLog) -> Self {
        const MONTHS: u32 = 6;
        let steady = Self {
            expected: 0.0,
            came: 0.0,
            monthly_kept: 1.0,
        };
        let weeks = f64::from(MONTHS) * WEEKS_A_MONTH;
        let (known, came) = log.before(weeks);
        let repeaters = known.iter().filter(|history| history.repeat_visits() > 0).count();
        let Ok(horizon) = Horizon::new(weeks) else {
            return steady;
        };
        if repeaters < FEWEST_REPEATERS {
            return steady;
        }
        let fitted =
            VisitHistories::new(&known).and_then(|known| MbgNbd::fit(&known, &FitOptions::default()));
        let Ok(fitted) = fitted else { return steady };
        let model = fitted.model();
        let expected: f64 = known
            .iter()
            .map(|history| model.expected_visits(horizon, history))
            .sum();
        let came = came as f64;
        if expected <= 0.0 || came >= expected {
            return Self {
                expected,
                came,
                ..steady
            };
        }
        // The mean of 1, k, k^2 ... over the months is the share that came.
        let share = |kept: f64| {
            (0..MONTHS)
                .map(|month| kept.powf(f64::from(month) + 0.5))
                .sum::<f64>()
                / f64::from(MONTHS)
        };
        let (mut low, mut high) = (0.3, 1.0);
        while high - low > 1e-9 {
            let middle = f64::midpoint(low, high);
            if share(middle) < came / expected {
                low = middle;
            } else {
                high = middle;
            }
        }
        Self {
            expected,
            came,
            monthly_kept: low,
        }
    }
}

impl DropInWorth {
    const fn nothing() -> Self {
        Self {
            worth: Spread {
                mean: 0.0,
                variance: 0.0,
                low: 0.0,
                high: 0.0,
            },
            probability_of_silence: 1.0,
        }
    }
}
