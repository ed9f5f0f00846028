use std::process::ExitCode;

use cic_core::engine::SegmentSummary;

use super::context::Context;
use super::failure::Failure;
use super::output;
use super::table::{count, grouped, plain, table};

/// `cic segments`.
pub(crate) async fn run(context: &Context) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let segments = current.engine.segments();
    if context.json {
        return output::write_json(&segments);
    }
    let currency = &current.engine.settings().venue.currency;
    output::write(&text(&segments, currency))
}

/// The table of segments.
pub(crate) fn text(segments: &[SegmentSummary], currency: &str) -> String {
    let worth = format!(">Average value, {currency}");
    let mut table = table(["Segment", ">Members", &worth, ">At risk", ">To review"]);
    for segment in segments {
        table.add_row([
            plain(&segment.display_name),
            count(segment.member_count),
            grouped(segment.average_ltv),
            count(segment.at_risk),
            count(segment.needs_review),
        ]);
    }
    format!("{table}\n")
}
