use std::borrow::Cow;

use super::column::{Column, TextRows, Validity, Values};

impl Column<'static> {
    /// A column of texts that lie behind each other with a NUL between them, as [`Column::of_text`]; empty where the
    /// bytes are not UTF-8.
    ///
    /// ```
    /// use cic_core::club::tables::{Column, Values};
    /// let Values::Text(texts) = Column::of_joined_text("id", b"M1\0\0M3".to_vec()).values else { unreachable!() };
    /// assert_eq!((texts.text(0), texts.text(1), texts.text(2)), ("M1", "", "M3"));
    /// ```
    pub fn of_joined_text(name: impl Into<Cow<'static, str>>, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes).unwrap_or_default();
        let separators = text.bytes().enumerate().filter(|(_, byte)| *byte == 0);
        let ends = separators.map(|(at, _)| at).chain([text.len()]).collect();
        Self::new(name, Values::Text(Box::new(Joined { text, ends })))
    }

    /// A column of instants as milliseconds since 1970; `NaN` is no value.
    pub fn of_milliseconds(name: impl Into<Cow<'static, str>>, milliseconds: &[f64]) -> Self {
        let mut bits = vec![0; milliseconds.len().div_ceil(8)];
        for (row, _) in milliseconds.iter().enumerate().filter(|(_, at)| at.is_finite()) {
            bits[row / 8] |= 1 << (row % 8);
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "beyond the range is refused as out of range"
        )]
        let ticks = milliseconds.iter().map(|&at| at as i64).collect();
        let times = Values::Times {
            ticks,
            ticks_per_second: 1_000,
            are_instants: true,
        };
        let bits = Cow::Owned(bits);
        Self {
            validity: Some(Validity { bits, offset: 0 }),
            ..Self::new(name, times)
        }
    }
}

/// Texts in one piece.
struct Joined {
    text: String,
    ends: Vec<usize>,
}

impl TextRows for Joined {
    fn text(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        &self.text[start..self.ends[row]]
    }

    fn rows(&self) -> usize {
        self.ends.len()
    }
}
