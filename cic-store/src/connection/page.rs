//! Many rows as one text. A driver spends more on a row than on its cells, which shows at millions of rows.

use super::Value;

/// Separates the rows of a page.
pub(super) const BETWEEN_ROWS: char = '\u{1e}';
/// Separates the cells of a row.
pub(super) const BETWEEN_CELLS: char = '\u{1f}';
/// Separates the items of a cell.
pub(super) const BETWEEN_ITEMS: char = '\u{1d}';
/// Rows on a page.
const ROWS: i64 = 4_096;

/// Whether a text would tear a page apart.
pub(crate) fn tears_a_page(text: &str) -> bool {
    text.contains([BETWEEN_ROWS, BETWEEN_CELLS, BETWEEN_ITEMS])
}

/// What a query for pages is given: `$1` to `$3` separate, and the page holds `$5` rows of ids above `$4`.
pub(super) fn values(above: i64) -> [Value<'static>; 5] {
    [
        Value::from(BETWEEN_ROWS.to_string()),
        Value::from(BETWEEN_CELLS.to_string()),
        Value::from(BETWEEN_ITEMS.to_string()),
        Value::from(above),
        Value::from(ROWS),
    ]
}
