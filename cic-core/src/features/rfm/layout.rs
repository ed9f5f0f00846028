use rayon::prelude::*;

use super::{Part, Rfm};

/// Visits member by member, members in their order.
pub(super) struct Layout<'a, T> {
    /// In order: by number where all ids are whole numbers, else by text.
    pub members: Vec<&'a str>,
    /// `visits[ends[m]..ends[m + 1]]` are those of member m, by day.
    pub ends: Vec<usize>,
    pub visits: Vec<T>,
}

/// What is known of a visit.
pub(super) trait Dated: Copy + Default + Ord + Send + Sync {
    /// The visit in a row of a part.
    fn of(part: &Part, row: usize) -> Self;

    /// Days since 1970.
    fn day(self) -> u32;

    fn cents(self) -> i64;
}

impl Dated for u32 {
    fn of(part: &Part, row: usize) -> Self {
        part.visits[row].day
    }

    fn day(self) -> u32 {
        self
    }

    fn cents(self) -> i64 {
        0
    }
}

impl Dated for (u32, i64) {
    fn of(part: &Part, row: usize) -> Self {
        (part.visits[row].day, part.cents.get(row).copied().unwrap_or(0))
    }

    fn day(self) -> u32 {
        self.0
    }

    fn cents(self) -> i64 {
        self.1
    }
}

/// A member of a part under a number that orders as the id does, ties apart.
struct Named {
    prefix: u64,
    part: u32,
    number: u32,
}

impl<'a, T: Dated> Layout<'a, T> {
    /// A counting sort: two passes over the visits, and a look at each member whether their days are in order.
    pub(super) fn of(rfm: &'a Rfm) -> Self {
        let (members, ranks) = ranked(rfm);
        let mut ends = vec![0_usize; members.len() + 1];
        for (part, ranks) in rfm.parts.iter().zip(&ranks) {
            for visit in &part.visits {
                ends[ranks[visit.member as usize] as usize + 1] += 1;
            }
        }
        for member in 0..members.len() {
            ends[member + 1] += ends[member];
        }
        let mut visits = vec![T::default(); ends[members.len()]];
        // Each thread fills in the members of one stretch and passes over the others.
        let stretches = rayon::current_num_threads().max(1);
        let mut rest = visits.as_mut_slice();
        let mut tasks = Vec::with_capacity(stretches);
        for stretch in 0..stretches {
            let from = members.len() * stretch / stretches;
            let until = members.len() * (stretch + 1) / stretches;
            let (own, behind) = rest.split_at_mut(ends[until] - ends[from]);
            rest = behind;
            tasks.push((from, until, own));
        }
        tasks.into_par_iter().for_each(|(from, until, own)| {
            let first = ends[from];
            let mut next: Vec<usize> = ends[from..until].iter().map(|end| end - first).collect();
            for (part, ranks) in rfm.parts.iter().zip(&ranks) {
                for (row, visit) in part.visits.iter().enumerate() {
                    let rank = ranks[visit.member as usize] as usize;
                    if let Some(place) = next.get_mut(rank.wrapping_sub(from)) {
                        own[*place] = T::of(part, row);
                        *place += 1;
                    }
                }
            }
            for member in from..until {
                let days = &mut own[ends[member] - first..ends[member + 1] - first];
                if !days.is_sorted() {
                    days.sort_unstable();
                }
            }
        });
        Self {
            members,
            ends,
            visits,
        }
    }

    pub(super) fn of_member(&self, member: usize) -> &[T] {
        &self.visits[self.ends[member]..self.ends[member + 1]]
    }
}

/// All members in order, and for each part the place of its members among them.
fn ranked(rfm: &Rfm) -> (Vec<&str>, Vec<Vec<u32>>) {
    let text = |named: &Named| rfm.parts[named.part as usize].members.text(named.number);
    let mut order: Vec<Named> = Vec::with_capacity(rfm.parts.iter().map(|part| part.members.len()).sum());
    for (number_of_part, part) in (0..).zip(&rfm.parts) {
        order.extend((0..).take(part.members.len()).map(|number| Named {
            prefix: prefix(part.members.text(number), rfm.numbered),
            part: number_of_part,
            number,
        }));
    }
    order.par_sort_unstable_by(|one, other| {
        let by_prefix = one.prefix.cmp(&other.prefix);
        by_prefix.then_with(|| text(one).cmp(text(other)))
    });
    let mut members: Vec<&str> = Vec::new();
    let mut ranks: Vec<Vec<u32>> = rfm.parts.iter().map(|part| vec![0; part.members.len()]).collect();
    for named in &order {
        let text = text(named);
        if members.last().is_none_or(|last| *last != text) {
            members.push(text);
        }
        let rank = u32::try_from(members.len() - 1).unwrap_or(u32::MAX);
        ranks[named.part as usize][named.number as usize] = rank;
    }
    (members, ranks)
}

/// A number in the order of whole numbers, or of texts by their first eight bytes.
fn prefix(id: &str, numbered: bool) -> u64 {
    if numbered {
        let number: i64 = id.parse().unwrap_or(i64::MAX);
        return number.cast_unsigned() ^ 1 << 63;
    }
    let mut bytes = [0; 8];
    let length = id.len().min(8);
    bytes[..length].copy_from_slice(&id.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}
