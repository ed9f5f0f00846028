//! How true values and risks come: simulated clubs are cut in the middle of their history, and what the engine says
//! there is held against what came to pass after.

mod cut;
mod expected;
mod figures;

use std::error::Error;

use clap::Parser;
use cut::Cut;
use expected::AgainstTruth;
use figures::Figures;

/// Arguments.
#[derive(Debug, Parser)]
struct Arguments {
    /// People with a plan at some time of each club.
    #[arg(long, default_value_t = 20_000)]
    members: u32,
    /// Months of history before the cut.
    #[arg(long, default_value_t = 24)]
    months: u32,
    /// Months that values look ahead, and that are simulated after the cut.
    #[arg(long, default_value_t = 36)]
    horizon: u32,
    /// One club for each.
    #[arg(long, value_delimiter = ',', default_value = "1,2,3")]
    seeds: Vec<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    for &seed in &arguments.seeds {
        let cut = Cut::make(arguments.members, arguments.months, arguments.horizon, seed)?;
        let figures = Figures::of(&cut)?;
        print!("{}", figures.text(seed));
        drop(cut);
        let until = cut::day().ok_or("no such day")?;
        let truth = AgainstTruth::of(arguments.members, arguments.months, seed, until)?;
        println!("{}", truth.text());
    }
    Ok(())
}
