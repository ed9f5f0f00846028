use super::model::{BetaGeometric, DropoutTiming};
use crate::numeric::special::ln_add_exp;
use crate::purchasing::VisitHistory;
use crate::purchasing::rising::LogRising;

/// ln of the probability of having left at the last visit over that of being alive; minus infinity for those who
/// have had no chance to leave.
pub(super) fn log_odds_of_having_left<Timing: DropoutTiming>(
    model: &BetaGeometric<Timing>,
    history: &VisitHistory,
) -> f64 {
    let chances = BetaGeometric::<Timing>::chances_to_leave(history.repeat_visits());
    if chances == 0 {
        return f64::NEG_INFINITY;
    }
    let silence =
        (history.observed_age() - history.age_at_last_visit()) / (model.alpha + history.age_at_last_visit());
    (model.a / (model.b + (chances - 1) as f64)).ln()
        + (model.r + f64::from(history.repeat_visits())) * silence.ln_1p()
}

/// Equation 6 of Fader, Hardie and Lee (2005), in logarithms throughout.
pub(super) fn log_likelihood<Timing: DropoutTiming>(
    model: &BetaGeometric<Timing>,
    history: &VisitHistory,
) -> f64 {
    let visits = history.repeat_visits();
    let chances = BetaGeometric::<Timing>::chances_to_leave(visits);
    let alive = LogRising::value(model.r, u64::from(visits)) + LogRising::value(model.b, chances)
        - LogRising::value(model.a + model.b, chances)
        - model.r * (history.observed_age() / model.alpha).ln_1p()
        - f64::from(visits) * (model.alpha + history.observed_age()).ln();
    alive + ln_add_exp(0.0, log_odds_of_having_left(model, history))
}
