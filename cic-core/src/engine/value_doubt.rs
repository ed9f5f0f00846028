use crate::ltv::Discounting;

/// Doubt about the expectation of values, as a share of it, beside which a curve of retention is fitted by so many exits.
pub(super) struct ValueDoubt {
    /// By month ahead, what one unit accrued through it is worth now.
    months: Vec<f64>,
    /// Standard error of the logarithm of a hazard without an error of its own.
    log_error: f64,
}

impl ValueDoubt {
    /// To the horizon; `exits` are those that a curve without an error of its own was learned from.
    pub(super) fn new(discounting: Discounting, horizon_months: usize, exits: u64) -> Self {
        let month = |month: usize| discounting.of_stream(month as f64, month as f64 + 1.0);
        Self {
            months: (0..horizon_months).map(month).collect(),
            log_error: (exits.max(1) as f64).sqrt().recip(),
        }
    }

    /// Standard deviation of the expected value over survival curves with weights, as a share of its mean.
    pub(super) fn relative(&self, curves: &[(Vec<f64>, f64)]) -> f64 {
        if let [(survival, _)] = curves {
            let at = |hazard_factor: f64| self.annuity(survival, |left| left.powf(hazard_factor));
            let (longer, shorter) = (at((-self.log_error).exp()), at(self.log_error.exp()));
            return share((longer - shorter) / 2.0, f64::midpoint(longer, shorter));
        }
        let (mut weights, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (survival, weight) in curves {
            let value = self.annuity(survival, |left| left);
            weights += weight;
            sum += weight * value;
            squares += weight * value * value;
        }
        let mean = sum / weights;
        share((squares / weights - mean * mean).max(0.0).sqrt(), mean)
    }

    /// What one unit a month is worth while they stay.
    fn annuity(&self, survival: &[f64], left: impl Fn(f64) -> f64) -> f64 {
        let month = |(pair, worth): (&[f64], &f64)| f64::midpoint(left(pair[0]), left(pair[1])) * worth;
        survival.windows(2).zip(&self.months).map(month).sum()
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(stays: f64) -> Vec<f64> {
        (0..=36).map(|month| f64::powi(stays, month)).collect()
    }

    #[test]
    fn curves_that_agree_leave_no_doubt_and_others_their_spread() {
        let doubt = ValueDoubt::new(Discounting::new(0.0), 36, 100);
        let alike = [(curve(0.95), 0.5), (curve(0.95), 0.5)];
        assert!(doubt.relative(&alike) < 1e-6);
        let apart = [(curve(0.94), 0.5), (curve(0.96), 0.5)];
        let (low, high) = (
            doubt.annuity(&apart[0].0, |left| left),
            doubt.annuity(&apart[1].0, |left| left),
        );
        assert!((doubt.relative(&apart) - (high - low) / (high + low)).abs() < 1e-9);
    }

    #[test]
    fn a_lone_curve_is_as_sure_as_its_exits_are_many() {
        let of = |exits| ValueDoubt::new(Discounting::new(0.1), 36, exits).relative(&[(curve(0.95), 1.0)]);
        assert!(of(25) > of(100) && of(100) > of(10_000));
        assert!((0.02..0.1).contains(&of(100)), "{}", of(100));
        assert!(ValueDoubt::new(Discounting::new(0.1), 36, 0).relative(&[(vec![1.0], 1.0)]) < 1e-12);
    }
}
