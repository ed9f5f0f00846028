use std::io::Write;
use std::process::ExitCode;

use cic_core::Error;
use serde::Serialize;

use super::failure::Failure;

/// Writes a whole text to standard output.
pub(crate) fn write(text: &str) -> Result<ExitCode, Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes an answer as one line of JSON, the bytes that HTTP sends.
pub(crate) fn write_json<T: Serialize>(answer: &T) -> Result<ExitCode, Failure> {
    write(&(cic_core::json::to_text(answer) + "\n"))
}

/// What an answer rests on, as a list.
pub(crate) fn rests_on(assumptions: &[String]) -> String {
    let mut out = "\nWhat this rests on\n".to_owned();
    for assumption in assumptions {
        out += &format!("  - {assumption}\n");
    }
    out
}

/// Says on standard error what went wrong.
pub(crate) fn complain(failure: &Failure) {
    let mut err = std::io::stderr().lock();
    let text = match failure {
        Failure::Engine(Error::Invalid(faults)) => {
            let lines = faults
                .iter()
                .map(|fault| format!("{}: {}", option_of(&fault.field), fault.message));
            lines.collect::<Vec<_>>().join("\n       ")
        }
        failure => failure.to_string(),
    };
    let _nowhere_to_complain = writeln!(err, "error: {text}");
}

/// The option behind a field of a request.
fn option_of(field: &str) -> &str {
    match field {
        "/revenue" => "--revenue",
        "/dateTime" => "--at",
        "/courts" => "--courts",
        "/durationMinutes" => "--duration",
        "/headcount" => "--headcount",
        "/setRate" => "--set-rate",
        "/demandFactor" => "--demand-factor",
        "/weeks" => "--weeks",
        "/annualDiscountRate" => "--discount-rate",
        "/horizonMonths" => "--months",
        "/ancillaryPerHead" => "--ancillary-per-head",
        "/variableCost" => "--variable-cost",
        "/depositKept" => "--deposit-kept",
        "/washProbability" => "--wash",
        "/futureValue" => "--future-value",
        "/limit" => "--limit",
        "/segment" => "--segment",
        "members" => "--members",
        "months" => "--months",
        "until" => "--until",
        field if field.starts_with("/courtIds") => "--court",
        field if field.starts_with("/quotas") => "--keep",
        field if field.starts_with("/addedMembers") => "--add",
        field if field.starts_with("/amenities") => "--amenity",
        field => field,
    }
}
