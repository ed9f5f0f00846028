//! The files that a simulated club hands over.

mod bookings;
mod courtreserve;
mod enrichment;
mod line;
mod members;
mod settings;
mod surveys;
mod tracts;
mod truth;

use std::io::{self, Write};

use super::club::SimulatedClub;

/// A file of a simulated club.
#[derive(Debug, Clone, Copy)]
pub struct SimulatedFile {
    /// Where it goes, from the folder of the club: `bookings.csv`, `courtreserve/MembersReport.csv`.
    pub path: &'static str,
    /// Writes its bytes; they are the same each time.
    pub write: fn(&SimulatedClub, &mut dyn Write) -> io::Result<()>,
}

const fn file(
    path: &'static str,
    write: fn(&SimulatedClub, &mut dyn Write) -> io::Result<()>,
) -> SimulatedFile {
    SimulatedFile { path, write }
}

/// Every file, canonical ones first.
pub(super) const ALL: &[SimulatedFile] = &[
    file("settings.toml", settings::write),
    file("tracts.geojson", tracts::write),
    file("members.csv", members::write),
    file("bookings.csv", bookings::write),
    file("surveys.csv", surveys::write),
    file("enrichment.csv", enrichment::write),
    file("truth.json", truth::write),
    file("courtreserve/MembersReport.csv", courtreserve::members::write),
    file(
        "courtreserve/ReservationReport.csv",
        courtreserve::reservations::write,
    ),
    // The booking system hands the report of cancellations out under the name of the reservations.
    file(
        "courtreserve/ReservationReport_Cancelled.csv",
        courtreserve::cancellations::write,
    ),
    file(
        "courtreserve/EventRegistrants.csv",
        courtreserve::registrants::write,
    ),
    file("courtreserve/CheckInReport.csv", courtreserve::check_ins::write),
    file("courtreserve/Transactions.csv", courtreserve::transactions::write),
];
