use super::reading::{Reading, charge, needed_id, word};
use crate::domain::{Member, MemberStatus};
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;

pub(super) struct MemberColumns {
    id: BoundField,
    name: BoundField,
    email: BoundField,
    joined_at: BoundField,
    status: BoundField,
    cancelled_at: BoundField,
    plan: BoundField,
    monthly_fee: BoundField,
    renews_on: BoundField,
    home_zip_code: BoundField,
    home_address: BoundField,
    household: BoundField,
}

impl MemberColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        let mut bind = |name| BoundField::bind(table, name, columns);
        Ok(Self {
            email: bind("email")?,
            joined_at: bind("joined_at")?,
            status: bind("status")?,
            cancelled_at: bind("cancelled_at")?,
            plan: bind("plan")?,
            monthly_fee: bind("monthly_fee")?,
            renews_on: bind("renews_on")?,
            home_zip_code: bind("home_zip_code")?,
            home_address: bind("home_address")?,
            household: bind("household")?,
            id: BoundField::bind_needed(table, "id", columns)?,
            name: BoundField::bind_needed(table, "name", columns)?,
        })
    }

    pub(super) fn read(&self, record: &Record<'_>, reading: &mut Reading) -> Result<Member, ValueFault> {
        let cancelled_at = reading.moment(&self.cancelled_at, record)?;
        let status = word(
            &self.status,
            record,
            MemberStatus::parse,
            "active, suspended, cancelled",
        )?;
        let status = status.unwrap_or(if cancelled_at.is_some() {
            MemberStatus::Cancelled
        } else {
            MemberStatus::Active
        });
        let joined_at = reading.moment(&self.joined_at, record)?;
        let member = Member {
            id: needed_id(&self.id, record)?,
            name: self.name.needed(record)?.text.into_owned(),
            email: self.email.owned(record)?,
            joined_at: joined_at.unwrap_or(Member::UNKNOWN_JOINING),
            status,
            cancelled_at,
            plan: self.plan.owned(record)?,
            monthly_fee: charge(&self.monthly_fee, record)?,
            renews_on: self
                .renews_on
                .read(record, |text| reading.moments.read_day(text))?,
            home_zip_code: self.home_zip_code.owned(record)?,
            home_address: self.home_address.owned(record)?,
            household: self.household.owned(record)?,
        };
        reading.members_without_join_date += u64::from(joined_at.is_none());
        Ok(with_usable_email(member, reading))
    }
}

/// A text without an `@` reaches nobody; the member goes in without it.
fn with_usable_email(mut member: Member, reading: &mut Reading) -> Member {
    if member.email.as_deref().is_some_and(|email| !email.contains('@')) {
        member.email = None;
        reading.unusable_emails += 1;
    }
    member
}
