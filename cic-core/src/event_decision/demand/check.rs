use serde::{Deserialize, Serialize};

use super::history::History;
use super::{DemandModel, SECONDS_A_DAY};
use crate::Club;
use crate::planning::CourtDemand;

/// Weeks that are kept back.
const HELD_OUT_WEEKS: u32 = 4;
/// Weeks of the same slot that make the naive forecast.
const NAIVE_WEEKS: u32 = 4;
const QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// How good a forecast of courts in use was on weeks it had not seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForecastQuality {
    /// Mean pinball loss over the 10, 25, 50, 75 and 90 % quantiles, courts; less is better.
    pub pinball_loss: f64,
    /// The share of slots within the 10 to 90 % interval, ends included.
    pub coverage: f64,
}

/// The demand model beside a naive forecast, on the last four weeks before as-of, which neither had seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemandCheck {
    /// Slots that were forecast.
    pub slots: u64,
    /// Those that were sold out.
    pub sold_out_slots: u64,
    /// The model.
    pub model: ForecastQuality,
    /// The same slot in the four weeks before.
    pub naive: ForecastQuality,
}

/// Losses as they add up.
#[derive(Default)]
struct Tally {
    loss: f64,
    covered: u64,
}

impl Tally {
    fn add(&mut self, quantiles: &[f64; 5], seen: f64) {
        for (&quantile, &level) in quantiles.iter().zip(&QUANTILES) {
            let error = seen - quantile;
            self.loss += if error >= 0.0 {
                level * error
            } else {
                (level - 1.0) * error
            };
        }
        self.covered += u64::from((quantiles[0]..=quantiles[4]).contains(&seen));
    }

    fn quality(&self, slots: u64) -> ForecastQuality {
        let slots = slots.max(1) as f64;
        ForecastQuality {
            pinball_loss: self.loss / slots / QUANTILES.len() as f64,
            coverage: self.covered as f64 / slots,
        }
    }
}

impl DemandModel {
    /// Fits what was played until four weeks before `as_of` and forecasts the courts in use since then; `None` with
    /// less than twelve weeks of play.
    pub(crate) fn check(club: &Club, as_of: u32) -> Option<DemandCheck> {
        let week = 7 * SECONDS_A_DAY;
        let until = as_of.checked_sub(HELD_OUT_WEEKS * week)?;
        let model = Self::fit_before(club, until, as_of);
        if model.weeks < 8 {
            return None;
        }
        let from = until - NAIVE_WEEKS * week;
        let history = History::read(club, from, as_of);
        let slots: Vec<_> = history.slots(&model.clock, &model.hours).collect();
        let (mut ours, mut naive) = (Tally::default(), Tally::default());
        let (mut count, mut sold_out) = (0, 0);
        for &(starts_at, cell, used, is_full) in slots.iter().filter(|slot| slot.0 >= until) {
            let seen = used.iter().sum::<usize>() as f64;
            let back = starts_at - starts_at.saturating_sub(until) / week * week;
            let before: Vec<f64> = (1..=NAIVE_WEEKS)
                .filter_map(|weeks| {
                    let then = slots
                        .binary_search_by_key(&(back - weeks * week), |slot| slot.0)
                        .ok()?;
                    Some(slots[then].2.iter().sum::<usize>() as f64)
                })
                .collect();
            if before.len() < NAIVE_WEEKS as usize {
                continue;
            }
            count += 1;
            sold_out += u64::from(is_full);
            let demand = model.in_the_end(cell.in_week(), starts_at);
            ours.add(&quantiles_of(&demand, model.courts()), seen);
            naive.add(&quantiles_of_few(before), seen);
        }
        (count > 0).then(|| DemandCheck {
            slots: count,
            sold_out_slots: sold_out,
            model: ours.quality(count),
            naive: naive.quality(count),
        })
    }
}

/// Quantiles of the courts in use: no more than there are.
fn quantiles_of(demand: &CourtDemand, courts: usize) -> [f64; 5] {
    let mut quantiles = [courts as f64; 5];
    let mut below = 0.0;
    for (count, probability) in demand.probabilities().take(courts).enumerate() {
        below += probability;
        for (quantile, &level) in quantiles.iter_mut().zip(&QUANTILES) {
            if below >= level {
                *quantile = quantile.min(count as f64);
            }
        }
    }
    quantiles
}

/// Quantiles of a few values, straight lines between them.
fn quantiles_of_few(mut values: Vec<f64>) -> [f64; 5] {
    values.sort_by(f64::total_cmp);
    let last = values.len() - 1;
    QUANTILES.map(|level| {
        let place = level * last as f64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the last"
        )]
        let low = place as usize;
        let high = (low + 1).min(last);
        values[low] + (place - low as f64) * (values[high] - values[low])
    })
}
