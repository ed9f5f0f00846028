//! The HTTP interface and the `cic` command, from outside.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails where it stands"
)]

mod cases;
mod client;
mod club;
mod command;
mod commits;
mod connections;
mod entity_tags;
mod memory_store;
mod models;
mod openapi;
mod overrides;
mod pages;
mod parity;
mod planning;
mod refusals;
mod routes;
mod server;
#[path = "../../../cic-core/tests/cases/cases.rs"]
mod shared_cases;
mod store_failures;
