//! The same work by this engine and by the tools people use for it now, side by side, in one report of ratios.
//!
//! `cargo run --release -p cic-benches --bin peers` simulates a club, fits it, has polars compute the same
//! features from the same columns, checks that both agree value by value, imports the bookings into SQLite by
//! `cic import` and by `sqlite3 .import`, and times event decisions.

mod arguments;
mod columns;
mod engine;
mod import;
mod polars;
mod report;

use std::error::Error;

use clap::Parser;

use arguments::{Arguments, Task};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments = Arguments::parse();
    match arguments.task {
        // A process of its own, so that its memory is that of the engine alone.
        Some(Task::Engine) => engine::measure(&arguments),
        None => compare(&arguments),
    }
}

fn compare(arguments: &Arguments) -> Outcome<()> {
    eprintln!("simulating, fitting, deciding ...");
    let engine = engine::in_own_process(arguments)?;
    eprintln!("the same features in polars ...");
    let polars = polars::measure(arguments, &engine)?;
    let import = match arguments.import_rows {
        0 => None,
        rows => {
            eprintln!("importing {rows} rows ...");
            Some(import::measure(arguments, rows)?)
        }
    };
    let report = report::Report {
        engine,
        polars,
        import,
    };
    std::fs::write(
        arguments.folder.join("report.json"),
        serde_json::to_string_pretty(&report)?,
    )?;
    print!("{report}");
    Ok(())
}
