//! Whether something new pays: payback, return, value, and who says they would use it.

mod answer;
mod checked;
mod evaluate;
mod interest;
mod score;

pub use answer::{Amenity, AmenityReturn, AmenityRoi, AmenityRoiRequest, Interest};
pub(crate) use evaluate::evaluate;
