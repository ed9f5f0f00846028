//! Member-months: what was known of each member at the start of each month, and whether they left.
//!
//! Months are twelfths of a year of 365.25 days, counted back from `as_of`, so that none is cut short. One pass over
//! bookings counts each member's months ([`Cells`]); [`MemberMonths::walk`] makes the covariates of a member on the
//! fly from those counts, each month from earlier months alone. Visits stop once notice is given, so an exit belongs to
//! the month in which it was decided: the covariates of a month lie at least the notice before the exit they speak of.

mod calendar;
mod cells;
mod contract;
mod covariates;
mod displaced;
mod member_months;
mod names;
#[cfg(test)]
mod tests;

pub(crate) use calendar::MONTH_SECONDS;
pub use calendar::MonthCalendar;
pub use cells::{Cell, Cells};
pub use contract::{Contract, Contracts};
pub(crate) use covariates::TENURE;
pub use covariates::{Covariate, Covariates};
pub use member_months::{MemberMonths, MonthStart};
