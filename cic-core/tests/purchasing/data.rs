use cic_core::purchasing::VisitHistories;

/// Columns of a table of numbers with one line of names; lines that start with # are notes.
pub(crate) fn columns<const N: usize>(text: &str) -> [Vec<f64>; N] {
    let mut columns = std::array::from_fn(|_| Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut values = line
            .split(',')
            .map(|value| value.parse::<f64>().expect("a number"));
        for column in &mut columns {
            column.push(values.next().expect("a whole line"));
        }
    }
    columns
}

pub(crate) struct Cdnow {
    /// Times in weeks.
    pub(crate) histories: VisitHistories,
    pub(crate) days: [Vec<f64>; 5],
}

pub(crate) fn cdnow() -> Cdnow {
    let days: [Vec<f64>; 5] = columns(include_str!("../fixtures/cdnow.csv"));
    let weeks = |column: usize| days[column].iter().map(|day| day / 7.0).collect::<Vec<f64>>();
    let histories =
        VisitHistories::from_columns(&days[0], &weeks(1), &weeks(2), Some(&days[3])).expect("sound rows");
    Cdnow { histories, days }
}
