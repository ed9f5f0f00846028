use std::sync::OnceLock;

use super::calendar::Calendar;
use super::evaluate::Window;
use super::offer::money;
use super::spill::SlotSpill;
use super::stake::Situation;
use crate::domain::Money;

/// A stretch of days in which many starts are compared: free courts and spill of each slot are worked out once.
pub(super) struct Stretch<'a> {
    situation: &'a Situation<'a>,
    calendar: Calendar,
    most_courts: usize,
    spills: Vec<OnceLock<SlotCosts>>,
}

/// What taking 0, 1, 2, ... courts out of the free ones of a slot costs, currency units.
struct SlotCosts {
    free: usize,
    visits: Vec<f64>,
    churn: Vec<f64>,
}

impl<'a> Stretch<'a> {
    /// From `from` to `until`, seconds since 1970, for events on up to `most_courts`.
    pub(super) fn new(situation: &'a Situation<'a>, from: u32, until: u32, most_courts: usize) -> Self {
        let calendar = Calendar::new(situation, from, until);
        let slots = calendar.count();
        Self {
            situation,
            calendar,
            most_courts,
            spills: (0..slots).map(|_| OnceLock::new()).collect(),
        }
    }

    /// Whether nobody would be displaced; `None` when the stretch does not tell.
    pub(super) fn is_free(&self, window: &Window<'_>) -> Option<bool> {
        let interchangeable = self.situation.settings.event.courts_interchangeable;
        self.calendar.is_free(
            window.starts_at,
            window.minutes,
            window.courts,
            window.fixed,
            interchangeable,
        )
    }

    /// Expected loss of visits yet to book, and by organisers who leave for want of a court.
    pub(super) fn expected_spill(&self, window: &Window<'_>) -> Option<(Money, Money)> {
        if !self.situation.is_full() {
            return Some((Money::ZERO, Money::ZERO));
        }
        let (mut visits, mut churn) = (0.0, 0.0);
        for slot in self.calendar.slots(window.starts_at, window.minutes)? {
            let costs = self.spills[slot].get_or_init(|| self.slot_costs(slot));
            let taken = window.courts.min(costs.free);
            visits += costs.visits[taken];
            churn += costs.churn[taken];
        }
        Some((money(visits), money(churn)))
    }

    fn slot_costs(&self, slot: usize) -> SlotCosts {
        let free = self.calendar.free(slot);
        let spill = SlotSpill::new(self.situation, self.calendar.starts_at(slot), free);
        let court_slots = spill.by_courts_taken(self.most_courts.min(free));
        SlotCosts {
            free,
            visits: court_slots
                .iter()
                .map(|slots| slots * (spill.unit_loss - spill.unit_churn))
                .collect(),
            churn: court_slots.iter().map(|slots| slots * spill.unit_churn).collect(),
        }
    }
}
