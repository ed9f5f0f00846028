use super::demand::{Cell, DemandModel, WEEK_CELLS};
use crate::Club;
use crate::club::BookingView;

const HABIT_DAYS: u32 = 364;
/// How many visits a member's own hours are worth as much as the usual ones: few visits do not tell all hours one likes.
const BORROWED_VISITS: f64 = 5.0;

/// Whether a displaced visit finds another slot its player would take.
#[derive(Debug)]
pub(crate) struct Openings {
    /// By member: P(a slot at one of their own hours is free within the days), and the weight of that beside the usual.
    own: Vec<(f32, f32)>,
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
        let own = habits.iter().map(|(habits, visits)| {
            let none: f64 = cells(habits).map(|cell| sold_out[cell]).product();
            let visits = f64::from(*visits);
            #[expect(clippy::cast_possible_truncation, reason = "probabilities")]
            ((1.0 - none) as f32, (visits / (visits + BORROWED_VISITS)) as f32)
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
        let (own, weight) = self.own[member];
        let weight = f64::from(weight);
        weight * f64::from(own) + (1.0 - weight) * self.usual[cell]
    }

    /// The same for someone unknown.
    pub(super) fn of_anyone(&self, cell: usize) -> f64 {
        self.usual[cell]
    }
}

/// For each member a bit for every cell of the week in which they played within a year, and how often they did.
fn habits(club: &Club, demand: &DemandModel, as_of: u32) -> Vec<([u64; 3], u32)> {
    let rows = club.bookings();
    let mut habits = vec![([0_u64; 3], 0); club.people().len()];
    let from = rows.first_from(as_of.saturating_sub(HABIT_DAYS * 86_400));
    for booking in (from..rows.first_from(as_of))
        .map(|index| rows.get(index))
        .filter(BookingView::stands)
    {
        let cell = Cell::of(demand.local(booking.starts_at)).in_week();
        for member in booking.participants() {
            let (cells, visits) = &mut habits[member];
            cells[cell / 64] |= 1 << (cell % 64);
            *visits += 1;
        }
    }
    habits
}

fn cells(habits: &[u64; 3]) -> impl Iterator<Item = usize> + '_ {
    (0..WEEK_CELLS).filter(|cell| habits[cell / 64] >> (cell % 64) & 1 == 1)
}
