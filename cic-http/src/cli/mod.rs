//! The `cic` command: one file a subcommand.

mod arguments;
mod backtest;
mod context;
mod decide;
mod demo;
mod failure;
mod fit;
mod import;
mod member;
mod members;
mod models;
mod output;
mod plan;
mod price;
mod progress;
mod prose;
mod segments;
mod serve;
mod simulate;
mod table;

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use arguments::{Arguments, Command};
use context::Context;
use failure::Failure;

/// Questions answered at once; further ones wait, so that long lists for many clients do not fill the memory.
const MOST_ANSWERS_AT_ONCE: usize = 32;

/// Runs the command that the process was started with.
///
/// The exit code is 0 when it was done, 1 when it was refused or failed, 2 when the arguments make no sense.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_stderr(&arguments.command);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(MOST_ANSWERS_AT_ONCE)
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(execute(arguments)),
        Err(error) => Err(Failure::Refused(format!("no threads can be started: {error}"))),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

async fn execute(arguments: Arguments) -> Result<ExitCode, Failure> {
    let context = Context::new(arguments.global)?;
    match arguments.command {
        Command::Demo(options) => demo::run(&context, options).await,
        Command::Simulate(options) => simulate::run(&context, &options).await,
        Command::Import(options) => import::run(&context, &options).await,
        Command::Fit => fit::run(&context).await,
        Command::Segments => segments::run(&context).await,
        Command::Members(options) => members::run(&context, options).await,
        Command::Member(options) => member::run(&context, &options).await,
        Command::Decide(options) => decide::run(&context, options).await,
        Command::Price(options) => price::run(&context, &options).await,
        Command::Plan { plan } => plan::run(&context, plan).await,
        Command::Backtest(options) => backtest::run(&context, &options).await,
        Command::Serve(options) => serve::run(&context, &options).await,
        Command::Migrate => serve::migrate(&context).await,
        Command::Openapi => output::write(crate::openapi::document()),
    }
}

/// `CIC_LOG` chooses what is logged; servers say more than commands.
fn log_to_stderr(command: &Command) {
    let usual = match command {
        Command::Serve(_) => "info,sqlx=error",
        _ => "warn,sqlx=error",
    };
    let filter = EnvFilter::try_from_env("CIC_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let _already_installed = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .try_init();
}
