//! A club whose truth is known: people with latent types who live, play, pay and leave by a mechanism of their own.
//!
//! Nothing here uses the engine's formulae, so that agreement between the two means something.

mod options;

pub use options::SimulationOptions;
