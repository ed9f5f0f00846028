//! Imports files into a store, loads the club, and says how long each step took:
//! `import_speed URL FILE...`, for example `import_speed sqlite://cic.db members.csv bookings.csv`.

use std::fs::File;
use std::time::{Duration, Instant};

use cic_core::Settings;
use cic_core::ingest::{Profile, ReadOptions, open};
use cic_store::{ImportFile, Store};

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("usage: import_speed URL FILE...")?;
    let settings = Settings::default();
    let store = cic_store::open(&url).await?;
    store.migrate().await?;
    for path in arguments {
        import(&*store, &settings, &path).await?;
    }
    let begun = Instant::now();
    let club = store.load_club(&settings.venue).await?;
    println!(
        "loaded {} bookings in {:.2} s",
        club.bookings().len(),
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

async fn import(store: &dyn Store, settings: &Settings, path: &str) -> Result<(), Failure> {
    let profiles = Profile::built_in();
    let started_at = chrono::Utc::now();
    let options = ReadOptions {
        venue: &settings.venue,
        import: &settings.import,
        profiles: &profiles,
        profile_name: None,
        recorded_at: started_at,
    };
    let begun = Instant::now();
    let mut source = open(File::open(path)?, path, &options)?;
    let file = ImportFile {
        name: path.to_owned(),
        kind: source.kind(),
        profile: source.profile().to_owned(),
        started_at,
        dry_run: false,
    };
    let mut import = store.begin_import(file, &settings.venue).await?;
    let mut reading = Duration::ZERO;
    loop {
        let read_from = Instant::now();
        let batch = source.next_batch(8_192)?;
        reading += read_from.elapsed();
        match batch {
            Some(batch) => import.take(batch).await?,
            None => break,
        }
    }
    let finishing = Instant::now();
    let report = import.finish(source.notes()).await?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{path}: {} rows ({} accepted, {} updated, {} unchanged, {} quarantined) in {seconds:.2} s, {:.0} rows/s; \
         reading {:.2} s, finishing {:.2} s",
        report.rows,
        report.accepted,
        report.updated,
        report.unchanged,
        report.quarantined.len(),
        report.rows as f64 / seconds,
        reading.as_secs_f64(),
        finishing.elapsed().as_secs_f64(),
    );
    Ok(())
}
