use super::Engine;
use crate::error::Result;
use crate::planning::{Growth, GrowthRequest, grow};

impl Engine {
    /// How the courts serve more members: seeded weeks of people who want a court.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn growth(&self, request: &GrowthRequest) -> Result<Growth> {
        self.plan(|situation| grow(situation, request))
    }
}
