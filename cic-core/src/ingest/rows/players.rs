use crate::ingest::binding::Value;
use crate::ingest::fault::ValueFault;
use crate::ingest::values::{checked_id, read_count};

/// The ids in a list of players: between `open` and `close` where the profile gives them, else every entry.
pub(super) fn player_ids(list: &Value<'_>, mut take: impl FnMut(&str)) -> Result<(), ValueFault> {
    let source = list.source;
    let prefix = source
        .and_then(|source| source.strip_prefix.as_deref())
        .unwrap_or_default();
    let mut each = |entry: &str| {
        let id = entry.trim();
        let id = id.strip_prefix(prefix).unwrap_or(id).trim();
        if !id.is_empty() {
            take(checked_id(id).map_err(|reason| list.fault(reason))?);
        }
        Ok(())
    };
    let marks = source.and_then(|source| Some((source.open.as_deref()?, source.close.as_deref()?)));
    if let Some((open, close)) = marks {
        let mut rest: &str = &list.text;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((id, behind)) = after.split_once(close) else {
                return Err(list.fault(format!("an id that opens with {open} is not closed with {close}")));
            };
            each(id)?;
            rest = behind;
        }
        return Ok(());
    }
    match source.and_then(|source| source.separator.as_deref()) {
        // One character is found much faster than a text.
        Some(separator) => match separator.as_bytes() {
            [one] => list.text.split(char::from(*one)).try_for_each(each),
            _ => list.text.split(separator).try_for_each(each),
        },
        None => each(&list.text),
    }
}

/// How many guests a text tells of: a number, or as many as its list has entries.
pub(super) fn guest_count(list: &Value<'_>) -> u16 {
    if let Ok(count) = read_count(&list.text, 1_000) {
        return u16::try_from(count).unwrap_or(u16::MAX);
    }
    let separator = list
        .source
        .and_then(|source| source.separator.as_deref())
        .unwrap_or(",");
    let entries = list
        .text
        .split(separator)
        .filter(|entry| !entry.trim().is_empty())
        .count();
    u16::try_from(entries).unwrap_or(u16::MAX)
}
