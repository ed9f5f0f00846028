use super::Engine;
use crate::domain::{MemberStatus, SegmentOverride};
use crate::error::Result;
use crate::event_decision::{DecideEventRequest, EventDecision, Situation, Stake, decide};

impl Engine {
    /// Whether an event is worth the courts it takes.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn decide_event(&self, request: &DecideEventRequest) -> Result<EventDecision> {
        decide(
            &Situation {
                club: &self.fitted.club,
                settings: &self.fitted.settings,
                as_of: self.fitted.as_of,
                engine_version: &self.fitted.version,
                overrides: &self.overrides_text(),
                stake_of: &|member| self.stake_of(member),
            },
            request,
        )
    }

    fn overrides_text(&self) -> String {
        let each =
            |(member, (segment, _)): (&usize, &(usize, SegmentOverride))| format!("{member}={segment};");
        self.overrides.iter().map(each).collect()
    }

    /// What is at stake with an active member; anyone else is a guest.
    fn stake_of(&self, member: usize) -> Option<Stake> {
        if self.fitted.club.people()[member].member.status != MemberStatus::Active {
            return None;
        }
        let segment = self.segment_of(member);
        let id = &self.fitted.settings.segments[segment].id;
        let uplift = self.fitted.settings.event.uplift.get(id).copied()?;
        Some(Stake {
            segment,
            ltv: self.fitted.segment_values[segment],
            uplift,
        })
    }
}
