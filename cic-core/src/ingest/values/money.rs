use crate::domain::Money;
use crate::ingest::DecimalMark;

const LARGEST_CENTS: u64 = 9_000_000_000_000;

/// Reads an amount as people and systems write it.
///
/// A currency sign or code may stand before or behind, thousands may be grouped, `(16.00)` and a minus on either
/// side are negative, and words in parentheses do not count. Of two marks the last is the decimal one; a lone
/// comma before exactly three digits groups thousands unless `decimal` says otherwise. More than two decimals
/// are rounded half away from zero.
pub(crate) fn read_money(text: &str, decimal: Option<DecimalMark>) -> Result<Money, String> {
    plain(text.as_bytes()).map_or_else(|| written(text, decimal), Ok)
}

/// `12`, `12.5`, `12.50`, with a minus or none: what most files hold.
fn plain(bytes: &[u8]) -> Option<Money> {
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (units, cents) = match digits {
        [units @ .., b'.', tens, ones] => (units, digit(*tens)? * 10 + digit(*ones)?),
        [units @ .., b'.', tens] => (units, digit(*tens)? * 10),
        units => (units, 0),
    };
    if units.is_empty() || units.len() > 10 {
        return None;
    }
    let mut total: i64 = 0;
    for &byte in units {
        total = total * 10 + digit(byte)?;
    }
    let cents = total * 100 + cents;
    Some(Money::from_cents(if negative { -cents } else { cents }))
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

fn written(text: &str, decimal: Option<DecimalMark>) -> Result<Money, String> {
    let unreadable = || "this is not an amount of money; write it like 12.50".to_owned();
    if let Some(amount) = exponential(text) {
        return Money::from_units(amount).ok_or_else(beyond);
    }
    let (bare, mut negative) = without_parentheses(text).ok_or_else(unreadable)?;
    let first = bare
        .find(|character: char| character.is_ascii_digit())
        .ok_or_else(unreadable)?;
    let last = bare
        .rfind(|character: char| character.is_ascii_digit())
        .ok_or_else(unreadable)?;
    for around in [&bare[..first], &bare[last + 1..]] {
        negative |= sign_beside(around).ok_or_else(unreadable)?;
    }
    // A mark right before the first digit (`.50`) belongs to the number.
    let leading = bare[..first].ends_with(['.', ',']);
    let number = &bare[first - usize::from(leading)..=last];
    let cents = cents_of(number, decimal).ok_or_else(unreadable)?;
    if cents > LARGEST_CENTS {
        return Err(beyond());
    }
    let cents = i64::try_from(cents).map_err(|_| beyond())?;
    Ok(Money::from_cents(if negative { -cents } else { cents }))
}

fn beyond() -> String {
    "no amount of money is that large; the limit is 90,000,000,000".to_owned()
}

/// `1e3`, as programs write numbers; infinite when beyond all bounds.
fn exponential(text: &str) -> Option<f64> {
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'e' | b'E' | b'+' | b'-' | b'.'));
    (is_number && text.contains(['e', 'E']))
        .then(|| text.parse().ok())
        .flatten()
}

/// The text without parenthesised words, and whether parentheses around a number make it negative.
fn without_parentheses(text: &str) -> Option<(String, bool)> {
    let Some(opens) = text.find('(') else {
        return Some((text.to_owned(), false));
    };
    let closes = opens + text[opens..].find(')')?;
    let within = &text[opens + 1..closes];
    let outside = format!("{}{}", &text[..opens], &text[closes + 1..]);
    if within.contains(|character: char| character.is_ascii_digit())
        && !outside.contains(|character: char| character.is_ascii_digit())
    {
        return Some((format!("{outside}{within}"), true));
    }
    Some((outside, false))
}

/// Whether what stands beside the digits holds a minus; `None` when it cannot stand beside an amount.
fn sign_beside(around: &str) -> Option<bool> {
    let mut minus = false;
    let mut letters = 0;
    for character in around.chars() {
        match character {
            '-' | '\u{2212}' if !minus => minus = true,
            '+' | '.' | ',' => {}
            _ if character.is_whitespace() => {}
            _ if character.is_alphabetic() => letters += 1,
            _ if is_currency_sign(character) => {}
            _ => return None,
        }
    }
    (letters <= 3).then_some(minus)
}

const fn is_currency_sign(character: char) -> bool {
    matches!(character, '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}')
}

fn cents_of(number: &str, decimal: Option<DecimalMark>) -> Option<u64> {
    let mark = decimal_mark(number, decimal);
    let (units, fraction) = match mark {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    let mut total: u64 = 0;
    for character in units.chars() {
        match character {
            '0'..='9' => {
                total = total
                    .checked_mul(10)?
                    .checked_add(u64::from(character as u32 - 48))?;
            }
            '.' | ',' | '\'' | '\u{2019}' | ' ' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
        if total > LARGEST_CENTS {
            return Some(u64::MAX);
        }
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digit = |place: usize| {
        fraction
            .as_bytes()
            .get(place)
            .map_or(0, |byte| u64::from(byte - b'0'))
    };
    let rounding = u64::from(digit(2) >= 5);
    Some(total * 100 + digit(0) * 10 + digit(1) + rounding)
}

/// Where the decimal mark stands.
fn decimal_mark(number: &str, decimal: Option<DecimalMark>) -> Option<usize> {
    match decimal {
        Some(DecimalMark::Point) => return number.rfind('.'),
        Some(DecimalMark::Comma) => return number.rfind(','),
        None => {}
    }
    let (point, comma) = (number.rfind('.'), number.rfind(','));
    let last = point.max(comma)?;
    let mark = &number[last..=last];
    if point.is_none() || comma.is_none() {
        let repeated = number.matches(mark).count() > 1;
        let groups_thousands = mark == "," && number.len() - last == 4 && last > 0;
        if repeated || groups_thousands {
            return None;
        }
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(text: &str) -> Option<i64> {
        read_money(text, None).ok().map(Money::cents)
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("16", 1600),
            ("16.5", 1650),
            ("-3.25", -325),
            ("$16.00", 1600),
            ("(Drop-in) $16.00", 1600),
            ("($16.00)", -1600),
            ("€ 12,50", 1250),
            ("12,50 EUR", 1250),
            ("EUR 1.234,50", 123_450),
            ("1,234.50", 123_450),
            ("1,234", 123_400),
            ("1'234.5 CHF", 123_450),
            ("1\u{202f}234,50 €", 123_450),
            ("1,234,567", 123_456_700),
            ("0.005", 1),
            (".50", 50),
            ("12.50-", -1250),
            ("2.5e1", 2500),
        ] {
            assert_eq!(cents(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_finite_amount_is_refused() {
        for text in [
            "NaN",
            "inf",
            "-inf",
            "1e400",
            "abc",
            "12x34",
            "1 2 abcd",
            "99999999999999",
            "",
            "()",
            "12:30",
        ] {
            assert_eq!(cents(text), None, "{text}");
        }
    }

    #[test]
    fn a_profile_settles_what_a_lone_mark_means() {
        assert_eq!(
            read_money("1.234", Some(DecimalMark::Comma)),
            Ok(Money::from_cents(123_400))
        );
        assert_eq!(
            read_money("1,234", Some(DecimalMark::Comma)),
            Ok(Money::from_cents(123))
        );
    }
}
