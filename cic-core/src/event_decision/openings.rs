use super::demand::{Cell, DemandModel, WEEK_CELLS};
use crate::Club;
use crate::club::BookingView;

const HABIT_DAYS: u32 = 364;

/// Whether a displaced visit finds another slot its player would take.
#[derive(Debug)]
pub(crate) struct Openings {
    /// By member: P(a slot at one of their own hours is free within the days); below 0 for one without habits.
    own: Vec<f32>,
    /// By cell of the week: the same for someone of whom only that cell is known.
    usual: Vec<f64>,
}

impl Openings {
    /// From the hours at which each member plays, and how often those are sold out.
    pub(super) fn fit(club: &Club, demand: &DemandModel, as_of: u32, days: u32) -> Self {
        let weeks = f64::from(days) / 7.0;
        let sold_out: Vec<f64> = (0..WEEK_CELLS)
            .map(|cell| {
                let in_the_end = demand.in_the_end(cell, as_of);
                in_the_end.probability_at_least(demand.courts()).powf(weeks)
            })
            .collect();
        let habits = habits(club, demand, as_of);
        let own = habits.iter().map(|habits| {
            let cells = cells(habits);
            #[expect(clippy::cast_possible_truncation, reason = "a probability")]
            cells
                .map(|cell| sold_out[cell])
                .reduce(|all, one| all * one)
                .map_or(-1.0, |all| (1.0 - all) as f32)
        });
        let usual = (0..WEEK_CELLS).map(|cell| {
            let (weekday, hour) = (cell / 24, cell % 24);
            let mut like = if weekday < 5 { 0..5 } else { 5..7 };
            1.0 - like
                .try_fold(1.0, |all, day| Some(all * sold_out[day * 24 + hour]))
                .unwrap_or(1.0)
        });
        Self {
            own: own.collect(),
            usual: usual.collect(),
        }
    }

    /// P(an acceptable other slot is free) for a member who loses play in a cell of the week.
    pub(super) fn of_member(&self, member: usize, cell: usize) -> f64 {
        let own = f64::from(self.own[member]);
        if own < 0.0 { self.usual[cell] } else { own }
    }

    /// The same for someone unknown.
    pub(super) fn of_anyone(&self, cell: usize) -> f64 {
        self.usual[cell]
    }
}

/// For each member a bit for every cell of the week in which they played within a year.
fn habits(club: &Club, demand: &DemandModel, as_of: u32) -> Vec<[u64; 3]> {
    let rows = club.bookings();
    let mut habits = vec![[0_u64; 3]; club.people().len()];
    let from = rows.first_from(as_of.saturating_sub(HABIT_DAYS * 86_400));
    for booking in (from..rows.first_from(as_of))
        .map(|index| rows.get(index))
        .filter(BookingView::stands)
    {
        let cell = Cell::of(demand.local(booking.starts_at)).in_week();
        for member in booking.participants() {
            habits[member][cell / 64] |= 1 << (cell % 64);
        }
    }
    habits
}

fn cells(habits: &[u64; 3]) -> impl Iterator<Item = usize> + '_ {
    (0..WEEK_CELLS).filter(|cell| habits[cell / 64] >> (cell % 64) & 1 == 1)
}
