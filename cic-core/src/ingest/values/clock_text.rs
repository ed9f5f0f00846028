/// `19:00`, `19:00:30.5`, `7:00 PM`: seconds and microseconds of the day, and what stands behind.
pub(super) fn clock_time(text: &str) -> Option<((i64, u32), &str)> {
    let (mut hour, rest) = two_digits(text)?;
    let (mut minute, mut second, mut micros) = (0, 0, 0);
    let mut rest = rest;
    let mut has_minutes = false;
    if let Some(after) = rest.strip_prefix(':') {
        (minute, rest) = two_digits(after)?;
        has_minutes = true;
        if let Some(after) = rest.strip_prefix(':') {
            (second, rest) = two_digits(after)?;
            if let Some(after) = rest.strip_prefix(['.', ',']) {
                let length = after.bytes().take_while(u8::is_ascii_digit).count();
                let padded = format!("{:0<6.6}", &after[..length]);
                micros = padded.parse().ok()?;
                rest = &after[length..];
            }
        }
    }
    let bare = rest.trim_start();
    let half = bare.get(..1).unwrap_or_default();
    let is_half_day = half.eq_ignore_ascii_case("a") || half.eq_ignore_ascii_case("p");
    if is_half_day {
        let letters: String = bare.chars().filter(|character| *character != '.').collect();
        let afternoon = letters.eq_ignore_ascii_case("pm");
        if !(afternoon || letters.eq_ignore_ascii_case("am")) || !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        rest = "";
    } else if !has_minutes {
        return None;
    }
    (hour < 24 && minute < 60 && second < 60).then_some((((hour * 60 + minute) * 60 + second, micros), rest))
}

fn two_digits(text: &str) -> Option<(i64, &str)> {
    let length = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, &text[length..]))
}

/// Seconds east of UTC; `Some(None)` when nothing is written, `None` when it is no offset.
pub(super) fn offset(text: &str) -> Option<Option<i64>> {
    let text = text.trim();
    match text.as_bytes() {
        [] => Some(None),
        [b'Z' | b'z'] => Some(Some(0)),
        [sign @ (b'+' | b'-'), digits @ ..] => {
            let (hours, minutes) = match digits {
                [h1, h2] => ([*h1, *h2], [b'0', b'0']),
                [h1, h2, b':', m1, m2] | [h1, h2, m1, m2] => ([*h1, *h2], [*m1, *m2]),
                _ => return None,
            };
            let pair = |[tens, ones]: [u8; 2]| {
                (tens.is_ascii_digit() && ones.is_ascii_digit())
                    .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
            };
            let (hours, minutes) = (pair(hours)?, pair(minutes)?);
            let seconds = (hours * 60 + minutes) * 60;
            (hours < 24 && minutes < 60).then_some(Some(if *sign == b'-' { -seconds } else { seconds }))
        }
        _ if text.eq_ignore_ascii_case("utc") || text.eq_ignore_ascii_case("gmt") => Some(Some(0)),
        _ => None,
    }
}
