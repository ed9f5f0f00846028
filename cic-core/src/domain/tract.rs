use serde::{Deserialize, Serialize};

/// A place on Earth, WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lon: f64,
}

impl Point {
    /// A point, unless it lies off the globe or is not a number.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }

    /// Great-circle distance in metres (haversine, mean radius 6,371,008.8 m).
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        const EARTH_RADIUS_METRES: f64 = 6_371_008.8;
        let (south, north) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = ((north - south) / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let chord = half_lat * half_lat + south.cos() * north.cos() * half_lon * half_lon;
        2.0 * EARTH_RADIUS_METRES * chord.sqrt().min(1.0).asin()
    }

    /// Great-circle distance in statute miles.
    #[must_use]
    pub fn miles_to(self, other: Self) -> f64 {
        self.metres_to(other) / 1_609.344
    }
}

/// A census tract: its shape and what the census says of its people.
#[derive(Debug, Clone, PartialEq)]
pub struct Tract {
    /// Eleven digits: state, county, tract.
    pub geoid: String,
    /// The census whose boundaries these are (2010 and 2020 do not join), if the file says.
    pub vintage: Option<u16>,
    /// People.
    pub population: Option<f64>,
    /// Median household income, currency units a year.
    pub median_household_income: Option<f64>,
    /// Share of adults with a bachelor's degree or more, 0 to 1.
    pub bachelor_share: Option<f64>,
    /// Land area in square metres, as the file gives it.
    pub land_area_square_metres: Option<f64>,
    /// Polygons: rings of `[lon, lat]`, the outer one first.
    pub polygons: Vec<Vec<Vec<[f64; 2]>>>,
}

/// The middle of a postal code: places a member in a ZIP, never in a tract.
#[derive(Debug, Clone, PartialEq)]
pub struct ZipCentroid {
    /// The postal code.
    pub zip: String,
    /// Its middle.
    pub point: Point,
}
