use geojson::{Feature, Geometry, JsonObject};
use serde_json::{Map, Value};

use crate::domain::Tract;
use crate::json;

/// A tract as a GeoJSON feature that [`super::tract_of_feature`] reads back.
#[must_use]
pub fn feature_of_tract(tract: &Tract) -> Feature {
    let number = |value: Option<f64>| value.map_or(Value::Null, Value::from);
    let mut properties: JsonObject = Map::new();
    properties.insert("GEOID".to_owned(), tract.geoid.as_str().into());
    properties.insert(
        "vintage".to_owned(),
        tract.vintage.map_or(Value::Null, Value::from),
    );
    properties.insert("population".to_owned(), number(tract.population));
    properties.insert(
        "median_household_income".to_owned(),
        number(tract.median_household_income),
    );
    properties.insert("bachelor_share".to_owned(), number(tract.bachelor_share));
    properties.insert(
        "land_area_square_metres".to_owned(),
        number(tract.land_area_square_metres),
    );
    let geometry = match tract.polygons.as_slice() {
        [polygon] => Geometry::new_polygon(polygon.clone()),
        polygons => Geometry::new_multi_polygon(polygons.to_vec()),
    };
    Feature {
        geometry: Some(geometry),
        properties: Some(properties),
        ..Feature::default()
    }
}

/// Tracts as the text of a GeoJSON FeatureCollection, in the order given.
#[must_use]
pub fn tracts_to_geojson(tracts: &[Tract]) -> String {
    json::to_text(&geojson::FeatureCollection {
        bbox: None,
        features: tracts.iter().map(feature_of_tract).collect(),
        foreign_members: None,
    })
}

#[cfg(test)]
mod tests {
    use geojson::FeatureCollection;
    use proptest::prelude::*;

    use super::super::tract_of_feature;
    use super::*;

    fn ring() -> impl Strategy<Value = Vec<[f64; 2]>> {
        // Millionths of a degree: what files hold, and short enough for every JSON reader to read back exactly.
        let degrees =
            |limit: i32| (-limit * 1_000_000..=limit * 1_000_000).prop_map(|value| f64::from(value) / 1e6);
        proptest::collection::vec((degrees(180), degrees(90)), 3..12).prop_map(|corners| {
            let mut ring: Vec<_> = corners.into_iter().map(|(lon, lat)| [lon, lat]).collect();
            ring.push(ring[0]);
            ring
        })
    }

    prop_compose! {
        fn tract()(
            geoid in "[0-9]{11}",
            vintage in proptest::option::of(2000_u16..2030),
            population in proptest::option::of((0..100_000).prop_map(f64::from)),
            income in proptest::option::of((0..250_000).prop_map(f64::from)),
            share in proptest::option::of((0..1_000).prop_map(|value| f64::from(value) / 1e3)),
            land in proptest::option::of((0..1_000_000_000).prop_map(f64::from)),
            polygons in proptest::collection::vec(proptest::collection::vec(ring(), 1..3), 1..3),
        ) -> Tract {
            Tract {
                geoid, vintage, population, median_household_income: income, bachelor_share: share,
                land_area_square_metres: land, polygons,
            }
        }
    }

    proptest! {
        #[test]
        fn tracts_survive_being_written_and_read(tracts in proptest::collection::vec(tract(), 0..4)) {
            let collection: FeatureCollection = tracts_to_geojson(&tracts).parse().unwrap();
            let read: Vec<Tract> = collection.features.iter().map(|feature| tract_of_feature(feature).unwrap()).collect();
            prop_assert_eq!(read, tracts);
        }
    }
}
