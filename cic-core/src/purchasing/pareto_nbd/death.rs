use super::model::ParetoNbd;
use super::path::Path;
use crate::numeric::special::ln_add_exp;
use crate::purchasing::VisitHistory;
use crate::purchasing::rising::LogRising;

/// ln of the likelihood of the history together with being alive at its end.
pub(super) fn ln_alive(model: &ParetoNbd, history: &VisitHistory) -> f64 {
    ln_rate_term(model, history.repeat_visits(), history.observed_age())
        - model.s * (history.observed_age() / model.beta).ln_1p()
}

/// ln of the likelihood of the history together with having left between the last visit and the end.
pub(super) fn ln_left(model: &ParetoNbd, history: &VisitHistory) -> f64 {
    let visits = history.repeat_visits();
    let path = Path::new(
        model.alpha,
        model.beta,
        model.r + f64::from(visits),
        model.s + 1.0,
        history.age_at_last_visit(),
        history.observed_age(),
    );
    let from = history.age_at_last_visit();
    let peak =
        ln_rate_term(model, visits, from) - model.s * (from / model.beta).ln_1p() - (model.beta + from).ln();
    let (visit_power, death_power) = (model.r + f64::from(visits), model.s + 1.0);
    let area: f64 = path
        .steps()
        .map(|step| step.weight * (-visit_power * step.visit_growth - death_power * step.death_growth).exp())
        .sum();
    peak + model.s.ln() + area.ln()
}

/// Equation of Schmittlein, Morrison and Colombo (1987), as the positive integral over the age of leaving.
pub(super) fn log_likelihood(model: &ParetoNbd, history: &VisitHistory) -> f64 {
    LogRising::value(model.r, u64::from(history.repeat_visits()))
        + ln_add_exp(ln_alive(model, history), ln_left(model, history))
}

/// ln of `alpha^r (alpha + age)^-(r + x)`.
fn ln_rate_term(model: &ParetoNbd, visits: u32, age: f64) -> f64 {
    -model.r * (age / model.alpha).ln_1p() - f64::from(visits) * (model.alpha + age).ln()
}
