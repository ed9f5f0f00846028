use super::cells::{Times, charge, id, text, word};
use super::table::Reading;
use crate::club::ClubBuilder;
use crate::domain::{Member, MemberStatus};
use crate::settings::Settings;

/// Adds the members of a table.
pub(super) fn add(reading: &mut Reading<'_, '_>, settings: &Settings, club: &mut ClubBuilder) {
    let found = reading.needed("id");
    let ids =
        found.map(|found| reading.read(&found, None, || |cell| id(cell).map(std::borrow::Cow::into_owned)));
    let mut texts = |name| {
        let found = reading.optional(name)?;
        Some(reading.read(&found, Some(&None), || |cell| text(cell).map(Some)))
    };
    let names = texts("name");
    let emails = texts("email");
    let plans = texts("plan");
    let zip_codes = texts("home_zip_code");
    let addresses = texts("home_address");
    let households = texts("household");
    let mut times = |name| {
        let found = reading.optional(name)?;
        let reader = || {
            let mut times = Times::new(settings);
            move |cell: super::column::Cell<'_>| times.instant(cell).map(Some)
        };
        Some(reading.read(&found, Some(&None), reader))
    };
    let joined = times("join_date");
    let cancelled = times("cancelled_at");
    let statuses = reading.optional("status").map(|found| {
        let known = "active, suspended, cancelled";
        reading.read(&found, Some(&None), || {
            |cell| word(cell, MemberStatus::parse, known).map(Some)
        })
    });
    let fees = reading
        .optional("monthly_fee")
        .map(|found| reading.read(&found, Some(&None), || |cell| charge(cell).map(Some)));
    let renewals = reading.optional("renews_on").map(|found| {
        let reader = || {
            let mut times = Times::new(settings);
            move |cell: super::column::Cell<'_>| times.day(cell, settings).map(Some)
        };
        reading.read(&found, Some(&None), reader)
    });
    if !reading.faults.is_empty() {
        return;
    }
    for (row, id) in ids.unwrap_or_default().into_iter().enumerate() {
        let cancelled_at = at(cancelled.as_deref(), row);
        let status = at(statuses.as_deref(), row).unwrap_or(if cancelled_at.is_some() {
            MemberStatus::Cancelled
        } else {
            MemberStatus::Active
        });
        let member = Member {
            name: at(names.as_deref(), row).unwrap_or_else(|| id.clone()),
            id,
            email: at(emails.as_deref(), row)
                .filter(|email| email.contains('@') && !email.contains("noemail")),
            joined_at: at(joined.as_deref(), row).unwrap_or(Member::UNKNOWN_JOINING),
            status,
            cancelled_at,
            plan: at(plans.as_deref(), row),
            monthly_fee: at(fees.as_deref(), row),
            renews_on: at(renewals.as_deref(), row),
            home_zip_code: at(zip_codes.as_deref(), row),
            home_address: at(addresses.as_deref(), row),
            household: at(households.as_deref(), row),
        };
        if let Err(error) = club.member(&member) {
            let reason = format!("{error}; keep one row a member");
            reading.fault_in_row("id", row, &format!("{:?}", member.id), &reason);
            return;
        }
    }
}

/// The value of a row of a column that may not be there.
pub(super) fn at<T: Clone>(column: Option<&[Option<T>]>, row: usize) -> Option<T> {
    column.and_then(|column| column[row].clone())
}
