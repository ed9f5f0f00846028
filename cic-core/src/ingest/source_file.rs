use std::io::{Read, Seek};

use super::delimited::{RecordReader, Step};
use super::fault::ValueFault;
use super::json::{Element, ElementReader, Flattened, KnownKeys};
use super::notes::notes_of;
use super::record::Record;
use super::rows::{Reading, TableReader};
use super::tracts::tract_row;
use super::{Batch, FileRefused, ParsedRow, Row, RowKind};

/// A batch ends early when its rows came from this many bytes, so that memory stays bounded.
const BATCH_BYTES: u64 = 16 * 1024 * 1024;

/// An open file whose kind is known; see [`open`](super::open).
pub struct SourceFile<R> {
    body: Body<R>,
    file_name: String,
    kind: RowKind,
    reading: Reading,
}

pub(super) enum Body<R> {
    Delimited {
        reader: RecordReader<R>,
        width: usize,
        table: TableReader,
    },
    Json {
        reader: ElementReader<R>,
        keys: KnownKeys,
        flattened: Flattened,
        table: TableReader,
    },
    Tracts {
        reader: ElementReader<R>,
    },
}

/// What the next row of a file is.
enum Next {
    Row(u64, Result<Vec<Row>, ValueFault>),
    End,
}

impl<R: Read + Seek> SourceFile<R> {
    pub(super) fn new(body: Body<R>, file_name: &str, kind: RowKind, reading: Reading) -> Self {
        Self {
            body,
            file_name: file_name.to_owned(),
            kind,
            reading,
        }
    }

    /// What its rows are.
    #[must_use]
    pub const fn kind(&self) -> RowKind {
        self.kind
    }

    /// The name it was opened under.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The profile that reads it; `geojson` for tracts.
    #[must_use]
    pub fn profile(&self) -> &str {
        &self.reading.profile
    }

    /// Bytes of the file read so far, for a progress bar.
    #[must_use]
    pub const fn bytes_read(&self) -> u64 {
        match &self.body {
            Body::Delimited { reader, .. } => reader.input().bytes_read(),
            Body::Json { reader, .. } | Body::Tracts { reader } => reader.input().bytes_read(),
        }
    }

    /// The next rows, at most `most_rows` of them, fewer when they are large; `None` at the end of the file.
    ///
    /// Every row of the file is in exactly one batch, parsed or quarantined; blank lines are no rows. Fails when
    /// the source cannot be read on.
    pub fn next_batch(&mut self, most_rows: usize) -> Result<Option<Batch>, FileRefused> {
        let most_rows = most_rows.max(1);
        let begun_at = self.bytes_read();
        let mut batch = Batch::default();
        batch.parsed.reserve(most_rows.min(4096));
        while batch.parsed.len() + batch.quarantined.len() < most_rows
            && self.bytes_read() - begun_at < BATCH_BYTES
        {
            match self.body.next(&mut self.reading)? {
                Next::Row(line, Ok(rows)) => batch.parsed.push(ParsedRow { line, rows }),
                Next::Row(line, Err(fault)) => batch.quarantined.push(fault.at_line(line)),
                Next::End if batch.parsed.is_empty() && batch.quarantined.is_empty() => return Ok(None),
                Next::End => break,
            }
        }
        Ok(Some(batch))
    }

    /// What a person should know though nothing is wrong; complete once the last batch has been read.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        notes_of(&self.body, &self.reading)
    }
}

impl<R: Read + Seek> Body<R> {
    fn next(&mut self, reading: &mut Reading) -> Result<Next, FileRefused> {
        match self {
            Self::Delimited { reader, width, table } => next_record(reader, *width, table, reading),
            Self::Json {
                reader,
                keys,
                flattened,
                table,
            } => Ok(match reader.next_element()? {
                Element::Value(number, value) => Next::Row(
                    number,
                    flattened
                        .read(number, &value, keys)
                        .and_then(|()| table.read(&flattened.record(), reading)),
                ),
                Element::Faulty(number, fault) => Next::Row(number, Err(fault)),
                Element::End => Next::End,
            }),
            Self::Tracts { reader } => Ok(match reader.next_element()? {
                Element::Value(number, feature) => Next::Row(number, tract_row(feature).map(|row| vec![row])),
                Element::Faulty(number, fault) => Next::Row(number, Err(fault)),
                Element::End => Next::End,
            }),
        }
    }
}

fn next_record<R: Read + Seek>(
    reader: &mut RecordReader<R>,
    width: usize,
    table: &TableReader,
    reading: &mut Reading,
) -> Result<Next, FileRefused> {
    loop {
        match reader.advance()? {
            Step::End => return Ok(Next::End),
            Step::Faulty(line, fault) => return Ok(Next::Row(line, Err(fault))),
            Step::Record => {
                let record = reader.record();
                if record.is_blank() {
                    continue;
                }
                let rows = match misfit(&record, width, reader.last_line()) {
                    Some(fault) => Err(fault),
                    None => table.read(&record, reading),
                };
                return Ok(Next::Row(record.line, rows));
            }
        }
    }
}

/// Why a record does not fit the columns, if it does not; empty values beyond the last column are let pass.
fn misfit(record: &Record<'_>, width: usize, last_line: u64) -> Option<ValueFault> {
    let values = record.spans.len();
    if values == width || (values > width && (width..values).all(|column| record.value(column).is_empty())) {
        return None;
    }
    let advice = if last_line > record.line {
        format!("it runs on to line {last_line}: look for a quote that is not closed")
    } else if values > width {
        "put quotes around a value that holds the delimiter".to_owned()
    } else {
        "add what is missing".to_owned()
    };
    let reason = format!("the row has {values} values where the file has {width} columns; {advice}");
    Some(ValueFault::new(
        "",
        record.text.trim_end_matches(['\r', '\n', ',']),
        reason,
    ))
}
