use std::process::ExitCode;

use cic_core::engine::{MemberAtRisk, MemberSummary, MembersRequest};

use super::arguments::Members;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::table::{grouped, plain, several, table, words};

/// `cic members`.
pub(crate) async fn run(context: &Context, options: Members) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let members = current.engine.members(&MembersRequest {
        segment: options.segment,
        limit: options.limit,
        cursor: None,
    })?;
    if context.json {
        return output::write_json(&members);
    }
    output::write(&text(&members))
}

fn text(members: &[MemberSummary]) -> String {
    let mut table = table([
        "Id",
        "Name",
        "Segment",
        ">Sure",
        ">Value",
        ">Visits/week",
        ">Last visit",
    ]);
    for member in members {
        table.add_row([
            plain(&member.id),
            plain(&member.name),
            words(&member.segment),
            format!("{} %", member.confidence),
            grouped(member.ltv),
            format!("{:.1}", member.visits_per_week),
            days_ago(member.days_since_last_visit),
        ]);
    }
    format!("{table}\n{}\n", several(members.len(), "member"))
}

/// The table of members at risk.
pub(crate) fn at_risk_text(members: &[MemberAtRisk], currency: &str) -> String {
    let worth = format!(">Value, {currency}");
    let mut table = table(["Id", "Name", "Segment", ">Last visit", ">Usual gap", &worth]);
    for member in members {
        table.add_row([
            plain(&member.id),
            plain(&member.name),
            words(&member.segment),
            days_ago(Some(member.days_since_last_visit)),
            format!("{:.1} days", member.usual_gap_days),
            grouped(member.ltv),
        ]);
    }
    format!("{table}\n")
}

fn days_ago(days: Option<u32>) -> String {
    match days {
        None => "never".to_owned(),
        Some(0) => "today".to_owned(),
        Some(1) => "1 day ago".to_owned(),
        Some(days) => format!("{days} days ago"),
    }
}
