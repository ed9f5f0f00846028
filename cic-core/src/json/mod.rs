//! The one reader of questions and the one writer of answers: every face takes the same text and gives the same bytes.

mod names;
mod reader;
mod writer;

pub use names::{camel_case, with_snake_case_keys};
pub use reader::{Unreadable, field_in_quotes, from_text};
pub use writer::to_text;
