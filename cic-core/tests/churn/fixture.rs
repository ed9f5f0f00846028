//! Public data sets, as numbers.

/// Rows of numbers, with the names of their columns.
pub(crate) struct Table {
    pub(crate) names: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<f64>>,
}

/// Recidivism of 432 convicts over 52 weeks (Rossi, Berk & Lenihan 1980).
pub(crate) fn rossi() -> Table {
    parse(include_str!("../fixtures/rossi.csv"))
}

/// 569 tumours of the breast (Wolberg, Street & Mangasarian 1993); the last column is 1 for benign.
pub(crate) fn breast_cancer() -> Table {
    parse(include_str!("../fixtures/breast_cancer.csv"))
}

/// Iris versicolor and virginica (Fisher 1936), the last column 1 for virginica.
pub(crate) fn iris_of_two_species() -> Table {
    let mut table = parse(include_str!("../fixtures/iris.csv"));
    table.rows.retain(|row| row[4] > 0.0);
    table.rows.iter_mut().for_each(|row| row[4] -= 1.0);
    table
}

fn parse(text: &'static str) -> Table {
    let mut lines = text.lines();
    let names = lines.next().expect("a fixture has a header").split(',').collect();
    let number = |field: &str| match field {
        "setosa" => 0.0,
        "versicolor" => 1.0,
        "virginica" => 2.0,
        number => number.parse().expect("a fixture holds numbers"),
    };
    let rows = lines.map(|line| line.split(',').map(number).collect()).collect();
    Table { names, rows }
}

impl Table {
    /// The named columns, row-major.
    pub(crate) fn columns(&self, names: &[&str]) -> Vec<f64> {
        let places: Vec<usize> = names.iter().map(|name| self.place(name)).collect();
        self.rows
            .iter()
            .flat_map(|row| places.iter().map(|&place| row[place]))
            .collect()
    }

    /// A column of zeros and ones.
    pub(crate) fn flags(&self, name: &str) -> Vec<bool> {
        self.columns(&[name])
            .into_iter()
            .map(|value| value > 0.5)
            .collect()
    }

    fn place(&self, name: &str) -> usize {
        self.names
            .iter()
            .position(|known| *known == name)
            .expect("the fixture has the column")
    }
}

/// Whether two vectors agree within a tolerance that grows with the expected value.
pub(crate) fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found_value, expected_value) in found.iter().zip(expected) {
        let allowed = tolerance * expected_value.abs().max(1.0);
        assert!(
            (found_value - expected_value).abs() <= allowed,
            "{found:?}\n{expected:?}"
        );
    }
}
