//! What census files call the properties of a tract, as data, and how their values are read.

use geojson::JsonObject;
use serde_json::Value;

use super::TractFault;

/// At or below this the Census Bureau means "no figure", whatever the exact number (-666666666 and others).
const CENSUS_SENTINEL: f64 = -111_111_111.0;

/// A figure of a tract: the names it goes by, best first, and the values it can have.
pub(super) struct Figure {
    names: &'static [Name],
    limit: f64,
}

struct Name {
    /// As files write it, without regard to case and punctuation.
    text: &'static str,
    /// The file holds the natural logarithm.
    is_logarithm: bool,
}

const fn plain(text: &'static str) -> Name {
    Name {
        text,
        is_logarithm: false,
    }
}

const fn logarithm(text: &'static str) -> Name {
    Name {
        text,
        is_logarithm: true,
    }
}

/// People.
pub(super) const POPULATION: Figure = Figure {
    names: &[
        plain("population"),
        plain("B01003_001E"),
        plain("POP"),
        plain("POP100"),
        plain("total_population"),
    ],
    limit: 1e9,
};

/// Currency units a year. 250001 stands for "250,000 or more" and 2499 for "2,500 or less"; both are kept.
pub(super) const MEDIAN_HOUSEHOLD_INCOME: Figure = Figure {
    names: &[
        plain("median_household_income"),
        plain("B19013_001E"),
        plain("median_income"),
        plain("mhi"),
        logarithm("log_mhi"),
    ],
    limit: 1e9,
};

/// Share of adults, 0 to 1.
pub(super) const BACHELOR_SHARE: Figure = Figure {
    names: &[plain("bachelor_share"), plain("f_ba")],
    limit: 1.0,
};

/// Square metres.
pub(super) const LAND_AREA: Figure = Figure {
    names: &[
        plain("land_area_square_metres"),
        plain("ALAND"),
        plain("ALAND20"),
        plain("ALAND10"),
        plain("AREALAND"),
        plain("land_area"),
    ],
    limit: 1e13,
};

const ADULTS: Figure = Figure {
    names: &[plain("B15003_001E")],
    limit: 1e9,
};

const DEGREES: [Figure; 4] = [
    degree(&[plain("B15003_022E")]),
    degree(&[plain("B15003_023E")]),
    degree(&[plain("B15003_024E")]),
    degree(&[plain("B15003_025E")]),
];

const fn degree(names: &'static [Name]) -> Figure {
    Figure { names, limit: 1e9 }
}

/// The properties of a feature, found by name without regard to case and punctuation.
pub(super) struct Properties<'a>(Vec<(String, &'a str, &'a Value)>);

impl<'a> Properties<'a> {
    pub(super) fn of(object: Option<&'a JsonObject>) -> Self {
        let entries = object.into_iter().flatten();
        Self(
            entries
                .map(|(name, value)| (plain_name(name), name.as_str(), value))
                .collect(),
        )
    }

    /// The file's own spelling and the value of a property that is there and not null.
    pub(super) fn find(&self, name: &str) -> Option<(&'a str, &'a Value)> {
        let wanted = plain_name(name);
        self.0
            .iter()
            .find(|(plain, _, value)| *plain == wanted && !is_missing(value))
            .map(|(_, spelling, value)| (*spelling, *value))
    }

    /// A figure under the first of its names that has a value.
    pub(super) fn figure(&self, figure: &Figure) -> Result<Option<f64>, TractFault> {
        for name in figure.names {
            let Some((column, value)) = self.find(name.text) else {
                continue;
            };
            let fault = |reason: String| TractFault::new(column, &text_of(value), reason);
            let number = number_of(value).ok_or_else(|| fault("is not a number".to_owned()))?;
            if number <= CENSUS_SENTINEL {
                continue;
            }
            let number = if name.is_logarithm { number.exp() } else { number };
            if !(0.0..=figure.limit).contains(&number) {
                return Err(fault(format!("must lie between 0 and {}", figure.limit)));
            }
            return Ok(Some(number));
        }
        Ok(None)
    }

    /// The share with a bachelor's degree or more: as the file gives it, else from the ACS counts
    /// (bachelor, master, professional, doctorate) over all adults.
    pub(super) fn bachelor_share(&self) -> Result<Option<f64>, TractFault> {
        if let Some(share) = self.figure(&BACHELOR_SHARE)? {
            return Ok(Some(share));
        }
        let Some(adults) = self.figure(&ADULTS)?.filter(|adults| *adults > 0.0) else {
            return Ok(None);
        };
        let mut graduates = 0.0;
        for degree in &DEGREES {
            let Some(count) = self.figure(degree)? else {
                return Ok(None);
            };
            graduates += count;
        }
        let share = graduates / adults;
        if share > 1.0 {
            let reason = format!("counts fewer adults than the {graduates} with a degree");
            return Err(TractFault::new("B15003_001E", &adults.to_string(), reason));
        }
        Ok(Some(share))
    }
}

/// The text of a JSON value without the quotes of a string.
pub(super) fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), |text| text.trim().to_owned())
}

fn is_missing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn number_of(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

fn plain_name(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}
