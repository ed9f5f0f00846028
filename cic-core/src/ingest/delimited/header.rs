use std::collections::BTreeMap;

/// The names of a file's columns.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct Header {
    names: Vec<String>,
    /// Columns by [`normal`] name, in file order.
    by_normal_name: BTreeMap<String, Vec<usize>>,
}

impl Header {
    pub(in crate::ingest) fn new(names: Vec<String>) -> Self {
        let mut by_normal_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            by_normal_name.entry(normal(name)).or_default().push(index);
        }
        Self {
            names,
            by_normal_name,
        }
    }

    /// The names as the file has them.
    pub(in crate::ingest) fn names(&self) -> &[String] {
        &self.names
    }

    /// The column that goes by `name`; `Err` holds the columns when several do.
    pub(in crate::ingest) fn find(&self, name: &str) -> Result<Option<usize>, &[usize]> {
        match self.by_normal_name.get(&normal(name)).map(Vec::as_slice) {
            None => Ok(None),
            Some([one]) => Ok(Some(*one)),
            Some(several) => {
                let same = |index: &&usize| self.names[**index].trim().eq_ignore_ascii_case(name.trim());
                let mut exact = several.iter().filter(same);
                match (exact.next(), exact.next()) {
                    (Some(only), None) => Ok(Some(*only)),
                    _ => Err(several),
                }
            }
        }
    }

    /// Whether at least one column goes by `name`.
    pub(in crate::ingest) fn has(&self, name: &str) -> bool {
        self.by_normal_name.contains_key(&normal(name))
    }
}

/// Whether two names are one: case, blanks, underscores and punctuation do not count.
pub(crate) fn same_name(first: &str, second: &str) -> bool {
    normal(first) == normal(second)
}

/// A name that is all punctuation stays as it is, so that it matches nothing but itself.
fn normal(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if letters.is_empty() {
        name.trim().to_owned()
    } else {
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_without_case_blanks_underscores_and_punctuation() {
        let header = Header::new(["Player _#", "START date/time"].map(str::to_owned).to_vec());
        assert_eq!(header.find("player #"), Ok(Some(0)));
        assert_eq!(header.find("Start Date / Time"), Ok(Some(1)));
        assert_eq!(header.find("Name"), Ok(None));
    }

    #[test]
    fn an_exact_name_wins_over_one_that_only_matches() {
        let header = Header::new(["Member #", "Member"].map(str::to_owned).to_vec());
        assert_eq!(header.find("Member #"), Ok(Some(0)));
        assert_eq!(header.find("member"), Ok(Some(1)));
        assert_eq!(header.find("member_"), Err(&[0, 1][..]));
    }
}
