use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// This engine and the tools people use now, side by side.
#[derive(Debug, Parser)]
#[command(name = "peers")]
pub(crate) struct Arguments {
    /// People with a plan; drop-ins come on top
    #[arg(long, value_name = "N", default_value_t = 69_000)]
    pub(crate) members: u32,
    /// Months of history
    #[arg(long, value_name = "M", default_value_t = 36)]
    pub(crate) months: u32,
    /// How often each side fits; the best counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) rounds: u32,
    /// How many decisions of each kind are timed, within a minute
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    pub(crate) decisions: u32,
    /// How many bookings are imported into SQLite; 0 leaves the import out
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    pub(crate) import_rows: usize,
    /// Where data, the Python environment and the report go
    #[arg(long, value_name = "DIR", default_value = "target/peers")]
    pub(crate) folder: PathBuf,
    /// The `cic` command [default: beside this program]
    #[arg(long, value_name = "FILE")]
    pub(crate) cic: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) task: Option<Task>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum Task {
    /// Measure this engine alone and write the files for the others
    Engine,
}
