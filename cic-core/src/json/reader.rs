use serde::de::{DeserializeOwned, IgnoredAny};

use crate::error::{Error, Fault};

/// Why a question's text cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not JSON.
    #[error("{detail}")]
    Malformed {
        /// What is wrong, in a sentence.
        detail: String,
        /// The field at which it breaks, if it breaks inside one.
        fault: Option<Fault>,
    },
    /// It is JSON, but not a question of this kind; the pointer is empty when it is no object at all.
    #[error("{}", .0.message)]
    Unusable(Fault),
}

impl From<Unreadable> for Error {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Malformed { detail, fault } => {
                Self::Invalid(vec![fault.unwrap_or_else(|| Fault::new("", detail))])
            }
            Unreadable::Unusable(fault) => Self::Invalid(vec![fault]),
        }
    }
}

/// Reads a question: a JSON object without unknown fields.
///
/// ```
/// use cic_core::engine::MembersRequest;
/// use cic_core::json::{Unreadable, from_text};
/// let request: MembersRequest = from_text(br#"{"segment": "casual_drop_in"}"#)?;
/// assert_eq!(request.segment.as_deref(), Some("casual_drop_in"));
/// let refused = from_text::<MembersRequest>(br#"{"sgement": "casual_drop_in"}"#).unwrap_err();
/// assert!(matches!(refused, Unreadable::Unusable(fault) if fault.field == "/sgement"));
/// # Ok::<(), Unreadable>(())
/// ```
///
/// # Errors
/// [`Unreadable`], at the JSON pointer (RFC 6901) of the first fault.
pub fn from_text<T: DeserializeOwned>(text: &[u8]) -> Result<T, Unreadable> {
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    if first.is_none() {
        return Err(Unreadable::Malformed {
            detail: "the body is empty; send a JSON object".to_owned(),
            fault: None,
        });
    }
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let outcome: Result<T, _> = serde_path_to_error::deserialize(&mut deserializer);
    if let Err(error) = &outcome
        && !error.inner().is_data()
    {
        return Err(malformed(&pointer(error.path()), error.inner()));
    }
    // A value at fault is only worth naming in a text that is JSON to its end.
    serde_json::from_slice::<IgnoredAny>(text).map_err(|error| malformed("", &error))?;
    // serde reads a struct from an array of its fields too; no client means that.
    if first != Some(&b'{') {
        let fault = Fault::new("", "the body must be a JSON object");
        return Err(Unreadable::Unusable(fault));
    }
    outcome.map_err(|error| unusable(&pointer(error.path()), error.inner()))
}

/// The fault without the place in the text that serde_json adds.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((fault, _)) => fault.to_owned(),
        None => text,
    }
}

fn malformed(path: &str, error: &serde_json::Error) -> Unreadable {
    let detail = format!("the body is not JSON: {error}");
    if path.is_empty() {
        return Unreadable::Malformed { detail, fault: None };
    }
    Unreadable::Malformed {
        detail: format!("{detail} ({})", path.trim_start_matches('/')),
        fault: Some(Fault::new(path, message(error))),
    }
}

fn unusable(path: &str, error: &serde_json::Error) -> Unreadable {
    let detail = message(error);
    let path = match field_in_quotes(&detail) {
        Some(field) if !path.ends_with(&format!("/{field}")) => format!("{path}/{field}"),
        _ => path.to_owned(),
    };
    Unreadable::Unusable(Fault::new(path, detail))
}

/// RFC 6901, from the path at which serde stood.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => String::new(),
        })
        .collect()
}

/// The field that serde names when it is unknown, missing or given twice.
#[must_use]
pub fn field_in_quotes(detail: &str) -> Option<&str> {
    let names_a_field = ["unknown field `", "missing field `", "duplicate field `"];
    let (_, rest) = names_a_field
        .iter()
        .find_map(|prefix| detail.split_once(prefix))?;
    rest.split_once('`').map(|(field, _)| field)
}
