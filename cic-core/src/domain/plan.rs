use serde::{Deserialize, Serialize};

use super::Money;

/// How often a plan is charged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Billing {
    /// Every month.
    #[default]
    Monthly,
    /// Every year; the member cannot leave before renewal.
    Annual,
}

/// What a member pays for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// As members' rows name it.
    pub name: String,
    /// List price a month.
    pub monthly_fee: Money,
    /// How often it is charged.
    #[serde(default)]
    pub billing: Billing,
    /// No exit before this many months.
    #[serde(default)]
    pub minimum_months: u32,
    /// Days between notice and exit.
    #[serde(default)]
    pub notice_days: u32,
}
