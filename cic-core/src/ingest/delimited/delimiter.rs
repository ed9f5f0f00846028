use std::io::{Read, Seek};

use super::header::Header;
use super::record_reader::{RecordReader, Step};
use crate::ingest::FileRefused;
use crate::ingest::fault::refused;

/// In the order of preference when a header line holds as many of one as of another.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Splits nothing: the unit separator stands in no export.
const NO_DELIMITER: u8 = 0x1F;

/// Finds the delimiter that splits the first line into most names, and reads that line; the reader stands behind
/// it. A first line `sep=;`, as Excel writes it, names the delimiter itself.
pub(in crate::ingest) fn read_header<R: Read + Seek>(
    reader: &mut RecordReader<R>,
) -> Result<Header, FileRefused> {
    if let Some(delimiter) = declared(&first_record(reader, NO_DELIMITER)?) {
        reader.restart(delimiter)?;
        reader.advance()?;
        let header = names(reader)?;
        reader.rows_begin_after(2);
        return Ok(header);
    }
    let mut best = (DELIMITERS[0], 0);
    for delimiter in DELIMITERS {
        let count = first_record(reader, delimiter)?.len();
        if count > best.1 {
            best = (delimiter, count);
        }
    }
    reader.restart(best.0)?;
    let header = names(reader)?;
    reader.rows_begin_after(1);
    Ok(header)
}

fn declared(first: &[String]) -> Option<u8> {
    match first {
        [line] => match line.strip_prefix("sep=").map(str::as_bytes) {
            Some([delimiter]) => Some(*delimiter),
            _ => None,
        },
        _ => None,
    }
}

fn first_record<R: Read + Seek>(
    reader: &mut RecordReader<R>,
    delimiter: u8,
) -> Result<Vec<String>, FileRefused> {
    reader.restart(delimiter)?;
    Ok(match reader.advance()? {
        Step::Record => values(reader),
        Step::Faulty(..) | Step::End => Vec::new(),
    })
}

fn names<R: Read + Seek>(reader: &mut RecordReader<R>) -> Result<Header, FileRefused> {
    match reader.advance()? {
        Step::Record => {
            let mut names = values(reader);
            while names.last().is_some_and(String::is_empty) {
                names.pop();
            }
            Ok(Header::new(names))
        }
        Step::Faulty(line, fault) => Err(FileRefused {
            line: Some(line),
            column: None,
            reason: format!("the line with the column names cannot be read: {}", fault.reason),
        }),
        Step::End => Err(refused("the file is empty")),
    }
}

fn values<R: Read + Seek>(reader: &RecordReader<R>) -> Vec<String> {
    let record = reader.record();
    (0..record.spans.len())
        .map(|column| record.value(column).to_owned())
        .collect()
}
