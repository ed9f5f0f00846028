use super::belief::SegmentBelief;
use super::churn_cost::{Circumstances, Rise, rise};
use super::demand::DemandModel;
use super::openings::Openings;
use super::quantiles::Quantiles;
use super::stake::Stake;
use super::worth::Worth;
use crate::Club;
use crate::Settings;
use crate::club::seconds_of;
use crate::domain::Instant;
use crate::settings::Recapture;

/// Everything that event decisions need and that does not depend on the request.
#[derive(Debug)]
pub(crate) struct EventModel {
    pub(super) demand: DemandModel,
    pub(super) openings: Openings,
    pub(super) worth: Worth,
    /// By segment; the last is of nobody known.
    pub(super) beliefs: Vec<SegmentBelief>,
    /// By segment: the mean value of its active members, currency units.
    pub(super) mean_values: Vec<f64>,
    /// By segment: the rise in the probability to leave of a usual member who finds no court.
    pub(super) spilled_rises: Vec<Rise>,
    /// By segment: how many of them a fitted model values.
    pub(super) valued_by_models: Vec<u64>,
    pub(super) normal: Quantiles,
    /// Seconds since 1970.
    pub(super) as_of: u32,
}

impl EventModel {
    /// The instant up to which it knows, seconds since 1970.
    pub(crate) const fn as_of(&self) -> u32 {
        self.as_of
    }

    /// Fits demand, habits and worth on `club`, and reads the settings' beliefs; `stake_of` an active member.
    pub(crate) fn fit(
        club: &Club,
        settings: &Settings,
        as_of: Instant,
        segment_of: impl Fn(usize) -> usize,
        stake_of: impl Fn(usize) -> Option<Stake>,
    ) -> Self {
        let seconds = seconds_of(as_of).unwrap_or(0);
        let demand = DemandModel::fit(club, seconds);
        let segments = settings.segments.len();
        let mut beliefs: Vec<SegmentBelief> = settings
            .segments
            .iter()
            .map(|segment| SegmentBelief::of(&settings.event, &segment.id))
            .collect();
        beliefs.push(belief_of_nobody_known(settings, &beliefs));
        let stakes: Vec<Stake> = (0..club.people().len()).filter_map(stake_of).collect();
        Self {
            openings: Openings::fit(club, &demand, seconds, settings.event.recapture_days),
            worth: Worth::fit(club, &demand, seconds, segments, segment_of),
            demand,
            mean_values: mean_values(&stakes, segments),
            spilled_rises: spilled_rises(settings, &stakes, &beliefs),
            valued_by_models: valued_by_models(&stakes, segments),
            beliefs,
            normal: Quantiles::normal(),
            as_of: seconds,
        }
    }
}

/// Guests: no membership to end, and the recapture of everyone alike.
fn belief_of_nobody_known(settings: &Settings, known: &[SegmentBelief]) -> SegmentBelief {
    let event = &settings.event;
    let recapture = match &event.recapture {
        Recapture::All(share) => *share,
        Recapture::PerSegment(_) => {
            known.iter().map(|belief| belief.recapture).sum::<f64>() / known.len().max(1) as f64
        }
    };
    SegmentBelief {
        uplift: 0.0,
        uplift_factor: Quantiles::certain(1.0),
        recapture,
        recapture_share: Quantiles::beta(recapture, event.recapture_certainty),
        learned_share: 0.0,
        outcomes: 0,
        visits: 0,
    }
}

/// Of those who would organise a booking and find no court: a usual member of the segment, in good time, whose visit
/// moves as often as others' do.
fn spilled_rises(settings: &Settings, stakes: &[Stake], beliefs: &[SegmentBelief]) -> Vec<Rise> {
    let of = |(segment, belief): (usize, &SegmentBelief)| {
        let members = || stakes.iter().filter(|stake| stake.segment == segment);
        let Some(&member) = members().next() else {
            return Rise::default();
        };
        let churn = members().map(|stake| stake.segment_churn).sum::<f64>() / members().count() as f64;
        let usual = Stake {
            churn,
            segment_churn: churn,
            ..member
        };
        let circumstances = Circumstances {
            recapture: belief.recapture,
            ..Circumstances::default()
        };
        rise(&usual, belief, &settings.event, &circumstances)
    };
    beliefs.iter().enumerate().map(of).collect()
}

fn valued_by_models(stakes: &[Stake], segments: usize) -> Vec<u64> {
    let mut counts = vec![0; segments];
    for stake in stakes {
        counts[stake.segment] += u64::from(stake.is_learned);
    }
    counts
}

fn mean_values(stakes: &[Stake], segments: usize) -> Vec<f64> {
    let mut sums = vec![(0_i64, 0_i64); segments];
    for stake in stakes {
        let (cents, count) = &mut sums[stake.segment];
        *cents += stake.ltv.cents();
        *count += 1;
    }
    let mean = |(cents, count): (i64, i64)| {
        if count > 0 {
            cents as f64 / count as f64 / 100.0
        } else {
            0.0
        }
    };
    sums.into_iter().map(mean).collect()
}
