use serde::{Deserialize, Serialize};

/// In which order a numeric date names its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `2026-02-19`.
    Ymd,
    /// `02/19/2026`.
    Mdy,
    /// `19/02/2026`.
    Dmy,
}

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportSettings {
    /// The order of dates in exports that do not settle it themselves; without it an ambiguous file is refused.
    pub date_order: Option<DateOrder>,
}
