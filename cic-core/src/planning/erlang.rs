use super::DemandError;

/// The share of walk-ups who find every court taken: Erlang's B formula.
///
/// `offered` is arrivals times mean stay, in courts. Unlike a slot's fill rate it holds for people who come at
/// any moment and leave at once when no court is free.
///
/// ```
/// let blocked = cic_core::planning::probability_blocked(7, 6.0)?;
/// assert!((blocked - 0.18505).abs() < 5e-6);
/// # Ok::<(), cic_core::planning::DemandError>(())
/// ```
///
/// # Errors
/// An offered load outside 0 to 1,000,000.
pub fn probability_blocked(courts: usize, offered: f64) -> Result<f64, DemandError> {
    if !(0.0..=1e6).contains(&offered) {
        return Err(DemandError::Mean(offered));
    }
    // B(0) = 1 and B(n) = a B(n - 1) / (n + a B(n - 1)); with no load and no court nobody is blocked.
    if offered == 0.0 {
        return Ok(0.0);
    }
    let blocked = (1..=courts).fold(1.0, |blocked, courts| {
        let waiting = offered * blocked;
        waiting / (courts as f64 + waiting)
    });
    Ok(blocked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_courts_block_the_published_shares() {
        for (offered, expected) in [(3.5, 0.039_61), (6.0, 0.185_05), (8.0, 0.308_16)] {
            let blocked = probability_blocked(7, offered).unwrap();
            assert!((blocked - expected).abs() < 5e-6, "{offered}: {blocked}");
        }
        for (offered, served) in [(6.0, 0.815), (6.86, 0.760), (8.0, 0.692)] {
            assert!((1.0 - probability_blocked(7, offered).unwrap() - served).abs() < 5e-4);
        }
    }

    #[test]
    fn without_courts_everyone_is_blocked_and_without_load_nobody_is() {
        assert!((probability_blocked(0, 2.0).unwrap() - 1.0).abs() < 1e-15);
        assert!(probability_blocked(3, 0.0).unwrap().abs() < 1e-15);
    }

    #[test]
    fn more_courts_block_fewer_and_more_load_blocks_more() {
        let mut last = 1.0;
        for courts in 1..400 {
            let blocked = probability_blocked(courts, 120.0).unwrap();
            assert!(blocked <= last && probability_blocked(courts, 121.0).unwrap() > blocked);
            last = blocked;
        }
    }

    #[test]
    fn an_absurd_load_is_refused() {
        assert!(probability_blocked(3, f64::NAN).is_err());
        assert!(probability_blocked(3, -1.0).is_err());
    }
}
