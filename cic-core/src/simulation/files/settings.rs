use std::io::{self, Write};

use super::super::club::SimulatedClub;
use crate::domain::Billing;
use crate::domain::venue_clock::clock;

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// `settings.toml`: the venue and the plans; everything else stands at its default.
pub(super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let venue = &club.world.settings.venue;
    writeln!(
        out,
        "[venue]\nname = \"{}\"\ncurrency = \"{}\"",
        venue.name, venue.currency
    )?;
    writeln!(
        out,
        "time_zone = \"{}\"\ncourts = {}",
        venue.time_zone.name(),
        venue.courts.len()
    )?;
    writeln!(
        out,
        "slot_minutes = {}\nbooking_minutes = {}",
        venue.slot_minutes, venue.booking_minutes
    )?;
    writeln!(out, "session_minimum = {}", venue.session_minimum)?;
    writeln!(
        out,
        "session_players_per_court = {}",
        venue.session_players_per_court
    )?;
    let hours = WEEKDAYS.iter().zip(venue.hours.0).map(|(day, hours)| {
        let times = hours.map_or_else(String::new, |(opens, closes)| {
            format!("\"{}\", \"{}\"", clock(opens), clock(closes))
        });
        format!("{day} = [{times}]")
    });
    writeln!(out, "hours = {{ {} }}", hours.collect::<Vec<_>>().join(", "))?;
    if let Some(place) = venue.location {
        writeln!(out, "location = {{ lat = {}, lon = {} }}", place.lat, place.lon)?;
    }
    for plan in &club.world.settings.plans {
        let billing = match plan.billing {
            Billing::Monthly => "monthly",
            Billing::Annual => "annual",
        };
        writeln!(
            out,
            "\n[[plan]]\nname = \"{}\"\nmonthly_fee = {}",
            plan.name, plan.monthly_fee
        )?;
        writeln!(
            out,
            "billing = \"{billing}\"\nminimum_months = {}",
            plan.minimum_months
        )?;
        writeln!(out, "notice_days = {}", plan.notice_days)?;
    }
    Ok(())
}
