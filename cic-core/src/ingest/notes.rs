use std::io::{Read, Seek};

use super::rows::Reading;
use super::source_file::Body;

/// What a person should know of a file though nothing is wrong with it.
pub(super) fn notes_of<R: Read + Seek>(body: &Body<R>, reading: &Reading) -> Vec<String> {
    let mut notes = Vec::new();
    let input = match body {
        Body::Delimited { reader, .. } => reader.input(),
        Body::Json { reader, .. } | Body::Tracts { reader } => reader.input(),
    };
    if let Some(encoding) = input.wide_encoding() {
        notes.push(format!("the file is {encoding}, and was read as that"));
    }
    if let Body::Delimited { reader, table, .. } = body {
        let repaired = reader.repaired();
        if repaired.values > 0 {
            notes.push(format!(
                "{} not UTF-8 and read as Windows-1252, the first on line {}",
                counted(repaired.values, "value was", "values were"),
                repaired.first_line
            ));
        }
        if !table.ignored().is_empty() {
            notes.push(format!(
                "columns that nothing reads: {}",
                table.ignored().join(", ")
            ));
        }
    }
    if reading.members_without_join_date > 0 {
        notes.push(format!(
            "{} no join date",
            counted(reading.members_without_join_date, "member has", "members have")
        ));
    }
    if reading.unusable_emails > 0 {
        notes.push(format!(
            "{} without an @ and left out",
            counted(
                reading.unusable_emails,
                "e-mail address was",
                "e-mail addresses were"
            )
        ));
    }
    if reading.days_without_time > 0 {
        notes.push(format!(
            "{} only the day; the profile's time of day stands for its start",
            counted(reading.days_without_time, "booking names", "bookings name")
        ));
    }
    notes
}

fn counted(count: u64, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
