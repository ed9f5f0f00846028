/// Where a value stands among the bytes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawField {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Holds quotes that stand for something else than themselves; see [`unquote`].
    pub(super) escaped: bool,
    /// Lines end within its quotes, and text stands right behind them: a quote that was never closed ran into the
    /// next one.
    pub(super) torn: bool,
}

/// What the bytes from a record's start hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// A record of `length` bytes with its end, over `line_breaks` ends of line.
    Record {
        length: usize,
        line_breaks: u64,
        /// The bytes end with its carriage return: a line feed that follows belongs to it.
        may_continue: bool,
    },
    /// The record's end is not among the bytes yet.
    Unfinished,
    /// The file ends within quotes that were opened this many line breaks after the record's start.
    Unclosed { opened_after_breaks: u64 },
}

/// Finds the fields of one record.
///
/// Quotes count at the start of a value alone, and `""` within them is one quote. A line ends with LF, CR LF or
/// a lone CR. `at_end` says that no byte follows.
pub(super) fn scan(bytes: &[u8], delimiter: u8, at_end: bool, fields: &mut Vec<RawField>) -> Scan {
    fields.clear();
    let mut position = 0;
    let mut breaks = 0;
    loop {
        let field = if bytes.get(position) == Some(&b'"') {
            match quoted(bytes, position, delimiter) {
                Some(field) => {
                    breaks += line_breaks(&bytes[position..field.next]);
                    field
                }
                None if at_end => {
                    return Scan::Unclosed {
                        opened_after_breaks: breaks,
                    };
                }
                None => return Scan::Unfinished,
            }
        } else {
            let end = plain_end(bytes, position, delimiter);
            Field {
                raw: RawField {
                    start: position,
                    end,
                    escaped: false,
                    torn: false,
                },
                next: end,
            }
        };
        fields.push(field.raw);
        position = field.next;
        match bytes.get(position) {
            Some(&byte) if byte == delimiter => position += 1,
            Some(&b'\r') => {
                let feed = bytes.get(position + 1) == Some(&b'\n');
                return Scan::Record {
                    length: position + 1 + usize::from(feed),
                    line_breaks: breaks + 1,
                    may_continue: position + 1 == bytes.len(),
                };
            }
            Some(_) => {
                return Scan::Record {
                    length: position + 1,
                    line_breaks: breaks + 1,
                    may_continue: false,
                };
            }
            None if at_end => {
                return Scan::Record {
                    length: position,
                    line_breaks: breaks,
                    may_continue: false,
                };
            }
            None => return Scan::Unfinished,
        }
    }
}

struct Field {
    raw: RawField,
    /// The delimiter or line end behind the field, or the end of the bytes.
    next: usize,
}

fn plain_end(bytes: &[u8], from: usize, delimiter: u8) -> usize {
    bytes[from..]
        .iter()
        .position(|&byte| byte == delimiter || byte == b'\n' || byte == b'\r')
        .map_or(bytes.len(), |length| from + length)
}

/// A field that starts with a quote at `opens`; `None` when its end is not among the bytes.
fn quoted(bytes: &[u8], opens: usize, delimiter: u8) -> Option<Field> {
    let mut position = opens + 1;
    let mut doubled = false;
    loop {
        position += bytes[position..].iter().position(|&byte| byte == b'"')?;
        if bytes.get(position + 1) != Some(&b'"') {
            break;
        }
        doubled = true;
        position += 2;
    }
    let next = plain_end(bytes, position + 1, delimiter);
    let text_behind = next > position + 1;
    let raw = if doubled || text_behind {
        // Blanks are no text: some exports write them before the delimiter.
        let is_blank = bytes[position + 1..next].iter().all(u8::is_ascii_whitespace);
        let torn = !is_blank && line_breaks(&bytes[opens..position]) > 0;
        RawField {
            start: opens,
            end: next,
            escaped: true,
            torn,
        }
    } else {
        RawField {
            start: opens + 1,
            end: position,
            escaped: false,
            torn: false,
        }
    };
    Some(Field { raw, next })
}

/// The value of a field marked `escaped`: its opening quote is gone, doubled quotes are one, and what follows the
/// closing quote stands as it is.
pub(super) fn unquote(raw: &[u8], value: &mut Vec<u8>) {
    let mut bytes = raw.iter().skip(1);
    while let Some(&byte) = bytes.next() {
        if byte != b'"' {
            value.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'"') => value.push(b'"'),
            Some(&behind) => {
                value.push(behind);
                value.extend(bytes.by_ref());
            }
            None => {}
        }
    }
}

/// How many lines end within the bytes.
pub(super) fn line_breaks(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut after_return = false;
    for &byte in bytes {
        count += u64::from(byte == b'\r' || (byte == b'\n' && !after_return));
        after_return = byte == b'\r';
    }
    count
}
