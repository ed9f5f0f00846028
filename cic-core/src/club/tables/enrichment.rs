use super::cells::{Times, count, id, text};
use super::column::Cell;
use super::members::at;
use super::table::Reading;
use crate::club::ClubBuilder;
use crate::domain::{Enrichment, Point};
use crate::ingest::read_company_size;
use crate::settings::Settings;

/// Adds what providers say of members: member_id [, employer, title, company_size, home_address, home_zip_code,
/// linkedin_url, home_lat, home_lon, last_enriched].
pub(super) fn add(reading: &mut Reading<'_, '_>, settings: &Settings, club: &mut ClubBuilder) {
    let found = reading.needed("member_id");
    let members =
        found.map(|found| reading.read(&found, None, || |cell| id(cell).map(std::borrow::Cow::into_owned)));
    let mut texts = |name| {
        let found = reading.optional(name)?;
        Some(reading.read(&found, Some(&None), || |cell| text(cell).map(Some)))
    };
    let employers = texts("employer");
    let titles = texts("title");
    let addresses = texts("home_address");
    let zip_codes = texts("home_zip_code");
    let profiles = texts("linkedin_url");
    let sizes = reading.optional("company_size").map(|found| {
        reading.read(&found, Some(&None), || {
            |cell: Cell<'_>| match cell {
                Cell::Text(text) => read_company_size(text).map(Some),
                cell => count(cell, 10_000_000).map(Some),
            }
        })
    });
    let mut degrees = |name, limit: f64| {
        let found = reading.optional(name)?;
        Some(reading.read(&found, Some(&None), || {
            move |cell: Cell<'_>| coordinate(cell, limit).map(Some)
        }))
    };
    let latitudes = degrees("home_lat", 90.0);
    let longitudes = degrees("home_lon", 180.0);
    let learnt = reading.optional("last_enriched").map(|found| {
        let reader = || {
            let mut times = Times::new(settings);
            move |cell: Cell<'_>| times.instant(cell).map(Some)
        };
        reading.read(&found, Some(&None), reader)
    });
    let (Some(members), true) = (members, reading.faults.is_empty()) else {
        return;
    };
    for (row, member_id) in members.into_iter().enumerate() {
        let shown = format!("{member_id:?}");
        let home = match (at(latitudes.as_deref(), row), at(longitudes.as_deref(), row)) {
            (Some(lat), Some(lon)) => Point::new(lat, lon),
            (None, None) => None,
            (lat, _) => {
                let column = if lat.is_some() { "home_lon" } else { "home_lat" };
                reading.fault_in_row(
                    column,
                    row,
                    "no value",
                    "a home needs both home_lat and home_lon, or neither",
                );
                return;
            }
        };
        let enrichment = Enrichment {
            member_id,
            employer: at(employers.as_deref(), row),
            title: at(titles.as_deref(), row),
            company_size: at(sizes.as_deref(), row),
            home_address: at(addresses.as_deref(), row),
            home_zip_code: at(zip_codes.as_deref(), row),
            linkedin_url: at(profiles.as_deref(), row),
            home,
            last_enriched: at(learnt.as_deref(), row),
        };
        if club.enrichment(enrichment).is_err() {
            reading.fault_in_row("member_id", row, &shown, super::NO_SUCH_MEMBER);
            return;
        }
    }
}

fn coordinate(cell: Cell<'_>, limit: f64) -> Result<f64, String> {
    let degrees = match cell {
        Cell::Number(degrees) => Some(degrees),
        #[expect(clippy::cast_precision_loss, reason = "degrees beyond the limit are refused")]
        Cell::Integer(degrees) => Some(degrees as f64),
        Cell::Text(text) => text.parse().ok(),
        _ => None,
    };
    degrees
        .filter(|degrees| degrees.abs() <= limit)
        .ok_or_else(|| format!("this is not a number of degrees from -{limit} to {limit}"))
}
