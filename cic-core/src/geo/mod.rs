//! Places: census tracts in and out of GeoJSON, which tract a point lies in, and a map that shows no home.

mod cells;
mod density;
mod grid;
mod rings;
mod tract_feature;
mod tract_fields;
mod tract_index;
mod tract_writer;

pub use cells::{Cell, Cells, k_anonymous_cells};
pub use tract_feature::{TractFault, tract_of_feature};
pub use tract_index::TractIndex;
pub use tract_writer::{feature_of_tract, tracts_to_geojson};
