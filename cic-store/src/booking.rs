use chrono::Duration;
use cic_core::ClubBuilder;
use cic_core::club::BookingRow;
use cic_core::domain::{Booking, BookingKind, BookingStatus, Venue};
use cic_core::ingest::{Row, RowKind};

use crate::connection::{Columns, Transaction, Value};
use crate::error::Result;
use crate::import::{Directory, Merge, Noun, Refusal, Staging, in_calendar};
use crate::wall_clock::WallClock;

impl Noun for Booking {
    const KIND: RowKind = RowKind::Bookings;
    const STAGING: Staging = Staging {
        create: sql!("booking_stage"),
        drop: sql!("staged_drop"),
        columns: Columns {
            table: "staged",
            names: &[
                "line",
                "source",
                "external_id",
                "member_id",
                "booking_time",
                "fold",
                "ends_at",
                "court_id",
                "revenue_cents",
                "booked_at",
                "cancelled_at",
                "status",
                "kind",
                "occurrence_id",
                "guests",
                "players",
            ],
        },
    };
    const KEY_CELLS: usize = 2;
    const PARTS: Option<Staging> = Some(Staging {
        create: sql!("booking_player_stage"),
        drop: sql!("booking_player_drop"),
        columns: Columns {
            table: "staged_players",
            names: &["source", "external_id", "position", "member_id"],
        },
    });
    const MERGE: Merge = Merge {
        compare: sql!("booking_compare"),
        refuse_new: None,
        tables: &["bookings", "booking_players"],
        write: &[
            sql!("booking_player_delete"),
            sql!("booking_update"),
            sql!("booking_insert"),
            sql!("booking_player_insert"),
        ],
    };

    fn of(row: &Row) -> Option<&Self> {
        match row {
            Row::Booking(booking) => Some(booking),
            _ => None,
        }
    }

    fn refusal(&self, directory: &Directory) -> Option<Refusal> {
        let stranger = |id: &&String| !directory.knows(id);
        if let Some(id) = self.member_id.as_ref().filter(stranger) {
            return Some(Refusal::unknown_member("member_id", id));
        }
        if let Some(id) = self.players.iter().find(stranger) {
            return Some(Refusal::unknown_member("players", id));
        }
        if let Some(refusal) = Refusal::outside_calendar("booking_time", self.starts_at) {
            return Some(refusal);
        }
        (self.ends_at <= self.starts_at).then(|| {
            Refusal::new(
                "ends_at",
                &self.ends_at.to_rfc3339(),
                "the end is not after the start",
            )
        })
    }

    fn cells<'a>(&'a self, _directory: &'a Directory, clock: &mut WallClock) -> Vec<Value<'a>> {
        let (booking_time, fold) = clock.wall(self.starts_at);
        let mut cells = Vec::with_capacity(Self::STAGING.columns.names.len());
        cells.extend([
            (&self.source).into(),
            (&self.external_id).into(),
            self.member_id.as_ref().into(),
            Value::wall(booking_time),
            fold.into(),
            self.ends_at.into(),
            self.court_id.into(),
            self.revenue.into(),
            self.booked_at.into(),
            self.cancelled_at.into(),
            self.status.as_str().into(),
            self.kind.as_str().into(),
            self.occurrence.as_ref().into(),
            self.guests.into(),
            if self.players.is_empty() {
                "".into()
            } else {
                self.players.join(";").into()
            },
        ]);
        cells
    }

    fn parts(&self) -> Vec<Vec<Value<'_>>> {
        let player = |(position, id)| {
            vec![
                (&self.source).into(),
                (&self.external_id).into(),
                Value::Integer(position),
                Value::from(id),
            ]
        };
        (1..).zip(&self.players).map(player).collect()
    }
}

/// Loads every booking that has a time, with its players.
pub(crate) async fn load(
    transaction: &mut Transaction,
    venue: &Venue,
    clock: &mut WallClock,
    club: &mut ClubBuilder,
) -> Result<()> {
    let usual_length = Duration::minutes(i64::from(venue.booking_minutes));
    let mut left_aside = 0_u64;
    transaction
        .each_in_pages("bookings", sql!("booking_load"), |cells| {
            cells.skip()?;
            let member_id = cells.some_text()?;
            let wall = cells
                .some_wall()?
                .ok_or_else(|| cells.corrupt("the time is missing"))?;
            let starts_at = clock.moment(wall, cells.integer()? == 1);
            if !in_calendar(starts_at) {
                left_aside += 1;
                return Ok(());
            }
            let booking = BookingRow {
                member_id,
                starts_at,
                ends_at: cells.some_instant()?.unwrap_or(starts_at + usual_length),
                court_id: cells.number()?,
                revenue: cells.some_money()?.unwrap_or_default(),
                booked_at: cells.some_instant()?,
                cancelled_at: cells.some_instant()?,
                status: cells.word(BookingStatus::parse)?,
                kind: cells.word(BookingKind::parse)?,
                occurrence: cells.some_text()?,
                guests: cells.number()?.unwrap_or_default(),
            };
            Ok(club.booking(booking, cells.items()?)?)
        })
        .await?;
    if left_aside > 0 {
        tracing::warn!(
            left_aside,
            "bookings outside the years 1970 to 2105 are left aside"
        );
    }
    Ok(())
}
