use geojson::{Feature, GeometryValue, Position};

use super::TractFault;

/// Fewer positions do not enclose anything: a triangle and its first corner again.
const LEAST_POSITIONS: usize = 4;

/// The polygons of a feature as rings of `[lon, lat]`, each checked to be closed and in WGS84 degrees.
pub(super) fn polygons_of(feature: &Feature) -> Result<Vec<Vec<Vec<[f64; 2]>>>, TractFault> {
    let fault = |value: &str, reason: &str| Err(TractFault::new("geometry", value, reason));
    let polygons = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => vec![polygon(coordinates)?],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates
            .iter()
            .map(|rings| polygon(rings))
            .collect::<Result<_, _>>()?,
        Some(other) => return fault(other.type_name(), "must be a Polygon or a MultiPolygon"),
        None => return fault("null", "a tract needs its polygon"),
    };
    if polygons.is_empty() {
        return fault("[]", "a tract needs at least one polygon");
    }
    Ok(polygons)
}

fn polygon(rings: &[Vec<Position>]) -> Result<Vec<Vec<[f64; 2]>>, TractFault> {
    if rings.is_empty() {
        return Err(TractFault::new("geometry", "[]", "a polygon needs an outer ring"));
    }
    rings.iter().map(|positions| ring(positions)).collect()
}

#[expect(
    clippy::float_cmp,
    reason = "a closed ring repeats its first position to the digit"
)]
fn ring(positions: &[Position]) -> Result<Vec<[f64; 2]>, TractFault> {
    let fault = |value: String, reason: &str| Err(TractFault::new("geometry", &value, reason));
    let ring = positions.iter().map(position).collect::<Result<Vec<_>, _>>()?;
    match ring.as_slice() {
        [first, .., last] if ring.len() >= LEAST_POSITIONS => {
            if first != last {
                return fault(
                    format!("{first:?} .. {last:?}"),
                    "a ring must end where it starts",
                );
            }
        }
        short => {
            return fault(
                format!("{} positions", short.len()),
                "a ring needs at least 4 positions",
            );
        }
    }
    Ok(ring)
}

fn position(position: &Position) -> Result<[f64; 2], TractFault> {
    let coordinates = position.as_slice();
    let fault = |reason: &str| Err(TractFault::new("geometry", &format!("{coordinates:?}"), reason));
    let &[lon, lat, ..] = coordinates else {
        return fault("a position needs a longitude and a latitude");
    };
    if !lon.is_finite() || !lat.is_finite() {
        return fault("a position must be finite");
    }
    if lon.abs() > 180.0 || lat.abs() > 90.0 {
        return fault("the file is projected; RFC 7946 is WGS84 only, so write it out again as EPSG:4326");
    }
    Ok([lon, lat])
}
