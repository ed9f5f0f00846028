use std::process::ExitCode;

use cic_core::engine::{AddedMembers, Growth, GrowthOutcome, GrowthRequest};

use super::{quotas, rate, warnings};
use crate::cli::arguments::PlanGrowth;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::table::{grouped, table, words};

/// `cic plan growth`.
pub(super) async fn run(context: &Context, options: PlanGrowth) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let added = options.add.into_iter().map(|added| AddedMembers {
        segment: added.segment,
        members: added.count,
    });
    let request = GrowthRequest {
        added_members: added.collect(),
        weeks: options.weeks,
        seed: options.seed,
        courts: options.courts,
        quotas: quotas(options.keep),
        flexibility: Vec::new(),
        set_rate: options.set_rate,
    };
    let growth = current.engine.growth(&request)?;
    if context.json {
        return output::write_json(&growth);
    }
    output::write(&text(&growth))
}

fn text(growth: &Growth) -> String {
    let weeks = grouped(i64::from(growth.weeks));
    let mut out = format!("{weeks} simulated weeks on {} courts\n", growth.courts);
    out += &warnings(&growth.warnings);
    let mut whole = table([
        "",
        ">Members",
        ">Served",
        ">Bad week",
        ">Good week",
        ">Moved",
        ">Court use",
    ]);
    for (when, outcome) in [("today", &growth.today), ("grown", &growth.grown)] {
        whole.add_row([
            when.to_owned(),
            grouped(i64::from(outcome.members)),
            rate(outcome.success_rate),
            rate(outcome.success_rate_in_a_bad_week),
            rate(outcome.success_rate_in_a_good_week),
            rate(outcome.moved_share),
            rate(Some(outcome.utilisation)),
        ]);
    }
    out += &format!("\n{whole}\n");
    let mut segments = table([
        "Segment",
        ">Members",
        ">Wanted a week",
        ">Served",
        ">Today",
        ">Grown",
    ]);
    for (today, grown) in growth.today.segments.iter().zip(&growth.grown.segments) {
        segments.add_row([
            words(&grown.segment),
            grouped(i64::from(grown.members)),
            format!("{:.1}", grown.wanted_a_week),
            format!("{:.1}", grown.served_a_week),
            rate(today.success_rate),
            rate(grown.success_rate),
        ]);
    }
    out += &format!("\n{segments}\n{}\n", most(growth, &growth.today));
    out + &output::rests_on(&growth.assumptions)
}

fn most(growth: &Growth, today: &GrowthOutcome) -> String {
    let set_rate = rate(Some(growth.set_rate));
    growth.most_members.map_or_else(
        || format!("No number of members is known to be too many for {set_rate}."),
        |most| {
            format!(
                "In today's mix {} members are served at {set_rate}; there are {}.",
                grouped(i64::from(most)),
                grouped(i64::from(today.members))
            )
        },
    )
}
