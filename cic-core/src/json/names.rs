/// A name in `snake_case` as Node and JSON write it: `decide_event` is `decideEvent`.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_uppercase() + rest
    })
}

/// The same JSON text with every key in `snake_case`, as Python has it: `spend90Days` is `spend_90_days`.
///
/// Values stay as they are.
///
/// ```
/// let text = r#"{"memberCount":3,"of":[{"spend90Days":"aB"}]}"#;
/// let expected = r#"{"member_count":3,"of":[{"spend_90_days":"aB"}]}"#;
/// assert_eq!(cic_core::json::with_snake_case_keys(text), expected);
/// ```
#[must_use]
pub fn with_snake_case_keys(text: &str) -> String {
    let mut renamed = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(quote) = rest.find('"') {
        let (before, string) = rest.split_at(quote + 1);
        renamed.push_str(before);
        let (content, after) = string.split_at(end_of_string(string));
        if after.starts_with("\":") {
            push_snake_case(&mut renamed, content);
        } else {
            renamed.push_str(content);
        }
        renamed.push_str(&after[..after.len().min(1)]);
        rest = &after[after.len().min(1)..];
    }
    renamed.push_str(rest);
    renamed
}

/// Where the quote stands that ends the string.
fn end_of_string(string: &str) -> usize {
    let bytes = string.as_bytes();
    let mut place = 0;
    while place < bytes.len() && bytes[place] != b'"' {
        place += if bytes[place] == b'\\' { 2 } else { 1 };
    }
    place.min(bytes.len())
}

fn push_snake_case(name: &mut String, key: &str) {
    let mut last = '_';
    for letter in key.chars() {
        if letter.is_ascii_uppercase() || (letter.is_ascii_digit() && last.is_ascii_alphabetic()) {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
        last = letter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_key_within_a_value_stays() {
        let text = r#"{"aB":"\"cD\":1\\","eF":["gH",null,1e5],"é":"Ü"}"#;
        let expected = r#"{"a_b":"\"cD\":1\\","e_f":["gH",null,1e5],"é":"Ü"}"#;
        assert_eq!(with_snake_case_keys(text), expected);
        assert_eq!(with_snake_case_keys("12"), "12");
        assert_eq!(with_snake_case_keys(r#""aB"#), r#""aB"#);
    }
}
