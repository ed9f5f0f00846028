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
}

/// Court-slots spilled in a window, valued and told apart by the organisers' segment.
#[derive(Debug, Clone, Default)]
pub(super) struct Spilled {
    /// By segment, the last nobody known: margin of the visits, currency units.
    pub margin: Vec<f64>,
    /// By segment: the part of it that an open slot could recapture.
    pub recapturable: Vec<f64>,
    /// By segment: expected loss by organisers who leave, currency units.
    pub churn: Vec<f64>,
}

impl SlotSpill {
    /// The slot that begins at `starts_at`, seconds since 1970, with so many courts free.
    pub(super) fn new(situation: &Situation<'_>, starts_at: u32, free: usize) -> Self {
        let model = situation.model;
        let cell = Cell::of(model.demand.local(starts_at)).in_week();
        let remaining = model
            .demand
            .remaining(starts_at, situation.settings.event.unbooked_demand);
        let (mut visit, mut churn) = (0.0, 0.0);
        let opening = model.openings.of_anyone(cell);
        let value = slot_margin(situation, cell);
        for (segment, &share) in model.worth.mix(cell).iter().enumerate() {
            visit += share * value * (1.0 - model.beliefs[segment].recapture * opening);
            churn += share * organiser_loss(situation, segment);
        }
        Self {
            cell,
            free,
            demand: remaining.demand,
            uncertainty: remaining.uncertainty,
            unit_loss: visit + churn,
            unit_churn: churn,
        }
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
        for column in [&mut self.margin, &mut self.recapturable, &mut self.churn] {
            column.resize(situation.unknown_segment() + 1, 0.0);
        }
        for (segment, &share) in model.worth.mix(cell).iter().enumerate() {
            self.margin[segment] += court_slots * share * value;
            self.recapturable[segment] += court_slots * share * value * opening;
            self.churn[segment] += court_slots * share * organiser_loss(situation, segment);
        }
    }
}

/// Margin of a court for one slot: the fee, and what its players spend beside it.
fn slot_margin(situation: &Situation<'_>, cell: usize) -> f64 {
    let (event, worth) = (&situation.settings.event, &situation.model.worth);
    let beside = event.ancillary_per_visit.units() * worth.players(cell) / worth.slots_a_booking;
    worth.fee(cell) * event.fee_share + beside
}

/// Expected loss by an organiser who finds no court, for each court-slot they wanted.
fn organiser_loss(situation: &Situation<'_>, segment: usize) -> f64 {
    let (event, model) = (&situation.settings.event, situation.model);
    let value = model.mean_values.get(segment).copied().unwrap_or(0.0).max(0.0) * (1.0 - event.replacement);
    event.spilled_churn_share * model.beliefs[segment].uplift * value / model.worth.slots_a_booking
}
