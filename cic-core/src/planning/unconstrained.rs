use super::CourtDemand;
use super::court_use::DateUse;

/// The mean demand of an hour whose full dates hide how many more were wanted, courts.
///
/// Expectation-maximisation for a Poisson mean with right-censored dates: a full date counts as E\[D | D >= C\].
/// One date at the usable courts is added as prior, so that an hour that is always full stays finite.
pub(crate) fn unconstrained_mean(dates: &[DateUse]) -> f64 {
    const FULL: f64 = 0.02;
    const STEPS: usize = 200;
    if dates.is_empty() {
        return 0.0;
    }
    let count = dates.len() as f64;
    let observed = dates.iter().map(|date| date.taken).sum::<f64>() / count;
    let is_full = |date: &&DateUse| date.taken >= date.usable - FULL;
    let full: Vec<f64> = dates.iter().filter(is_full).map(|date| date.usable).collect();
    if full.is_empty() {
        return observed;
    }
    let not_full: f64 = dates
        .iter()
        .filter(|date| !is_full(date))
        .map(|date| date.taken)
        .sum();
    let capacity = full.iter().sum::<f64>() / full.len() as f64;
    let mut mean = observed;
    for _ in 0..STEPS {
        let wanted = expected_beyond(mean, capacity);
        let next = (not_full + full.len() as f64 * wanted + capacity) / (count + 1.0);
        let is_settled = (next - mean).abs() < 1e-9 * mean;
        mean = next;
        if is_settled {
            break;
        }
    }
    mean
}

/// E\[D | D >= C\] of a Poisson demand: its mean times P(D >= C - 1) / P(D >= C).
fn expected_beyond(mean: f64, capacity: f64) -> f64 {
    let courts = capacity.round().max(1.0);
    let Ok(demand) = CourtDemand::poisson(mean) else {
        return capacity;
    };
    let below: Vec<f64> = demand.probabilities().take(courts as usize).collect();
    let at_least = 1.0 - below.iter().sum::<f64>();
    if at_least <= 1e-12 {
        return capacity;
    }
    let last = below.last().copied().unwrap_or(0.0);
    (mean * (at_least + last) / at_least).max(capacity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(taken: &[f64]) -> Vec<DateUse> {
        taken
            .iter()
            .map(|&taken| DateUse { usable: 7.0, taken })
            .collect()
    }

    #[test]
    fn demand_that_never_fills_the_house_is_what_was_seen() {
        assert!((unconstrained_mean(&dates(&[2.0, 4.0, 6.0])) - 4.0).abs() < 1e-12);
        assert!(unconstrained_mean(&[]).abs() < 1e-12);
    }

    #[test]
    fn a_full_date_hides_demand() {
        let seen = dates(&[7.0, 5.0, 7.0, 6.0]);
        assert!(unconstrained_mean(&seen) > 6.25);
    }

    #[test]
    fn an_hour_that_is_always_full_stays_finite() {
        let mean = unconstrained_mean(&dates(&[7.0; 52]));
        assert!(mean > 7.0 && mean < 20.0, "{mean}");
    }

    #[test]
    fn a_known_mean_is_recovered_from_censored_counts() {
        // Every count of a Poisson mean of 7 in its own proportion, cut at 7 courts.
        let truth = CourtDemand::poisson(7.0).unwrap();
        let counts = truth
            .probabilities()
            .take(30)
            .enumerate()
            .flat_map(|(count, probability)| {
                let copies = (probability * 20_000.0).round() as usize;
                std::iter::repeat_n((count as f64).min(7.0), copies)
            });
        let mean = unconstrained_mean(&dates(&counts.collect::<Vec<_>>()));
        assert!((mean - 7.0).abs() < 0.02, "{mean}");
    }
}
