use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::engine::{EngineFigures, Work};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/features.py");
const REQUIREMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/requirements.txt");

/// What polars took, and how far it agrees.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PolarsFigures {
    pub(crate) version: String,
    pub(crate) threads: usize,
    pub(crate) work: Work,
    /// The columns as polars holds them.
    pub(crate) columns_megabytes: f64,
    /// Features compared with the engine's.
    pub(crate) values_compared: usize,
    /// Of those, how many differ by more than 1e-9.
    pub(crate) values_that_differ: usize,
}

/// Computes the features in polars, in an environment made for the purpose.
pub(crate) fn measure(arguments: &Arguments, engine: &EngineFigures) -> Outcome<PolarsFigures> {
    let python = environment(&arguments.folder)?;
    run(&python, arguments, engine, "prepare")?;
    let figures = run(&python, arguments, engine, "measure")?;
    Ok(serde_json::from_str(&figures)?)
}

fn environment(folder: &Path) -> Outcome<PathBuf> {
    let environment = folder.join("python");
    let python = environment.join("bin/python");
    if !python.exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    }
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        REQUIREMENTS,
    ];
    succeed(Command::new(&python).args(install))?;
    Ok(python)
}

fn run(python: &Path, arguments: &Arguments, engine: &EngineFigures, task: &str) -> Outcome<String> {
    let mut command = Command::new(python);
    command
        .args([SCRIPT, task])
        .arg(&arguments.folder)
        .args([&engine.time_zone, &engine.as_of.to_rfc3339()])
        .arg(arguments.rounds.to_string())
        .stderr(Stdio::inherit());
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("{command:?} ended with {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn succeed(command: &mut Command) -> Outcome<()> {
    let status = command.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?} ended with {status}").into())
    }
}
