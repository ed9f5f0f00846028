//! The nouns of the club. Constructors refuse the impossible, so later code need not look again.

mod approved_price;
mod booking;
mod day_of_week;
mod enrichment;
mod member;
mod money;
mod outreach;
mod plan;
mod segment;
mod survey;
mod time;
mod tract;
mod venue;
pub(crate) mod venue_clock;

pub use approved_price::ApprovedPrice;
pub use booking::{Booking, BookingKind, BookingStatus, Cancellation, CheckIn, Transaction};
pub use day_of_week::DayOfWeek;
pub use enrichment::{CompanySize, Enrichment, JobLevel};
pub use member::{Member, MemberStatus, VisitCount};
pub use money::Money;
pub use outreach::Connector;
pub use plan::{Billing, Plan};
pub use segment::{Segment, SegmentOverride};
pub use survey::{Motivation, SurveyResponse};
pub use time::{Instant, LocalReading, LocalTimeError, parse_as_of, parse_instant_or_local};
pub use tract::{Point, Tract, ZipCentroid};
pub use venue::{Court, OpeningHours, Venue};
