//! Percentiles of what was measured.

/// The value below which `share` (0 to 1) of `sorted` lies: the nearest rank. `None` of nothing.
#[must_use]
pub fn percentile<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    let last = sorted.len().checked_sub(1)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to the length"
    )]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    Some(sorted[rank.saturating_sub(1).min(last)])
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn the_nearest_rank_is_taken() {
        let sorted: Vec<u32> = (1..=200).collect();
        assert_eq!(percentile(&sorted, 0.5), Some(100));
        assert_eq!(percentile(&sorted, 0.99), Some(198));
        assert_eq!(percentile(&sorted, 1.0), Some(200));
        assert_eq!(percentile(&sorted, 0.0), Some(1));
        assert_eq!(percentile::<u32>(&[], 0.5), None);
    }
}
