use super::belief::SegmentBelief;
use super::stake::Stake;
use crate::settings::{EventSettings, UpliftScale};

/// What surrounds one member's displacement, as far as it changes their mind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Circumstances {
    /// Displacements of the member in the last 90 days.
    pub displacements: u32,
    /// Whether play is less than 48 hours away.
    pub is_short_notice: bool,
    /// P(the visit moves to another slot).
    pub recapture: f64,
    /// Whether a credit is given.
    pub has_credit: bool,
}

/// The rise in a member's probability to leave.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rise {
    /// dp = p' - p at the uplift expected of the segment.
    pub expected: f64,
    /// What it grows by were the true uplift twice the expected one: circumstances shift the rise, and do not scale it.
    pub slope: f64,
}

impl Rise {
    /// The rise were the true uplift `factor` times the expected one.
    pub(super) fn at(&self, factor: f64) -> f64 {
        (self.expected + self.slope * (factor - 1.0)).max(0.0)
    }
}

/// The rise in a member's probability to leave: dp = p' - p.
///
/// On the log-odds scale logit p' = logit p + `b_seg` + `b_n` x displacements + `b_h` \[short notice\] - `b_r` x recapture
/// \- `b_c` \[credit\], with `b_seg` such that at the segment's mean and otherwise neutral the rise is the segment's uplift.
/// As far as the uplift was learned, it is that of members whose visits were recaptured as usual, so that the usual
/// recapture is neutral.
pub(super) fn rise(
    stake: &Stake,
    belief: &SegmentBelief,
    settings: &EventSettings,
    circumstances: &Circumstances,
) -> Rise {
    if settings.uplift_scale == UpliftScale::Additive {
        return Rise {
            expected: belief.uplift,
            slope: belief.uplift,
        };
    }
    const MOST: f64 = 1.0 - 1e-9;
    let odds = |probability: f64| probability / (1.0 - probability);
    let mean = stake.segment_churn.clamp(1e-9, MOST);
    let raised = (mean + belief.uplift).min(MOST);
    let segment = odds(raised) / odds(mean);
    let usual_recapture = belief.learned_share * belief.recapture;
    let shift = settings.repeat_log_odds * f64::from(circumstances.displacements)
        + settings.short_notice_log_odds * f64::from(u8::from(circumstances.is_short_notice))
        - settings.recapture_log_odds * (circumstances.recapture - usual_recapture)
        - settings.credit_log_odds * f64::from(u8::from(circumstances.has_credit));
    let ratio = segment * shift.exp();
    let before = stake.churn.clamp(0.0, 1.0);
    let after = before * ratio / (1.0 - before + before * ratio);
    // d after / d log-odds x d log-odds / d factor.
    let slope = after * (1.0 - after) * belief.uplift / (raised * (1.0 - raised));
    Rise {
        expected: (after - before).clamp(0.0, 1.0 - before),
        slope,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Money;
    use crate::event_decision::quantiles::Quantiles;

    fn stake(churn: f64, segment_churn: f64) -> Stake {
        Stake {
            segment: 0,
            ltv: Money::from_cents(100_000),
            ltv_deviation: 0.0,
            ltv_doubt: 0.0,
            churn,
            segment_churn,
            is_learned: false,
        }
    }

    fn belief(uplift: f64) -> SegmentBelief {
        SegmentBelief {
            uplift,
            uplift_factor: Quantiles::certain(1.0),
            recapture: 0.4,
            recapture_share: Quantiles::certain(0.4),
            learned_share: 0.0,
            outcomes: 0,
            visits: 0,
        }
    }

    #[test]
    fn what_was_learned_holds_for_visits_that_are_recaptured_as_usual() {
        let learned = SegmentBelief {
            learned_share: 1.0,
            ..belief(0.03)
        };
        let usual = Circumstances {
            recapture: learned.recapture,
            ..Circumstances::default()
        };
        let rise = rise(&stake(0.3, 0.3), &learned, &EventSettings::default(), &usual);
        assert!((rise.expected - 0.03).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn at_the_segments_mean_the_rise_is_the_uplift(mean in 0.01..0.9_f64, uplift in 0.0..0.09_f64) {
            let rise = rise(
                &stake(mean, mean),
                &belief(uplift),
                &EventSettings::default(),
                &Circumstances::default(),
            );
            prop_assert!((rise.expected - uplift).abs() < 1e-9);
            prop_assert!((rise.slope - uplift).abs() < 1e-9);
        }

        #[test]
        fn the_slope_is_that_of_the_rise_in_the_uplift(
            churn in 0.01..0.9_f64, mean in 0.01..0.9_f64, uplift in 0.005..0.09_f64, recapture in 0.0..1.0_f64,
        ) {
            let settings = EventSettings::default();
            let circumstances = Circumstances { displacements: 1, recapture, ..Circumstances::default() };
            let at = |factor: f64| {
                rise(&stake(churn, mean), &belief(uplift * factor), &settings, &circumstances).expected
            };
            let slope = rise(&stake(churn, mean), &belief(uplift), &settings, &circumstances).slope;
            prop_assert!((slope - (at(1.001) - at(0.999)) / 0.002).abs() < 1e-4 * slope.max(0.01));
        }

        #[test]
        fn the_rise_grows_with_uplift_repetition_and_short_notice_and_falls_with_recapture_and_credit(
            churn in 0.0..1.0_f64,
            mean in 0.01..0.9_f64,
            uplift in 0.0..0.5_f64,
            more in 0.0..0.4_f64,
            displacements in 0_u32..5,
            recapture in 0.0..1.0_f64,
        ) {
            let settings = EventSettings::default();
            let plain = Circumstances { displacements, recapture, ..Circumstances::default() };
            let of = |uplift: f64, circumstances: Circumstances| {
                rise(&stake(churn, mean), &belief(uplift), &settings, &circumstances).expected
            };
            let now = of(uplift, plain);
            prop_assert!((0.0..=1.0 - churn).contains(&now));
            prop_assert!(of(uplift + more, plain) >= now);
            let again = of(uplift, Circumstances { displacements: displacements + 1, ..plain });
            let at_once = of(uplift, Circumstances { is_short_notice: true, ..plain });
            let lost = of(uplift, Circumstances { recapture: recapture / 2.0, ..plain });
            let credited = of(uplift, Circumstances { has_credit: true, ..plain });
            prop_assert!(again >= now && at_once >= now && lost >= now && credited <= now);
        }

        #[test]
        fn neutral_shifts_are_no_ops(mean in 0.01..0.9_f64, uplift in 0.0..0.09_f64) {
            let settings = EventSettings {
                repeat_log_odds: 0.0,
                short_notice_log_odds: 0.0,
                recapture_log_odds: 0.0,
                credit_log_odds: 0.0,
                ..EventSettings::default()
            };
            let busy = Circumstances { displacements: 3, is_short_notice: true, recapture: 0.7, has_credit: true };
            let rise = rise(&stake(mean, mean), &belief(uplift), &settings, &busy);
            prop_assert!((rise.expected - uplift).abs() < 1e-9);
        }
    }
}
