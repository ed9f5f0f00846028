//! Seconds that the crate `survival` takes: `survival_peer cox|curve ROWS COLUMNS FILE ROUNDS`.
//!
//! Prints the best of the rounds, and the first coefficient or the last level of the curve.
//!
//! FILE holds little-endian numbers of 8 bytes: durations, then events (0 or 1), then the covariates row by row.

use std::error::Error;
use std::time::Instant;

use ndarray::Array2;
use survival::regression::{CoxPHFit, CoxphData, CoxphOptions};
use survival::surv_analysis::{SurvfitKMData, SurvfitKMOptions, survfitkm};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [what, rows, columns, file, rounds] = words.as_slice() else {
        return Err("cox|curve ROWS COLUMNS FILE ROUNDS".into());
    };
    let (rows, columns, rounds): (usize, usize, usize) = (rows.parse()?, columns.parse()?, rounds.parse()?);
    let bytes = std::fs::read(file)?;
    let numbers: Vec<f64> = bytes
        .chunks_exact(8)
        .map(|bytes| f64::from_le_bytes(std::array::from_fn(|place| bytes[place])))
        .collect();
    let (durations, rest) = numbers.split_at(rows);
    let (events, covariates) = rest.split_at(rows);
    let events: Vec<i32> = events.iter().map(|&event| i32::from(event > 0.5)).collect();
    let mut best = f64::INFINITY;
    let mut answer = 0.0;
    for _ in 0..rounds {
        let (durations, events, covariates) = (durations.to_vec(), events.clone(), covariates.to_vec());
        let begun = Instant::now();
        answer = if what == "cox" {
            let covariates = Array2::from_shape_vec((rows, columns), covariates)?;
            let data = CoxphData::try_new(durations, None, events, covariates, None, None, None)?;
            CoxPHFit::fit(data, CoxphOptions::default())?.coefficients[0]
        } else {
            let data = SurvfitKMData::right_censored(durations, events)?;
            *survfitkm(&data, &SurvfitKMOptions::default())?.surv.last().ok_or("no curve")?
        };
        best = best.min(begun.elapsed().as_secs_f64());
    }
    println!("{{\"seconds\":{best},\"answer\":{answer}}}");
    Ok(())
}
