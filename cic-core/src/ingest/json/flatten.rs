use serde_json::Value;

use crate::ingest::delimited::Header;
use crate::ingest::fault::ValueFault;
use crate::ingest::record::{Record, Span};

/// The keys that a table reads, as columns.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct KnownKeys(pub(in crate::ingest) Header);

/// A JSON object laid out as a record: known keys by their column, all others beside them.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Flattened {
    text: String,
    spans: Vec<Span>,
    others: Vec<(String, String)>,
    number: u64,
}

impl Flattened {
    /// Lays out one element.
    pub(in crate::ingest) fn read(
        &mut self,
        number: u64,
        element: &Value,
        keys: &KnownKeys,
    ) -> Result<(), ValueFault> {
        let Value::Object(members) = element else {
            let reason = "the element is not an object; write {\"member_id\": ..., ...}";
            return Err(ValueFault::new("", &element.to_string(), reason));
        };
        self.text.clear();
        self.others.clear();
        self.spans.clear();
        self.spans.resize(keys.0.names().len(), Span { start: 0, end: 0 });
        self.number = number;
        for (key, value) in members {
            let value = text_of(key, value)?;
            if key.contains('\0') || value.contains('\0') {
                let reason = "the value holds a NUL character, which no text has; export the file again";
                return Err(ValueFault::new(key, &value, reason));
            }
            match keys.0.find(key) {
                Ok(Some(column)) => {
                    let start = self.text.len();
                    self.text.push_str(&value);
                    self.spans[column] = span(start, self.text.len());
                }
                _ => self.others.push((key.clone(), value)),
            }
        }
        Ok(())
    }

    pub(in crate::ingest) fn record(&self) -> Record<'_> {
        Record {
            text: &self.text,
            spans: &self.spans,
            others: &self.others,
            line: self.number,
        }
    }
}

fn text_of(key: &str, value: &Value) -> Result<String, ValueFault> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::Array(items) => {
            let texts: Result<Vec<String>, ValueFault> =
                items.iter().map(|item| text_of(key, item)).collect();
            Ok(texts?.join("; "))
        }
        Value::Object(_) => {
            let reason = "an object is not a value here; write text or a number";
            Err(ValueFault::new(key, &value.to_string(), reason))
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an element has at most 16 MiB")]
const fn span(start: usize, end: usize) -> Span {
    Span {
        start: start as u32,
        end: end as u32,
    }
}
