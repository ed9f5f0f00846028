use std::io::{self, Write};

use super::super::club::SimulatedClub;
use super::super::profile;
use super::line::write_lines;

const HEADER: &str = "member_id,employer,title,company_size,home_address,home_zip_code,linkedin_url,home_lat,home_lon,\
                      last_enriched";

/// `enrichment.csv`: what a provider of business data says of those it knows.
pub(super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let zone = club.world.settings.venue.time_zone;
    write_lines(out, HEADER, b"\n", club.world.people.len(), |rows, lines| {
        for known in rows.filter_map(|row| profile::enrichment(club, row)) {
            lines.text(&known.member_id);
            lines.optional(known.employer.as_deref());
            lines.optional(known.title.as_deref());
            lines.optional(known.company_size.map(|size| size.to_string()).as_deref());
            lines.optional(known.home_address.as_deref());
            lines.optional(known.home_zip_code.as_deref());
            lines.optional(known.linkedin_url.as_deref());
            lines.optional(known.home.map(|home| home.lat.to_string()).as_deref());
            lines.optional(known.home.map(|home| home.lon.to_string()).as_deref());
            let learnt = known
                .last_enriched
                .map(|moment| moment.with_timezone(&zone).to_rfc3339());
            lines.optional(learnt.as_deref());
            lines.end();
        }
    })
}
