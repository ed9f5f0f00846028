use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

/// Every table fits a terminal of this many columns.
const WIDTH: u16 = 80;

/// Lines above and below, and one under the headings.
const RULES: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('─', '─', '─', '─'))
    .header_separator(LineStyle::new('─', '─', '─', '─'))
    .bottom_border(LineStyle::new('─', '─', '─', '─'));

/// A table with these headings; those that begin with `>` stand over numbers, set to the right.
pub(crate) fn table<const COLUMNS: usize>(headings: [&str; COLUMNS]) -> Table {
    let mut table = Table::new();
    table
        .load_style(RULES)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(headings.map(|heading| Cell::new(heading.trim_start_matches('>'))));
    for (index, heading) in headings.iter().enumerate() {
        if let (true, Some(column)) = (heading.starts_with('>'), table.column_mut(index)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Text from a file, fit for a terminal: control characters and changes of writing direction are shown as `?`.
pub(crate) fn plain(text: &str) -> String {
    let is_unsafe = |character: char| {
        character.is_control()
            || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|character| if is_unsafe(character) { '?' } else { character })
        .collect()
}

/// A whole number with its thousands apart: `12,345`.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A segment's id as words, which wrap between them: `casual drop in`.
pub(crate) fn words(id: &str) -> String {
    id.replace('_', " ")
}

/// A number of things: `1 guest`, `2 guests`.
pub(crate) fn several(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {thing}{ending}", count(number))
}

/// Currency units, rounded half up, with their thousands apart.
pub(crate) fn money(units: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "amounts of money are far below 2^53"
    )]
    grouped((units + 0.5).floor() as i64)
}

/// A share of 0 to 1 as a percentage.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A count, for a column of numbers.
pub(crate) fn count(number: usize) -> String {
    grouped(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (-1_234_567, "-1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(money(965.52), "966");
        assert_eq!(money(-200.0), "-200");
    }

    #[test]
    fn tables_fit_eighty_columns() {
        let mut table = table(["Name", ">Worth"]);
        table.add_row(["word ".repeat(60), "1".to_owned()]);
        assert!(table.to_string().lines().all(|line| line.chars().count() <= 80));
    }

    #[test]
    fn text_from_files_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\n"), "a?[31mb?c?");
    }
}
