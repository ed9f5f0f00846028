//! The fixed buckets that members hash into, so that sums do not depend on how data is split.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

/// How many buckets there are.
pub const MEMBER_BUCKETS: usize = 256;

/// The bucket of a member, from 0 to 255: the top byte of XXH3-64 of the id's UTF-8 bytes with seed 0.
///
/// It never changes, so that statistics gathered on different machines fit together: within a bucket sums run in
/// member order, and buckets add up in bucket order. Whoever splits the data keeps each bucket whole.
///
/// ```
/// assert_eq!(cic_core::member_bucket("M1"), cic_core::member_bucket("M1"));
/// ```
#[must_use]
pub fn member_bucket(member_id: &str) -> u8 {
    xxh3_64(member_id.as_bytes()).to_be_bytes()[0]
}

/// Takes in what another place gathered by bucket; the error is the first bucket that both have.
pub(crate) fn take_in<T>(held: &mut BTreeMap<u8, T>, others: BTreeMap<u8, T>) -> Result<(), u8> {
    match others.keys().find(|bucket| held.contains_key(bucket)) {
        Some(&bucket) => Err(bucket),
        None => {
            held.extend(others);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_never_changes() {
        assert_eq!(["M1", "M2", ""].map(member_bucket), [59, 188, 45]);
    }

    #[test]
    fn members_spread_evenly() {
        let mut counts = [0_u32; MEMBER_BUCKETS];
        for member in 0..25_600 {
            counts[usize::from(member_bucket(&format!("M{member}")))] += 1;
        }
        assert!(counts.iter().all(|count| (50..=150).contains(count)));
    }
}
