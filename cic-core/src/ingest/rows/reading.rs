use crate::domain::{Instant, Money};
use crate::ingest::binding::{BoundField, Value};
use crate::ingest::fault::ValueFault;
use crate::ingest::record::Record;
use crate::ingest::values::{Moments, checked_id, read_money};

/// What rows of one file are read with, and what is counted while they are.
pub(in crate::ingest) struct Reading {
    /// The rows' source.
    pub(in crate::ingest) profile: String,
    pub(in crate::ingest) moments: Moments,
    pub(in crate::ingest) booking_minutes: u16,
    pub(in crate::ingest) recorded_at: Instant,
    pub(in crate::ingest) members_without_join_date: u64,
    pub(in crate::ingest) unusable_emails: u64,
    pub(in crate::ingest) days_without_time: u64,
}

impl Reading {
    /// The moment in a field, if the row has one; a day alone is where it begins.
    pub(super) fn moment(
        &mut self,
        field: &BoundField,
        record: &Record<'_>,
    ) -> Result<Option<Instant>, ValueFault> {
        field.read(record, |text| self.moments.read(text).map(|moment| moment.at))
    }

    /// The moment in a field that the row cannot do without.
    pub(super) fn needed_moment(
        &mut self,
        field: &BoundField,
        record: &Record<'_>,
    ) -> Result<Instant, ValueFault> {
        field
            .needed(record)?
            .read(|text| self.moments.read(text).map(|moment| moment.at))
    }
}

/// The id in a field that the row cannot do without.
pub(super) fn needed_id(field: &BoundField, record: &Record<'_>) -> Result<String, ValueFault> {
    field
        .needed(record)?
        .read(|text| checked_id(text).map(str::to_owned))
}

/// The amount in a field, if the row has one.
pub(super) fn money(field: &BoundField, record: &Record<'_>) -> Result<Option<Money>, ValueFault> {
    let value = field.value(record)?;
    if value.text.is_empty() {
        Ok(None)
    } else {
        amount(&value).map(Some)
    }
}

/// The amount in a field, which must not be negative.
pub(super) fn charge(field: &BoundField, record: &Record<'_>) -> Result<Option<Money>, ValueFault> {
    let value = field.value(record)?;
    if value.text.is_empty() {
        return Ok(None);
    }
    let amount = amount(&value)?;
    if amount < Money::ZERO {
        return Err(value.fault("the amount is negative; refunds belong into a file of transactions"));
    }
    Ok(Some(amount))
}

fn amount(value: &Value<'_>) -> Result<Money, ValueFault> {
    let decimal = value.source.and_then(|source| source.decimal);
    value.read(|text| read_money(text, decimal))
}

/// The word in a field as a value of ours, if the row has one.
pub(super) fn word<T>(
    field: &BoundField,
    record: &Record<'_>,
    parse: impl Fn(&str) -> Option<T>,
    known: &str,
) -> Result<Option<T>, ValueFault> {
    field.read(record, |text| {
        parse(text)
            .or_else(|| parse(&text.to_lowercase().replace([' ', '-'], "_")))
            .ok_or_else(|| format!("this word is not known here; write one of {known}"))
    })
}
