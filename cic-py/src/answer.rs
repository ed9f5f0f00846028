//! JSON text to Python values: objects become dicts with `snake_case` keys.

use std::fmt;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::error;

/// The value of an answer.
pub(crate) fn value<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Answer(py).deserialize(&mut reader);
    read.map_err(|fault| error::invalid(py, "answer", fault.to_string()))
}

#[derive(Clone, Copy)]
struct Answer<'py>(Python<'py>);

impl<'de, 'py> DeserializeSeed<'de> for Answer<'py> {
    type Value = Bound<'py, PyAny>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_any(self)
    }
}

macro_rules! plain {
    ($($visit:ident: $kind:ty),+) => {
        $(fn $visit<E: Error>(self, value: $kind) -> Result<Self::Value, E> {
            Ok(value.into_pyobject(self.0).map_err(E::custom)?.to_owned().into_any())
        })+
    };
}

impl<'de, 'py> Visitor<'de> for Answer<'py> {
    type Value = Bound<'py, PyAny>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an answer")
    }

    plain!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(self.0.None().into_bound(self.0))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let list = PyList::empty(self.0);
        while let Some(entry) = entries.next_element_seed(self)? {
            list.append(entry).map_err(A::Error::custom)?;
        }
        Ok(list.into_any())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let dict = PyDict::new(self.0);
        while let Some(key) = entries.next_key::<std::borrow::Cow<'de, str>>()? {
            let key = PyString::intern(self.0, &snake_case(&key));
            dict.set_item(key, entries.next_value_seed(self)?)
                .map_err(A::Error::custom)?;
        }
        Ok(dict.into_any())
    }
}

/// `spend90Days` is `spend_90_days`.
fn snake_case(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 4);
    let mut last = '_';
    for letter in key.chars() {
        if letter.is_ascii_uppercase() || (letter.is_ascii_digit() && last.is_ascii_alphabetic()) {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
        last = letter;
    }
    name
}
