//! What unit tests of this folder share.

use crate::domain::{Member, MemberStatus};

/// An active member with a plan.
pub(super) fn member(number: usize) -> Member {
    Member {
        id: format!("M{number:04}"),
        name: format!("Member {number}"),
        email: None,
        joined_at: chrono::DateTime::UNIX_EPOCH,
        status: MemberStatus::Active,
        cancelled_at: None,
        plan: Some("Standard".to_owned()),
        monthly_fee: None,
        renews_on: None,
        home_zip_code: None,
        home_address: None,
        household: None,
    }
}
