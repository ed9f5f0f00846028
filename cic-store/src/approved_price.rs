use cic_core::domain::{ApprovedPrice, DayOfWeek, Money};

use crate::connection::Transaction;
use crate::error::Result;

/// People's words on prices, by time and hour of the week.
pub(crate) async fn list(transaction: &mut Transaction) -> Result<Vec<ApprovedPrice>> {
    let read = |cells: &mut crate::connection::Cells<'_>| {
        Ok(ApprovedPrice {
            weekday: cells.word(DayOfWeek::parse)?,
            hour: match u8::try_from(cells.integer()?) {
                Ok(hour) if hour < 24 => hour,
                _ => return Err(cells.corrupt("an hour is not between 0 and 23")),
            },
            price: Money::from_cents(cells.integer()?),
            approved_by: cells.text()?.to_owned(),
            approved_at: cells.instant()?,
        })
    };
    let mut approved = transaction
        .all("approved_prices", sql!("approved_price_list"), &[], read)
        .await?;
    approved.sort_by_key(|price| (price.approved_at, price.weekday, price.hour));
    Ok(approved)
}

/// Records a person's word on some hours.
pub(crate) async fn put(transaction: &mut Transaction, approved: &[ApprovedPrice]) -> Result<()> {
    for price in approved {
        let values = [
            price.weekday.as_str().into(),
            i64::from(price.hour).into(),
            price.price.cents().into(),
            (&price.approved_by).into(),
            price.approved_at.into(),
        ];
        transaction.execute(sql!("approved_price_put"), &values).await?;
    }
    transaction.execute(sql!("revision_raise"), &[]).await?;
    Ok(())
}
