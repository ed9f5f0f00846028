use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use chrono::{DateTime, Duration, Utc};
use cic_benches::club::{Measured, simulated};
use cic_benches::percentile::percentile;
use cic_benches::process::{forget_peak, peak_megabytes, processor_seconds, resident_megabytes};
use cic_core::event_decision::DecideEventRequest;
use cic_core::simulation::SimulatedClub;
use cic_core::{Engine, json};
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::columns::write_columns;

/// The files of the simulated club that the import takes.
const FILES: [&str; 3] = ["settings.toml", "members.csv", "bookings.csv"];

/// What the engine took.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EngineFigures {
    pub(crate) people: usize,
    pub(crate) bookings: usize,
    pub(crate) courts: usize,
    pub(crate) time_zone: String,
    pub(crate) as_of: DateTime<Utc>,
    /// Bookings with their indexes, as held.
    pub(crate) club_megabytes: f64,
    pub(crate) fit: Work,
    pub(crate) decisions: Vec<Microseconds>,
}

/// Seconds and memory of one piece of work: the best of several rounds, and the most memory in any.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Work {
    pub(crate) seconds: f64,
    pub(crate) processor_seconds: f64,
    /// Before the work, with the columns in memory.
    pub(crate) resident_megabytes: f64,
    pub(crate) peak_megabytes: f64,
}

/// Times of one kind of decision.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Microseconds {
    pub(crate) what: String,
    pub(crate) count: usize,
    pub(crate) median: f64,
    pub(crate) percentile_99: f64,
}

/// Runs [`measure`] in a process of its own.
pub(crate) fn in_own_process(arguments: &Arguments) -> Outcome<EngineFigures> {
    let output = Command::new(std::env::current_exe()?)
        .args(["--members", &arguments.members.to_string()])
        .args(["--months", &arguments.months.to_string()])
        .args(["--rounds", &arguments.rounds.to_string()])
        .args(["--decisions", &arguments.decisions.to_string()])
        .arg("--folder")
        .arg(&arguments.folder)
        .arg("engine")
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("the engine's part ended with {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Simulates, writes the files, fits, decides; prints [`EngineFigures`] as JSON.
pub(crate) fn measure(arguments: &Arguments) -> Outcome<()> {
    std::fs::create_dir_all(&arguments.folder)?;
    let simulated = simulated(arguments.members, arguments.months)?;
    let measured = Measured::of(&simulated)?;
    write_files(&simulated, &arguments.folder)?;
    drop(simulated);
    write_columns(&measured.club, &arguments.folder)?;

    let resident = resident_megabytes().unwrap_or_default();
    forget_peak();
    let mut seconds = f64::INFINITY;
    let mut processor = f64::INFINITY;
    for _ in 0..arguments.rounds {
        let (begun, processor_begun) = (Instant::now(), processor_seconds().unwrap_or_default());
        black_box(Engine::fit(&measured.club, &measured.settings, measured.as_of)?);
        seconds = seconds.min(begun.elapsed().as_secs_f64());
        processor = processor.min(processor_seconds().unwrap_or_default() - processor_begun);
    }
    let peak = peak_megabytes().unwrap_or_default();

    let engine = Engine::fit(&measured.club, &measured.settings, measured.as_of)?;
    let mut profiles = BufWriter::new(File::create(arguments.folder.join("engine.jsonl"))?);
    for person in engine.club().people() {
        let profile = engine.member(&person.member.id)?;
        writeln!(profiles, "{}", json::to_text(&profile.features))?;
    }
    profiles.flush()?;
    let figures = EngineFigures {
        people: measured.club.people().len(),
        bookings: measured.club.bookings().len(),
        courts: measured.settings.venue.courts.len(),
        time_zone: measured.settings.venue.time_zone.to_string(),
        as_of: measured.as_of,
        club_megabytes: measured.club.memory_bytes() as f64 / 1e6,
        fit: Work {
            seconds,
            processor_seconds: processor,
            resident_megabytes: resident,
            peak_megabytes: peak,
        },
        decisions: vec![
            decisions(&engine, "500 offered", 500.0, arguments.decisions),
            decisions(
                &engine,
                "nothing offered: never worth it, every alternative is tried",
                0.0,
                arguments.decisions,
            ),
        ],
    };
    println!("{}", serde_json::to_string(&figures)?);
    Ok(())
}

fn write_files(simulated: &SimulatedClub, folder: &Path) -> Outcome<()> {
    for file in SimulatedClub::files()
        .iter()
        .filter(|file| FILES.contains(&file.path))
    {
        let mut out = BufWriter::new(File::create(folder.join(file.path))?);
        (file.write)(simulated, &mut out)?;
        out.flush()?;
    }
    Ok(())
}

/// Questions over the two weeks for which bookings are on hand, at every half hour the club is open, until there
/// are `most` answers or a minute is over.
fn decisions(engine: &Engine, what: &str, revenue: f64, most: u32) -> Microseconds {
    const HALF_HOURS: i64 = 14 * 48;
    const PATIENCE_SECONDS: u64 = 60;
    let begun = Instant::now();
    let requests = (0_i64..).map(|place| DecideEventRequest {
        date_time: (engine.as_of() + Duration::minutes(30 * (1 + place * 37 % HALF_HOURS))).to_rfc3339(),
        ..DecideEventRequest::new(revenue, "", 1 + u32::try_from(place % 6).unwrap_or_default())
    });
    let mut microseconds = Vec::new();
    for request in requests.take_while(|_| begun.elapsed().as_secs() < PATIENCE_SECONDS) {
        let asked = Instant::now();
        let answer = black_box(engine.decide_event(black_box(&request)));
        let elapsed = asked.elapsed();
        // Refusals, as of hours at which the club is closed, are no decisions.
        if answer.is_ok() {
            microseconds.push(elapsed.as_secs_f64() * 1e6);
        }
        if microseconds.len() >= most as usize {
            break;
        }
    }
    microseconds.sort_by(f64::total_cmp);
    Microseconds {
        what: what.to_owned(),
        count: microseconds.len(),
        median: percentile(&microseconds, 0.5).unwrap_or(f64::NAN),
        percentile_99: percentile(&microseconds, 0.99).unwrap_or(f64::NAN),
    }
}
