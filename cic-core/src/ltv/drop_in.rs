use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::discounting::Discounting;
use super::held_out_days::HeldOutDays;
use super::interest::Interest;
use super::interval::{Outcomes, Spread};
use super::purchase_log::{PurchaseLog, Trail};
use crate::numeric::draws::gamma;
use crate::purchasing::{
    FitFlag, FitOptions, Fitted, GammaGamma, Horizon, MbgNbd, SpendHistories, SpendHistory, VisitModel,
};

/// What customers without a plan bring: paying days by the MBG/NBD, what is paid on one by the Gamma-Gamma.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DropInModel {
    /// How interest wanes.
    pub interest: Interest,
    /// Paying days; times in weeks of a newcomer's interest.
    pub visits: Fitted<MbgNbd>,
    /// Spend on a paying day, currency units.
    pub spend: Fitted<GammaGamma>,
    /// How they come to take a plan.
    pub conversion: Conversion,
    /// How good this was on the last half year.
    pub held_out: HeldOutDays,
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
/// Months of a year.
const YEAR: u32 = 12;
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
        let trails: Vec<Trail<'_>> = log.trails().collect();
        let repeaters = trails.iter().filter(|trail| trail.repeats() > 0).count();
        if repeaters < FEWEST_REPEATERS {
            return Err(format!(
                "{repeaters} customers without a plan came back and paid, fewer than the {FEWEST_REPEATERS} that a model of visits needs"
            ));
        }
        let interest = Interest::learn(&trails);
        let visits = interest.fit_visits(&trails).map_err(|error| error.to_string())?;
        let spends: Vec<SpendHistory> = log.spends().collect();
        let spend = SpendHistories::new(&spends)
            .and_then(|spends| GammaGamma::fit(&spends, &FitOptions::default()))
            .map_err(|error| error.to_string())?;
        let is_lost = |flag: &FitFlag| matches!(flag, FitFlag::NotConverged { .. });
        if visits.summary().flags.iter().any(is_lost) {
            return Err("the model of visits found no best parameters".to_owned());
        }
        if spend.model().expected_spend_of_newcomer().is_none() || spend.summary().flags.iter().any(is_lost) {
            return Err("what is paid on a visit varies too much for a mean".to_owned());
        }
        Ok(Self {
            interest,
            visits,
            spend,
            conversion,
            held_out: HeldOutDays::of(log, FEWEST_REPEATERS),
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
                let worth = customer.trail(log.end()).and_then(|trail| {
                    self.worth(&trail, &customer.spend, prospects, &mut generator, outcomes)
                });
                (customer.member, worth.unwrap_or_else(DropInWorth::nothing))
            })
            .collect()
    }

    fn worth(
        &self,
        trail: &Trail<'_>,
        spend: &SpendHistory,
        prospects: &Prospects,
        generator: &mut ChaCha8Rng,
        outcomes: &mut Outcomes,
    ) -> Option<DropInWorth> {
        let model = self.visits.model();
        let visits = self.interest.history(trail)?;
        let alive = model.probability_alive(&visits);
        if alive < AS_GOOD_AS_GONE {
            return None;
        }
        let age = trail.age_now();
        let ahead = |months: u32| {
            let weeks = f64::from(months) * WEEKS_A_MONTH;
            Horizon::new(self.interest.between(age, age + weeks)).ok()
        };
        let horizons: Option<Vec<Horizon>> = (1..=prospects.horizon_months.max(YEAR)).map(ahead).collect();
        let mut expected = Vec::new();
        model.expected_visits_within(&horizons?, &visits, &mut expected);
        let (mut total, mut discounted) = (0.0, 0.0);
        for (month, &until) in (1..=prospects.horizon_months).zip(&expected) {
            // Visits of a month count at its middle.
            discounted += (until - total) * prospects.discounting.factor(f64::from(month) - 0.5);
            total = until;
        }
        // Paying days of a year are about negative binomial, with the shape of what is known of the rate.
        let [r, ..] = model.parameters();
        let spread = self.held_out.spread;
        let shape = 1.0 / (1.0 / (r + f64::from(visits.repeat_visits())) + spread);
        let comes = -(-shape * (expected[YEAR as usize - 1] / alive / shape).ln_1p()).exp_m1();
        let spend_model = self.spend.model();
        let mean_spend = spend_model.expected_spend(spend).unwrap_or_default();
        let share = if total > 0.0 { discounted / total } else { 1.0 };
        let [p, ..] = spend_model.parameters();
        let horizon = ahead(prospects.horizon_months)?;
        outcomes.clear();
        for _ in 0..DRAWS {
            let turn = if spread > 0.0 {
                spread * gamma(1.0 / spread, generator)
            } else {
                1.0
            };
            let coming =
                model.draw_future_visits(Horizon::new(horizon.length() * turn).ok()?, &visits, generator);
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
        worth.mean = prospects.margin * discounted * mean_spend
            + self.conversion_value(alive, total, expected[0], prospects);
        Some(DropInWorth {
            worth,
            probability_of_silence: 1.0 - alive * comes,
        })
    }

    /// Chance of taking a plan while still coming, times what a member is worth.
    fn conversion_value(&self, alive: f64, expected: f64, first_month: f64, prospects: &Prospects) -> f64 {
        if self.conversion.monthly <= 0.0 || first_month <= 0.0 {
            return 0.0;
        }
        // Months of coming at the present rate that the expected visits amount to.
        let months = (expected / first_month).min(f64::from(prospects.horizon_months));
        let ever = 1.0 - (1.0 - self.conversion.monthly).powf(months);
        alive * ever * prospects.member_worth * prospects.discounting.factor(months / 2.0)
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
