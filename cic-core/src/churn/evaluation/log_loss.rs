use super::Forecast;

impl Forecast<'_> {
    /// The mean of minus the log of the probability that was given to what came to pass.
    ///
    /// Probabilities are kept 2.2e-16 off 0 and 1, so that one certainty that failed does not make it infinite.
    #[must_use]
    pub fn log_loss(&self) -> f64 {
        let losses = self.pairs().map(|(probability, outcome)| {
            let probability = probability.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
            if outcome > 0.5 {
                -probability.ln()
            } else {
                -(-probability).ln_1p()
            }
        });
        losses.sum::<f64>() / self.rows() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certainty_that_failed_costs_much_but_not_everything() {
        let loss = Forecast::new(&[0.0, 1.0], &[true, false]).unwrap().log_loss();
        assert!((loss - 36.043_653).abs() < 1e-3, "{loss}");
        let loss = Forecast::new(&[0.0, 1.0], &[false, true]).unwrap().log_loss();
        assert!(loss < 1e-15);
    }
}
