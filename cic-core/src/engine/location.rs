use serde::{Deserialize, Serialize};

use super::Engine;
use crate::domain::Point;
use crate::error::Result;
use crate::features::Home;
use crate::geo::{Cell, k_anonymous_cells};

/// Which members' homes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
pub struct MemberLocationsRequest {
    /// Only this segment.
    pub segment: Option<String>,
}

/// GeoJSON: homes as cells of at least k members; never a home itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberLocations {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What could not be shown.
    pub properties: MapProperties,
    /// One a cell.
    pub features: Vec<CellFeature>,
}

/// Figures on the whole map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MapProperties {
    /// The least number of members in a cell.
    pub k: u32,
    /// Members with a home whom no cell of k could take.
    pub not_placed: usize,
    /// Members whose home is not known, or by its postal code alone.
    pub without_home: usize,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellFeature {
    /// `Feature`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The cell's centre.
    pub geometry: CellGeometry,
    /// Its id and how many members it holds.
    pub properties: CellProperties,
}

/// A GeoJSON Point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellGeometry {
    /// `Point`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `[lon, lat]`.
    pub coordinates: [f64; 2],
}

/// A cell's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellProperties {
    /// The cell's id, the same from one engine to the next.
    pub cell: String,
    /// Members in it, at least k.
    pub count: usize,
}

fn feature_of(cell: Cell) -> CellFeature {
    CellFeature {
        kind: "Feature".to_owned(),
        geometry: CellGeometry {
            kind: "Point".to_owned(),
            coordinates: [cell.centre.lon, cell.centre.lat],
        },
        properties: CellProperties {
            cell: cell.id,
            count: cell.count,
        },
    }
}

impl Engine {
    /// Homes of listed members as k-anonymous cells.
    pub fn member_locations(&self, request: &MemberLocationsRequest) -> Result<MemberLocations> {
        let homes = self
            .listed_in(request.segment.as_deref())?
            .map(|member| self.observed.homes[member]);
        let homes: Vec<Option<Home>> = homes.collect();
        let precise = homes.iter().flatten().filter(|home| !home.is_zip_centroid);
        let placed: Vec<Point> = precise.map(|home| home.point).collect();
        let k = self.observed.settings.privacy.k;
        let cells = k_anonymous_cells(&placed, k);
        Ok(MemberLocations {
            kind: "FeatureCollection".to_owned(),
            properties: MapProperties {
                k,
                not_placed: cells.not_placed,
                without_home: homes.len() - placed.len(),
            },
            features: cells.cells.into_iter().map(feature_of).collect(),
        })
    }
}
