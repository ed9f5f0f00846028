use super::calendar::Calendar;
use super::court_choice::choose;
use super::income::Income;
use super::limits;
use super::occupancy::Occupancy;
use super::offer::{Offer, money};
use super::spill::{SlotSpill, WindowSlot};
use super::stake::Situation;
use crate::domain::Money;

/// A time, a length and a number of courts that is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window<'a> {
    /// Seconds since 1970.
    pub starts_at: u32,
    pub minutes: u32,
    pub courts: usize,
    /// Exactly these courts.
    pub fixed: Option<&'a [usize]>,
}

impl Window<'_> {
    pub(super) const fn ends_at(&self) -> u32 {
        self.starts_at + self.minutes * 60
    }
}

/// Who is on which court within the window.
pub(super) fn occupancy(situation: &Situation<'_>, window: &Window<'_>) -> Occupancy {
    let protected = &situation.settings.event.protected_kinds;
    Occupancy::new(
        situation.club,
        situation.commitments,
        protected,
        window.starts_at,
        window.ends_at(),
    )
}

/// What the event would bring and cost in expectation; `None` when the courts cannot be had.
pub(super) fn evaluate(situation: &Situation<'_>, window: &Window<'_>, income: Income) -> Option<Offer> {
    evaluate_in(situation, window, income, &occupancy(situation, window))
}

/// The same with the occupancy at hand.
pub(super) fn evaluate_in(
    situation: &Situation<'_>,
    window: &Window<'_>,
    income: Income,
    occupancy: &Occupancy,
) -> Option<Offer> {
    if limits::exceeds_weekly_cap(situation, window) {
        return None;
    }
    let choice = choose(situation, occupancy, window.courts, window.fixed)?;
    let (unbooked_loss, spilled_churn) = expected_spill(&spills(situation, window));
    Some(Offer {
        starts_at: window.starts_at,
        minutes: window.minutes,
        income,
        choice,
        unbooked_loss,
        spilled_churn,
    })
}

/// The window's slots with the courts that the event takes out of the free ones; nothing under the plain rule.
pub(super) fn spills(situation: &Situation<'_>, window: &Window<'_>) -> Vec<WindowSlot> {
    if !situation.is_full() {
        return Vec::new();
    }
    let calendar = Calendar::new(situation, window.starts_at, window.ends_at());
    let slots = calendar.slots(window.starts_at, window.minutes).unwrap_or(0..0);
    let (first, last) = (slots.start, slots.end.saturating_sub(1));
    slots
        .map(|slot| {
            let spill = SlotSpill::new(situation, &calendar, slot);
            WindowSlot {
                taken: window.courts.min(calendar.free(slot)),
                weight: spill.weight(slot == first, slot == last),
                spill,
            }
        })
        .collect()
}

/// Expected loss of visits yet to book, and by organisers who leave for want of a court.
fn expected_spill(slots: &[WindowSlot]) -> (Money, Money) {
    let (mut visits, mut churn) = (0.0, 0.0);
    for slot in slots {
        let court_slots = slot.weight * slot.spill.by_courts_taken(slot.taken)[slot.taken];
        visits += court_slots * slot.spill.unit_visit();
        churn += court_slots * slot.spill.unit_churn;
    }
    (money(visits), money(churn))
}
