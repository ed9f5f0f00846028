use super::Sign;
use crate::features::{Evidence, Value};

impl Sign {
    /// How well the evidence shows the sign: 1 when it holds, towards 0 the further it is off; `None` when unknown.
    pub(super) fn fit(&self, evidence: &Evidence<'_>) -> Option<f64> {
        Some(match evidence.value(self.feature)? {
            Value::Word(word) => f64::from(u8::from(self.is.iter().any(|wanted| wanted == word))),
            Value::Number(number) => {
                let reach = self.at_least.map_or(1.0, |least| share(number, least));
                let restraint = self.below.map_or(1.0, |limit| {
                    if number < limit {
                        1.0
                    } else {
                        share(limit, number) * NOT_BELOW
                    }
                });
                reach.min(restraint)
            }
        })
    }

    /// Whether the sign holds; `None` when unknown.
    pub(super) fn holds(&self, evidence: &Evidence<'_>) -> Option<bool> {
        self.fit(evidence).map(|fit| fit >= 1.0)
    }
}

/// A value exactly at an exclusive limit does not hold, however near it is.
const NOT_BELOW: f64 = 0.999;

fn share(part: f64, whole: f64) -> f64 {
    if whole <= 0.0 || part >= whole {
        1.0
    } else {
        (part / whole).max(0.0)
    }
}
