use std::collections::HashMap;

use crate::connection::Transaction;
use crate::error::Result;

/// Who plays in which booking beside its organiser, by booking and position.
#[derive(Debug, Default)]
pub(crate) struct Players {
    ids: Vec<Box<str>>,
    /// Booking and index into `ids`.
    seats: Vec<(i64, u32)>,
}

impl Players {
    /// Reads them all: twelve bytes a player and each id once.
    pub(crate) async fn load(transaction: &mut Transaction) -> Result<Self> {
        let mut players = Self::default();
        let mut indexes: HashMap<Box<str>, u32> = HashMap::new();
        transaction
            .each("booking_players", sql!("booking_player_load"), &[], |cells| {
                let booking_id = cells.integer()?;
                let id = cells.text()?;
                let index = match indexes.get(id) {
                    Some(index) => *index,
                    None => {
                        let index = u32::try_from(players.ids.len())
                            .map_err(|_| cells.corrupt("more than four thousand million players"))?;
                        players.ids.push(id.into());
                        indexes.insert(id.into(), index);
                        index
                    }
                };
                players.seats.push((booking_id, index));
                Ok(())
            })
            .await?;
        Ok(players)
    }

    /// Asks for one booking after another, in ascending order.
    pub(crate) fn by_booking(&self) -> PlayersByBooking<'_> {
        PlayersByBooking {
            players: self,
            next: 0,
        }
    }
}

/// Walks through the players beside a walk through the bookings.
#[derive(Debug)]
pub(crate) struct PlayersByBooking<'p> {
    players: &'p Players,
    next: usize,
}

impl<'p> PlayersByBooking<'p> {
    /// The players of a booking whose id is above that of the call before.
    pub(crate) fn of(&mut self, booking_id: i64) -> impl Iterator<Item = &'p str> + use<'p> {
        let Players { ids, seats } = self.players;
        while seats.get(self.next).is_some_and(|seat| seat.0 < booking_id) {
            self.next += 1;
        }
        let first = self.next;
        while seats.get(self.next).is_some_and(|seat| seat.0 == booking_id) {
            self.next += 1;
        }
        seats[first..self.next]
            .iter()
            .map(|seat| ids[seat.1 as usize].as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_booking_gets_its_own_players() {
        let players = Players {
            ids: ["M1", "M2"].map(Into::into).to_vec(),
            seats: vec![(1, 0), (2, 1), (2, 0), (5, 1)],
        };
        let mut walk = players.by_booking();
        let mut of = |id| walk.of(id).collect::<Vec<_>>();
        assert_eq!(of(2), ["M2", "M1"]);
        assert_eq!(of(3), [""; 0]);
        assert_eq!(of(5), ["M2"]);
        assert_eq!(of(6), [""; 0]);
    }
}
