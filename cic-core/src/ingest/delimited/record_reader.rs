use std::io::{Read, Seek};

use encoding_rs::WINDOWS_1252;

use super::oversize::Skipper;
use super::scan::{RawField, Scan, line_breaks, scan, unquote};
use crate::ingest::FileRefused;
use crate::ingest::fault::{SHOWN_CHARACTERS, ValueFault, shown};
use crate::ingest::input::Input;
use crate::ingest::record::{Record, Span};

/// The most bytes of one record.
const RECORD_BYTES: usize = 1024 * 1024;

/// What the next record is.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Step {
    /// One that [`RecordReader::record`] gives.
    Record,
    /// One that cannot be read.
    Faulty(u64, ValueFault),
    /// None.
    End,
}

/// Records of a delimited file, one at a time, within bounded memory.
pub(in crate::ingest) struct RecordReader<R> {
    input: Input<R>,
    delimiter: u8,
    buffer: Vec<u8>,
    start: usize,
    exhausted: bool,
    swallow_feed: bool,
    /// The line at which the next record starts.
    next_line: u64,
    line: u64,
    fields: Vec<RawField>,
    text: String,
    spans: Vec<Span>,
    value: Vec<u8>,
    repaired: Repaired,
    records_before_rows: u8,
}

/// Values that were not UTF-8 and were read as Windows-1252.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::ingest) struct Repaired {
    pub(in crate::ingest) values: u64,
    pub(in crate::ingest) first_line: u64,
}

impl<R: Read + Seek> RecordReader<R> {
    pub(in crate::ingest) const fn new(input: Input<R>) -> Self {
        Self {
            input,
            delimiter: b',',
            buffer: Vec::new(),
            start: 0,
            exhausted: false,
            swallow_feed: false,
            next_line: 1,
            line: 1,
            fields: Vec::new(),
            text: String::new(),
            spans: Vec::new(),
            value: Vec::new(),
            repaired: Repaired {
                values: 0,
                first_line: 0,
            },
            records_before_rows: 0,
        }
    }

    /// How many records stand before the first row: the column names, and what precedes them.
    pub(super) const fn rows_begin_after(&mut self, records: u8) {
        self.records_before_rows = records;
    }

    /// Begins again at the first row.
    pub(in crate::ingest) fn restart_rows(&mut self) -> Result<(), FileRefused> {
        self.restart(self.delimiter)?;
        for _ in 0..self.records_before_rows {
            self.advance()?;
        }
        Ok(())
    }

    /// Begins again at the first record, split by `delimiter`.
    pub(in crate::ingest) fn restart(&mut self, delimiter: u8) -> Result<(), FileRefused> {
        self.input.rewind()?;
        self.delimiter = delimiter;
        self.buffer.clear();
        self.start = 0;
        self.exhausted = false;
        self.swallow_feed = false;
        self.next_line = 1;
        self.repaired = Repaired::default();
        Ok(())
    }

    pub(in crate::ingest) const fn input(&self) -> &Input<R> {
        &self.input
    }

    pub(in crate::ingest) const fn repaired(&self) -> Repaired {
        self.repaired
    }

    /// The last line of the record at hand.
    pub(in crate::ingest) fn last_line(&self) -> u64 {
        self.next_line.saturating_sub(1).max(self.line)
    }

    /// The record that the last [`Step::Record`] spoke of.
    pub(in crate::ingest) fn record(&self) -> Record<'_> {
        Record {
            text: &self.text,
            spans: &self.spans,
            others: &[],
            line: self.line,
        }
    }

    /// Goes to the next record that is not an empty line.
    pub(in crate::ingest) fn advance(&mut self) -> Result<Step, FileRefused> {
        loop {
            if self.start == self.buffer.len() && !self.refill()? {
                return Ok(Step::End);
            }
            if std::mem::take(&mut self.swallow_feed) && self.buffer[self.start] == b'\n' {
                self.start += 1;
                continue;
            }
            let bytes = &self.buffer[self.start..];
            match scan(bytes, self.delimiter, self.exhausted, &mut self.fields) {
                Scan::Record { length, .. } if length > RECORD_BYTES => return self.skip(),
                Scan::Record {
                    length,
                    line_breaks,
                    may_continue,
                } => {
                    self.line = self.next_line;
                    self.next_line += line_breaks;
                    self.swallow_feed = may_continue;
                    let from = self.start;
                    self.start += length;
                    if !self.is_empty_line(from) {
                        return Ok(self.take(from, length));
                    }
                }
                Scan::Unclosed { opened_after_breaks } => {
                    let opened = self.next_line + opened_after_breaks;
                    let fault = unclosed(opened, &self.buffer[self.start..]);
                    self.start = self.buffer.len();
                    return Ok(Step::Faulty(self.next_line, fault));
                }
                Scan::Unfinished if bytes.len() > RECORD_BYTES => return self.skip(),
                Scan::Unfinished => {
                    self.refill()?;
                }
            }
        }
    }

    fn refill(&mut self) -> Result<bool, FileRefused> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let more = self.input.fill(&mut self.buffer)?;
        self.exhausted = !more;
        Ok(!self.buffer.is_empty())
    }

    fn is_empty_line(&self, from: usize) -> bool {
        matches!(self.fields.as_slice(), [field] if field.start == field.end && !field.escaped
            && self.buffer.get(from) != Some(&b'"'))
    }

    /// Copies the record's values out as text.
    fn take(&mut self, from: usize, length: usize) -> Step {
        let bytes = &self.buffer[from..from + length];
        self.text.clear();
        self.spans.clear();
        let escaped = self.fields.iter().any(|field| field.escaped);
        match std::str::from_utf8(bytes) {
            Ok(text) if !escaped => {
                self.text.push_str(text);
                self.spans
                    .extend(self.fields.iter().map(|field| span(field.start, field.end)));
            }
            _ => {
                for field in &self.fields {
                    self.value.clear();
                    let raw = &bytes[field.start..field.end];
                    if field.escaped {
                        unquote(raw, &mut self.value);
                    } else {
                        self.value.extend_from_slice(raw);
                    }
                    let start = self.text.len();
                    if let Ok(text) = std::str::from_utf8(&self.value) {
                        self.text.push_str(text);
                    } else {
                        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&self.value);
                        self.text.push_str(&text);
                        if self.repaired.values == 0 {
                            self.repaired.first_line = self.line;
                        }
                        self.repaired.values += 1;
                    }
                    self.spans.push(span(start, self.text.len()));
                    self.text.push(char::from(self.delimiter));
                }
            }
        }
        if let Some(torn) = self.fields.iter().find(|field| field.torn) {
            let opened = self.line + line_breaks(&bytes[..torn.start]);
            let reason = format!(
                "a quote opened on line {opened} closes on a later line with text right behind it, so a quote is \
                 missing; rows between were read as one value: close it and import the file again"
            );
            return Step::Faulty(self.line, ValueFault::new("", &head_of(bytes), reason));
        }
        if self.text.as_bytes().contains(&0) {
            let reason = "the row holds a NUL character, which no text has; export the file again";
            return Step::Faulty(self.line, ValueFault::new("", self.text.trim_end(), reason));
        }
        Step::Record
    }

    /// Passes over a record that is too large to hold.
    fn skip(&mut self) -> Result<Step, FileRefused> {
        let line = self.next_line;
        let head = head_of(&self.buffer[self.start..]);
        let mut skipper = Skipper::new(self.delimiter);
        loop {
            if let Some(length) = skipper.feed(&self.buffer[self.start..]) {
                self.start += length;
                self.swallow_feed = skipper.may_continue();
                break;
            }
            self.start = self.buffer.len();
            if !self.refill()? {
                break;
            }
        }
        self.next_line += skipper.line_breaks();
        let reason = match skipper.unclosed_after() {
            Some(breaks) => unclosed_reason(line + breaks),
            None => "the row is larger than 1 MiB; shorten it".to_owned(),
        };
        Ok(Step::Faulty(line, ValueFault::new("", &head, reason)))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a record has at most RECORD_BYTES bytes"
)]
const fn span(start: usize, end: usize) -> Span {
    Span {
        start: start as u32,
        end: end as u32,
    }
}

fn unclosed(opened_on_line: u64, bytes: &[u8]) -> ValueFault {
    ValueFault::new("", &head_of(bytes), unclosed_reason(opened_on_line))
}

fn unclosed_reason(line: u64) -> String {
    format!(
        "a quote opened on line {line} is never closed, so all that follows was read as one value; \
         close it and import the file again"
    )
}

fn head_of(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(4 * SHOWN_CHARACTERS)];
    shown(String::from_utf8_lossy(head).trim_end())
}
