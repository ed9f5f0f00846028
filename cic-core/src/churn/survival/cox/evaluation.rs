/// The log partial likelihood at given effects, with what a Newton step needs.
#[derive(Debug, Clone)]
pub(super) struct Evaluation {
    pub(super) log_likelihood: f64,
    pub(super) gradient: Vec<f64>,
    /// Minus the second derivatives, row-major.
    pub(super) information: Vec<f64>,
    /// The linear predictor of each row of the layout.
    pub(super) predictors: Vec<f64>,
    /// The weight times relative hazard at risk at each block's event time.
    pub(super) at_risk: Vec<f64>,
}
