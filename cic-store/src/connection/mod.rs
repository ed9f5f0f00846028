//! The two drivers behind one set of nouns. Nothing outside this folder knows which database it talks to.

mod cells;
mod first_contact;
mod page;
mod pool;
mod sheet;
mod stamp;
mod transaction;
mod value;

pub(crate) use cells::Cells;
pub(crate) use page::tears_a_page;
pub(crate) use pool::Pool;
pub(crate) use sheet::{Columns, Sheet};
pub(crate) use transaction::Transaction;
pub(crate) use value::Value;
