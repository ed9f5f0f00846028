//! The end of a week: who did not come, what everyone takes home, and the week's rows in the ledger.

use super::super::ledger::{Entry, Occurrence};
use super::super::person::NOBODY;
use super::{Group, Play};
use crate::domain::BookingStatus;

impl Play<'_> {
    pub(super) fn close(mut self) {
        let is_history = self.stage.week < self.stage.world.calendar.weeks;
        if is_history {
            self.mark_no_shows();
            self.tally();
        }
        let mut meetings = vec![None; self.meetings.len()];
        let mut functions = vec![None; self.functions.len()];
        for row in &self.rows {
            let start = self.first_minute + i32::from(row.slot) * 30;
            let occurrences = &mut self.stage.ledger.occurrences;
            let mut occurrence = |known: &mut Option<u32>, series: Option<u32>, courts: &[u16]| {
                *known.get_or_insert_with(|| {
                    let courts = courts.iter().map(|court| court + 1).collect();
                    occurrences.push(Occurrence { series, courts });
                    occurrences.len() as u32 - 1
                })
            };
            let occurrence = match row.group {
                Group::Alone => None,
                Group::Meeting(index) => {
                    let meeting = &self.meetings[index as usize];
                    Some(occurrence(
                        &mut meetings[index as usize],
                        Some(meeting.series),
                        &meeting.courts,
                    ))
                }
                Group::Function(index) => {
                    let function = &self.functions[index as usize];
                    debug_assert_eq!(function.slot, row.slot);
                    Some(occurrence(&mut functions[index as usize], None, &function.courts))
                }
            };
            self.stage.ledger.push(&Entry {
                start,
                minutes: u16::from(row.halves) * 30,
                court: row.court + 1,
                organiser: (row.organiser != NOBODY).then_some(row.organiser),
                kind: row.kind,
                status: row.status,
                booked: row.booked,
                cancelled: (row.status == BookingStatus::Cancelled).then_some(row.cancelled),
                called_off_by_club: row.by_club,
                revenue: row.revenue,
                occurrence,
                guests: row.guests,
                players: &self.row_players[row.players.0 as usize..row.players.1 as usize],
            });
        }
    }

    fn mark_no_shows(&mut self) {
        for row in &mut self.rows {
            let stands = row.status == BookingStatus::Booked && row.organiser != NOBODY;
            let event = matches!(row.group, Group::Function(_));
            if stands && !event {
                let misses = self.stage.world.people[row.organiser as usize].habits.misses;
                if self.dice.chance(misses) {
                    row.status = BookingStatus::NoShow;
                }
            }
        }
    }

    fn tally(&mut self) {
        for row in &self.rows {
            if row.organiser == NOBODY {
                continue;
            }
            let impressions = &mut self.stage.impressions;
            impressions[row.organiser as usize].spent += row.revenue;
            let counts = match row.group {
                Group::Function(index) => self.functions[index as usize].courts.first() == Some(&row.court),
                Group::Alone | Group::Meeting(_) => true,
            };
            if row.status == BookingStatus::Booked && counts {
                impressions[row.organiser as usize].visits += 1;
                for player in &self.row_players[row.players.0 as usize..row.players.1 as usize] {
                    impressions[*player as usize].visits += 1;
                }
            }
        }
    }
}
