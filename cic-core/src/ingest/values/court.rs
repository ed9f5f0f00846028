use std::collections::BTreeMap;

use super::text::normal_word;
use crate::domain::Venue;

/// The courts that rows may name: by number, by a number in a text (`Court #3`), or by name.
#[derive(Debug, Clone)]
pub(crate) struct Courts {
    known: Vec<u16>,
    by_name: BTreeMap<String, u16>,
}

impl Courts {
    /// The venue's courts, with the names that a profile adds.
    pub(crate) fn new(venue: &Venue, named: &BTreeMap<String, u16>) -> Self {
        let of_venue = venue
            .courts
            .iter()
            .filter_map(|court| Some((normal_word(court.name.as_deref()?), court.id)));
        let of_profile = named.iter().map(|(name, id)| (normal_word(name), *id));
        Self {
            known: venue.courts.iter().map(|court| court.id).collect(),
            by_name: of_venue.chain(of_profile).collect(),
        }
    }

    pub(crate) fn read(&self, text: &str) -> Result<u16, String> {
        let number = match text.parse() {
            Ok(number) => number,
            Err(_) => self.named(text)?,
        };
        if self.known.binary_search(&number).is_ok() {
            return Ok(number);
        }
        Err(format!(
            "court {number} is not one of the venue's courts ({}); add it to [venue] in the settings",
            self.list()
        ))
    }

    fn named(&self, text: &str) -> Result<u16, String> {
        if let Some(number) = self.by_name.get(&normal_word(text)) {
            return Ok(*number);
        }
        let digits: String = text
            .chars()
            .skip_while(|character| !character.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().map_err(|_| {
            "no court has this name; give it to a [[venue.court]] in the settings, or to `courts` in the profile"
                .to_owned()
        })
    }

    /// `1-7`, `0, 1`: runs of three and more are drawn together.
    fn list(&self) -> String {
        let mut runs: Vec<(u16, u16)> = Vec::new();
        for &id in &self.known {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == id => *last = id,
                _ => runs.push((id, id)),
            }
        }
        let text = |(first, last): &(u16, u16)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}-{last}"),
        };
        runs.iter().map(text).collect::<Vec<_>>().join(", ")
    }
}
