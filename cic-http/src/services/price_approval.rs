//! A person's word on prices.

use axum::http::StatusCode;
use chrono::Utc;
use cic_core::engine::{PriceApprovalRequest, PricingRequest};

use std::sync::Arc;

use super::ask::{Answer, ask, run};
use crate::app::App;
use crate::error::Problem;

/// Records approved prices and answers the week's prices under them.
///
/// # Errors
/// Every fault of the request, each at its JSON pointer.
pub async fn put(app: &App, request: PriceApprovalRequest) -> Result<Answer, Problem> {
    let engine = Arc::clone(&app.current().engine);
    let approved = run(move || Ok(engine.approve_prices(&request, Utc::now())?)).await?;
    app.store.put_approved_prices(&approved).await?;
    app.renew().await.map_err(|error| {
        tracing::error!(%error, "the engine could not be renewed after prices were approved");
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "the prices are stored, but the engine could not be renewed; it will be in a moment",
        )
    })?;
    ask(&app.current(), |engine| {
        Ok(engine.pricing(&PricingRequest::default()))
    })
    .await
}
