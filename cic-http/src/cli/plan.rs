//! `cic plan`: one file a plan.

mod allocation;
mod amenity;
mod growth;

use std::process::ExitCode;

use cic_core::engine::Quota;

use super::arguments::{Plan, SegmentCount};
use super::context::Context;
use super::failure::Failure;

/// `cic plan`.
pub(crate) async fn run(context: &Context, plan: Plan) -> Result<ExitCode, Failure> {
    match plan {
        Plan::Allocation(options) => allocation::run(context, options).await,
        Plan::Growth(options) => growth::run(context, options).await,
        Plan::Amenity(options) => amenity::run(context, options).await,
    }
}

fn quotas(kept: Vec<SegmentCount>) -> Vec<Quota> {
    kept.into_iter()
        .map(|kept| Quota {
            segment: kept.segment,
            courts: kept.count,
        })
        .collect()
}

/// A share that may be missing, as a percentage with one digit.
fn rate(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{:.1} %", 100.0 * share))
}

fn warnings(said: &[String]) -> String {
    let mut out = String::new();
    for warning in said {
        out += &format!("Warning: {warning}\n");
    }
    out
}
