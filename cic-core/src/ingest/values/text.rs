/// The most characters of an id.
pub(in crate::ingest) const LONGEST_ID: usize = 200;

/// The id, unless it is too long to be one.
pub(crate) fn checked_id(id: &str) -> Result<&str, String> {
    if id.len() > LONGEST_ID && id.chars().count() > LONGEST_ID {
        Err(format!(
            "an id has at most {LONGEST_ID} characters; this one has {}",
            id.chars().count()
        ))
    } else {
        Ok(id)
    }
}

/// A word as word maps compare it: letters and digits alone, in lower case.
pub(in crate::ingest) fn normal_word(word: &str) -> String {
    word.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
