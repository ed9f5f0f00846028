//! Columns of small files of numbers.

use std::collections::BTreeMap;

/// Columns of a file whose first line names them; what is not a number is left as text.
pub(crate) struct Columns {
    columns: BTreeMap<String, Vec<String>>,
}

impl Columns {
    pub(crate) fn of(csv: &str) -> Self {
        let mut lines = csv.lines();
        let names: Vec<&str> = lines.next().unwrap().split(',').collect();
        let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in lines {
            for (name, value) in names.iter().zip(line.split(',')) {
                let name = name.trim_matches('"').to_owned();
                columns.entry(name).or_default().push(value.to_owned());
            }
        }
        Self { columns }
    }

    pub(crate) fn texts(&self, name: &str) -> &[String] {
        &self.columns[name]
    }

    pub(crate) fn numbers(&self, name: &str) -> Vec<f64> {
        self.texts(name)
            .iter()
            .map(|value| value.parse().unwrap())
            .collect()
    }

    pub(crate) fn flags(&self, name: &str) -> Vec<bool> {
        self.numbers(name).iter().map(|&value| value > 0.5).collect()
    }

    /// The columns side by side, row-major.
    pub(crate) fn rows(&self, names: &[&str]) -> Vec<f64> {
        let columns: Vec<Vec<f64>> = names.iter().map(|name| self.numbers(name)).collect();
        let rows = 0..columns[0].len();
        rows.flat_map(|row| columns.iter().map(move |column| column[row]))
            .collect()
    }
}
