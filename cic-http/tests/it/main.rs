//! The HTTP interface and the `cic` command, from outside.

mod client;
mod club;
mod connections;
mod entity_tags;
mod memory_store;
mod openapi;
mod overrides;
mod pages;
mod refusals;
mod routes;
mod server;
mod store_failures;
