use geojson::Feature;
use serde_json::Value;

use super::rings::polygons_of;
use super::tract_fields::{LAND_AREA, MEDIAN_HOUSEHOLD_INCOME, POPULATION, Properties, text_of};
use crate::domain::Tract;

/// Why a feature is not a tract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{column} {value:?}: {reason}")]
pub struct TractFault {
    /// The property at fault, as the file spells it, or `geometry`.
    pub column: String,
    /// What it holds, cut to 80 characters.
    pub value: String,
    /// What is wrong, in lower case.
    pub reason: String,
}

impl TractFault {
    pub(super) fn new(column: &str, value: &str, reason: impl Into<String>) -> Self {
        const LONGEST_VALUE: usize = 80;
        Self {
            column: column.to_owned(),
            value: value.chars().take(LONGEST_VALUE).collect(),
            reason: reason.into(),
        }
    }
}

/// Names of the whole identifier, with the census whose boundaries the name implies.
const GEOID_NAMES: &[(&str, Option<u16>)] = &[
    ("GEOID", None),
    ("GEO_ID", None),
    ("AFFGEOID", None),
    ("GEOID20", Some(2020)),
    ("GEOID10", Some(2010)),
    ("tract_geoid", None),
    ("FIPS", None),
];

/// Names of the identifier's three parts, with their digits.
const GEOID_PARTS: [(&[&str], usize); 3] = [
    (&["STATE", "STATEFP", "STATEFP20", "STATEFP10"], 2),
    (&["COUNTY", "COUNTYFP", "COUNTYFP20", "COUNTYFP10"], 3),
    (&["TRACTCE", "TRACT", "TRACTCE20", "TRACTCE10"], 6),
];

const GEOID_DIGITS: usize = 11;

/// Reads a census tract from a GeoJSON feature.
///
/// The identifier may be text or a number, whole or in three parts; leading zeros that a spreadsheet ate are
/// put back. Figures are found under the names of the ACS, of TIGER and of common extracts; null, an empty
/// text and the census's own marks for "no figure" are missing values.
///
/// ```
/// let feature: geojson::Feature = r#"{"type": "Feature",
///   "properties": {"geoid": 1001020100, "log_mhi": 11.0, "population": null},
///   "geometry": {"type": "Polygon", "coordinates": [[[-86.5, 32.4], [-86.4, 32.4], [-86.4, 32.5], [-86.5, 32.4]]]}}"#
///     .parse()
///     .unwrap();
/// let tract = cic_core::geo::tract_of_feature(&feature).unwrap();
/// assert_eq!(tract.geoid, "01001020100");
/// assert_eq!(tract.median_household_income.map(f64::round), Some(59_874.0));
/// assert_eq!(tract.population, None);
/// ```
///
/// # Errors
/// The first fault found: no usable identifier, a figure that is not a number or out of range, a geometry
/// other than (multi)polygons, a ring that is short or open, or coordinates beyond 180 and 90 degrees.
pub fn tract_of_feature(feature: &Feature) -> Result<Tract, TractFault> {
    let properties = Properties::of(feature.properties.as_ref());
    let (geoid, implied_vintage) = geoid(&properties)?;
    Ok(Tract {
        geoid,
        vintage: vintage(&properties)?.or(implied_vintage),
        population: properties.figure(&POPULATION)?,
        median_household_income: properties.figure(&MEDIAN_HOUSEHOLD_INCOME)?,
        bachelor_share: properties.bachelor_share()?,
        land_area_square_metres: properties.figure(&LAND_AREA)?,
        polygons: polygons_of(feature)?,
    })
}

fn geoid(properties: &Properties<'_>) -> Result<(String, Option<u16>), TractFault> {
    let whole = GEOID_NAMES
        .iter()
        .find_map(|(name, vintage)| Some((properties.find(name)?, *vintage)));
    if let Some(((column, value), vintage)) = whole {
        let text = digits_of(value);
        // The Census Bureau's long form, "1400000US17031720200", ends with the identifier.
        let text = text.rsplit_once("US").map_or(text.as_str(), |(_, short)| short);
        let geoid = padded(text, GEOID_DIGITS).filter(|_| text.len() >= GEOID_DIGITS - 1);
        return geoid.map(|geoid| (geoid, vintage)).ok_or_else(|| {
            TractFault::new(
                column,
                &text_of(value),
                "a tract's identifier has 11 digits: state 2, county 3, tract 6",
            )
        });
    }
    let mut geoid = String::with_capacity(GEOID_DIGITS);
    for (names, digits) in GEOID_PARTS {
        let Some((column, value)) = names.iter().find_map(|name| properties.find(name)) else {
            let reason = "a tract needs GEOID, or STATE, COUNTY and TRACTCE";
            return Err(TractFault::new("GEOID", "", reason));
        };
        let part = padded(&digits_of(value), digits).ok_or_else(|| {
            TractFault::new(
                column,
                &text_of(value),
                format!("must be a number of at most {digits} digits"),
            )
        })?;
        geoid.push_str(&part);
    }
    Ok((geoid, None))
}

/// The digits of an identifier that a file may hold as text, as an integer or as a float (`17031720200.0`).
fn digits_of(value: &Value) -> String {
    let text = text_of(value);
    match text.strip_suffix(".0") {
        Some(integral) => integral.to_owned(),
        None => text,
    }
}

fn padded(text: &str, digits: usize) -> Option<String> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && text.len() <= digits).then(|| format!("{text:0>digits$}"))
}

fn vintage(properties: &Properties<'_>) -> Result<Option<u16>, TractFault> {
    let Some((column, value)) = properties.find("vintage") else {
        return Ok(None);
    };
    let year = digits_of(value)
        .parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year));
    year.map(Some)
        .ok_or_else(|| TractFault::new(column, &text_of(value), "must be a census year like 2020"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn square() -> Value {
        json!({"type": "Polygon", "coordinates": [[[-87.7, 41.9], [-87.6, 41.9], [-87.6, 42.0], [-87.7, 42.0], [-87.7, 41.9]]]})
    }

    fn read(properties: &Value, geometry: &Value) -> Result<Tract, TractFault> {
        let text = json!({"type": "Feature", "properties": properties, "geometry": geometry}).to_string();
        tract_of_feature(&text.parse().unwrap())
    }

    fn with(properties: &Value) -> Result<Tract, TractFault> {
        read(properties, &square())
    }

    #[test]
    fn a_geoid_is_read_however_the_file_writes_it() {
        for (properties, geoid) in [
            (json!({"GEOID": "17031720200"}), "17031720200"),
            (json!({"geoid": 17_031_720_200_u64}), "17031720200"),
            (json!({"geoid": 17_031_720_200.0}), "17031720200"),
            (json!({"geoid": 1_001_020_100}), "01001020100"),
            (json!({"GEOID10": "1001020100"}), "01001020100"),
            (json!({"GEO_ID": "1400000US17031720200"}), "17031720200"),
            (
                json!({"STATE": "17", "COUNTY": "031", "TRACTCE": "720200"}),
                "17031720200",
            ),
            (
                json!({"statefp": 1, "countyfp": 1, "tractce": 20_100}),
                "01001020100",
            ),
        ] {
            assert_eq!(with(&properties).unwrap().geoid, geoid, "{properties}");
        }
    }

    #[test]
    fn an_identifier_of_another_kind_is_refused_by_name() {
        for (properties, column) in [
            (json!({"GEOID": "170317202001"}), "GEOID"),
            (json!({"geoid": 17031}), "geoid"),
            (json!({"geoid": -17_031_720_200_i64}), "geoid"),
            (json!({"geoid": "1703172020O"}), "geoid"),
            (
                json!({"STATE": "17", "COUNTY": "0311", "TRACTCE": "720200"}),
                "COUNTY",
            ),
            (json!({"name": "Beverly"}), "GEOID"),
        ] {
            assert_eq!(with(&properties).unwrap_err().column, column, "{properties}");
        }
    }

    #[test]
    fn figures_are_found_under_the_names_of_the_field() {
        let acs = json!({"GEOID": "17031720200", "B01003_001E": "3791", "B19013_001E": "71500", "AREALAND": 1_500_000,
            "B15003_001E": "1000", "B15003_022E": "200", "B15003_023E": "100", "B15003_024E": "30", "B15003_025E": "20"});
        let tract = with(&acs).unwrap();
        assert_eq!(tract.population, Some(3791.0));
        assert_eq!(tract.median_household_income, Some(71_500.0));
        assert_eq!(tract.land_area_square_metres, Some(1_500_000.0));
        assert_eq!(tract.bachelor_share, Some(0.35));
        let extract = with(&json!({"geoid": 17_031_720_200_u64, "log_mhi": 11.18, "f_ba": 0.462})).unwrap();
        assert_eq!(extract.bachelor_share, Some(0.462));
        assert_eq!(extract.median_household_income.map(f64::round), Some(71_682.0));
    }

    #[test]
    fn nulls_blanks_and_census_sentinels_are_missing() {
        for missing in [
            json!(null),
            json!(""),
            json!(-666_666_666),
            json!("-222222222"),
            json!(-111_111_111),
        ] {
            let tract =
                with(&json!({"GEOID": "17031720200", "B19013_001E": missing, "log_mhi": missing})).unwrap();
            assert_eq!(tract.median_household_income, None, "{missing}");
        }
    }

    #[test]
    fn a_missing_figure_falls_back_to_its_next_name() {
        let tract = with(&json!({"GEOID": "17031720200", "population": null, "POP": 12})).unwrap();
        assert_eq!(tract.population, Some(12.0));
    }

    #[test]
    fn figures_that_are_no_numbers_or_out_of_range_are_refused() {
        for (name, value) in [
            ("population", json!("NaN")),
            ("population", json!("inf")),
            ("population", json!(-3)),
            ("population", json!(true)),
            ("f_ba", json!(46.2)),
            ("log_mhi", json!(71_500)),
            ("vintage", json!(20)),
        ] {
            let fault = with(&json!({"GEOID": "17031720200", name: value})).unwrap_err();
            assert_eq!(fault.column, name, "{value}");
        }
    }

    #[test]
    fn the_vintage_comes_from_its_own_property_or_the_name_of_the_identifier() {
        assert_eq!(
            with(&json!({"GEOID10": "17031720200"})).unwrap().vintage,
            Some(2010)
        );
        assert_eq!(
            with(&json!({"GEOID20": "17031720200"})).unwrap().vintage,
            Some(2020)
        );
        assert_eq!(
            with(&json!({"GEOID": "17031720200", "vintage": 2020}))
                .unwrap()
                .vintage,
            Some(2020)
        );
        assert_eq!(with(&json!({"GEOID": "17031720200"})).unwrap().vintage, None);
    }

    #[test]
    fn a_projected_file_is_refused_as_such() {
        let metres = json!({"type": "Polygon", "coordinates": [[[448_262.1, 4_621_000.0], [448_300.0, 4_621_000.0], [448_300.0, 4_621_100.0], [448_262.1, 4_621_000.0]]]});
        let fault = read(&json!({"GEOID": "17031720200"}), &metres).unwrap_err();
        assert_eq!(fault.column, "geometry");
        assert_eq!(fault.value, "[448262.1, 4621000.0]");
        assert!(
            fault.reason.contains("projected; RFC 7946 is WGS84 only"),
            "{fault}"
        );
    }

    #[test]
    fn shapes_that_enclose_nothing_are_refused() {
        for geometry in [
            json!(null),
            json!({"type": "Point", "coordinates": [-87.7, 41.9]}),
            json!({"type": "MultiPolygon", "coordinates": []}),
            json!({"type": "Polygon", "coordinates": []}),
            json!({"type": "Polygon", "coordinates": [[]]}),
            json!({"type": "Polygon", "coordinates": [[[-87.7, 41.9], [-87.6, 41.9], [-87.7, 41.9]]]}),
            json!({"type": "Polygon", "coordinates": [[[-87.7, 41.9], [-87.6, 41.9], [-87.6, 42.0], [-87.7, 42.0]]]}),
        ] {
            let fault = read(&json!({"GEOID": "17031720200"}), &geometry).unwrap_err();
            assert_eq!(fault.column, "geometry", "{geometry}");
        }
    }

    #[test]
    fn an_altitude_is_dropped() {
        let solid = json!({"type": "Polygon", "coordinates": [[[-87.7, 41.9, 180.0], [-87.6, 41.9, 180.0], [-87.6, 42.0, 180.0], [-87.7, 41.9, 180.0]]]});
        let tract = read(&json!({"GEOID": "17031720200"}), &solid).unwrap();
        assert_eq!(tract.polygons[0][0].first(), Some(&[-87.7, 41.9]));
    }
}
