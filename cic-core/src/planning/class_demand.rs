use serde::{Deserialize, Serialize};

use super::court_use::CourtUse;
use super::hour_of_week::HourOfWeek;
use super::situation::Situation;
use super::unconstrained::unconstrained_mean;
use crate::error::Fault;

/// Courts kept for a segment in every open hour; the rest is open to all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quota {
    /// Segment id.
    pub segment: String,
    /// How many courts are kept for it.
    pub courts: u32,
}

/// An open hour of the week, and how many courts each segment wants in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HourDemand {
    pub hour: HourOfWeek,
    /// The open part of the hour, 0 to 1.
    pub share: f64,
    /// Mean courts wanted by segment index; the last entry is guests and the club's own programme.
    pub courts: Vec<f64>,
}

impl HourDemand {
    /// Mean courts wanted by everyone.
    pub(crate) fn total(&self) -> f64 {
        self.courts.iter().sum()
    }
}

/// What each open hour of the week was seen to want, those who found no court included.
pub(crate) fn demand_by_hour(seen: &CourtUse) -> Vec<HourDemand> {
    HourOfWeek::all()
        .filter_map(|hour| {
            let seen = &seen.hours[hour.index()];
            let wanted = unconstrained_mean(&seen.dates);
            seen.is_open().then(|| HourDemand {
                hour,
                share: f64::from(seen.open_minutes) / 60.0,
                courts: seen.segment_shares().iter().map(|share| share * wanted).collect(),
            })
        })
        .collect()
}

/// The courts that a request plans with, the venue's when it names none.
pub(crate) fn courts_of(situation: &Situation<'_>, courts: Option<u32>, faults: &mut Vec<Fault>) -> usize {
    const MOST_COURTS: u32 = 400;
    match courts {
        None => situation.club.venue().courts.len(),
        Some(courts) if (1..=MOST_COURTS).contains(&courts) => courts as usize,
        Some(courts) => {
            faults.push(Fault::new(
                "/courts",
                format!("{courts} is not between 1 and {MOST_COURTS}"),
            ));
            1
        }
    }
}

/// Courts kept by segment index; the last entry is 0.
pub(crate) fn reserved_by_segment(
    situation: &Situation<'_>,
    quotas: &[Quota],
    courts: usize,
    faults: &mut Vec<Fault>,
) -> Vec<usize> {
    let mut reserved = vec![0_usize; situation.segments() + 1];
    for (index, quota) in quotas.iter().enumerate() {
        let field = format!("/quotas/{index}/segment");
        match situation.segment_index(&quota.segment) {
            None => faults.push(Fault::new(field, situation.unknown_segment(&quota.segment))),
            Some(segment)
                if quotas[..index]
                    .iter()
                    .any(|earlier| earlier.segment == quota.segment) =>
            {
                faults.push(Fault::new(
                    field,
                    format!("{:?} is named twice", situation.segment_name(segment)),
                ));
            }
            Some(segment) => reserved[segment] = quota.courts as usize,
        }
    }
    let kept = reserved
        .iter()
        .fold(0_usize, |sum, courts| sum.saturating_add(*courts));
    if kept > courts {
        faults.push(Fault::new(
            "/quotas",
            format!("{kept} courts are kept of {courts}; keep fewer, or plan with more courts"),
        ));
    }
    reserved
}

/// A share between 0 and 1 that the request may name.
pub(crate) fn share_of(field: &str, wanted: Option<f64>, usual: f64, faults: &mut Vec<Fault>) -> f64 {
    let share = wanted.unwrap_or(usual);
    if !(0.0..=1.0).contains(&share) {
        faults.push(Fault::new(field, format!("{share} is not between 0 and 1")));
    }
    share
}
