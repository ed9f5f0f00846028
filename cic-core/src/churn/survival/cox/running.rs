/// A sum that rows join and leave.
pub(super) trait Running: Copy + Default + Send + Sync {
    /// Adds a value, which may be negative.
    fn add(&mut self, value: f64);
    /// Adds another sum.
    fn join(&mut self, other: Self);
    /// The sum.
    fn value(self) -> f64;
}

/// Where rows only join, a plain number loses nothing that matters.
impl Running for f64 {
    fn add(&mut self, value: f64) {
        *self += value;
    }

    fn join(&mut self, other: Self) {
        *self += other;
    }

    fn value(self) -> f64 {
        self
    }
}

/// Where rows leave again, what many large ones left behind must not drown the few that stay: a number with
/// the rounding that it missed (Knuth's two-sum).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Compensated {
    sum: f64,
    missed: f64,
}

impl Running for Compensated {
    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        let joined = sum - self.sum;
        self.missed += (self.sum - (sum - joined)) + (value - joined);
        self.sum = sum;
    }

    fn join(&mut self, other: Self) {
        self.add(other.sum);
        self.missed += other.missed;
    }

    fn value(self) -> f64 {
        self.sum + self.missed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_not_drowned_by_what_left() {
        let mut sum = Compensated::default();
        for value in [1e16, 3.25, 1e12, -1e16, -1e12] {
            sum.add(value);
        }
        assert!((sum.value() - 3.25).abs() < 1e-15);
    }
}
