use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Rows that one thread takes at least.
const ROWS_AT_ONCE: usize = 512;

/// The answer to each row, on all threads, in the order of the rows.
pub(super) fn of_each<Row: Sync, Answer: Send>(
    rows: &[Row],
    answer: impl Fn(&Row) -> Answer + Sync + Send,
) -> Vec<Answer> {
    rows.par_iter().with_min_len(ROWS_AT_ONCE).map(answer).collect()
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
