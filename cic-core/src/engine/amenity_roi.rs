use super::Engine;
use crate::error::Result;
use crate::planning::{AmenityRoi, AmenityRoiRequest, evaluate_amenities};

impl Engine {
    /// Which amenities pay, and how sure their order is.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] with every fault of the request, each at its JSON pointer.
    pub fn amenity_roi(&self, request: &AmenityRoiRequest) -> Result<AmenityRoi> {
        let listed: Vec<usize> = self.listed().collect();
        self.plan(|situation| evaluate_amenities(situation, &listed, request))
    }
}
