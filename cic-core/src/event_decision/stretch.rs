use std::ops::Deref;
use std::sync::OnceLock;

use super::calendar::Calendar;
use super::evaluate::Window;
use super::offer::money;
use super::spill::SlotSpill;
use super::stake::Situation;
use crate::club::seconds_of;
use crate::domain::Money;

/// Days from the engine's own on whose slots are worked out once for all questions.
const DAYS_AHEAD: u32 = 35;

/// A stretch of days in which many starts are compared: free courts and spill of each slot are worked out once.
#[derive(Debug)]
pub(crate) struct Stretch {
    calendar: Calendar,
    costs: Vec<OnceLock<SlotCosts>>,
}

/// What taking 0, 1, 2, ... courts out of the free ones of a slot costs, currency units.
#[derive(Debug)]
struct SlotCosts {
    spill: SlotSpill,
    visits: Vec<f64>,
    churn: Vec<f64>,
}

/// The engine's own stretch, or one made for a question that reaches beyond it.
pub(super) enum StretchOver<'a> {
    Shared(&'a Stretch),
    Own(Box<Stretch>),
}

impl Deref for StretchOver<'_> {
    type Target = Stretch;

    fn deref(&self) -> &Stretch {
        match self {
            Self::Shared(stretch) => stretch,
            Self::Own(stretch) => stretch,
        }
    }
}

impl Stretch {
    /// From `from` to `until`, seconds since 1970.
    pub(super) fn over<'a>(situation: &'a Situation<'a>, from: u32, until: u32) -> StretchOver<'a> {
        let ahead = situation.ahead.get_or_init(|| Self::ahead(situation));
        if ahead
            .calendar
            .slots(from, until.saturating_sub(from) / 60)
            .is_some()
        {
            StretchOver::Shared(ahead)
        } else {
            StretchOver::Own(Box::new(Self::new(situation, from, until)))
        }
    }

    /// From the club-local midnight before as-of.
    fn ahead(situation: &Situation<'_>) -> Self {
        let venue = situation.club.venue();
        let midnight = venue.local_day(situation.as_of).and_time(chrono::NaiveTime::MIN);
        let from = seconds_of(venue.reading(midnight).earliest()).unwrap_or(situation.model.as_of());
        Self::new(situation, from, from.saturating_add(DAYS_AHEAD * 86_400))
    }

    fn new(situation: &Situation<'_>, from: u32, until: u32) -> Self {
        let calendar = Calendar::new(situation, from, until);
        Self {
            costs: (0..calendar.count()).map(|_| OnceLock::new()).collect(),
            calendar,
        }
    }

    /// Whether nobody would be displaced; `None` when the stretch does not tell.
    pub(super) fn is_free(&self, situation: &Situation<'_>, window: &Window<'_>) -> Option<bool> {
        self.calendar.is_free(
            window.starts_at,
            window.minutes,
            window.courts,
            window.fixed,
            situation.settings.event.courts_interchangeable,
        )
    }

    /// Expected loss of visits yet to book, and by organisers who leave for want of a court.
    pub(super) fn expected_spill(
        &self,
        situation: &Situation<'_>,
        window: &Window<'_>,
    ) -> Option<(Money, Money)> {
        if !situation.is_full() {
            return Some((Money::ZERO, Money::ZERO));
        }
        let (mut visits, mut churn) = (0.0, 0.0);
        let slots = self.calendar.slots(window.starts_at, window.minutes)?;
        let (first, last) = (slots.start, slots.end.saturating_sub(1));
        for slot in slots {
            let costs = self.costs[slot].get_or_init(|| self.slot_costs(situation, slot));
            let taken = window.courts.min(costs.visits.len() - 1);
            let weight = costs.spill.weight(slot == first, slot == last);
            visits += weight * costs.visits[taken];
            churn += weight * costs.churn[taken];
        }
        Some((money(visits), money(churn)))
    }

    fn slot_costs(&self, situation: &Situation<'_>, slot: usize) -> SlotCosts {
        let spill = SlotSpill::new(situation, &self.calendar, slot);
        let court_slots = spill.by_courts_taken(self.calendar.free(slot));
        SlotCosts {
            visits: court_slots
                .iter()
                .map(|slots| slots * spill.unit_visit())
                .collect(),
            churn: court_slots.iter().map(|slots| slots * spill.unit_churn).collect(),
            spill,
        }
    }
}
