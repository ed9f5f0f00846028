//! The two faces of the engine that this crate builds: the `cic` command and the HTTP interface.
//!
//! A handler or a command extracts what it was asked, calls one service and writes the answer. Answers are
//! the bytes of [`cic_core::json::to_text`], the same on every face.

pub mod app;
pub mod cli;
pub mod config;
pub mod error;
mod handlers;
mod middleware;
pub mod openapi;
pub mod router;
pub mod server;
pub mod services;
