use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::arguments::Arguments;

/// Rows a second into SQLite.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ImportFigures {
    pub(crate) rows: usize,
    pub(crate) cic_seconds: f64,
    pub(crate) sqlite3_version: String,
    pub(crate) sqlite3_seconds: f64,
}

/// Imports the first `rows` bookings by `cic import` and by `sqlite3 .import`.
///
/// `cic` checks, types, links and reports every row; `sqlite3` puts the fields into a table of text.
pub(crate) fn measure(arguments: &Arguments, rows: usize) -> Outcome<ImportFigures> {
    let folder = fs::canonicalize(&arguments.folder)?;
    let bookings = folder.join("bookings_to_import.csv");
    let rows = first_rows(&folder.join("bookings.csv"), &bookings, rows)?;
    let cic_seconds = by_cic(arguments, &folder, &bookings)?;
    let (sqlite3_seconds, sqlite3_version) = by_sqlite3(&folder, &bookings)?;
    Ok(ImportFigures {
        rows,
        cic_seconds,
        sqlite3_version,
        sqlite3_seconds,
    })
}

/// Copies the header and up to `most` rows; how many rows. No field of a simulated club's bookings holds a line break.
fn first_rows(from: &Path, to: &Path, most: usize) -> Outcome<usize> {
    let mut out = BufWriter::new(File::create(to)?);
    let mut lines = 0;
    for line in BufReader::new(File::open(from)?)
        .lines()
        .take(most.saturating_add(1))
    {
        writeln!(out, "{}", line?)?;
        lines += 1;
    }
    out.flush()?;
    Ok(usize::saturating_sub(lines, 1))
}

fn by_cic(arguments: &Arguments, folder: &Path, bookings: &Path) -> Outcome<f64> {
    let cic = match &arguments.cic {
        Some(cic) => cic.clone(),
        None => std::env::current_exe()?.with_file_name("cic"),
    };
    if !cic.exists() {
        let reason = "is not there; build it first (cargo build --release) or name it with --cic";
        return Err(format!("{} {reason}", cic.display()).into());
    }
    let database = fresh(folder, "cic.db")?;
    let import = |file: &Path| {
        let mut command = Command::new(&cic);
        command
            .arg("--database")
            .arg(format!("sqlite://{}", database.display()))
            .arg("--settings")
            .arg(folder.join("settings.toml"))
            .arg("import")
            .arg(file);
        seconds_of(&mut command)
    };
    import(&folder.join("members.csv"))?;
    import(bookings)
}

fn by_sqlite3(folder: &Path, bookings: &Path) -> Outcome<(f64, String)> {
    let version = Command::new("sqlite3").arg("--version").output();
    let version = version.map_err(|error| format!("sqlite3 is needed for the comparison: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout);
    let database = fresh(folder, "sqlite3.db")?;
    let import = format!(".import --csv '{}' bookings", bookings.display());
    // As durable as cic's own import.
    let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
    let seconds = seconds_of(Command::new("sqlite3").arg(&database).args([pragmas, &import]))?;
    let version = version.split_whitespace().next().unwrap_or_default().to_owned();
    Ok((seconds, version))
}

fn seconds_of(command: &mut Command) -> Outcome<f64> {
    let begun = Instant::now();
    let output = command.stdout(Stdio::null()).output()?;
    let seconds = begun.elapsed().as_secs_f64();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} ended with {}: {said}", output.status).into());
    }
    Ok(seconds)
}

/// The path of a database that does not exist.
fn fresh(folder: &Path, name: &str) -> Outcome<PathBuf> {
    for suffix in ["", "-wal", "-shm"] {
        let file = folder.join(format!("{name}{suffix}"));
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    Ok(folder.join(name))
}
