/// Two digits after the point: amounts and court-hours in answers.
pub(crate) fn cents(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Four digits after the point: shares in answers.
pub(crate) fn four_digits(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
