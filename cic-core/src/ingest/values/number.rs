/// A whole number that counts something.
pub(in crate::ingest) fn read_count(text: &str, most: u32) -> Result<u32, String> {
    let digits: String = text
        .chars()
        .filter(|character| !matches!(character, ',' | ' ' | '\u{a0}'))
        .collect();
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    digits
        .parse()
        .ok()
        .filter(|count| *count <= most)
        .ok_or_else(|| format!("this is not a whole number from 0 to {most}"))
}

/// Head count of a company: a number, or a bucket (`1001-5000`, `10001+`) whose lower bound counts.
pub(crate) fn read_company_size(text: &str) -> Result<u32, String> {
    let lower = text.split(['-', '–', '+']).next().unwrap_or_default().trim();
    read_count(lower, 10_000_000)
        .map_err(|_| "this is not a number of employees; write 250, 201-500 or 10001+".to_owned())
}

/// Degrees within `limit` on both sides of zero.
pub(in crate::ingest) fn read_coordinate(text: &str, limit: f64) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|degrees| degrees.is_finite() && degrees.abs() <= limit)
        .ok_or_else(|| format!("this is not a number of degrees from -{limit} to {limit}"))
}
