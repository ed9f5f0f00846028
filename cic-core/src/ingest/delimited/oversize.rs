/// Finds the end of a record too large to be held, chunk by chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Skipper {
    delimiter: u8,
    state: State,
    after_return: bool,
    line_breaks: u64,
    quote_opened_after: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl Skipper {
    pub(super) const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: State::FieldStart,
            after_return: false,
            line_breaks: 0,
            quote_opened_after: 0,
        }
    }

    /// The length up to and with the record's end, if it is among these bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        for (index, &byte) in bytes.iter().enumerate() {
            let ends_line = byte == b'\n' || byte == b'\r';
            if byte == b'\r' || (byte == b'\n' && !self.after_return) {
                self.line_breaks += 1;
            }
            self.after_return = byte == b'\r';
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::QuoteInQuoted,
                (State::Quoted, _) => State::Quoted,
                (_, _) if ends_line => return Some(index + 1),
                (_, _) if byte == self.delimiter => State::FieldStart,
                (State::FieldStart, b'"') => {
                    self.quote_opened_after = self.line_breaks;
                    State::Quoted
                }
                (State::QuoteInQuoted, b'"') => State::Quoted,
                _ => State::Plain,
            };
        }
        None
    }

    /// Lines that ended within the record.
    pub(super) const fn line_breaks(&self) -> u64 {
        self.line_breaks
    }

    /// Whether the last byte was a carriage return: a line feed that follows belongs to it.
    pub(super) const fn may_continue(&self) -> bool {
        self.after_return
    }

    /// Line breaks before the quote that is still open, if one is.
    pub(super) fn unclosed_after(&self) -> Option<u64> {
        (self.state == State::Quoted).then_some(self.quote_opened_after)
    }
}
