//! Clock times of opening hours as minutes after midnight.

/// `HH:MM`, up to `30:00` for a closing time after midnight, as minutes.
pub(crate) fn parse_clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 30 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Minutes as `HH:MM`.
pub(crate) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
