use std::io::{Read, Seek};

use super::FileRefused;
use super::delimited::{RecordReader, Step};
use super::rows::TableReader;
use super::values::numeric_date;
use crate::settings::DateOrder;

/// Rows that are looked at before a file counts as one without numeric dates.
const SAMPLE_ROWS: usize = 200;

/// A numeric date and where it stands.
#[derive(Debug, Clone)]
struct Sighting {
    line: u64,
    column: String,
    text: String,
}

/// What the dates seen so far say about their order.
#[derive(Debug, Default)]
struct Evidence {
    any: Option<Sighting>,
    day_first: Option<Sighting>,
    month_first: Option<Sighting>,
}

/// The order of a file's numeric dates, by what they themselves show; `None` when it has none.
///
/// One pass over the file, unless its first rows hold no numeric date. The reader stands at the first row after.
pub(super) fn date_order_of<R: Read + Seek>(
    reader: &mut RecordReader<R>,
    table: &TableReader,
) -> Result<Option<DateOrder>, FileRefused> {
    let mut evidence = Evidence::default();
    let mut rows = 0;
    if !table.times().is_empty() {
        while rows < SAMPLE_ROWS || evidence.any.is_some() {
            match reader.advance()? {
                Step::Record => evidence.look_at(reader, table),
                Step::Faulty(..) => {}
                Step::End => break,
            }
            rows += 1;
            if evidence.day_first.is_some() && evidence.month_first.is_some() {
                break;
            }
        }
    }
    reader.restart_rows()?;
    evidence.verdict()
}

impl Evidence {
    fn look_at<R: Read + Seek>(&mut self, reader: &RecordReader<R>, table: &TableReader) {
        let record = reader.record();
        if !table.keeps(&record) {
            return;
        }
        for field in table.times() {
            let Ok(value) = field.value(&record) else { continue };
            let Some(date) = numeric_date(&value.text) else {
                continue;
            };
            let sighting = || Sighting {
                line: record.line,
                column: value.column.to_owned(),
                text: value.text.to_string(),
            };
            if self.any.is_none() {
                self.any = Some(sighting());
            }
            match (date.first, date.second) {
                (13..=31, 1..=12) if self.day_first.is_none() => self.day_first = Some(sighting()),
                (1..=12, 13..=31) if self.month_first.is_none() => self.month_first = Some(sighting()),
                _ => {}
            }
        }
    }

    fn verdict(self) -> Result<Option<DateOrder>, FileRefused> {
        match (self.any, self.day_first, self.month_first) {
            (None, ..) => Ok(None),
            (_, Some(_), None) => Ok(Some(DateOrder::Dmy)),
            (_, None, Some(_)) => Ok(Some(DateOrder::Mdy)),
            (Some(any), None, None) => Err(FileRefused {
                line: Some(any.line),
                reason: format!(
                    "no date in the file tells whether the day or the month comes first (line {}: {}); set \
                     `date_order` in [import] to \"mdy\" or \"dmy\"",
                    any.line, any.text
                ),
                column: Some(any.column),
            }),
            (_, Some(day), Some(month)) => Err(FileRefused {
                line: Some(day.line.max(month.line)),
                reason: format!(
                    "the dates contradict each other: line {} has the day first ({}), line {} the month ({}); \
                     export the file with one order, or set `date_order` in [import]",
                    day.line, day.text, month.line, month.text
                ),
                column: Some(if day.line > month.line {
                    day.column
                } else {
                    month.column
                }),
            }),
        }
    }
}
