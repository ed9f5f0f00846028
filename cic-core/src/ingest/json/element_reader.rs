use std::io::{Read, Seek};

use super::value_scan::ValueScan;
use crate::ingest::FileRefused;
use crate::ingest::fault::{SHOWN_CHARACTERS, ValueFault, refused, shown};
use crate::ingest::input::Input;

/// The most bytes of one element. A tract's outline is the largest thing that is sensible.
const ELEMENT_BYTES: usize = 16 * 1024 * 1024;

/// What the next element is.
#[derive(Debug)]
pub(in crate::ingest) enum Element {
    /// A value and its number from 1.
    Value(u64, serde_json::Value),
    /// One that cannot be read.
    Faulty(u64, ValueFault),
    /// None.
    End,
}

/// The elements of a JSON text, one at a time, within bounded memory.
pub(in crate::ingest) struct ElementReader<R> {
    input: Input<R>,
    buffer: Vec<u8>,
    start: usize,
    /// The elements stand in an array that `]` ends; else one follows the other to the end of the file.
    in_array: bool,
    is_collection: bool,
    number: u64,
    ended: bool,
}

impl<R: Read + Seek> ElementReader<R> {
    /// Finds where the elements begin.
    pub(in crate::ingest) fn new(input: Input<R>) -> Result<Self, FileRefused> {
        let mut reader = Self {
            input,
            buffer: Vec::new(),
            start: 0,
            in_array: false,
            is_collection: false,
            number: 0,
            ended: false,
        };
        if reader.peek_past(|_| false)? == Some(b'{') {
            reader.start += 1;
            reader.is_collection = reader.seek_features()?;
        }
        if !reader.is_collection {
            reader.rewind()?;
        }
        reader.restart_elements()?;
        Ok(reader)
    }

    /// Whether the elements are the `features` of one object.
    pub(in crate::ingest) const fn is_collection(&self) -> bool {
        self.is_collection
    }

    pub(in crate::ingest) const fn input(&self) -> &Input<R> {
        &self.input
    }

    /// Begins again at the first element.
    pub(in crate::ingest) fn restart(&mut self) -> Result<(), FileRefused> {
        self.rewind()?;
        if self.is_collection {
            self.peek_past(|_| false)?;
            self.start += 1;
            self.seek_features()?;
        }
        self.restart_elements()
    }

    fn rewind(&mut self) -> Result<(), FileRefused> {
        self.input.rewind()?;
        self.buffer.clear();
        self.start = 0;
        Ok(())
    }

    fn restart_elements(&mut self) -> Result<(), FileRefused> {
        self.number = 0;
        self.ended = false;
        self.in_array = self.peek_past(|_| false)? == Some(b'[');
        self.start += usize::from(self.in_array);
        Ok(())
    }

    /// Goes through the keys of the outermost object up to the array under `features`, if it has one.
    fn seek_features(&mut self) -> Result<bool, FileRefused> {
        loop {
            match self.peek_past(|byte| byte == b',')? {
                Some(b'"') => {}
                _ => return Ok(false),
            }
            let key = self.read_value(1024)?;
            if self.peek_past(|byte| byte == b':')?.is_none() {
                return Ok(false);
            }
            if key.as_deref() == Some(b"\"features\"") && self.buffer[self.start] == b'[' {
                return Ok(true);
            }
            self.read_value(0)?;
        }
    }

    /// Reads the next element.
    pub(in crate::ingest) fn next_element(&mut self) -> Result<Element, FileRefused> {
        if self.ended {
            return Ok(Element::End);
        }
        match self.peek_past(|byte| byte == b',')? {
            None => {
                self.ended = true;
                if self.in_array {
                    self.number += 1;
                    let reason = "the file ends before its list does; export it again";
                    return Ok(Element::Faulty(self.number, ValueFault::new("", "", reason)));
                }
                return Ok(Element::End);
            }
            Some(b']') if self.in_array => {
                self.ended = true;
                return Ok(Element::End);
            }
            Some(_) => {}
        }
        self.number += 1;
        let head = head_of(&self.buffer[self.start..]);
        let Some(bytes) = self.read_value(ELEMENT_BYTES)? else {
            let reason = if self.ended {
                "the file ends inside this element; export it again"
            } else {
                "the element is larger than 16 MiB; shorten it"
            };
            return Ok(Element::Faulty(self.number, ValueFault::new("", &head, reason)));
        };
        Ok(match serde_json::from_slice(&bytes) {
            Ok(value) => Element::Value(self.number, value),
            Err(error) => {
                let reason = format!("the element is not JSON: {error}");
                Element::Faulty(self.number, ValueFault::new("", &head_of(&bytes), reason))
            }
        })
    }

    /// The bytes of the value that starts here; `None` when it is larger than `most_bytes` or does not end, in
    /// which case `ended` is set.
    fn read_value(&mut self, most_bytes: usize) -> Result<Option<Vec<u8>>, FileRefused> {
        let mut scan = ValueScan::default();
        let mut value = Some(Vec::new());
        loop {
            let bytes = &self.buffer[self.start..];
            let end = scan.feed(bytes);
            let length = end.unwrap_or(bytes.len());
            if value
                .as_ref()
                .is_some_and(|held| held.len() + length > most_bytes)
            {
                value = None;
            }
            if let Some(held) = &mut value {
                held.extend_from_slice(&bytes[..length]);
            }
            self.start += length;
            if end.is_some() {
                return Ok(value);
            }
            if !self.refill()? {
                if scan.may_end_here() {
                    return Ok(value);
                }
                self.ended = true;
                return Ok(None);
            }
        }
    }

    /// The next byte that is neither blank nor one to pass over; the reader then stands at it.
    fn peek_past(&mut self, passes: impl Fn(u8) -> bool) -> Result<Option<u8>, FileRefused> {
        loop {
            let ahead = &self.buffer[self.start..];
            if let Some(offset) = ahead
                .iter()
                .position(|&byte| !byte.is_ascii_whitespace() && !passes(byte))
            {
                self.start += offset;
                return Ok(Some(self.buffer[self.start]));
            }
            self.start = self.buffer.len();
            if !self.refill()? {
                return Ok(None);
            }
        }
    }

    fn refill(&mut self) -> Result<bool, FileRefused> {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.input.fill(&mut self.buffer)
    }
}

fn head_of(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(4 * SHOWN_CHARACTERS)];
    shown(String::from_utf8_lossy(head).trim_end())
}

/// Whether the first byte of content that is not blank opens a JSON object or array.
pub(in crate::ingest) fn looks_like_json<R: Read + Seek>(input: &mut Input<R>) -> Result<bool, FileRefused> {
    let mut buffer = Vec::new();
    input.fill(&mut buffer)?;
    input.rewind()?;
    let first = buffer.iter().find(|byte| !byte.is_ascii_whitespace());
    if buffer.is_empty() {
        return Err(refused("the file is empty"));
    }
    Ok(matches!(first, Some(b'{' | b'[')))
}
