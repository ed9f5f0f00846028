use rayon::prelude::*;

use super::{Part, Rfm, RfmNames, Visit};
use crate::club::LocalClock;
use crate::club::tables::{Cell, Found, Reading, Table, Times, charge};
use crate::domain::Money;
use crate::error::{Error, Result};
use crate::settings::Settings;

/// Not in the window.
const OUTSIDE: u32 = u32::MAX;

impl Rfm {
    /// Takes in a table of visits.
    ///
    /// # Errors
    /// [`Error::Invalid`] with a fault for every column that cannot be read.
    pub fn update(&mut self, visits: &Table<'_>, names: RfmNames<'_>) -> Result<()> {
        let mut reading = Reading::new("visits", visits);
        let members = reading.needed(names.member);
        let times = reading.needed(names.time);
        let days = times
            .map(|found| self.days(&mut reading, &found))
            .unwrap_or_default();
        let amounts = names.amount.and_then(|name| reading.needed(name));
        let cents =
            amounts.map(|found| reading.read(&found, Some(&0), || |cell| charge(cell).map(Money::cents)));
        if let Some(found) = members.as_ref().filter(|_| reading.faults.is_empty()) {
            self.numbered &= found.is_numbered();
            self.gather(found, &days, cents.as_deref()).map_err(|row| {
                let message =
                    format!("row {row}: an id is text or a whole number; convert the column to one of them");
                Error::invalid(format!("visits.{}", names.member), message)
            })?;
        }
        if reading.faults.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(reading.faults))
        }
    }

    /// By row, the club-local day, or [`OUTSIDE`].
    fn days<'t, 'a>(&self, reading: &mut Reading<'t, 'a>, found: &Found<'t, 'a>) -> Vec<u32> {
        let zone = self.options.time_zone;
        let mut settings = Settings::default();
        settings.venue.time_zone = zone;
        let now = self.options.as_of;
        let until = now.timestamp() + i64::from(now.timestamp_subsec_nanos() > 0);
        let wall_now = now.with_timezone(&zone).naive_local().and_utc();
        let wall_until = wall_now.timestamp() + i64::from(wall_now.timestamp_subsec_nanos() > 0);
        let clock = LocalClock::new(zone, 0, u32::try_from(until).unwrap_or(u32::MAX));
        let cutoff_seconds = i64::from(self.options.cutoff_hour) * 3_600;
        let day_of_wall =
            |wall: i64| u32::try_from((wall - cutoff_seconds).div_euclid(86_400)).unwrap_or(OUTSIDE);
        let of_instant = |seconds: i64| match u32::try_from(seconds) {
            Ok(known) if seconds < until => {
                let start = clock.read(known);
                day_of_wall(i64::from(start.day) * 86_400 + i64::from(start.minute) * 60)
            }
            _ => OUTSIDE,
        };
        let settings = &settings;
        reading.read(found, None, || {
            let mut times = Times::new(settings);
            move |cell: Cell<'_>| {
                Ok(match cell {
                    Cell::Time {
                        seconds,
                        is_instant: true,
                        ..
                    } => of_instant(seconds),
                    Cell::Time { seconds, .. } if seconds < wall_until => day_of_wall(seconds),
                    Cell::Time { .. } => OUTSIDE,
                    Cell::Day(day) => u32::try_from(day)
                        .ok()
                        .filter(|&day| day <= self.last_day)
                        .unwrap_or(OUTSIDE),
                    other => of_instant(times.instant(other)?.timestamp()),
                })
            }
        })
    }

    /// Adds the visits in the window, a part for each thread; the error is a row whose member is no id.
    fn gather(&mut self, members: &Found<'_, '_>, days: &[u32], cents: Option<&[i64]>) -> Result<(), usize> {
        let blocks = members.blocks();
        let share = blocks.len().div_ceil(rayon::current_num_threads()).max(1);
        let parts: Vec<Result<Part, usize>> = blocks
            .par_chunks(share)
            .map(|blocks| {
                let mut part = Part::default();
                part.visits
                    .reserve(blocks.iter().map(|(_, rows)| rows.len()).sum());
                let mut digits = itoa::Buffer::new();
                for (piece, rows) in blocks {
                    for row in rows.clone() {
                        let place = members.place(*piece, row);
                        let day = days[place];
                        if day == OUTSIDE {
                            continue;
                        }
                        let id = match members.cell(*piece, row) {
                            Cell::Missing => continue,
                            Cell::Text(text) => text,
                            Cell::Integer(number) => digits.format(number),
                            _ => return Err(place),
                        };
                        let member = part.members.number(id).ok_or(place)?.number();
                        part.visits.push(Visit { member, day });
                        if let Some(cents) = cents {
                            part.cents.push(cents[place]);
                        }
                    }
                }
                Ok(part)
            })
            .collect();
        for part in parts {
            self.parts.push(part?);
        }
        Ok(())
    }
}
