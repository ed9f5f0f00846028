use chrono::Duration;

use super::request::DecideEventRequest;
use super::stake::Situation;
use crate::club::seconds_of;
use crate::domain::{Money, parse_instant_or_local};
use crate::error::{Error, Fault, Result};

/// A request whose every value has been looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Seconds since 1970.
    pub starts_at: u32,
    pub minutes: u32,
    pub courts: usize,
    pub revenue: Money,
    /// Indexes into the venue's courts.
    pub court_ids: Option<Vec<usize>>,
    pub headcount: Option<u32>,
}

impl Wanted {
    pub(super) const fn ends_at(&self) -> u32 {
        self.starts_at + self.minutes * 60
    }
}

const MOST_REVENUE: f64 = 10_000_000.0;
const MOST_MINUTES: u32 = 24 * 60;
const FURTHEST_DAYS: i64 = 731;

/// The request, or every fault in it.
pub(super) fn validate(request: &DecideEventRequest, situation: &Situation<'_>) -> Result<Wanted> {
    let venue = situation.club.venue();
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: String| faults.push(Fault::new(field, message));
    let revenue = Money::from_units(request.revenue)
        .filter(|_| (0.0..=MOST_REVENUE).contains(&request.revenue))
        .unwrap_or_else(|| {
            fault(
                "/revenue",
                format!(
                    "{} is not an amount between 0 and {MOST_REVENUE}",
                    request.revenue
                ),
            );
            Money::ZERO
        });
    let starts_at = match parse_instant_or_local(&request.date_time, venue.time_zone) {
        Err(error) => {
            fault("/dateTime", error.to_string());
            0
        }
        Ok(start) if start < situation.as_of => {
            let as_of = situation.as_of.with_timezone(&venue.time_zone).to_rfc3339();
            fault(
                "/dateTime",
                format!("{} is past; the club is known as of {as_of}", request.date_time),
            );
            0
        }
        Ok(start) => {
            match seconds_of(start).filter(|_| start - situation.as_of <= Duration::days(FURTHEST_DAYS)) {
                Some(seconds) => seconds,
                None => {
                    fault(
                        "/dateTime",
                        format!("{} is more than two years ahead", request.date_time),
                    );
                    0
                }
            }
        }
    };
    let courts_in_all = venue.courts.len();
    let courts = request.courts as usize;
    if !(1..=courts_in_all).contains(&courts) {
        fault(
            "/courts",
            format!("{courts} is not between 1 and the venue's {courts_in_all} courts"),
        );
    }
    let slot = u32::from(venue.slot_minutes);
    let minutes = request.duration_minutes;
    if minutes == 0 || minutes > MOST_MINUTES || !minutes.is_multiple_of(slot) {
        fault(
            "/durationMinutes",
            format!("{minutes} is not a multiple of {slot} between {slot} and {MOST_MINUTES}"),
        );
    }
    if request.headcount == Some(0) {
        fault("/headcount", "0 people need no court".to_owned());
    }
    let court_ids = request.court_ids.as_ref().map(|ids| {
        if ids.len() != courts {
            fault(
                "/courtIds",
                format!("{} ids are given for {courts} courts", ids.len()),
            );
        }
        let mut indexes = Vec::with_capacity(ids.len());
        for (position, id) in ids.iter().enumerate() {
            match venue.court_index(*id) {
                None => fault(
                    &format!("/courtIds/{position}"),
                    format!("the venue has no court {id}"),
                ),
                Some(index) if indexes.contains(&index) => {
                    fault(
                        &format!("/courtIds/{position}"),
                        format!("court {id} is named twice"),
                    );
                }
                Some(index) => indexes.push(index),
            }
        }
        indexes.sort_unstable();
        indexes
    });
    if faults.is_empty() {
        Ok(Wanted {
            starts_at,
            minutes,
            courts,
            revenue,
            court_ids,
            headcount: request.headcount,
        })
    } else {
        Err(Error::Invalid(faults))
    }
}
