use std::io::{self, Write};

use super::super::club::SimulatedClub;

/// `truth.json`: every latent value.
pub(super) fn write(club: &SimulatedClub, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, &mut *out);
    serde_json::to_writer(&mut buffered, club.truth())?;
    buffered.write_all(b"\n")?;
    buffered.flush()
}
