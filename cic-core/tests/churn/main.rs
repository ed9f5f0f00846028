//! Models of leaving against published figures, other packages' figures, and truths that were simulated.

mod evaluation_references;
mod fixture;
mod hazard_references;
