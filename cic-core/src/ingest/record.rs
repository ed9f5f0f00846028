/// One record of a file: its values as text, by the number of their column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) text: &'a str,
    pub(super) spans: &'a [Span],
    /// Names and values that no column of the table has (JSON keys beside the known ones).
    pub(super) others: &'a [(String, String)],
    pub(super) line: u64,
}

/// Where a value stands in a record's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl<'a> Record<'a> {
    /// The value of a column without the blanks around it; empty when the record is shorter.
    pub(super) fn value(&self, column: usize) -> &'a str {
        let value = self
            .spans
            .get(column)
            .and_then(|span| self.text.get(span.start as usize..span.end as usize))
            .unwrap_or_default();
        match value.as_bytes() {
            [] => value,
            [only] if only.is_ascii_graphic() => value,
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
            _ => value.trim(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.others.is_empty() && (0..self.spans.len()).all(|column| self.value(column).is_empty())
    }
}
