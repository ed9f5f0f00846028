use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{Datelike, Duration, NaiveTime, Weekday};
use cic_core::domain::Instant;
use cic_core::engine::{Engine, MemberAtRisk, MembersAtRiskRequest, SegmentSummary};
use cic_core::event_decision::{DecideEventRequest, EventDecision};
use cic_core::ingest::ImportReport;
use cic_core::simulation::SimulationOptions;
use cic_core::{Settings, json};
use cic_store::Store;
use serde::Serialize;
use tempfile::TempDir;

use super::arguments::Demo;
use super::context::Context;
use super::failure::Failure;
use super::progress::Progress;
use super::table::{money, several};
use super::{decide, fit, import, members, output, serve, simulate};
use crate::services::decision_log::entry;
use cic_store::fitting::{Fit, fit};
use cic_store::import_files::{ImportError, ImportOptions, Profiles, import_files};
use cic_store::standing::Explicit;

const AT_RISK_SHOWN: u32 = 10;
/// A small club may have fewer.
const COURTS: u32 = 4;

/// `cic demo --json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DemoAnswer {
    import: ImportReport,
    segments: Vec<SegmentSummary>,
    members_at_risk: Vec<MemberAtRisk>,
    decision: EventDecision,
}

/// `cic demo`.
pub(crate) async fn run(context: &Context, options: Demo) -> Result<ExitCode, Failure> {
    let listener = if options.no_serve {
        None
    } else {
        Some(serve::listen(&options.serve.listen).await?)
    };
    let scratch = TempDir::with_prefix("cic-demo-").map_err(|source| Failure::File {
        path: std::env::temp_dir(),
        source,
    })?;
    let until = last_day(context)?;
    let context = place(context, &scratch);
    let store = context.open_to_write().await?;
    refuse_a_real_club(store.as_ref()).await?;
    let folder = options.out.clone().unwrap_or_else(|| scratch.path().join("club"));

    let what = SimulationOptions {
        members: options.members,
        months: options.months,
        seed: options.seed,
        until,
    };
    say(
        &context,
        &format!(
            "Simulating {} members over {} months\n",
            what.members, what.months
        ),
    )?;
    let (club, files) = tokio::task::block_in_place(|| simulate::write_club(&what, &folder))?;
    let (settings, as_of) = (club.settings().clone(), club.as_of());
    drop(club);

    let report = import_club(store.as_ref(), &files, &folder, &settings, as_of).await?;
    say(
        &context,
        &format!("\nImported its files\n{}", import::text(&report, false)),
    )?;
    let explicit = Explicit {
        settings: Some(settings),
        as_of: Some(as_of.to_rfc3339()),
    };
    let fit = fit(store.as_ref(), &explicit, as_of).await?;
    say(&context, &format!("\n{}", fit::text(&fit)))?;
    let answer = ask(store.as_ref(), &fit, report).await?;
    show(&context, &fit.engine, &answer)?;

    let Some(listener) = listener else {
        return Ok(ExitCode::SUCCESS);
    };
    say(&context, "\n")?;
    drop(fit);
    let outcome = serve::until_stopped(&context, store, listener).await;
    drop(scratch);
    outcome
}

/// A made-up club lives in a folder of its own, unless a database was named for it.
fn place(context: &Context, scratch: &TempDir) -> Context {
    match context.named_database() {
        Some(url) => context.at_database(url.to_owned()),
        None => context.at_database(format!("sqlite://{}", scratch.path().join("cic.db").display())),
    }
}

async fn refuse_a_real_club(store: &dyn Store) -> Result<(), Failure> {
    let club = store.load_club(&Settings::default().venue).await?;
    if club.people().is_empty() {
        return Ok(());
    }
    Err(Failure::Refused(
        "this database holds a club already, and a demo would mix made-up members into it; name an empty one"
            .to_owned(),
    ))
}

/// History ends on the explicit as-of, else today.
fn last_day(context: &Context) -> Result<chrono::NaiveDate, Failure> {
    let settings = Settings::default();
    let as_of = context.explicit.as_of(&settings)?.unwrap_or_else(Context::now);
    Ok(settings.venue.local_day(as_of))
}

/// The files at the top of the folder, as a user would name them: those below say the same in another form.
async fn import_club(
    store: &dyn Store,
    files: &[PathBuf],
    folder: &std::path::Path,
    settings: &Settings,
    as_of: Instant,
) -> Result<ImportReport, Failure> {
    let is_data = |file: &&PathBuf| {
        file.parent() == Some(folder)
            && file
                .extension()
                .is_some_and(|extension| extension == "csv" || extension == "geojson")
    };
    let files: Vec<PathBuf> = files.iter().filter(is_data).cloned().collect();
    let profiles = Profiles::choose(None).map_err(ImportError::from)?;
    let how = ImportOptions {
        settings,
        profiles: &profiles,
        now: as_of,
        dry_run: false,
    };
    Ok(import_files(store, &files, &how, &mut Progress::new()).await?)
}

async fn ask(store: &dyn Store, fit: &Fit, import: ImportReport) -> Result<DemoAnswer, Failure> {
    let engine = &fit.engine;
    let request = thursday_evening(engine);
    let decision = engine.decide_event(&request)?;
    store
        .save_decision(&entry(&request, &decision, Context::now()))
        .await?;
    Ok(DemoAnswer {
        import,
        segments: engine.segments(),
        members_at_risk: engine.members_at_risk(&MembersAtRiskRequest {
            segment: None,
            limit: Some(AT_RISK_SHOWN),
        })?,
        decision,
    })
}

/// "500 dollars, four courts, Thursday 19:00?"
fn thursday_evening(engine: &Engine) -> DecideEventRequest {
    let venue = &engine.settings().venue;
    let today = venue.local_day(engine.as_of());
    let until_thursday = 7 + Weekday::Thu.num_days_from_monday() - today.weekday().num_days_from_monday();
    let days = match until_thursday % 7 {
        0 => 7,
        days => days,
    };
    let evening = NaiveTime::from_hms_opt(19, 0, 0).unwrap_or_default();
    let start = (today + Duration::days(i64::from(days))).and_time(evening);
    DecideEventRequest::new(
        500.0,
        start.format("%Y-%m-%dT%H:%M").to_string(),
        COURTS.min(u32::try_from(venue.courts.len()).unwrap_or(COURTS)),
    )
}

fn show(context: &Context, engine: &Engine, answer: &DemoAnswer) -> Result<(), Failure> {
    if context.json {
        output::write(&(json::to_text(answer) + "\n"))?;
        return Ok(());
    }
    let currency = &engine.settings().venue.currency;
    let at_risk = members::at_risk_text(&answer.members_at_risk, currency);
    say(
        context,
        &format!("\nMembers at risk: silent for more than twice their own rhythm\n{at_risk}"),
    )?;
    let revenue = money(answer.decision.revenue);
    let courts = several(engine.settings().venue.courts.len().min(COURTS as usize), "court");
    let question = format!("\nAn event: {revenue} {currency}, {courts}, Thursday 19:00\n");
    say(context, &(question + &decide::text(&answer.decision, currency)))
}

fn say(context: &Context, text: &str) -> Result<(), Failure> {
    if !context.json {
        output::write(text)?;
    }
    Ok(())
}
