use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use crate::connection::Value;

/// Where each key of a file stood first, and what it said there.
///
/// Keys are kept as 128-bit hashes: five million of them take 300 MB, and that two of them differ and hash
/// alike is less likely than a disk that lies.
#[derive(Debug, Default)]
pub(crate) struct FirstSeen {
    by_key: HashMap<u128, Sighting, BuildHasherDefault<AlreadyHashed>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sighting {
    line: u64,
    content: u64,
}

/// A key that stood elsewhere with other values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contradicted {
    /// Which of the rows of this line it is.
    pub(crate) row: usize,
    /// The line where the key stood first.
    pub(crate) first_line: u64,
}

impl FirstSeen {
    /// Takes note of the rows of one line; for each, whether its key is new in the file.
    ///
    /// When one of them contradicts what was seen before, none is taken note of.
    pub(crate) fn see(
        &mut self,
        line: u64,
        rows: &[Vec<Value<'_>>],
        key_cells: usize,
    ) -> Result<Vec<bool>, Contradicted> {
        let mut keys = Vec::with_capacity(rows.len());
        let mut new = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let key = hash_of_key(&row[..key_cells]);
            let here = Sighting {
                line,
                content: hash_of_content(row),
            };
            match self.by_key.entry(key) {
                Entry::Vacant(vacant) => {
                    vacant.insert(here);
                    keys.push(key);
                    new.push(true);
                }
                Entry::Occupied(first) if first.get().content == here.content => new.push(false),
                Entry::Occupied(first) => {
                    let first_line = first.get().line;
                    for key in keys {
                        self.by_key.remove(&key);
                    }
                    return Err(Contradicted {
                        row: index,
                        first_line,
                    });
                }
            }
        }
        Ok(new)
    }
}

fn hash_of_key(key: &[Value<'_>]) -> u128 {
    let mut text = Vec::with_capacity(64);
    for cell in key {
        cell.write_copy(&mut text);
        text.push(b'\t');
    }
    xxh3_128(&text)
}

fn hash_of_content(row: &[Value<'_>]) -> u64 {
    let mut hasher = Xxh3Default::new();
    row.hash(&mut hasher);
    hasher.finish()
}

/// Takes the upper half of a key that is a hash itself.
#[derive(Debug, Default)]
pub(crate) struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, key: u128) {
        self.0 = u64::try_from(key >> 64).expect("the upper half has 64 bits");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &'static str, price: i64) -> Vec<Value<'static>> {
        vec![Value::from(id), Value::from(price)]
    }

    #[test]
    fn a_repeat_is_told_from_a_contradiction() {
        let mut seen = FirstSeen::default();
        assert_eq!(seen.see(2, &[row("B1", 20)], 1), Ok(vec![true]));
        assert_eq!(seen.see(3, &[row("B1", 20)], 1), Ok(vec![false]));
        assert_eq!(
            seen.see(4, &[row("B1", 25)], 1),
            Err(Contradicted {
                row: 0,
                first_line: 2
            })
        );
    }

    #[test]
    fn a_refused_line_leaves_its_other_keys_free() {
        let mut seen = FirstSeen::default();
        assert_eq!(seen.see(2, &[row("B1", 20)], 1), Ok(vec![true]));
        assert_eq!(
            seen.see(3, &[row("B2", 20), row("B1", 25)], 1),
            Err(Contradicted {
                row: 1,
                first_line: 2
            })
        );
        assert_eq!(seen.see(4, &[row("B2", 30)], 1), Ok(vec![true]));
    }

    #[test]
    fn cells_of_a_key_do_not_run_into_each_other() {
        let cells = |first, second| vec![Value::from(first), Value::from(second)];
        let mut seen = FirstSeen::default();
        assert_eq!(
            seen.see(2, &[cells("a\tb", "c"), cells("a", "b\tc")], 2),
            Ok(vec![true, true])
        );
    }
}
