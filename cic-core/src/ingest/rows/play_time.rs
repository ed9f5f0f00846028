use chrono::TimeDelta;

use super::reading::Reading;
use crate::domain::Instant;
use crate::domain::venue_clock::parse_clock;
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;

/// No court is taken for longer; an end beyond is a slip.
const LONGEST_DAYS: i64 = 31;

/// When a booking starts and ends.
pub(super) struct PlayTimeColumns {
    starts_at: BoundField,
    ends_at: BoundField,
    duration: BoundField,
    time_of_day: Option<u16>,
}

impl PlayTimeColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            starts_at: BoundField::bind_needed(table, "starts_at", columns)?,
            ends_at: BoundField::bind(table, "ends_at", columns)?,
            duration: BoundField::bind(table, "duration", columns)?,
            time_of_day: table.time_of_day.as_deref().and_then(parse_clock),
        })
    }

    /// Start and end of play; the end by its own column, else by a duration, else by the venue's usual length.
    pub(super) fn read(
        &self,
        record: &Record<'_>,
        reading: &mut Reading,
    ) -> Result<(Instant, Instant), ValueFault> {
        let starts_at = self.start(record, reading)?;
        Ok((starts_at, self.end(record, reading, starts_at)?))
    }

    fn start(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Instant, ValueFault> {
        let value = self.starts_at.needed(record)?;
        let moment = value.read(|text| reading.moments.read(text))?;
        if !moment.is_day {
            return Ok(moment.at);
        }
        let Some(minute) = self.time_of_day else {
            return Err(value.fault("the start of play has no time of day; export it with one"));
        };
        reading.days_without_time += 1;
        value.read(|text| reading.moments.on_day(text, minute))
    }

    fn end(&self, record: &Record<'_>, reading: &mut Reading, start: Instant) -> Result<Instant, ValueFault> {
        let written = self.ends_at.value(record)?;
        if !written.text.is_empty() {
            let moment = written.read(|text| reading.moments.read(text))?;
            // A day alone tells nothing: so it is when a joined time is empty.
            if !moment.is_day {
                return checked_end(start, moment.at).map_err(|reason| written.fault(reason));
            }
        }
        let duration = self.duration.value(record)?;
        if duration.text.is_empty() {
            return Ok(start + TimeDelta::minutes(i64::from(reading.booking_minutes)));
        }
        let unit = duration
            .source
            .and_then(|source| source.unit_minutes)
            .unwrap_or(1.0);
        let seconds = duration.read(|text| {
            let seconds = text.replace(',', ".").parse::<f64>().unwrap_or(f64::NAN) * unit * 60.0;
            let most = LONGEST_DAYS as f64 * 86_400.0;
            if seconds >= 1.0 && seconds <= most {
                #[expect(clippy::cast_possible_truncation, reason = "at most LONGEST_DAYS in seconds")]
                return Ok(seconds.round() as i64);
            }
            Err(format!(
                "this is not a duration above 0 and up to {LONGEST_DAYS} days"
            ))
        })?;
        Ok(start + TimeDelta::seconds(seconds))
    }
}

fn checked_end(start: Instant, end: Instant) -> Result<Instant, String> {
    if end <= start {
        return Err("the booking ends before it starts, or at once".to_owned());
    }
    if end - start > TimeDelta::days(LONGEST_DAYS) {
        return Err(format!("a booking lasts {LONGEST_DAYS} days at most"));
    }
    Ok(end)
}
