use std::collections::BTreeMap;

use cic_core::settings::ObservedOutcomes;

use crate::dice::Dice;
use crate::truth::{SEGMENTS, Truth};

/// Probability to leave within the outcome's days without a displacement.
const BASE_EXITS: f64 = 0.12;

/// Outcomes of `count` displaced and as many matched members of each segment, as a club of this truth yields them.
pub(crate) fn outcomes(truth: &Truth, count: u64, dice: &mut Dice) -> BTreeMap<String, ObservedOutcomes> {
    let of = |(index, segment): (usize, &(&str, &str, f64, f64))| {
        let uplift = segment.3 * truth.uplift_factor[index];
        let counts = ObservedOutcomes {
            displaced: count,
            displaced_exits: dice.binomial(count, (BASE_EXITS + uplift).min(1.0)),
            matched: count,
            matched_exits: dice.binomial(count, BASE_EXITS),
            visits: count,
            recaptured: dice.binomial(count, truth.recapture[index]),
        };
        (segment.0.to_owned(), counts)
    };
    SEGMENTS.iter().enumerate().map(of).collect()
}
