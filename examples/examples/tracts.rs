//! Which census tract a home lies in, and what a map may show of many homes.
//!
//! `cargo run --example tracts` reads `examples/tracts/tracts.geojson`, six made-up tracts in the form that
//! census extracts have: the GEOID as a number, the income as a logarithm, nulls where there is no figure.
//! `cargo run --example tracts -- FILE LAT LON` asks another file about a point.

use std::collections::BTreeMap;
use std::error::Error;

use cic_core::domain::{Point, Tract};
use cic_core::geo::{TractIndex, k_anonymous_cells, tract_of_feature};
use geojson::FeatureCollection;

const MADE_UP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tracts/tracts.geojson");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.first().map_or(MADE_UP, String::as_str);
    let tracts = read(&std::fs::read_to_string(file)?)?;
    let without_income = tracts
        .iter()
        .filter(|tract| tract.median_household_income.is_none())
        .count();
    println!("{} tracts, {without_income} without an income", tracts.len());
    let index = TractIndex::new(&tracts);
    if let [_, lat, lon] = arguments.as_slice() {
        let point = Point::new(lat.parse()?, lon.parse()?).ok_or("the point lies off the globe")?;
        println!("{}", describe(index.tract_of(point).map(|place| &tracts[place])));
        return Ok(());
    }

    let homes = homes();
    let mut members: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for home in &homes {
        *members.entry(index.tract_of(*home)).or_default() += 1;
    }
    for (place, count) in members {
        println!(
            "{count:>3} homes in {}",
            describe(place.map(|place| &tracts[place]))
        );
    }

    let map = k_anonymous_cells(&homes, 5);
    println!(
        "{} cells of at least 5 homes, {} homes not placed",
        map.cells.len(),
        map.not_placed
    );
    for cell in &map.cells {
        println!(
            "{:>3} homes around {:.4}, {:.4} ({})",
            cell.count, cell.centre.lat, cell.centre.lon, cell.id
        );
    }
    Ok(())
}

fn read(text: &str) -> Result<Vec<Tract>, Box<dyn Error>> {
    let collection: FeatureCollection = text.parse()?;
    Ok(collection
        .features
        .iter()
        .map(tract_of_feature)
        .collect::<Result<_, _>>()?)
}

fn describe(tract: Option<&Tract>) -> String {
    let Some(tract) = tract else {
        return "no known tract".to_owned();
    };
    let income = tract
        .median_household_income
        .map_or_else(|| "unknown".to_owned(), |income| format!("{income:.0}"));
    format!("tract {}: median household income {income}", tract.geoid)
}

/// Eighty homes along a spiral that leaves the tracts at its end.
fn homes() -> Vec<Point> {
    (0..80_u32)
        .map(|place| {
            let turn = f64::from(place) * 0.4;
            let reach = f64::from(place) * 0.0005;
            Point {
                lat: 41.945 + reach * turn.sin() * 0.75,
                lon: -87.72 + reach * turn.cos(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_made_up_file_joins_points_to_tracts() {
        let tracts = read(include_str!("../tracts/tracts.geojson")).unwrap();
        assert_eq!(tracts.len(), 6);
        assert_eq!(
            tracts
                .iter()
                .filter(|tract| tract.median_household_income.is_none())
                .count(),
            2
        );
        let index = TractIndex::new(&tracts);
        let geoid = |lat, lon| {
            index
                .tract_of(Point { lat, lon })
                .map(|place| tracts[place].geoid.as_str())
        };
        assert_eq!(geoid(41.935, -87.74), Some("17997980101"));
        assert_eq!(geoid(41.95, -87.72), Some("17997980105"));
        assert_eq!(
            geoid(41.945, -87.72),
            Some("17997980102"),
            "the border belongs to the lower GEOID"
        );
        assert_eq!(geoid(41.8, -87.72), None);
        assert_eq!(
            describe(Some(&tracts[0])),
            "tract 17997980101: median household income 71682"
        );
    }
}
