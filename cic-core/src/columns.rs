//! Answers about many members as columns, for data frames and typed arrays.

/// Columns of one length, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    rows: usize,
    columns: Vec<AnswerColumn>,
}

/// One named column.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerColumn {
    /// In `snake_case`.
    pub name: &'static str,
    /// One value a row; a row without one holds a zero or empty text.
    pub values: AnswerValues,
    /// Which rows have a value; all of them without it.
    pub validity: Option<Vec<bool>>,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerValues {
    /// Text: that of row `r` is `bytes[ends[r]..ends[r + 1]]`.
    Text {
        /// All texts, one behind the other.
        bytes: String,
        /// One more than there are rows, from 0.
        ends: Vec<i32>,
    },
    /// Whole numbers.
    Integers(Vec<i64>),
    /// Numbers.
    Numbers(Vec<f64>),
    /// Yes or no.
    Flags(Vec<bool>),
}

/// A value that a column can hold.
pub trait AnswerCell: Sized {
    /// All values of a column; `None` leaves a hole.
    fn gather(cells: impl Iterator<Item = Option<Self>>) -> AnswerValues;
}

impl Columns {
    /// How many rows there are.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// The columns in order.
    #[must_use]
    pub fn into_columns(self) -> Vec<AnswerColumn> {
        self.columns
    }

    /// The columns in order.
    pub fn iter(&self) -> impl Iterator<Item = &AnswerColumn> {
        self.columns.iter()
    }

    /// Adds a column with a value in every row.
    ///
    /// ```
    /// use cic_core::columns::{AnswerValues, Columns};
    /// let columns = Columns::default().with("visits", [3_i64, 4]);
    /// assert_eq!(columns.rows(), 2);
    /// assert_eq!(columns.into_columns()[0].values, AnswerValues::Integers(vec![3, 4]));
    /// ```
    #[must_use]
    pub fn with<T: AnswerCell>(mut self, name: &'static str, cells: impl IntoIterator<Item = T>) -> Self {
        let values = T::gather(cells.into_iter().map(Some));
        self.push(name, values, None);
        self
    }

    /// Adds a column in which some rows have no value.
    #[must_use]
    pub fn with_some<T: AnswerCell>(
        mut self,
        name: &'static str,
        cells: impl IntoIterator<Item = Option<T>>,
    ) -> Self {
        let mut validity = Vec::with_capacity(self.rows);
        let noted = cells.into_iter().inspect(|cell| validity.push(cell.is_some()));
        let values = T::gather(noted);
        let has_holes = validity.contains(&false);
        self.push(name, values, has_holes.then_some(validity));
        self
    }

    fn push(&mut self, name: &'static str, values: AnswerValues, validity: Option<Vec<bool>>) {
        self.rows = values.len();
        self.columns.push(AnswerColumn {
            name,
            values,
            validity,
        });
    }
}

impl AnswerValues {
    const fn len(&self) -> usize {
        match self {
            Self::Text { ends, .. } => ends.len() - 1,
            Self::Integers(values) => values.len(),
            Self::Numbers(values) => values.len(),
            Self::Flags(values) => values.len(),
        }
    }
}

impl AnswerCell for &str {
    fn gather(cells: impl Iterator<Item = Option<Self>>) -> AnswerValues {
        let mut bytes = String::new();
        let mut ends = vec![0];
        for cell in cells {
            bytes.push_str(cell.unwrap_or_default());
            ends.push(i32::try_from(bytes.len()).unwrap_or(i32::MAX));
        }
        AnswerValues::Text { bytes, ends }
    }
}

impl AnswerCell for f64 {
    fn gather(cells: impl Iterator<Item = Option<Self>>) -> AnswerValues {
        AnswerValues::Numbers(cells.map(Option::unwrap_or_default).collect())
    }
}

impl AnswerCell for bool {
    fn gather(cells: impl Iterator<Item = Option<Self>>) -> AnswerValues {
        AnswerValues::Flags(cells.map(Option::unwrap_or_default).collect())
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),+) => {
        $(impl AnswerCell for $kind {
            fn gather(cells: impl Iterator<Item = Option<Self>>) -> AnswerValues {
                AnswerValues::Integers(cells.map(|cell| i64::from(cell.unwrap_or_default())).collect())
            }
        })+
    };
}

whole_numbers!(u8, u16, u32, i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lie_behind_each_other_and_holes_are_marked() {
        let columns = Columns::default()
            .with_some("name", [Some("Ada"), None, Some("Bo")])
            .with_some("share", [Some(0.5), Some(1.0), Some(0.0)]);
        let [name, share] = <[AnswerColumn; 2]>::try_from(columns.into_columns()).unwrap();
        let bytes = "AdaBo".to_owned();
        assert_eq!(
            name.values,
            AnswerValues::Text {
                bytes,
                ends: vec![0, 3, 3, 5]
            }
        );
        assert_eq!(name.validity, Some(vec![true, false, true]));
        assert_eq!(share.validity, None);
    }

    #[test]
    fn a_table_without_rows_has_its_columns() {
        let columns = Columns::default()
            .with::<&str>("id", [])
            .with_some::<f64>("share", []);
        assert_eq!((columns.rows(), columns.iter().count()), (0, 2));
    }
}
