//! One file a noun: extract, call one service, reply.

pub(crate) mod clusters;
pub(crate) mod coverage;
pub(crate) mod decisions;
pub(crate) mod extract;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod locations;
pub(crate) mod members;
pub(crate) mod models;
pub(crate) mod overrides;
pub(crate) mod planning;
pub(crate) mod problems;
pub(crate) mod risk;
pub(crate) mod segments;
