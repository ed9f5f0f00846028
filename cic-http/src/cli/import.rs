use std::collections::BTreeMap;
use std::process::ExitCode;

use cic_core::ingest::{FileReport, ImportReport, QuarantinedRow};

use super::arguments::Import;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::progress::Progress;
use super::table::{grouped, plain, table};
use cic_store::import_files::{ImportError, ImportOptions, Profiles, import_files};

/// How many lines of each kind of fault are shown.
const LINES_SHOWN: usize = 5;

/// `cic import`.
pub(crate) async fn run(context: &Context, options: &Import) -> Result<ExitCode, Failure> {
    let profiles = Profiles::choose(options.profile.as_deref()).map_err(ImportError::from)?;
    let store = context.open_to_write().await?;
    let fit = store.latest_fit().await?;
    let settings = context.explicit.settings(fit.as_ref())?;
    let now = context.explicit.as_of(&settings)?.unwrap_or_else(Context::now);
    let how = ImportOptions {
        settings: &settings,
        profiles: &profiles,
        now,
        dry_run: options.dry_run,
    };
    let report = import_files(store.as_ref(), &options.files, &how, &mut Progress::new()).await?;
    if context.json {
        output::write_json(&report)?;
    } else {
        output::write(&text(&report, options.dry_run))?;
    }
    let was_refused = report.files.iter().any(|file| file.refused.is_some());
    Ok(ExitCode::from(u8::from(was_refused)))
}

/// What came of each file, and of each row that did not go in.
pub(crate) fn text(report: &ImportReport, dry_run: bool) -> String {
    let mut files = table(["File", "Kind", ">Rows", ">New", ">Changed", ">Known", ">Left out"]);
    for file in &report.files {
        let kind = file
            .kind
            .map_or_else(|| "\"?\"".to_owned(), |kind| cic_core::json::to_text(&kind));
        let left_out = u64::try_from(file.quarantined.len()).unwrap_or(u64::MAX);
        let mut row = vec![plain(&file.file), kind.trim_matches('"').replace('_', " ")];
        let counts = [file.rows, file.accepted, file.updated, file.unchanged, left_out];
        row.extend(counts.map(|count| grouped(i64::try_from(count).unwrap_or(i64::MAX))));
        files.add_row(row);
    }
    let mut out = format!("{files}\n");
    for file in &report.files {
        out += &remarks(file);
    }
    if dry_run {
        out += "\nThis was a dry run: nothing was changed.\n";
    }
    out
}

fn remarks(file: &FileReport) -> String {
    let name = plain(&file.file);
    let mut out = String::new();
    if let Some(refused) = &file.refused {
        let line = refused
            .line
            .map_or_else(String::new, |line| format!(" line {line}:"));
        out += &format!("\n{name}: refused:{line} {}\n", plain(&refused.reason));
    }
    for note in &file.notes {
        out += &format!("\n{name}: {}\n", plain(note));
    }
    if file.quarantined.is_empty() {
        return out;
    }
    out += &format!("\n{name}: rows left out\n");
    for ((column, reason), rows) in by_fault(&file.quarantined) {
        let lines: Vec<String> = rows
            .iter()
            .take(LINES_SHOWN)
            .map(|row| row.line.to_string())
            .collect();
        let more = if rows.len() > LINES_SHOWN { ", ..." } else { "" };
        let column = if column.is_empty() {
            String::new()
        } else {
            format!("{}: ", plain(column))
        };
        let count = rows.len();
        out += &format!(
            "  {count} x {column}{} (line {}{more})\n",
            plain(reason),
            lines.join(", ")
        );
    }
    out
}

fn by_fault(rows: &[QuarantinedRow]) -> Vec<((&str, &str), Vec<&QuarantinedRow>)> {
    let mut faults: BTreeMap<(&str, &str), Vec<&QuarantinedRow>> = BTreeMap::new();
    for row in rows {
        faults.entry((&row.column, &row.reason)).or_default().push(row);
    }
    let mut faults: Vec<_> = faults.into_iter().collect();
    faults.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    faults
}
