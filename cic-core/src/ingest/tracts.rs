use serde_json::Value;

use super::Row;
use super::fault::ValueFault;

/// A feature of a collection as a tract.
pub(super) fn tract_row(feature: Value) -> Result<Row, ValueFault> {
    let shown = feature
        .get("properties")
        .map(Value::to_string)
        .unwrap_or_default();
    let feature = serde_json::from_value::<geojson::Feature>(feature).map_err(|error| {
        ValueFault::new(
            "",
            &shown,
            format!("the element is not a GeoJSON feature: {error}"),
        )
    })?;
    crate::geo::tract_of_feature(&feature)
        .map(Row::Tract)
        .map_err(|fault| ValueFault::new(&fault.column, &fault.value, fault.reason))
}
