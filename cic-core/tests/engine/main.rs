//! What the engine promises of its answers.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    reason = "a failed unwrap or an exact figure is the test"
)]

mod clusters;
mod commitments;
mod decision;
mod expected_value;
mod fixture;
mod group_displacement;
mod lists;
mod neutral_extensions;
mod no_look_ahead;
mod outcomes;
mod overrides;
mod plain_rule;
mod planning;
mod segments;
mod stop;
