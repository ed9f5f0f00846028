//! The `cic` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    cic_http::cli::run()
}
