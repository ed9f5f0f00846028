//! What the engine promises of its answers.

mod decision;
mod fixture;
mod lists;
mod no_look_ahead;
mod overrides;
mod plain_rule;
mod segments;
