use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::Club;
use super::bookings::Bookings;
use super::people::Person;

impl Club {
    /// Feeds everything known into `hash`; equal clubs feed equal bytes.
    pub(crate) fn fingerprint(&self, hash: &mut Xxh3) {
        let of_person = |person: &Person| xxh3_128(format!("{person:?}").as_bytes());
        let people: Vec<u128> = self.people.par_iter().with_min_len(256).map(of_person).collect();
        column(hash, &people, u128::to_le_bytes);
        self.bookings.fingerprint(hash);
        for &(seconds, member, cents) in self.play.check_ins() {
            hash.update(&seconds.to_le_bytes());
            hash.update(&member.to_le_bytes());
            hash.update(&cents.to_le_bytes());
        }
        for tract in &self.tracts {
            hash.update(format!("{tract:?}\n").as_bytes());
        }
        for centroid in &self.zip_centroids {
            hash.update(format!("{centroid:?}\n").as_bytes());
        }
    }
}

impl Bookings {
    fn fingerprint(&self, hash: &mut Xxh3) {
        hash.update(&(self.len() as u64).to_le_bytes());
        column(hash, &self.starts_at, u32::to_le_bytes);
        column(hash, &self.minutes, u16::to_le_bytes);
        column(hash, &self.court, u16::to_le_bytes);
        column(hash, &self.organiser, u32::to_le_bytes);
        column(hash, &self.revenue_cents, i32::to_le_bytes);
        column(hash, &self.booked_at, u32::to_le_bytes);
        column(hash, &self.kind, |value| [value as u8]);
        column(hash, &self.status, |value| [value as u8]);
        column(hash, &self.guests, |value| [value]);
        column(hash, &self.player_ends, u32::to_le_bytes);
        column(hash, &self.players, u32::to_le_bytes);
        for pairs in [&self.cancelled_at, &self.occurrence] {
            column(hash, pairs, |(booking, value)| {
                (u64::from(booking) << 32 | u64::from(value)).to_le_bytes()
            });
        }
    }
}

/// Feeds a column in blocks, so that the hash runs at the speed of memory.
fn column<T: Copy, const N: usize>(hash: &mut Xxh3, values: &[T], bytes: impl Fn(T) -> [u8; N]) {
    const BLOCK: usize = 4_096;
    let mut buffer = Vec::with_capacity(BLOCK * N);
    for block in values.chunks(BLOCK) {
        buffer.clear();
        for &value in block {
            buffer.extend_from_slice(&bytes(value));
        }
        hash.update(&buffer);
    }
}
