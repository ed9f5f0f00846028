use std::process::ExitCode;

use cic_core::engine::{Allocation, AllocationRequest};

use super::{quotas, rate, warnings};
use crate::cli::arguments::PlanAllocation;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::table::{table, words};

/// How many of the fullest hours are shown.
const HOURS_SHOWN: usize = 10;

/// `cic plan allocation`.
pub(super) async fn run(context: &Context, options: PlanAllocation) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let request = AllocationRequest {
        courts: options.courts,
        demand_factor: options.demand_factor,
        quotas: quotas(options.keep),
        set_rate: options.set_rate,
    };
    let allocation = current.engine.allocation(&request)?;
    if context.json {
        return output::write_json(&allocation);
    }
    output::write(&text(&allocation))
}

fn text(allocation: &Allocation) -> String {
    let mut out = format!(
        "{} of wanted court-hours are served on {} courts\n",
        rate(allocation.success_rate),
        allocation.courts
    );
    out += &warnings(&allocation.warnings);
    let mut segments = table(["Segment", ">Kept", ">Wanted a week", ">Served", ">Rate"]);
    for segment in &allocation.segments {
        segments.add_row([
            words(&segment.segment),
            segment.quota.to_string(),
            format!("{:.1}", segment.wanted),
            format!("{:.1}", segment.served),
            rate(segment.fill_rate),
        ]);
    }
    out += &format!("\n{segments}\n");
    let mut fullest: Vec<_> = allocation
        .hours
        .iter()
        .filter(|hour| hour.fill_rate.is_some())
        .collect();
    fullest.sort_by(|one, other| {
        one.fill_rate
            .unwrap_or(1.0)
            .total_cmp(&other.fill_rate.unwrap_or(1.0))
    });
    let mut hours = table(["Hour", ">Courts wanted", ">Rate", ">If walked up", "Keep"]);
    for hour in fullest.into_iter().take(HOURS_SHOWN) {
        let keep = hour
            .protection
            .first()
            .map(|first| format!("{:.1} for {}", first.courts, words(&first.segments.join(", "))));
        hours.add_row([
            format!("{} {:02}:00", hour.weekday.as_str(), hour.hour),
            format!("{:.1}", hour.wanted),
            rate(hour.fill_rate),
            rate(hour.walk_up_rate),
            keep.unwrap_or_default(),
        ]);
    }
    out += &format!("\nThe hours served least\n{hours}\n");
    out + &output::rests_on(&allocation.assumptions)
}
