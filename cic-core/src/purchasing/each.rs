use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::{HistoryFault, PurchasingError};

/// Rows that one thread takes at least.
const ROWS_AT_ONCE: usize = 512;

/// The answer to each row, on all threads, in the order of the rows.
pub(super) fn of_each<Row: Sync, Answer: Send>(
    rows: &[Row],
    answer: impl Fn(&Row) -> Answer + Sync + Send,
) -> Vec<Answer> {
    rows.par_iter().with_min_len(ROWS_AT_ONCE).map(answer).collect()
}

/// The answer to each place of a table with so many rows, or the first row that no customer can have.
pub(super) fn try_each(
    rows: usize,
    answer: impl Fn(usize) -> Result<f64, HistoryFault> + Sync + Send,
) -> Result<Vec<f64>, PurchasingError> {
    let places: Vec<usize> = (0..rows).collect();
    let answers = of_each(&places, |&row| answer(row)).into_iter().enumerate();
    answers
        .map(|(row, answer)| answer.map_err(|fault| PurchasingError::Row { row, fault }))
        .collect()
}

/// A draw for each row, from a stream of random numbers of its own.
pub(super) fn simulate_each<Row: Sync, Drawn: Send>(
    rows: &[Row],
    seed: u64,
    draw: impl Fn(&Row, &mut ChaCha8Rng) -> Drawn + Sync + Send,
) -> Vec<Drawn> {
    let seeded = ChaCha8Rng::seed_from_u64(seed);
    rows.par_iter()
        .with_min_len(ROWS_AT_ONCE)
        .enumerate()
        .map(|(row, known)| {
            let mut generator = seeded.clone();
            generator.set_stream(row as u64);
            draw(known, &mut generator)
        })
        .collect()
}
