//! A club whose truth is known: people with latent types who live, play, pay and leave by a mechanism of their own.
//!
//! Nothing here uses the engine's formulae, so that agreement between the two means something. People have a
//! continuous appetite for play that drifts, breaks and heals; wishes for a week follow from it and are met in the
//! order in which people sit down to book, on courts that run out; ties between people form when a partner is needed;
//! members give notice by a weekly hazard that rises with silence, displacement and wishes refused, when their contract
//! allows it. [`simulate`] lives through the history week by week; [`SimulatedClub`] hands out what a real club could
//! export, and [`Truth`] what no club can know of itself.

mod acquaintance;
mod appetite;
mod calendar;
mod club;
mod contract;
mod demand;
mod dice;
mod employment;
mod files;
mod history;
mod hour_taste;
mod latent_type;
mod leaving;
mod ledger;
mod names;
mod options;
mod person;
mod play;
mod population;
mod premises;
mod profile;
mod programme;
mod prospect;
mod roster;
mod survey;
mod tariff;
#[cfg(test)]
mod tests;
mod timetable;
mod town;
mod truth;
mod world;

pub use club::{SimulatedClub, simulate};
pub use demand::HourDemand;
pub use files::SimulatedFile;
pub use latent_type::LatentType;
pub use leaving::HazardParameters;
pub use options::SimulationOptions;
pub use truth::{PersonTruth, Truth};
