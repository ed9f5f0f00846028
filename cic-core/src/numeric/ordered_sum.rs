//! Sums over rows that come out the same on any number of threads.

use rayon::prelude::*;

/// Folds each run of `chunk` rows on its own, in parallel, and adds the runs up from first to last.
///
/// The runs depend on `chunk` alone, so a constant makes the sum a function of the rows. Nothing for no rows.
pub(crate) fn sum_of_chunks<Row: Sync, Sum: Send>(
    rows: &[Row],
    chunk: usize,
    fold: impl Fn(&[Row]) -> Sum + Sync + Send,
    mut add: impl FnMut(&mut Sum, Sum),
) -> Option<Sum> {
    if rows.len() <= chunk {
        return (!rows.is_empty()).then(|| fold(rows));
    }
    let parts: Vec<Sum> = rows.par_chunks(chunk).map(fold).collect();
    parts.into_iter().reduce(|mut sum, part| {
        add(&mut sum, part);
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(rows: &[f64]) -> Option<f64> {
        sum_of_chunks(
            rows,
            64,
            |rows| rows.iter().sum::<f64>(),
            |sum, part| *sum += part,
        )
    }

    #[test]
    fn the_number_of_threads_does_not_change_a_bit() {
        let rows: Vec<f64> = (1..10_000).map(|row| 1.0 / f64::from(row)).collect();
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| sum(&rows)).unwrap()
        };
        assert_eq!(on(1).to_bits(), on(4).to_bits());
        assert!((on(1) - 9.787_506_036_044_348).abs() < 1e-9);
    }

    #[test]
    fn no_rows_have_no_sum() {
        assert_eq!(sum(&[]), None);
        assert_eq!(sum(&[2.0]), Some(2.0));
    }
}
