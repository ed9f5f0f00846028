use super::layout::Layout;
use super::{Part, Rfm, RfmOptions, Visit};
use crate::error::{Error, Result};

const MAGIC: &[u8; 8] = b"cicrfm02";

impl Rfm {
    /// What was gathered, as bytes that [`Rfm::from_bytes`] reads elsewhere; all numbers are little-endian.
    ///
    /// The same visits give the same bytes, however they were split and merged.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let layout: Layout<'_, (u32, i64)> = Layout::of(self);
        let mut bytes = MAGIC.to_vec();
        bytes.push(u8::from(self.numbered));
        bytes.extend((layout.members.len() as u64).to_le_bytes());
        for (member, id) in layout.members.iter().enumerate() {
            bytes.extend((id.len() as u64).to_le_bytes());
            bytes.extend(id.as_bytes());
            let days = || layout.of_member(member).chunk_by(|one, other| one.0 == other.0);
            bytes.extend((days().count() as u64).to_le_bytes());
            for day in days() {
                let cents: i64 = day.iter().map(|visit| visit.1).sum();
                bytes.extend(day[0].0.to_le_bytes());
                bytes.extend(cents.to_le_bytes());
            }
        }
        bytes
    }

    /// Reads what [`Rfm::to_bytes`] wrote under the same options.
    ///
    /// # Errors
    /// [`Error::Invalid`] for bytes that it did not write.
    pub fn from_bytes(bytes: &[u8], options: RfmOptions) -> Result<Self> {
        let mut rfm = Self::new(options)?;
        rfm.read(bytes)
            .ok_or_else(|| Error::invalid("bytes", "these are not gathered visits"))?;
        Ok(rfm)
    }

    fn read(&mut self, bytes: &[u8]) -> Option<()> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        self.numbered = take::<1>(&mut rest)? == [1];
        let mut part = Part::default();
        for _ in 0..u64::from_le_bytes(take(&mut rest)?) {
            let length = usize::try_from(u64::from_le_bytes(take(&mut rest)?)).ok()?;
            let (id, behind) = rest.split_at_checked(length)?;
            rest = behind;
            let member = part.members.number(std::str::from_utf8(id).ok()?)?.number();
            for _ in 0..u64::from_le_bytes(take(&mut rest)?) {
                let day = u32::from_le_bytes(take(&mut rest)?);
                part.visits
                    .push((day <= self.last_day).then_some(Visit { member, day })?);
                part.cents.push(i64::from_le_bytes(take(&mut rest)?));
            }
        }
        self.parts.push(part);
        rest.is_empty().then_some(())
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(*taken)
}
