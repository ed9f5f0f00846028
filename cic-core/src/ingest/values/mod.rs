//! Texts to values: moments, money, numbers, courts, ids.

mod clock_text;
mod court;
mod date_text;
mod local_clock;
mod moment;
mod money;
mod number;
mod text;

pub(crate) use court::Courts;
pub(super) use date_text::numeric_date;
pub(crate) use moment::Moments;
pub(crate) use money::read_money;
pub(crate) use number::read_company_size;
pub(super) use number::{read_coordinate, read_count};
pub(crate) use text::checked_id;
pub(super) use text::{LONGEST_ID, normal_word};
