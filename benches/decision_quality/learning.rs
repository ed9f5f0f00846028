use std::collections::BTreeMap;

use cic_core::settings::ObservedOutcomes;

use crate::dice::Dice;
use crate::oracle::Oracle;
use crate::truth::{SEGMENTS, Truth};
use crate::world;

/// The share of a year's exits that falls into the outcome's 120 days.
const SHARE_OF_YEAR: f64 = 120.0 / 365.25;
/// Undisplaced members beside each displaced one, as the engine matches them.
const BESIDE_EACH: u64 = 5;

/// Outcomes of `count` displaced and as many matched members of each segment, as a club of this truth yields them: the
/// rise shows within the outcome's days, on top of the exits of that time.
pub(crate) fn outcomes(
    oracle: &Oracle<'_>,
    truth: &Truth,
    count: u64,
    dice: &mut Dice,
) -> BTreeMap<String, ObservedOutcomes> {
    let of = |(index, segment): (usize, &(&str, &str, f64, f64))| {
        let churn = oracle.churn(index);
        let usual = 1.0 - (1.0 - churn).powf(SHARE_OF_YEAR);
        let counts = ObservedOutcomes {
            displaced: count,
            displaced_exits: dice.binomial(count, (usual + oracle.rise(index, churn, false)).min(1.0)),
            matched: count,
            matched_exits: dice.binomial(count, usual),
            visits: count,
            recaptured: dice.binomial(count, truth.recapture[index]),
        };
        (segment.0.to_owned(), counts)
    };
    SEGMENTS.iter().enumerate().map(of).collect()
}

/// Events of a club a year that displace anyone, and how many members one displaces.
const EVENTS_A_YEAR: f64 = 24.0;
const DISPLACED_AN_EVENT: f64 = 12.0;
/// Exits of a club's members within the outcome's days.
const USUAL_EXITS: f64 = 0.15;
const PLATFORMS: u32 = 40;

/// How near the learned uplifts come to the truth as clubs are pooled, when members mind three times as much as
/// believed, some clubs more and some less.
pub(crate) fn convergence(seed: u64) -> String {
    let mut lines = vec![
        format!(
            "what is learned of uplifts that are three times the priors, by clubs that pool a year of outcomes each\n\
             ({EVENTS_A_YEAR} events that displace {DISPLACED_AN_EVENT} members each; mean error over {PLATFORMS} \
             platforms, as a share of the truth)"
        ),
        format!(
            "  {:>7} {:>12}  {}",
            "clubs",
            "displaced",
            SEGMENTS.map(|segment| format!("{:>22}", segment.0)).join("")
        ),
    ];
    for clubs in [0_u32, 1, 3, 10, 30, 100, 300, 1_000] {
        let mut errors = [0.0; 4];
        for platform in 0..PLATFORMS {
            let mut dice = Dice::new(seed ^ (u64::from(platform) << 20) ^ (u64::from(clubs) << 40));
            let mut settings = world::settings();
            for _ in 0..clubs {
                for (id, _, share, prior) in SEGMENTS {
                    let displaced = dice.poisson(EVENTS_A_YEAR * DISPLACED_AN_EVENT * share) as u64;
                    let uplift = 3.0 * prior * dice.gamma(0.3);
                    *settings.event.pooled.entry(id.to_owned()).or_default() += ObservedOutcomes {
                        displaced,
                        displaced_exits: dice.binomial(displaced, USUAL_EXITS + uplift),
                        matched: BESIDE_EACH * displaced,
                        matched_exits: dice.binomial(BESIDE_EACH * displaced, USUAL_EXITS),
                        ..ObservedOutcomes::default()
                    };
                }
            }
            for (error, (id, .., prior)) in errors.iter_mut().zip(SEGMENTS) {
                let learned = settings.event.believed_uplift(id);
                *error += (learned / (3.0 * prior) - 1.0).abs() / f64::from(PLATFORMS);
            }
        }
        let errors = errors.map(|error| format!("{:>20.0} %", 100.0 * error)).join("");
        let displaced = f64::from(clubs) * EVENTS_A_YEAR * DISPLACED_AN_EVENT;
        lines.push(format!("  {clubs:>7} {displaced:>12}  {errors}"));
    }
    lines.join("\n")
}
