use std::process::ExitCode;

use serde::Serialize;

use cic_core::engine::{ModelsReport, SegmentSummary};

use super::context::Context;
use super::failure::Failure;
use super::table::{count, several, table, words};
use super::{models, output, segments};
use cic_store::fitting::{Fit, Move, fit};

/// `cic fit --json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FitAnswer<'a> {
    version: &'a str,
    previous_version: Option<&'a str>,
    as_of: String,
    unmoved: usize,
    moves: &'a [Move],
    segments: Vec<SegmentSummary>,
    models: ModelsReport,
}

/// `cic fit`.
pub(crate) async fn run(context: &Context) -> Result<ExitCode, Failure> {
    let store = context.open_to_write().await?;
    let fit = fit(store.as_ref(), &context.explicit, Context::now()).await?;
    if context.json {
        return output::write_json(&FitAnswer {
            version: &fit.record.version,
            previous_version: fit.previous.as_ref().map(|previous| previous.version.as_str()),
            as_of: local(&fit),
            unmoved: fit.unmoved,
            moves: &fit.moves,
            segments: fit.engine.segments(),
            models: fit.engine.models(),
        });
    }
    output::write(&text(&fit))
}

fn local(fit: &Fit) -> String {
    let zone = fit.engine.settings().venue.time_zone;
    fit.record.as_of.with_timezone(&zone).to_rfc3339()
}

/// What was fitted and what changed.
pub(crate) fn text(fit: &Fit) -> String {
    let mut out = format!("Fitted as of {}, version {}\n", local(fit), fit.record.version);
    out += &segments::text(&fit.engine.segments(), &fit.engine.settings().venue.currency);
    out += &models::text(&fit.engine.models());
    let Some(previous) = &fit.previous else {
        return out + "This is the first fit.\n";
    };
    if fit.moves.is_empty() && previous.version == fit.record.version {
        return out + "Nothing changed since the fit before.\n";
    }
    if fit.moves.is_empty() {
        return out + &format!("Nobody changed segment ({}).\n", several(fit.unmoved, "member"));
    }
    let mut moves = table(["From", "To", ">Members"]);
    for one in &fit.moves {
        moves.add_row([
            one.from.as_deref().map_or("(new)".to_owned(), words),
            one.to.as_deref().map_or("(gone)".to_owned(), words),
            count(one.members),
        ]);
    }
    out + &format!(
        "\nChanged since the fit before ({} stayed)\n{moves}\n",
        several(fit.unmoved, "member")
    )
}
