use std::io::{self, Write};

use super::super::club::SimulatedClub;
use super::super::survey;
use super::line::write_lines;

const HEADER: &str = "member_id,survey_name,question,response,answered_at";

/// `surveys.csv`: one row an answer.
pub(super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let zone = club.world.settings.venue.time_zone;
    write_lines(out, HEADER, b"\n", club.world.people.len(), |rows, lines| {
        for response in rows.flat_map(|row| survey::responses(club, row)) {
            lines.text(&response.member_id);
            lines.text(&response.survey_name);
            lines.text(&response.question);
            lines.text(&response.response);
            let answered = response
                .answered_at
                .map(|moment| moment.with_timezone(&zone).to_rfc3339());
            lines.optional(answered.as_deref());
            lines.end();
        }
    })
}
