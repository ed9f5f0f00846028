use super::players::{guest_count, player_ids};
use crate::ingest::FileRefused;
use crate::ingest::binding::{BoundField, Columns};
use crate::ingest::fault::ValueFault;
use crate::ingest::profile::Table;
use crate::ingest::record::Record;
use crate::ingest::values::checked_id;

/// Who plays in a booking.
pub(super) struct PartyColumns {
    member_id: BoundField,
    players: BoundField,
    guests: BoundField,
    guest_ids: Vec<String>,
}

/// The organiser, the players beside them without repeats, and how many guests there are.
#[derive(Default)]
pub(super) struct Party {
    pub(super) organiser: Option<String>,
    pub(super) players: Vec<String>,
    pub(super) guests: u16,
}

impl PartyColumns {
    pub(super) fn bind(table: &Table, columns: &mut Columns<'_>) -> Result<Self, FileRefused> {
        Ok(Self {
            member_id: BoundField::bind(table, "member_id", columns)?,
            players: BoundField::bind(table, "players", columns)?,
            guests: BoundField::bind(table, "guests", columns)?,
            guest_ids: table.guest_ids.clone(),
        })
    }

    /// An organiser or player whose id stands for guests is a guest.
    pub(super) fn read(&self, record: &Record<'_>) -> Result<Party, ValueFault> {
        let mut party = Party {
            organiser: self
                .member_id
                .read(record, |text| checked_id(text).map(str::to_owned))?,
            ..Party::default()
        };
        if party
            .organiser
            .as_ref()
            .is_some_and(|id| self.guest_ids.contains(id))
        {
            party.organiser = None;
            party.guests = 1;
        }
        let list = self.players.value(record)?;
        if !list.text.is_empty() {
            player_ids(&list, |id| {
                if self.guest_ids.iter().any(|guest| guest == id) {
                    party.guests = party.guests.saturating_add(1);
                } else if Some(id) != party.organiser.as_deref()
                    && !party.players.iter().any(|known| known == id)
                {
                    party.players.push(id.to_owned());
                }
            })?;
        }
        let guests = self.guests.value(record)?;
        if !guests.text.is_empty() {
            party.guests = party.guests.saturating_add(guest_count(&guests));
        }
        Ok(party)
    }
}
