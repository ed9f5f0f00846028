use super::bookings::{Bookings, NOBODY};

/// Who played when: for each member their bookings, and their check-ins, in order of time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Play {
    /// `bookings[booking_ends[m - 1]..booking_ends[m]]` are those member m takes part in.
    booking_ends: Vec<u32>,
    bookings: Vec<u32>,
    /// `(seconds since 1970, member, cents)` by time.
    check_ins: Vec<(u32, u32, i32)>,
}

impl Play {
    /// The index over `bookings` for `people` members; `check_ins` in any order.
    pub(super) fn new(people: usize, bookings: &Bookings, mut check_ins: Vec<(u32, u32, i32)>) -> Self {
        check_ins.sort_unstable();
        let mut ends = vec![0_u32; people + 1];
        let each = |visit: &mut dyn FnMut(u32, u32)| {
            for index in 0..bookings.len() {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a club holds fewer than 2^32 bookings"
                )]
                let booking = index as u32;
                if bookings.organiser[index] != NOBODY {
                    visit(bookings.organiser[index], booking);
                }
                for &player in bookings.players_of(index) {
                    visit(player, booking);
                }
            }
        };
        each(&mut |member, _| ends[member as usize + 1] += 1);
        for member in 0..people {
            ends[member + 1] += ends[member];
        }
        let mut next = ends.clone();
        let mut listed = vec![0_u32; ends[people] as usize];
        each(&mut |member, booking| {
            listed[next[member as usize] as usize] = booking;
            next[member as usize] += 1;
        });
        Self {
            booking_ends: ends.split_off(1),
            bookings: listed,
            check_ins,
        }
    }

    /// Indexes of the bookings a member takes part in, by start.
    pub(crate) fn bookings_of(&self, member: usize) -> &[u32] {
        let from = if member == 0 {
            0
        } else {
            self.booking_ends[member - 1] as usize
        };
        &self.bookings[from..self.booking_ends[member] as usize]
    }

    /// `(seconds since 1970, member, cents)` by time.
    pub(crate) fn check_ins(&self) -> &[(u32, u32, i32)] {
        &self.check_ins
    }

    pub(super) fn memory_bytes(&self) -> usize {
        (self.booking_ends.capacity() + self.bookings.capacity() + 3 * self.check_ins.capacity())
            * size_of::<u32>()
    }
}
