use std::io::{self, Write};

use super::super::super::club::SimulatedClub;
use super::super::super::dice::{Dice, Purpose};
use super::super::super::roster;
use super::super::line::write_lines;
use super::{LINE_END, date, header};
use crate::domain::MemberStatus;

const COLUMNS: &str = "Member #,First Name,Last Name,Email,Phone,Date of Birth,Zip Code,Current Membership,\
                       Membership Status,Current Membership Start Date,Total Paid,Family ID";
/// Share of visitors without an address of their own.
const PLACEHOLDER: f64 = 0.1;

/// The Members Report: drop-ins are `Non-Member/Visitor`, some with a placeholder for an address.
pub(in super::super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let world = &club.world;
    let paid = total_paid(club);
    write_lines(
        out,
        &header(COLUMNS),
        LINE_END,
        world.people.len(),
        |rows, lines| {
            for row in rows {
                let person = &world.people[row];
                let mut dice = Dice::new(world.seed, Purpose::Desk, 0, row as u32);
                let status = roster::status(&club.history.moods[row], world.calendar.history_days());
                lines.number(person.id);
                lines.text(person.name.given);
                lines.text(&person.name.family);
                if person.plan.is_none() && dice.chance(PLACEHOLDER) {
                    lines.text(&format!("noemail{}@example.org", person.id));
                } else {
                    lines.text(&person.name.email(person.id));
                }
                lines.text(&format!("(312) 555-{:04}", dice.between(0, 9_999)));
                let born = (dice.between(1, 12), dice.between(1, 28), dice.between(1948, 2006));
                lines.text(&format!("{:02}/{:02}/{}", born.0, born.1, born.2));
                lines.number(world.town.tracts[person.tract as usize].zip);
                let plan = person
                    .plan
                    .map(|plan| world.settings.plans[usize::from(plan)].name.as_str());
                lines.text(plan.unwrap_or("Non-Member/Visitor"));
                lines.text(match status {
                    _ if person.plan.is_none() => "Non-Member",
                    MemberStatus::Active => "Active",
                    MemberStatus::Suspended => "Suspended",
                    MemberStatus::Cancelled => "Cancelled",
                });
                lines.field(|bytes| date(&world.calendar, person.joined, bytes));
                lines.money(paid[row]);
                lines.optional(roster::household(club, person).as_deref());
                lines.end();
            }
        },
    )
}

fn total_paid(club: &SimulatedClub) -> Vec<u32> {
    let mut paid = vec![0; club.world.people.len()];
    for entry in club.history.ledger.entries() {
        if let Some(person) = entry.organiser {
            paid[person as usize] += entry.revenue;
        }
    }
    paid
}
