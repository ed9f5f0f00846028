use super::Engine;
use crate::error::Result;
use crate::planning::{Allocation, AllocationRequest, allocate};

impl Engine {
    /// Who finds a court, hour by hour of the week, when some courts are kept for some segments.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn allocation(&self, request: &AllocationRequest) -> Result<Allocation> {
        self.plan(|situation| allocate(situation, request))
    }
}
