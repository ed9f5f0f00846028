use super::Engine;
use crate::error::Result;
use crate::event_decision::{DecideEventRequest, EventDecision};

impl Engine {
    /// Whether an event is worth the courts it takes.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn decide_event(&self, _request: &DecideEventRequest) -> Result<EventDecision> {
        todo!()
    }
}
