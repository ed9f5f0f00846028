use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cic_core::Settings;
use cic_core::simulation::{SimulatedClub, SimulationOptions, simulate};
use serde::Serialize;

use super::arguments::Simulate;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::progress::Progress;

/// The file that only a simulated club has.
const TRUTH: &str = "truth.json";

/// `cic simulate --json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SimulateAnswer {
    as_of: String,
    files: Vec<String>,
}

/// `cic simulate`.
pub(crate) async fn run(context: &Context, options: &Simulate) -> Result<ExitCode, Failure> {
    let until = options
        .until
        .unwrap_or_else(|| Settings::default().venue.local_day(Context::now()));
    let what = SimulationOptions {
        members: options.members,
        months: options.months,
        seed: options.seed,
        until,
    };
    let (club, files) = tokio::task::block_in_place(|| write_club(&what, &options.out))?;
    let as_of = club
        .as_of()
        .with_timezone(&club.settings().venue.time_zone)
        .to_rfc3339();
    if context.json {
        let files = files.iter().map(|file| file.display().to_string()).collect();
        return output::write_json(&SimulateAnswer { as_of, files });
    }
    let mut out = String::new();
    for file in &files {
        out += &format!("{}\n", file.display());
    }
    out += &format!("\nHistory ends at {as_of}. Next:\n");
    let folder = options.out.display();
    out +=
        &format!("  cic import --settings {folder}/settings.toml {folder}/*.csv {folder}/tracts.geojson\n");
    out += &format!("  cic fit --settings {folder}/settings.toml --as-of {as_of}\n");
    output::write(&out)
}

/// Simulates a club and writes its files into `folder`; also says which.
pub(crate) fn write_club(
    options: &SimulationOptions,
    folder: &Path,
) -> Result<(SimulatedClub, Vec<PathBuf>), Failure> {
    let bar = Progress::new();
    let mut progress = |share: f64| bar.show("simulating", share);
    let club = simulate(options, &mut progress)?;
    drop(bar);
    let paths: Vec<PathBuf> = SimulatedClub::files()
        .iter()
        .map(|file| folder.join(file.path))
        .collect();
    spare_what_is_real(folder, &paths)?;
    for (file, path) in SimulatedClub::files().iter().zip(&paths) {
        let parent = path.parent().unwrap_or(folder);
        let outcome = create_dir_all(parent)
            .and_then(|()| File::create(path))
            .and_then(|target| {
                let mut target = BufWriter::new(target);
                (file.write)(&club, &mut target)?;
                target.flush()
            });
        outcome.map_err(|source| Failure::File {
            path: path.clone(),
            source,
        })?;
    }
    Ok((club, paths))
}

/// Made-up files never replace a club's own: files are overwritten only beside a `truth.json`.
fn spare_what_is_real(folder: &Path, paths: &[PathBuf]) -> Result<(), Failure> {
    let standing = paths.iter().find(|path| path.exists());
    match standing {
        Some(path) if !folder.join(TRUTH).exists() => Err(Failure::Refused(format!(
            "{} is there already and was not simulated; choose another folder",
            path.display()
        ))),
        _ => Ok(()),
    }
}
