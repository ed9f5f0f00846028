use xxhash_rust::xxh3::xxh3_64;

/// Texts numbered in the order in which they come.
///
/// Texts lie in one string and slots hold half a hash beside the number, so that finding one of 100,000 ids
/// touches two cache lines: millions of bookings name their members by it.
#[derive(Debug, Clone, Default)]
pub(crate) struct IdIndex {
    texts: String,
    ends: Vec<u32>,
    /// The upper half of the hash, then the number plus one; 0 is free. A power of two long, at most half full.
    slots: Vec<u64>,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbered {
    /// It had this number already.
    Known(u32),
    /// It has this number from now on.
    New(u32),
}

impl Numbered {
    pub(crate) const fn number(self) -> u32 {
        match self {
            Self::Known(number) | Self::New(number) => number,
        }
    }
}

impl IdIndex {
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let from = if number == 0 {
            0
        } else {
            self.ends[number - 1] as usize
        };
        &self.texts[from..self.ends[number] as usize]
    }

    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.probe(text, xxh3_64(text.as_bytes())).ok()
    }

    /// The text's number; `None` when there are more texts than 32 bits can address.
    pub(crate) fn number(&mut self, text: &str) -> Option<Numbered> {
        self.number_hashed(text, xxh3_64(text.as_bytes()))
    }

    /// As [`IdIndex::number`], where the XXH3-64 of the text is known.
    pub(crate) fn number_hashed(&mut self, text: &str, hash: u64) -> Option<Numbered> {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = match self.probe(text, hash) {
            Ok(number) => return Some(Numbered::Known(number)),
            Err(slot) => slot,
        };
        let number = u32::try_from(self.ends.len()).ok()?;
        let end = u32::try_from(self.texts.len() + text.len()).ok()?;
        self.texts.push_str(text);
        self.ends.push(end);
        self.slots[slot] = entry(hash, number);
        Some(Numbered::New(number))
    }

    /// The number of a text, or the free slot where it belongs.
    fn probe(&self, text: &str, hash: u64) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = first_slot(hash, mask);
        loop {
            let held = self.slots[slot];
            if held == 0 {
                return Err(slot);
            }
            if held >> 32 == hash >> 32 {
                let number = (held & u64::from(u32::MAX)) as u32 - 1;
                if self.text(number) == text {
                    return Ok(number);
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let length = (self.slots.len() * 2).max(64);
        self.slots = vec![0; length];
        for number in (0..).take(self.ends.len()) {
            let hash = xxh3_64(self.text(number).as_bytes());
            let mut slot = first_slot(hash, length - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (length - 1);
            }
            self.slots[slot] = entry(hash, number);
        }
    }
}

const fn first_slot(hash: u64, mask: usize) -> usize {
    hash as usize & mask
}

fn entry(hash: u64, number: u32) -> u64 {
    hash >> 32 << 32 | (u64::from(number) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_numbers_while_the_index_grows() {
        let mut index = IdIndex::default();
        assert_eq!(index.find("M0"), None);
        for number in 0..1_000_u32 {
            assert_eq!(index.number(&format!("M{number}")), Some(Numbered::New(number)));
        }
        for number in 0..1_000_u32 {
            let text = format!("M{number}");
            assert_eq!(index.number(&text), Some(Numbered::Known(number)));
            assert_eq!(
                (index.find(&text), index.text(number)),
                (Some(number), text.as_str())
            );
        }
        assert_eq!((index.find("M1000"), index.find("")), (None, None));
        assert_eq!(index.len(), 1_000);
    }
}
