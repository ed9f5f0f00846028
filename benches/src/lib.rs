//! What the benches and the comparison with the peers share: a simulated club, the process's own figures, percentiles.

pub mod club;
pub mod percentile;
pub mod process;
