use super::{Rfm, RfmOptions, Visit};
use crate::error::{Error, Result};

const MAGIC: &[u8; 8] = b"cicrfm01";

impl Rfm {
    /// What was gathered, as bytes that [`Rfm::from_bytes`] reads elsewhere; all numbers are little-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(u8::from(self.numbered));
        for bucket in &self.buckets {
            bytes.extend((bucket.members.len() as u64).to_le_bytes());
            for number in (0..).take(bucket.members.len()) {
                let text = bucket.members.text(number);
                bytes.extend((text.len() as u64).to_le_bytes());
                bytes.extend(text.as_bytes());
            }
            bytes.extend((bucket.visits.len() as u64).to_le_bytes());
            for visit in &bucket.visits {
                bytes.extend(visit.member.to_le_bytes());
                bytes.extend(visit.day.to_le_bytes());
                bytes.extend(visit.cents.to_le_bytes());
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
        for bucket in &mut self.buckets {
            for _ in 0..u64::from_le_bytes(take(&mut rest)?) {
                let length = usize::try_from(u64::from_le_bytes(take(&mut rest)?)).ok()?;
                let (text, behind) = rest.split_at_checked(length)?;
                rest = behind;
                bucket.members.number(std::str::from_utf8(text).ok()?)?;
            }
            for _ in 0..u64::from_le_bytes(take(&mut rest)?) {
                let visit = Visit {
                    member: u32::from_le_bytes(take(&mut rest)?),
                    day: u32::from_le_bytes(take(&mut rest)?),
                    cents: i64::from_le_bytes(take(&mut rest)?),
                };
                let is_known = (visit.member as usize) < bucket.members.len() && visit.day <= self.last_day;
                bucket.visits.push(is_known.then_some(visit)?);
            }
        }
        rest.is_empty().then_some(())
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(*taken)
}
