//! Simulates a club and writes its files into a folder:
//! `cargo run --release --example simulate -- FOLDER [MEMBERS] [MONTHS] [SEED] [canonical]`.

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use chrono::NaiveDate;
use cic_core::simulation::{SimulatedClub, SimulationOptions, simulate};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let number =
        |place: usize, otherwise: u32| arguments.get(place).map_or(Ok(otherwise), |text| text.parse());
    let folder = Path::new(arguments.get(1).ok_or("name a folder")?);
    let until = NaiveDate::from_ymd_opt(2026, 2, 15).ok_or("no such day")?;
    let options = SimulationOptions {
        members: number(2, 500)?,
        months: number(3, 24)?,
        seed: u64::from(number(4, 1)?),
        until,
    };
    let canonical_only = arguments.get(5).is_some_and(|text| text == "canonical");

    let begun = Instant::now();
    let club = simulate(&options, &mut |_| ())?;
    println!(
        "{} bookings simulated in {:.2?}",
        club.bookings(),
        begun.elapsed()
    );

    for file in SimulatedClub::files() {
        if canonical_only && file.path.contains('/') {
            continue;
        }
        let path = folder.join(file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        let begun = Instant::now();
        let mut out = BufWriter::new(fs::File::create(&path)?);
        (file.write)(&club, &mut out)?;
        out.flush()?;
        let bytes = fs::metadata(&path)?.len();
        println!("{:<50} {bytes:>12} bytes in {:.2?}", file.path, begun.elapsed());
    }
    println!("{:.2?} in all", begun.elapsed());
    Ok(())
}
