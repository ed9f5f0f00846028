use super::booking_row::BookingRow;
use super::bookings::{Bookings, NO_COURT, NOBODY, UNKNOWN, seconds_of, seconds_up};
use super::club_error::ClubError;
use super::id_index::{IdIndex, Numbered};
use super::people::Person;
use super::play::Play;
use super::{Club, bookings, ordering};
use crate::domain::{
    Booking, BookingStatus, CheckIn, Connector, Enrichment, Instant, Member, Money, SurveyResponse, Tract,
    Venue, VisitCount, ZipCentroid,
};

/// Gathers rows in any order but members first, and makes a [`Club`].
///
/// The same rows in any order make the same club.
#[derive(Debug)]
pub struct ClubBuilder {
    venue: Venue,
    people: Vec<Person>,
    index: IdIndex,
    bookings: Bookings,
    occurrences: IdIndex,
    check_ins: Vec<(u32, u32, i32)>,
    tracts: Vec<Tract>,
    zip_centroids: Vec<ZipCentroid>,
}

impl ClubBuilder {
    /// A builder for a club at `venue`.
    #[must_use]
    pub fn new(venue: &Venue) -> Self {
        Self {
            venue: venue.clone(),
            people: Vec::new(),
            index: IdIndex::default(),
            bookings: Bookings::default(),
            occurrences: IdIndex::default(),
            check_ins: Vec::new(),
            tracts: Vec::new(),
            zip_centroids: Vec::new(),
        }
    }

    /// Adds a member.
    pub fn member(&mut self, member: &Member) -> Result<(), ClubError> {
        checked(member.joined_at)?;
        match self.index.number(&member.id) {
            None => return Err(ClubError::TooMany("members")),
            Some(Numbered::Known(_)) => return Err(ClubError::DuplicateMember(member.id.clone())),
            Some(Numbered::New(_)) => {}
        }
        self.people.push(Person::new(member.clone()));
        Ok(())
    }

    /// Adds a booking; `players` are the members beside the organiser.
    pub fn booking<'a>(
        &mut self,
        booking: BookingRow<'a>,
        players: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), ClubError> {
        let row = u32::try_from(self.bookings.len()).map_err(|_| ClubError::TooMany("bookings"))?;
        let starts_at = checked(booking.starts_at)?;
        let minutes = minutes_between(booking.starts_at, booking.ends_at)?;
        let revenue_cents = revenue_of(booking.revenue)?;
        let organiser = booking
            .member_id
            .map_or(Ok(NOBODY), |id| self.known("a booking", id))?;
        let known_at = match booking.booked_at {
            None => None,
            Some(instant) => Some(seconds_up(instant).ok_or(ClubError::OutOfRange(instant))?),
        };
        let cancelled_at = match booking.cancelled_at {
            Some(instant) if booking.status == BookingStatus::Cancelled => {
                Some(seconds_up(instant).ok_or(ClubError::OutOfRange(instant))?)
            }
            _ => None,
        };
        let first_player = self.bookings.players.len();
        for id in players {
            match self.known("a booking", id) {
                Ok(player) => self.bookings.players.push(player),
                Err(error) => {
                    self.bookings.players.truncate(first_player);
                    return Err(error);
                }
            }
        }
        let player_end =
            u32::try_from(self.bookings.players.len()).map_err(|_| ClubError::TooMany("players"))?;
        self.first_trace(first_player, organiser, known_at.unwrap_or(starts_at));
        let columns = &mut self.bookings;
        columns.starts_at.push(starts_at);
        columns.minutes.push(minutes);
        columns.court.push(booking.court_id.unwrap_or(NO_COURT));
        columns.organiser.push(organiser);
        columns.revenue_cents.push(revenue_cents);
        columns.booked_at.push(known_at.unwrap_or(UNKNOWN));
        columns.kind.push(booking.kind);
        columns.status.push(booking.status);
        columns
            .guests
            .push(u8::try_from(booking.guests).unwrap_or(u8::MAX));
        columns.player_ends.push(player_end);
        columns.longest_minutes = columns.longest_minutes.max(minutes);
        if let Some(instant) = cancelled_at {
            columns.cancelled_at.push((row, instant));
        }
        if let Some(occurrence) = booking.occurrence {
            let group = self.occurrences.number(occurrence);
            let group = group.ok_or(ClubError::TooMany("occurrences"))?.number();
            columns.occurrence.push((row, group));
        }
        Ok(())
    }

    /// Adds a booking from an owned row.
    pub fn owned_booking(&mut self, booking: &Booking) -> Result<(), ClubError> {
        self.booking(
            BookingRow::of(booking),
            booking.players.iter().map(String::as_str),
        )
    }

    /// Adds a check-in.
    pub fn check_in(&mut self, check_in: &CheckIn) -> Result<(), ClubError> {
        let member = self.known("a check-in", &check_in.member_id)?;
        let seconds = checked(check_in.checked_in_at)?;
        self.check_ins
            .push((seconds, member, revenue_of(check_in.price)?));
        self.note_trace(member, seconds);
        Ok(())
    }

    /// Adds a survey answer.
    pub fn survey(&mut self, response: SurveyResponse) -> Result<(), ClubError> {
        let member = self.known("a survey answer", &response.member_id)?;
        self.people[member as usize].surveys.push(response);
        Ok(())
    }

    /// Adds what a provider says of a member; of several rows the latest `last_enriched` known counts.
    pub fn enrichment(&mut self, enrichment: Enrichment) -> Result<(), ClubError> {
        let member = self.known("an enrichment", &enrichment.member_id)?;
        self.people[member as usize].enrichments.push(enrichment);
        Ok(())
    }

    /// Adds a month's visits as a number; of several rows the latest known counts.
    pub fn visit_count(&mut self, count: &VisitCount) -> Result<(), ClubError> {
        let member = self.known("a visit count", &count.member_id)?;
        self.people[member as usize].visit_counts.push(count.clone());
        Ok(())
    }

    /// Marks a member as a link to a company.
    pub fn connector(&mut self, member_id: &str, connector: &Connector) -> Result<(), ClubError> {
        let member = self.known("a connector", member_id)?;
        let company = &mut self.people[member as usize].connector_company;
        if company.as_ref().is_none_or(|known| *known > connector.company) {
            *company = Some(connector.company.clone());
        }
        Ok(())
    }

    /// Adds a census tract.
    pub fn tract(&mut self, tract: Tract) {
        self.tracts.push(tract);
    }

    /// Adds the middle of a postal code.
    pub fn zip_centroid(&mut self, centroid: ZipCentroid) {
        self.zip_centroids.push(centroid);
    }

    /// Who has no known day of joining has joined with the first booking of their own.
    fn join_at_first_booking(&mut self) {
        let is_unknown = |person: &Person| person.member.joined_at == Member::UNKNOWN_JOINING;
        if !self.people.iter().any(is_unknown) {
            return;
        }
        let mut first = vec![u32::MAX; self.people.len()];
        for (&organiser, &starts_at) in self.bookings.organiser.iter().zip(&self.bookings.starts_at) {
            if organiser != NOBODY {
                let first = &mut first[organiser as usize];
                *first = starts_at.min(*first);
            }
        }
        for (person, first) in self.people.iter_mut().zip(first) {
            if is_unknown(person) {
                if first < u32::MAX {
                    person.member.joined_at = bookings::instant_of(first);
                }
                person.known_since = person.known_since.min(person.member.joined_at);
            }
        }
    }

    /// The club.
    pub fn build(mut self) -> Result<Club, ClubError> {
        drop(std::mem::take(&mut self.index));
        self.join_at_first_booking();
        let ranks = ranks_by_id(&self.people);
        self.people
            .sort_by(|one, other| one.member.id.cmp(&other.member.id));
        for person in &mut self.people {
            person.settle();
        }
        for member in self
            .bookings
            .organiser
            .iter_mut()
            .filter(|member| **member != NOBODY)
        {
            *member = ranks[*member as usize];
        }
        for player in &mut self.bookings.players {
            *player = ranks[*player as usize];
        }
        for (_, member, _) in &mut self.check_ins {
            *member = ranks[*member as usize];
        }
        rename_occurrences(&mut self.bookings, &self.occurrences);
        let bookings = ordering::in_order(&self.bookings);
        self.tracts.sort_by(|one, other| one.geoid.cmp(&other.geoid));
        self.zip_centroids.sort_by(|one, other| one.zip.cmp(&other.zip));
        let play = Play::new(self.people.len(), &bookings, self.check_ins);
        Ok(Club {
            venue: self.venue,
            people: self.people,
            bookings,
            play,
            tracts: self.tracts,
            zip_centroids: self.zip_centroids,
        })
    }

    /// The number of a member already added, by which columns name them.
    pub(super) fn member_number(&self, id: &str) -> Option<u32> {
        self.index.find(id)
    }

    /// Takes in whole columns whose members are numbers of [`ClubBuilder::member_number`]; no booking went in
    /// before, and `occurrences` holds a text a row, or nothing at all.
    pub(super) fn adopt(
        &mut self,
        mut bookings: Bookings,
        occurrences: &[Option<String>],
    ) -> Result<(), ClubError> {
        u32::try_from(bookings.len().max(bookings.players.len()))
            .map_err(|_| ClubError::TooMany("bookings"))?;
        for (row, occurrence) in (0..).zip(occurrences) {
            if let Some(occurrence) = occurrence {
                let group = self.occurrences.number(occurrence);
                let group = group.ok_or(ClubError::TooMany("occurrences"))?.number();
                bookings.occurrence.push((row, group));
            }
        }
        // Gathered apart: touching a person for every booking would miss the cache each time.
        let mut first_seen = vec![UNKNOWN; self.people.len()];
        for row in 0..bookings.len() {
            let known_at = match bookings.booked_at[row] {
                UNKNOWN => bookings.starts_at[row],
                known_at => known_at,
            };
            for &member in bookings.players_of(row).iter().chain([&bookings.organiser[row]]) {
                if member != NOBODY {
                    let seen = &mut first_seen[member as usize];
                    *seen = known_at.min(*seen);
                }
            }
        }
        for (member, seen) in (0..).zip(first_seen) {
            if seen != UNKNOWN {
                self.note_trace(member, seen);
            }
        }
        self.bookings = bookings;
        Ok(())
    }

    fn known(&self, what: &'static str, id: &str) -> Result<u32, ClubError> {
        self.member_number(id).ok_or_else(|| ClubError::UnknownMember {
            what,
            id: id.to_owned(),
        })
    }

    fn first_trace(&mut self, first_player: usize, organiser: u32, known_at: u32) {
        if organiser != NOBODY {
            self.note_trace(organiser, known_at);
        }
        for position in first_player..self.bookings.players.len() {
            self.note_trace(self.bookings.players[position], known_at);
        }
    }

    fn note_trace(&mut self, member: u32, known_at: u32) {
        let person = &mut self.people[member as usize];
        person.known_since = person.known_since.min(bookings::instant_of(known_at));
    }
}

fn checked(instant: Instant) -> Result<u32, ClubError> {
    seconds_of(instant).ok_or(ClubError::OutOfRange(instant))
}

fn minutes_between(starts_at: Instant, ends_at: Instant) -> Result<u16, ClubError> {
    let seconds = (ends_at - starts_at).num_seconds();
    let minutes = u16::try_from((seconds + 59) / 60)
        .ok()
        .filter(|&minutes| minutes > 0 && seconds > 0);
    minutes.ok_or(ClubError::Length { starts_at, ends_at })
}

fn revenue_of(revenue: Money) -> Result<i32, ClubError> {
    i32::try_from(revenue.cents()).map_err(|_| ClubError::Revenue(revenue))
}

/// For each person their rank by id.
fn ranks_by_id(people: &[Person]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(people.len()).collect();
    order.sort_by(|&one, &other| {
        people[one as usize]
            .member
            .id
            .cmp(&people[other as usize].member.id)
    });
    let mut ranks = vec![0; people.len()];
    for (rank, index) in (0..).zip(order) {
        ranks[index as usize] = rank;
    }
    ranks
}

/// Occurrences are numbered by their text, so that the order of rows leaves no trace.
fn rename_occurrences(bookings: &mut Bookings, occurrences: &IdIndex) {
    let mut groups: Vec<u32> = (0..).take(occurrences.len()).collect();
    groups.sort_unstable_by_key(|&group| occurrences.text(group));
    let mut names = vec![0_u32; groups.len()];
    for (name, group) in (0..).zip(groups) {
        names[group as usize] = name;
    }
    for (_, group) in &mut bookings.occurrence {
        *group = names[*group as usize];
    }
}
