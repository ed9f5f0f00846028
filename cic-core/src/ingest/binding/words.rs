use std::collections::BTreeMap;

use crate::ingest::profile::Source;
use crate::ingest::values::normal_word;

/// What a source's words mean in ours.
#[derive(Debug, Clone)]
pub(super) struct Words {
    whole: BTreeMap<String, String>,
    /// Longest first.
    within: Vec<(String, String)>,
    otherwise: Option<String>,
    listed: String,
}

impl Words {
    /// The map of a source; `None` when its words are ours.
    pub(super) fn of(source: &Source) -> Option<Self> {
        if source.words.is_empty() && source.words_within.is_empty() {
            return None;
        }
        let mut within: Vec<(String, String)> = source
            .words_within
            .iter()
            .map(|(word, ours)| (word.to_lowercase(), ours.clone()))
            .collect();
        within.sort_by(|first, second| {
            second
                .0
                .len()
                .cmp(&first.0.len())
                .then_with(|| first.0.cmp(&second.0))
        });
        let listed: Vec<&str> = source
            .words
            .keys()
            .chain(source.words_within.keys())
            .map(String::as_str)
            .collect();
        Some(Self {
            whole: source
                .words
                .iter()
                .map(|(word, ours)| (normal_word(word), ours.clone()))
                .collect(),
            within,
            otherwise: source.otherwise.clone(),
            listed: listed.join(", "),
        })
    }

    /// Our word, or the reason why there is none.
    pub(super) fn translate(&self, text: &str) -> Result<&str, String> {
        if let Some(ours) = self.whole.get(&normal_word(text)) {
            return Ok(ours);
        }
        let lower = text.to_lowercase();
        if let Some((_, ours)) = self.within.iter().find(|(word, _)| lower.contains(word.as_str())) {
            return Ok(ours);
        }
        self.otherwise.as_deref().ok_or_else(|| {
            format!(
                "the profile does not know this word; it knows {}: add it to `words`",
                self.listed
            )
        })
    }
}
