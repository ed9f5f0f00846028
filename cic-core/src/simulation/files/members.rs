use std::io::{self, Write};

use super::super::club::SimulatedClub;
use super::super::roster;
use super::line::write_lines;

const HEADER: &str = "id,name,email,join_date,status,cancelled_at,plan,monthly_fee,renews_on,home_zip_code,\
                      home_address,household";

/// `members.csv`: everyone the club knows, drop-ins without a plan.
pub(super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let world = &club.world;
    let history_days = world.calendar.history_days();
    write_lines(out, HEADER, b"\n", world.people.len(), |rows, lines| {
        for row in rows {
            let member = roster::member(club, row);
            let ended = roster::ended(&club.history.moods[row], history_days);
            lines.text(&member.id);
            lines.text(&member.name);
            lines.optional(member.email.as_deref());
            lines.field(|bytes| world.calendar.write_rfc3339(world.people[row].joined, bytes));
            lines.text(member.status.as_str());
            lines.field(|bytes| {
                if let Some(minute) = ended {
                    world.calendar.write_rfc3339(minute, bytes);
                }
            });
            lines.optional(member.plan.as_deref());
            lines.optional(member.monthly_fee.map(|fee| fee.to_string()).as_deref());
            lines.optional(member.renews_on.map(|date| date.to_string()).as_deref());
            lines.optional(member.home_zip_code.as_deref());
            lines.optional(member.home_address.as_deref());
            lines.optional(member.household.as_deref());
            lines.end();
        }
    })
}
