//! Models of leaving against published figures, other packages' figures, and truths that were simulated.

mod evaluation_references;
mod fixture;
mod hazard_degenerate;
mod hazard_paths;
mod hazard_recovery;
mod hazard_references;
mod hazard_ways_in;
mod members;
mod public_file;
