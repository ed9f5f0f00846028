use std::process::ExitCode;

use cic_core::engine::{AmenityRoi, AmenityRoiRequest};

use super::rate;
use crate::cli::arguments::PlanAmenity;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::table::{money, plain, table};

/// `cic plan amenity`.
pub(super) async fn run(context: &Context, options: PlanAmenity) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let request = AmenityRoiRequest {
        amenities: options.amenities,
        annual_discount_rate: options.discount_rate,
        horizon_months: options.months,
    };
    let answer = current.engine.amenity_roi(&request)?;
    if context.json {
        return output::write_json(&answer);
    }
    output::write(&text(&answer))
}

fn text(answer: &AmenityRoi) -> String {
    let mut ranking = table([
        ">Rank",
        "Amenity",
        ">Score",
        ">Payback, months",
        ">Return a year",
        ">Net present value",
        ">Uptake",
        ">Rank stays",
    ]);
    for amenity in &answer.amenities {
        ranking.add_row([
            amenity.rank.to_string(),
            plain(&amenity.name),
            format!("{:.1}", amenity.score),
            amenity
                .payback_months
                .map_or("never".to_owned(), |months| format!("{months:.1}")),
            rate(amenity.annual_roi),
            money(amenity.net_present_value),
            rate(amenity.expected_uptake),
            rate(Some(amenity.rank_stability)),
        ]);
    }
    format!("{ranking}\n{}", output::rests_on(&answer.assumptions))
}
