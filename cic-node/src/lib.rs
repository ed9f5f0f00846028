//! The engine's face in Node: convert, call, convert. What users import is `index.js`; it stands on these classes.

mod call;
mod engine;
mod error;
mod model;
mod share;
mod stop;
mod tables;

use cic_core::engine::OPERATIONS;
use cic_core::json::to_text;
use napi_derive::napi;

/// A question of the engine.
#[napi(object)]
pub struct Operation {
    /// `members_at_risk`, as the engine calls it.
    pub name: String,
    /// `membersAtRisk`, as Node calls it.
    pub method: String,
    /// `GET /members-at-risk`, its place in the HTTP interface.
    pub route: String,
    /// One sentence.
    pub summary: String,
}

/// Every question of the engine.
#[napi]
#[must_use]
pub fn operations() -> Vec<Operation> {
    let operation = |one: &cic_core::engine::Operation| Operation {
        name: one.name.to_owned(),
        method: one.camel_case_name(),
        route: one.route.to_owned(),
        summary: one.summary.to_owned(),
    };
    OPERATIONS.iter().map(operation).collect()
}

/// Every model, what it learns from and what it can be asked, as JSON text.
#[napi]
#[must_use]
pub fn models() -> String {
    to_text(&cic_core::models::MODELS)
}
