use std::io::{self, Write};

use serde_json::json;

use super::super::club::SimulatedClub;

/// `tracts.geojson`: the made-up census, one Feature a line.
pub(super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
    let tracts = &club.world.town.tracts;
    for (index, tract) in tracts.iter().enumerate() {
        let mut ring = tract.corners.to_vec();
        ring.push(tract.corners[0]);
        let feature = json!({
            "type": "Feature",
            "properties": {
                "GEOID": tract.geoid,
                "population": tract.population,
                "median_household_income": tract.median_household_income,
                "bachelor_share": tract.bachelor_share,
                "ALAND": tract.land_area_square_metres,
            },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        });
        let separator = if index + 1 < tracts.len() { "," } else { "" };
        writeln!(out, "{feature}{separator}")?;
    }
    out.write_all(b"]}\n")
}
