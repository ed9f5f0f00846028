use super::demand::{Cell, DemandModel, WEEK_CELLS};
use crate::Club;
use crate::club::{BookingView, LocalStart};
use crate::domain::BookingKind;

const WORTH_DAYS: u32 = 364;
/// How many bookings of the whole week a cell borrows.
const BORROWED_BOOKINGS: f64 = 5.0;

/// What a court-slot brings in each cell of the week, and whose bookings those are.
#[derive(Debug)]
pub(crate) struct Worth {
    segments: usize,
    /// By cell: fee of a court for one slot, currency units.
    fee: Vec<f64>,
    /// By cell: players on a court.
    players: Vec<f64>,
    /// By cell and segment: the share of bookings that its members organise; the last is nobody known.
    mix: Vec<f64>,
    /// Slots of the mean booking.
    pub slots_a_booking: f64,
    slot_minutes: usize,
    /// By slot of the day: how many slots of a booking that stands in it lie before it, and after it.
    beside: Vec<(f64, f64)>,
}

/// How many slots of bookings lie before and after a slot of the day, and of how many bookings.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    before: f64,
    after: f64,
    bookings: f64,
}

#[derive(Debug, Clone, Default)]
struct Tally {
    bookings: f64,
    slots: f64,
    cents: f64,
    players: f64,
    by_segment: Vec<f64>,
}

impl Worth {
    /// From a year of reservations and lessons before `as_of`; `segment_of` an organiser.
    pub(super) fn fit(
        club: &Club,
        demand: &DemandModel,
        as_of: u32,
        segments: usize,
        segment_of: impl Fn(usize) -> usize,
    ) -> Self {
        let rows = club.bookings();
        let slot_minutes = f64::from(club.venue().slot_minutes);
        let empty = Tally {
            by_segment: vec![0.0; segments + 1],
            ..Tally::default()
        };
        let mut cells = vec![empty.clone(); WEEK_CELLS];
        let day_slots = 1_440_usize.div_ceil(usize::from(club.venue().slot_minutes));
        let mut beside = vec![Beside::default(); day_slots];
        let from = rows.first_from(as_of.saturating_sub(WORTH_DAYS * 86_400));
        for booking in (from..rows.first_from(as_of))
            .map(|index| rows.get(index))
            .filter(BookingView::stands)
        {
            if !matches!(booking.kind, BookingKind::Reservation | BookingKind::Lesson) {
                continue;
            }
            let local = demand.local(booking.starts_at);
            let tally = &mut cells[Cell::of(local).in_week()];
            tally.bookings += 1.0;
            tally.slots += (f64::from(booking.minutes) / slot_minutes).max(1.0);
            tally.cents += booking.revenue.cents() as f64;
            tally.players += booking.participants().count() as f64 + f64::from(booking.guests);
            tally.by_segment[booking.organiser.map_or(segments, &segment_of)] += 1.0;
            let first = usize::from(local.minute) / usize::from(club.venue().slot_minutes);
            let slots = usize::from(booking.minutes).div_ceil(usize::from(club.venue().slot_minutes));
            for place in 0..slots {
                let beside = &mut beside[(first + place) % day_slots];
                beside.before += place as f64;
                beside.after += (slots - 1 - place) as f64;
                beside.bookings += 1.0;
            }
        }
        let whole = cells.iter().fold(empty, |sum, cell| sum.with(cell, 1.0));
        let share = if whole.bookings > 0.0 {
            BORROWED_BOOKINGS / whole.bookings
        } else {
            0.0
        };
        let cells: Vec<Tally> = cells.into_iter().map(|cell| cell.with(&whole, share)).collect();
        let per = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        Self {
            segments,
            fee: cells
                .iter()
                .map(|cell| per(cell.cents, cell.slots) / 100.0)
                .collect(),
            players: cells
                .iter()
                .map(|cell| per(cell.players, cell.bookings))
                .collect(),
            mix: cells
                .iter()
                .flat_map(|cell| cell.by_segment.iter().map(|&count| per(count, cell.bookings)))
                .collect(),
            slots_a_booking: per(whole.slots, whole.bookings).max(1.0),
            slot_minutes: usize::from(club.venue().slot_minutes),
            beside: beside
                .iter()
                .map(|slot| (per(slot.before, slot.bookings), per(slot.after, slot.bookings)))
                .collect(),
        }
    }

    /// How many slots of a booking that stands in a slot of the day lie before that slot, and after it.
    pub(super) fn beside(&self, slot: LocalStart) -> (f64, f64) {
        self.beside[usize::from(slot.minute) / self.slot_minutes]
    }

    /// Fee of a court for one slot, currency units.
    pub(super) fn fee(&self, cell: usize) -> f64 {
        self.fee[cell]
    }

    /// Players on a court.
    pub(super) fn players(&self, cell: usize) -> f64 {
        self.players[cell]
    }

    /// The share of bookings by the organiser's segment; the last is nobody known.
    pub(super) fn mix(&self, cell: usize) -> &[f64] {
        &self.mix[cell * (self.segments + 1)..(cell + 1) * (self.segments + 1)]
    }
}

impl Tally {
    fn with(mut self, other: &Self, share: f64) -> Self {
        self.bookings += other.bookings * share;
        self.slots += other.slots * share;
        self.cents += other.cents * share;
        self.players += other.players * share;
        for (own, others) in self.by_segment.iter_mut().zip(&other.by_segment) {
            *own += others * share;
        }
        self
    }
}
