use chrono::Duration;

use super::evaluate::Window;
use super::income::Income;
use super::request::DecideEventRequest;
use super::stake::Situation;
use crate::club::seconds_of;
use crate::domain::{Money, parse_instant_or_local};
use crate::error::{Error, Fault, Result};

/// A request whose every value has been looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    /// Seconds since 1970.
    pub starts_at: u32,
    pub minutes: u32,
    pub courts: usize,
    pub income: Income,
    /// Indexes into the venue's courts.
    pub court_ids: Option<Vec<usize>>,
    pub headcount: Option<u32>,
}

impl Wanted {
    pub(super) fn window(&self) -> Window<'_> {
        Window {
            starts_at: self.starts_at,
            minutes: self.minutes,
            courts: self.courts,
            fixed: self.court_ids.as_deref(),
        }
    }
}

const MOST_MONEY: f64 = 10_000_000.0;
const MOST_HEADCOUNT: u32 = 100_000;
const MOST_MINUTES: u32 = 24 * 60;
const FURTHEST_DAYS: i64 = 731;

/// The request, or every fault in it.
pub(super) fn validate(request: &DecideEventRequest, situation: &Situation<'_>) -> Result<Wanted> {
    let mut faults = Vec::new();
    let income = income(request, situation, &mut faults);
    let starts_at = start(request, situation, &mut faults);
    let courts_in_all = situation.club.venue().courts.len();
    let courts = request.courts as usize;
    if !(1..=courts_in_all).contains(&courts) {
        faults.push(Fault::new(
            "/courts",
            format!("{courts} is not between 1 and the venue's {courts_in_all} courts"),
        ));
    }
    let slot = u32::from(situation.club.venue().slot_minutes);
    let minutes = request.duration_minutes;
    if minutes == 0 || minutes > MOST_MINUTES || !minutes.is_multiple_of(slot) {
        faults.push(Fault::new(
            "/durationMinutes",
            format!("{minutes} is not a multiple of {slot} between {slot} and {MOST_MINUTES}"),
        ));
    }
    let court_ids = court_ids(request, situation, &mut faults);
    if faults.is_empty() {
        Ok(Wanted {
            starts_at,
            minutes,
            courts,
            income,
            court_ids,
            headcount: request.headcount,
        })
    } else {
        Err(Error::Invalid(faults))
    }
}

fn income(request: &DecideEventRequest, situation: &Situation<'_>, faults: &mut Vec<Fault>) -> Income {
    let mut amount = |field: &str, value: f64, least: f64| {
        let known = Money::from_units(value).filter(|_| (least..=MOST_MONEY).contains(&value));
        known.map_or_else(
            || {
                let message = format!("{value} is not an amount between {least} and {MOST_MONEY}");
                faults.push(Fault::new(field, message));
                0.0
            },
            Money::units,
        )
    };
    let revenue = amount("/revenue", request.revenue, 0.0);
    let per_head = amount(
        "/ancillaryPerHead",
        request.ancillary_per_head.unwrap_or(0.0),
        0.0,
    );
    let variable_cost = amount("/variableCost", request.variable_cost.unwrap_or(0.0), 0.0);
    let deposit_kept = amount("/depositKept", request.deposit_kept.unwrap_or(0.0), 0.0);
    let future_value = amount("/futureValue", request.future_value.unwrap_or(0.0), -MOST_MONEY);
    let asked = situation.settings.event.wash_probability;
    let wash_probability = request.wash_probability.unwrap_or(asked);
    if !(0.0..=1.0).contains(&wash_probability) {
        let message = format!("{wash_probability} is not a probability between 0 and 1");
        faults.push(Fault::new("/washProbability", message));
    }
    match request.headcount {
        Some(people) if !(1..=MOST_HEADCOUNT).contains(&people) => {
            let message = format!("{people} is not a number of people between 1 and {MOST_HEADCOUNT}");
            faults.push(Fault::new("/headcount", message));
        }
        None if per_head > 0.0 => {
            faults.push(Fault::new(
                "/headcount",
                "is needed with ancillaryPerHead: how many people come",
            ));
        }
        _ => {}
    }
    if !situation.is_full() {
        return Income {
            revenue,
            ..Income::default()
        };
    }
    Income {
        revenue,
        ancillary: per_head * f64::from(request.headcount.unwrap_or(0)) * situation.settings.economics.margin,
        variable_cost,
        deposit_kept,
        future_value,
        wash_probability,
    }
}

fn start(request: &DecideEventRequest, situation: &Situation<'_>, faults: &mut Vec<Fault>) -> u32 {
    let zone = situation.club.venue().time_zone;
    let message = match parse_instant_or_local(&request.date_time, zone) {
        Err(error) => error.to_string(),
        Ok(start) if start < situation.as_of => {
            let as_of = situation.as_of.with_timezone(&zone).to_rfc3339();
            format!("{} is past; the club is known as of {as_of}", request.date_time)
        }
        Ok(start) => {
            let is_near = start - situation.as_of <= Duration::days(FURTHEST_DAYS);
            match seconds_of(start).filter(|_| is_near) {
                Some(seconds) => return seconds,
                None => format!("{} is more than two years ahead", request.date_time),
            }
        }
    };
    faults.push(Fault::new("/dateTime", message));
    0
}

/// The venue's courts, as many as fit into a sentence.
fn known_courts(situation: &Situation<'_>) -> String {
    const MOST_NAMED: usize = 12;
    let courts = &situation.club.venue().courts;
    let named = courts.iter().take(MOST_NAMED).map(|court| court.id.to_string());
    let named = named.collect::<Vec<_>>().join(", ");
    match courts.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

fn court_ids(
    request: &DecideEventRequest,
    situation: &Situation<'_>,
    faults: &mut Vec<Fault>,
) -> Option<Vec<usize>> {
    let ids = request.court_ids.as_ref()?;
    if ids.len() != request.courts as usize {
        let message = format!("{} ids are given for {} courts", ids.len(), request.courts);
        faults.push(Fault::new("/courtIds", message));
    }
    let mut indexes = Vec::with_capacity(ids.len());
    for (position, id) in ids.iter().enumerate() {
        let message = match situation.club.venue().court_index(*id) {
            None => format!("the venue has no court {id}; it has {}", known_courts(situation)),
            Some(index) if indexes.contains(&index) => format!("court {id} is named twice"),
            Some(index) => {
                indexes.push(index);
                continue;
            }
        };
        faults.push(Fault::new(format!("/courtIds/{position}"), message));
    }
    indexes.sort_unstable();
    Some(indexes)
}
