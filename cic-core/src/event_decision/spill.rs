use super::calendar::Calendar;
use super::churn_cost::Rise;
use super::demand::Cell;
use super::stake::Situation;
use crate::planning::CourtDemand;

/// What it costs to take courts out of the free ones of one slot: demand still to come that then finds none.
#[derive(Debug, Clone)]
pub(super) struct SlotSpill {
    /// Cell of the week.
    pub cell: usize,
    /// Free courts.
    free: usize,
    demand: CourtDemand,
    /// Standard deviation of what is known of the demand's mean, as a share of it.
    pub uncertainty: f64,
    /// Expected loss of each court-slot spilled, currency units: the visit and the organiser's leaving.
    pub unit_loss: f64,
    /// The part of it that is the organiser's leaving.
    pub unit_churn: f64,
    /// Slots of a usual booking in this one that lie before it, and after it.
    beside: (f64, f64),
}

/// A slot of an event's window.
#[derive(Debug, Clone)]
pub(super) struct WindowSlot {
    pub spill: SlotSpill,
    /// How many of the free courts the event takes.
    pub taken: usize,
    /// Court-slots lost for each one spilled: more than 1 at the ends of the window, for a booking that reaches into it
    /// is lost whole.
    pub weight: f64,
}

/// Court-slots spilled in a window, valued and told apart by the organisers' segment.
#[derive(Debug, Clone, Default)]
pub(super) struct Spilled {
    /// By segment, the last nobody known: margin of the visits, currency units.
    pub margin: Vec<f64>,
    /// By segment: the part of it that an open slot could recapture.
    pub recapturable: Vec<f64>,
    /// By segment: loss by organisers who leave that does not depend on the uplift, currency units.
    pub churn_base: Vec<f64>,
    /// By segment: the same for each time the true uplift is the expected one.
    pub churn_slope: Vec<f64>,
}

impl SlotSpill {
    /// A slot of the calendar, by its index there.
    pub(super) fn new(situation: &Situation<'_>, calendar: &Calendar, slot: usize) -> Self {
        let model = situation.model;
        let (starts_at, free) = (calendar.starts_at(slot), calendar.free(slot));
        let local = model.demand.local(starts_at);
        let cell = Cell::of(local).in_week();
        let share = situation.settings.event.unbooked_demand;
        let remaining = model.demand.remaining(starts_at, calendar.on_hand(slot), share);
        let (mut visit, mut churn) = (0.0, 0.0);
        let opening = model.openings.of_anyone(cell);
        let value = slot_margin(situation, cell);
        for (segment, &share) in model.worth.mix(cell).iter().enumerate() {
            visit += share * value * (1.0 - model.beliefs[segment].recapture * opening);
            churn +=
                share * organiser_stake(situation, segment) * rise_of_organiser(situation, segment).expected;
        }
        Self {
            cell,
            free,
            demand: remaining.demand,
            uncertainty: remaining.uncertainty,
            unit_loss: visit + churn,
            unit_churn: churn,
            beside: model.worth.beside(local),
        }
    }

    /// Expected loss of the visit of each court-slot spilled, currency units.
    pub(super) fn unit_visit(&self) -> f64 {
        self.unit_loss - self.unit_churn
    }

    /// See [`WindowSlot::weight`].
    pub(super) fn weight(&self, is_first: bool, is_last: bool) -> f64 {
        let (before, after) = self.beside;
        1.0 + if is_first { before } else { 0.0 } + if is_last { after } else { 0.0 }
    }

    /// Expected court-slots spilled when so many courts are taken out of the free ones, for 0, 1, 2, ... up to `most`:
    /// sums of P(D >= F - j + 1).
    pub(super) fn by_courts_taken(&self, most: usize) -> Vec<f64> {
        let mut sums = Vec::with_capacity(most + 1);
        sums.push(0.0);
        if self.demand.mean() <= 0.0 {
            sums.resize(most + 1, 0.0);
            return sums;
        }
        let tails = self.demand.tails(self.free);
        let mut sum = 0.0;
        for taken in 1..=most {
            if taken <= self.free {
                sum += tails[self.free - taken];
            }
            sums.push(sum);
        }
        sums
    }

    /// The same for exactly `taken` courts, with the demand's mean scaled.
    pub(super) fn of_taking(&self, taken: usize, scale: f64) -> f64 {
        let mean = self.demand.mean() * scale;
        if mean <= 0.0 {
            return 0.0;
        }
        CourtDemand::negative_binomial(mean, self.demand.overdispersion())
            .map_or(0.0, |demand| demand.expected_spill_of_taking(taken, self.free))
    }
}

impl SlotSpill {
    /// P(D <= 0), P(D <= 1), ... up to the free courts, and how many those are.
    pub(super) fn cumulative(&self) -> (Vec<f64>, usize) {
        let mut below = 0.0;
        let each = self.demand.probabilities().take(self.free).map(|probability| {
            below += probability;
            below
        });
        (each.collect(), self.free)
    }
}

impl Spilled {
    /// Adds `court_slots` spilled in a cell of the week.
    pub(super) fn add(&mut self, situation: &Situation<'_>, cell: usize, court_slots: f64) {
        let model = situation.model;
        let opening = model.openings.of_anyone(cell);
        let value = slot_margin(situation, cell);
        for column in [
            &mut self.margin,
            &mut self.recapturable,
            &mut self.churn_base,
            &mut self.churn_slope,
        ] {
            column.resize(situation.unknown_segment() + 1, 0.0);
        }
        for (segment, &share) in model.worth.mix(cell).iter().enumerate() {
            self.margin[segment] += court_slots * share * value;
            self.recapturable[segment] += court_slots * share * value * opening;
            let stake = court_slots * share * organiser_stake(situation, segment);
            let rise = rise_of_organiser(situation, segment);
            self.churn_base[segment] += stake * (rise.expected - rise.slope);
            self.churn_slope[segment] += stake * rise.slope;
        }
    }

    /// Loss by organisers of a segment who leave, were the true uplift `factor` times the expected one.
    pub(super) fn churn(&self, segment: usize, factor: f64) -> f64 {
        (self.churn_base[segment] + self.churn_slope[segment] * factor).max(0.0)
    }
}

/// Margin of a court for one slot: the fee, and what its players spend beside it.
fn slot_margin(situation: &Situation<'_>, cell: usize) -> f64 {
    let (event, worth) = (&situation.settings.event, &situation.model.worth);
    let beside = event.ancillary_per_visit.units() * worth.players(cell) / worth.slots_a_booking;
    worth.fee(cell) * event.fee_share + beside
}

/// What is lost if an organiser who finds no court leaves, for each court-slot they wanted.
fn organiser_stake(situation: &Situation<'_>, segment: usize) -> f64 {
    let (event, model) = (&situation.settings.event, situation.model);
    let value = model.mean_values.get(segment).copied().unwrap_or(0.0).max(0.0) * (1.0 - event.replacement);
    event.spilled_churn_share * value / model.worth.slots_a_booking
}

fn rise_of_organiser(situation: &Situation<'_>, segment: usize) -> Rise {
    situation.model.spilled_rises[segment]
}
