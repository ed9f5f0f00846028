//! Reads a file whole and lays out what came of it as a text to compare.

use std::fmt::Write;
use std::io::{Cursor, Read, Seek};

use cic_core::Settings;
use cic_core::domain::{Booking, Member};
use cic_core::ingest::{
    Batch, FileRefused, ParsedRow, Profile, QuarantinedRow, ReadOptions, Row, RowKind, open,
};

/// Everything that one file became.
pub(crate) struct Outcome {
    pub(crate) kind: RowKind,
    pub(crate) profile: String,
    pub(crate) parsed: Vec<ParsedRow>,
    pub(crate) quarantined: Vec<QuarantinedRow>,
    pub(crate) notes: Vec<String>,
}

impl Outcome {
    pub(crate) fn rows(&self) -> Vec<&Row> {
        self.parsed.iter().flat_map(|parsed| &parsed.rows).collect()
    }

    pub(crate) fn bookings(&self) -> Vec<&Booking> {
        let rows = self.rows().into_iter();
        rows.filter_map(|row| {
            if let Row::Booking(booking) = row {
                Some(booking)
            } else {
                None
            }
        })
        .collect()
    }

    pub(crate) fn members(&self) -> Vec<&Member> {
        let rows = self.rows().into_iter();
        rows.filter_map(|row| {
            if let Row::Member(member) = row {
                Some(member)
            } else {
                None
            }
        })
        .collect()
    }
}

/// Reads with the built-in profiles and default settings.
pub(crate) fn read(bytes: impl AsRef<[u8]>) -> Result<Outcome, FileRefused> {
    read_with(
        Cursor::new(bytes.as_ref()),
        &Settings::default(),
        &Profile::built_in(),
        None,
    )
}

/// Reads with the built-in profiles and settings given as TOML.
pub(crate) fn read_under(settings: &str, bytes: impl AsRef<[u8]>) -> Result<Outcome, FileRefused> {
    let settings = Settings::from_toml(settings).unwrap();
    read_with(Cursor::new(bytes.as_ref()), &settings, &Profile::built_in(), None)
}

pub(crate) fn read_with(
    input: impl Read + Seek,
    settings: &Settings,
    profiles: &[Profile],
    profile_name: Option<&str>,
) -> Result<Outcome, FileRefused> {
    let options = ReadOptions {
        venue: &settings.venue,
        import: &settings.import,
        profiles,
        profile_name,
        recorded_at: "2026-02-01T12:00:00Z".parse().unwrap(),
    };
    let mut file = open(input, "file", &options)?;
    let mut whole = Batch::default();
    while let Some(batch) = file.next_batch(3)? {
        assert!((1..=3).contains(&(batch.parsed.len() + batch.quarantined.len())));
        assert!(batch.parsed.iter().all(|parsed| !parsed.rows.is_empty()));
        whole.parsed.extend(batch.parsed);
        whole.quarantined.extend(batch.quarantined);
    }
    Ok(Outcome {
        kind: file.kind(),
        profile: file.profile().to_owned(),
        parsed: whole.parsed,
        quarantined: whole.quarantined,
        notes: file.notes(),
    })
}

/// The report as text: counts, then quarantined rows, then notes; or the refusal.
pub(crate) fn report(outcome: &Result<Outcome, FileRefused>) -> String {
    let mut text = String::new();
    match outcome {
        Err(refused) => {
            write!(text, "refused").unwrap();
            if let Some(line) = refused.line {
                write!(text, ", line {line}").unwrap();
            }
            if let Some(column) = &refused.column {
                write!(text, ", column {column:?}").unwrap();
            }
            write!(text, ": {}", refused.reason).unwrap();
        }
        Ok(outcome) => {
            let (parsed, quarantined) = (outcome.parsed.len(), outcome.quarantined.len());
            write!(
                text,
                "{:?} by {}: {} rows, {parsed} parsed, {quarantined} quarantined",
                outcome.kind,
                outcome.profile,
                parsed + quarantined
            )
            .unwrap();
            for row in &outcome.quarantined {
                write!(
                    text,
                    "\nline {}, column {:?}, value {:?}: {}",
                    row.line, row.column, row.value, row.reason
                )
                .unwrap();
            }
            for note in &outcome.notes {
                write!(text, "\nnote: {note}").unwrap();
            }
        }
    }
    text
}

/// The report on bytes read with the built-in profiles and default settings.
pub(crate) fn report_on(bytes: impl AsRef<[u8]>) -> String {
    report(&read(bytes))
}

/// Canonical members with these lines below the header.
pub(crate) fn members(lines: &str) -> String {
    format!("id,name,email,join_date,status\n{lines}")
}

/// Canonical bookings with these lines below the header.
pub(crate) fn bookings(lines: &str) -> String {
    format!("id,member_id,booking_time,court_id,revenue_generated\n{lines}")
}
