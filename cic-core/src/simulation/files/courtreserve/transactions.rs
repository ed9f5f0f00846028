use std::io::{self, Write};

use chrono::Months;

use super::super::super::calendar::MINUTES_PER_DAY;
use super::super::super::club::SimulatedClub;
use super::super::super::contract;
use super::super::line::{Lines, write_lines};
use super::{LINE_END, date, header, member_number};

const COLUMNS: &str = "Transaction ID,Trans. Date,Paid Date,Member #,Total";
/// Transaction ids of one person lie within this many.
const IDS_PER_PERSON: usize = 1_000;

/// Transactions: the monthly fees of the history, and a last row of totals without an id.
pub(in super::super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let world = &club.world;
    write_lines(
        out,
        &header(COLUMNS),
        LINE_END,
        world.people.len(),
        |rows, lines| {
            for row in rows {
                for (number, day) in fee_days(club, row).into_iter().enumerate() {
                    let minute = day * MINUTES_PER_DAY;
                    lines.plain((row * IDS_PER_PERSON + number + 1).to_string().as_bytes());
                    lines.field(|bytes| date(&world.calendar, minute, bytes));
                    lines.field(|bytes| date(&world.calendar, minute, bytes));
                    lines.text(&member_number(club, row as u32));
                    lines.money(world.people[row].monthly_fee);
                    lines.end();
                }
            }
        },
    )?;
    let total: u64 = (0..world.people.len())
        .map(|row| u64::from(world.people[row].monthly_fee) * fee_days(club, row).len() as u64)
        .sum();
    let mut lines = Lines::new(LINE_END);
    for text in ["", "", "", "Total"] {
        lines.text(text);
    }
    lines.plain(format!("{}.{:02}", total / 100, total % 100).as_bytes());
    lines.end();
    out.write_all(&lines.bytes)
}

/// The days of the history on which a person pays the monthly fee; a family pays once.
fn fee_days(club: &SimulatedClub, row: usize) -> Vec<i32> {
    let (world, person) = (&club.world, &club.world.people[row]);
    let last = club.history.moods[row]
        .exit_day
        .min(world.calendar.history_days());
    if person.plan.is_none() || person.head as usize != row {
        return Vec::new();
    }
    let joined = contract::joined_on(&world.calendar, person);
    (0..)
        .map_while(|month| joined.checked_add_months(Months::new(month)))
        .map(|date| world.calendar.day_of(date))
        .take_while(|day| *day < last)
        .filter(|day| *day >= 0)
        .collect()
}
