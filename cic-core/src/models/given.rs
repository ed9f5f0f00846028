use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Error, Fault, Result};
use crate::json::from_text;

/// What a fit or a question is given: options, and columns by their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    options: Value,
    columns: Vec<GivenColumn>,
}

/// A column of numbers, or a table of several, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenColumn {
    /// As in the table of models: `repeat_visits`.
    pub name: String,
    /// The values, row by row.
    pub values: Vec<f64>,
    /// How many values a row has.
    pub width: usize,
}

impl GivenColumn {
    /// A plain column: one value a row.
    pub fn new(name: impl Into<String>, values: Vec<f64>) -> Self {
        Self {
            name: name.into(),
            values,
            width: 1,
        }
    }
}

/// The value of JSON text.
pub(super) fn value(field: &str, text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|fault| Error::invalid(field, format!("it is not JSON: {fault}")))
}

impl Given {
    /// Options as the text of a JSON object, and columns.
    ///
    /// # Errors
    /// Text that is not JSON.
    pub fn new(options: &str, columns: Vec<GivenColumn>) -> Result<Self> {
        let options = value("options", options)?;
        Ok(Self { options, columns })
    }

    /// All options; each has a default.
    pub(super) fn options<T: DeserializeOwned>(&self) -> Result<T> {
        let read = from_text(self.options.to_string().as_bytes()).map_err(Error::from);
        read.map_err(|error| match error {
            Error::Invalid(faults) => Error::Invalid(
                faults
                    .into_iter()
                    .map(|fault| Fault::new(fault.field.trim_start_matches('/'), fault.message))
                    .collect(),
            ),
            other => other,
        })
    }

    /// A number among the options.
    pub(super) fn number(&self, name: &str) -> Result<f64> {
        let number = self.options.get(name).and_then(Value::as_f64);
        number.ok_or_else(|| Error::invalid(name, "this is not a number; give one"))
    }

    /// A whole number among the options.
    pub(super) fn count(&self, name: &str) -> Result<u32> {
        whole(name, self.number(name)?)
    }

    /// A whole number among the options, if it was given.
    pub(super) fn some_count(&self, name: &str) -> Result<Option<u32>> {
        let given = self.options.get(name).filter(|value| !value.is_null());
        given.map(|_| self.count(name)).transpose()
    }

    /// All columns called `name`.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [f64]> {
        let named = self.columns.iter().filter(move |column| column.name == name);
        named.map(|column| column.values.as_slice())
    }

    /// The column called `name`, if it was given.
    pub(super) fn some<'a>(&'a self, name: &'a str) -> Option<&'a [f64]> {
        self.all(name).next()
    }

    /// The column called `name`.
    pub(super) fn column<'a>(&'a self, name: &'a str) -> Result<&'a [f64]> {
        self.some(name)
            .ok_or_else(|| Error::invalid(name, "the column is missing"))
    }

    /// Several columns.
    pub(super) fn columns<const N: usize>(&self, names: [&'static str; N]) -> Result<[&[f64]; N]> {
        let mut columns: [&[f64]; N] = [&[]; N];
        for (column, name) in columns.iter_mut().zip(names) {
            *column = self.column(name)?;
        }
        Ok(columns)
    }

    /// The table called `values`, row by row, and how many columns it has.
    pub(super) fn table(&self) -> Result<(&[f64], usize)> {
        let table = self.columns.iter().find(|column| column.name == "values");
        let table = table.ok_or_else(|| Error::invalid("values", "the table is missing"))?;
        Ok((&table.values, table.width))
    }

    /// A column of 0 and 1.
    pub(super) fn flags(&self, name: &str) -> Result<Vec<bool>> {
        let column = self.column(name)?;
        match column.iter().position(|flag| ![0.0, 1.0].contains(flag)) {
            None => Ok(column.iter().map(|&flag| flag > 0.5).collect()),
            Some(row) => {
                let message = format!("row {row}: {} is neither 0 nor 1", column[row]);
                Err(Error::invalid(name, message))
            }
        }
    }

    /// A column of whole numbers.
    pub(super) fn counts(&self, name: &str) -> Result<Vec<u32>> {
        self.column(name)?
            .iter()
            .map(|&value| whole(name, value))
            .collect()
    }

    /// A column of whole numbers, if it was given.
    pub(super) fn some_counts(&self, name: &str) -> Result<Option<Vec<u32>>> {
        self.some(name).map(|_| self.counts(name)).transpose()
    }
}

fn whole(name: &str, value: f64) -> Result<u32> {
    let is_whole = value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a u32"
    )]
    is_whole
        .then_some(value as u32)
        .ok_or_else(|| Error::invalid(name, format!("{value} is not a whole number of 0 or more")))
}

/// The parameters called `names`, in their order.
pub(super) fn parameters<const N: usize>(given: &Value, names: [&'static str; N]) -> Result<[f64; N]> {
    let needed = || format!("params needs {}", names.join(", "));
    let empty = Map::new();
    let map = given.as_object().unwrap_or(&empty);
    let mut faults = Vec::new();
    let parameters = names.map(|name| {
        map.get(name).and_then(Value::as_f64).unwrap_or_else(|| {
            faults.push(Fault::new(
                name,
                format!("the parameter is no number; {}", needed()),
            ));
            f64::NAN
        })
    });
    for name in map.keys().filter(|name| !names.contains(&name.as_str())) {
        faults.push(Fault::new(
            name,
            format!("there is no such parameter; {}", needed()),
        ));
    }
    if faults.is_empty() {
        Ok(parameters)
    } else {
        Err(Error::Invalid(faults))
    }
}

/// Parameters by their names.
pub(super) fn named(names: &[&str], parameters: &[f64]) -> Value {
    let pairs = names.iter().zip(parameters);
    Value::Object(
        pairs
            .map(|(name, &value)| ((*name).to_owned(), value.into()))
            .collect(),
    )
}

/// What a fit wrote, read back.
pub(super) fn stored<T: DeserializeOwned>(parameters: &Value) -> Result<T> {
    T::deserialize(parameters).map_err(|fault| Error::invalid("params", format!("this is no fit: {fault}")))
}
