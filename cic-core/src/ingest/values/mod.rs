//! Texts to values: moments, money, numbers, courts, ids.

mod clock_text;
mod court;
mod date_text;
mod local_clock;
mod moment;
mod money;
mod number;
mod text;

pub(super) use court::Courts;
pub(super) use date_text::numeric_date;
pub(super) use moment::Moments;
pub(super) use money::read_money;
pub(super) use number::{read_company_size, read_coordinate, read_count};
pub(super) use text::{LONGEST_ID, checked_id, normal_word};
