use std::sync::Arc;

use axum::Extension;
use cic_core::engine::{MemberLocations, MemberLocationsRequest};

use super::extract::Query;
use super::problems::{NotFound, ReadProblems};
use crate::error::Problem;
use crate::services::ask::{Answer, ask};
use cic_store::standing::Current;

/// Where members live: GeoJSON cells of at least k members each, never a home.
#[utoipa::path(get, path = "/map/member-locations", tag = "map",
    params(("segment" = Option<String>, Query, description = "Only this segment")),
    responses((status = 200, description = "A FeatureCollection", body = MemberLocations), ReadProblems, NotFound))]
pub(crate) async fn member_locations(
    Extension(current): Extension<Arc<Current>>,
    Query(request): Query<MemberLocationsRequest>,
) -> Result<Answer, Problem> {
    ask(&current, move |engine| {
        engine
            .member_locations(&request)
            .map_err(|error| Problem::of_query(&error))
    })
    .await
}
