use std::collections::BTreeSet;

use crate::ingest::FileRefused;
use crate::ingest::delimited::Header;

/// The columns of one file, while fields are bound to them.
pub(in crate::ingest) struct Columns<'a> {
    header: &'a Header,
    read: BTreeSet<usize>,
}

impl<'a> Columns<'a> {
    pub(in crate::ingest) const fn new(header: &'a Header) -> Self {
        Self {
            header,
            read: BTreeSet::new(),
        }
    }

    /// The number of a column, which counts as read from now on; two columns of one name are refused.
    pub(super) fn find(&mut self, name: &str) -> Result<Option<usize>, FileRefused> {
        match self.header.find(name) {
            Ok(found) => {
                self.read.extend(found);
                Ok(found)
            }
            Err(several) => {
                let names: Vec<String> = several
                    .iter()
                    .map(|&column| format!("`{}`", self.header.names()[column]))
                    .collect();
                Err(FileRefused {
                    line: Some(1),
                    column: Some(name.to_owned()),
                    reason: format!(
                        "the column `{name}` stands there {} times ({}); keep one of them",
                        several.len(),
                        names.join(", ")
                    ),
                })
            }
        }
    }

    /// Refuses the file when two columns go by `name`; the recognition has seen to it that one does.
    pub(in crate::ingest) fn require(&mut self, name: &str) -> Result<(), FileRefused> {
        self.find(name).map(|_| ())
    }

    /// A column's name as the file has it.
    pub(super) fn name(&self, column: usize) -> &str {
        &self.header.names()[column]
    }

    /// Columns that nothing reads and `ignored` does not list: their numbers and names.
    pub(in crate::ingest) fn unread(&self, ignored: &[String]) -> Vec<(usize, String)> {
        let names = self.header.names().iter().enumerate();
        names
            .filter(|(column, name)| {
                !self.read.contains(column)
                    && !name.is_empty()
                    && !ignored
                        .iter()
                        .any(|known| crate::ingest::delimited::same_name(known, name))
            })
            .map(|(column, name)| (column, name.clone()))
            .collect()
    }
}
