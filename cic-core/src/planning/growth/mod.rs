//! How many more members the courts bear: seeded weeks of people who want a court, and who finds one.

mod answer;
mod checked;
mod grow;
mod house;
mod most_members;
mod week;

pub use answer::{AddedMembers, Flexibility, Growth, GrowthOutcome, GrowthRequest, SegmentGrowth};
pub(crate) use grow::grow;
