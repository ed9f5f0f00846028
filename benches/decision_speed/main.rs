//! How long one decision takes with its whole counter-offer search, and a week's heatmap, at a small club and a large one.

use std::hint::black_box;
use std::time::Instant;

use chrono::Duration;
use cic_benches::club::{Measured, simulated};
use cic_benches::percentile::percentile;
use cic_core::event_decision::{DecideEventRequest, HeatmapRequest};
use cic_core::{Engine, Error};
use clap::Parser;

/// Times event decisions and heatmaps in process, by the clock on the wall: leave the machine alone meanwhile.
#[derive(Debug, Parser)]
struct Arguments {
    /// People with a plan at the large club; drop-ins come on top
    #[arg(long, default_value_t = 69_000)]
    members: u32,
    /// Months of history
    #[arg(long, default_value_t = 36)]
    months: u32,
    /// Decisions of each kind
    #[arg(long, default_value_t = 1_000)]
    decisions: usize,
}

/// Starts within the two weeks for which bookings are on hand.
const HALF_HOURS: i64 = 14 * 48;

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn main() -> Result<(), Error> {
    let arguments = Arguments::parse();
    for members in [320, arguments.members] {
        let measured = Measured::of(&simulated(members, arguments.months)?)?;
        let engine = Engine::fit(&measured.club, &measured.settings, measured.as_of)?;
        let courts = measured.settings.venue.courts.len();
        println!(
            "{} people, {} bookings, {courts} courts",
            measured.club.people().len(),
            measured.club.bookings().len()
        );
        engine.heatmap(&HeatmapRequest::default())?; // The first question works out the days ahead.
        for wanted in [1, 4, courts / 4, courts / 2, courts] {
            for (offer, revenue) in [("nothing", 0.0), ("60 a court", 60.0 * wanted as f64)] {
                println!(
                    "  {}",
                    decisions(&engine, wanted.max(1), revenue, offer, arguments.decisions)
                );
            }
        }
        println!("  {}", heatmaps(&engine)?);
    }
    Ok(())
}

/// Questions spread over the days, until there are so many answers; hours at which the club is closed count too, for
/// they are answered with other times.
fn decisions(engine: &Engine, courts: usize, revenue: f64, offer: &str, count: usize) -> String {
    let requests = (0_i64..).map(|place| {
        let start = engine.as_of() + Duration::minutes(30 * (1 + place * 37 % HALF_HOURS));
        DecideEventRequest::new(revenue, start.to_rfc3339(), u32::try_from(courts).unwrap_or(1))
    });
    let mut milliseconds: Vec<f64> = requests
        .take(count)
        .filter_map(|request| {
            let asked = Instant::now();
            let answer = black_box(engine.decide_event(black_box(&request)));
            answer.is_ok().then(|| asked.elapsed().as_secs_f64() * 1e3)
        })
        .collect();
    milliseconds.sort_by(f64::total_cmp);
    let at = |share| percentile(&milliseconds, share).unwrap_or(f64::NAN);
    format!(
        "{courts:>3} courts for {offer:<10}: median {:>6.2} ms, p99 {:>6.2} ms, most {:>6.2} ms ({} decisions)",
        at(0.5),
        at(0.99),
        at(1.0),
        milliseconds.len()
    )
}

fn heatmaps(engine: &Engine) -> Result<String, Error> {
    const ROUNDS: usize = 20;
    let mut milliseconds = Vec::with_capacity(ROUNDS);
    let mut cells = 0;
    for _ in 0..ROUNDS {
        let asked = Instant::now();
        let map = black_box(engine.heatmap(black_box(&HeatmapRequest::default())))?;
        milliseconds.push(asked.elapsed().as_secs_f64() * 1e3);
        cells = map.starts.len() * map.courts.len();
    }
    milliseconds.sort_by(f64::total_cmp);
    let at = |share| percentile(&milliseconds, share).unwrap_or(f64::NAN);
    Ok(format!(
        "heatmap of a week, {cells} cells: median {:.1} ms, most {:.1} ms",
        at(0.5),
        at(1.0)
    ))
}
