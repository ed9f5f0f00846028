//! CSV text, and its making in parts on several threads.

use std::io::{self, Write};
use std::ops::Range;

use rayon::prelude::*;

use super::super::calendar::two_digits;

/// Rows made at once on one thread.
const PART: usize = 32_768;
/// Parts held in memory at once.
const PARTS: usize = 16;

/// Lines of CSV under construction.
pub(super) struct Lines {
    pub(super) bytes: Vec<u8>,
    line_begins: bool,
    line_end: &'static [u8],
}

impl Lines {
    pub(super) const fn new(line_end: &'static [u8]) -> Self {
        Self {
            bytes: Vec::new(),
            line_begins: true,
            line_end,
        }
    }

    fn separate(&mut self) {
        if !self.line_begins {
            self.bytes.push(b',');
        }
        self.line_begins = false;
    }

    /// A field as it is: digits, words and times that need no quotes.
    pub(super) fn plain(&mut self, text: &[u8]) {
        self.separate();
        self.bytes.extend_from_slice(text);
    }

    /// A field in quotes where it needs them.
    pub(super) fn text(&mut self, text: &str) {
        self.separate();
        if text.contains([',', '"', '\n', '\r']) {
            self.bytes.push(b'"');
            self.bytes.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.bytes.push(b'"');
        } else {
            self.bytes.extend_from_slice(text.as_bytes());
        }
    }

    /// A field that may be missing.
    pub(super) fn optional(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or(""));
    }

    pub(super) fn number(&mut self, number: u32) {
        self.separate();
        push_number(&mut self.bytes, number);
    }

    /// Cents as units: `12.50`.
    pub(super) fn money(&mut self, cents: u32) {
        self.number(cents / 100);
        self.bytes.push(b'.');
        two_digits((cents % 100) as i32, &mut self.bytes);
    }

    /// A field that `write` puts down without quotes.
    pub(super) fn field(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.separate();
        write(&mut self.bytes);
    }

    pub(super) fn end(&mut self) {
        self.bytes.extend_from_slice(self.line_end);
        self.line_begins = true;
    }
}

pub(super) fn push_number(bytes: &mut Vec<u8>, number: u32) {
    let mut digits = [0_u8; 10];
    let mut left = number;
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    bytes.extend_from_slice(&digits[first..]);
}

/// Writes `header` and then the lines of `0..count`, made in parts on several threads.
pub(super) fn write_lines(
    out: &mut dyn Write,
    header: &str,
    line_end: &'static [u8],
    count: usize,
    make: impl Fn(Range<usize>, &mut Lines) + Sync,
) -> io::Result<()> {
    out.write_all(header.as_bytes())?;
    out.write_all(line_end)?;
    let mut done = 0;
    while done < count {
        let upto = (done + PART * PARTS).min(count);
        let starts: Vec<usize> = (done..upto).step_by(PART).collect();
        let parts: Vec<Vec<u8>> = starts
            .into_par_iter()
            .map(|start| {
                let mut lines = Lines::new(line_end);
                make(start..(start + PART).min(upto), &mut lines);
                lines.bytes
            })
            .collect();
        for part in parts {
            out.write_all(&part)?;
        }
        done = upto;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_only_where_they_must_be() {
        let mut lines = Lines::new(b"\n");
        lines.text("Ana, \"Jr.\"");
        lines.money(12_05);
        lines.optional(None);
        lines.number(4_294_967_295);
        lines.end();
        assert_eq!(lines.bytes, b"\"Ana, \"\"Jr.\"\"\",12.05,,4294967295\n");
    }
}
