use super::{PurchasingError, VisitHistories, VisitHistory};

/// Histories as a fit wants them: times in units of their mean observed age, which keeps every model's parameters
/// within a few powers of ten.
pub(super) struct VisitData {
    pub(super) rows: Vec<(VisitHistory, f64)>,
    /// Each distinct number of repeat visits, in increasing order, with the customers that have it.
    pub(super) counts: Vec<(u32, f64)>,
    /// The mean observed age.
    pub(super) unit: f64,
    /// Mean repeat visits a mean observed age.
    pub(super) visits_a_time: f64,
    /// What the log-likelihood gains when times return to the unit of the data.
    pub(super) log_likelihood_offset: f64,
}

impl VisitData {
    pub(super) fn of(histories: &VisitHistories) -> Result<Self, PurchasingError> {
        let customers = histories.customers();
        let visits = histories.sum(|history| f64::from(history.repeat_visits()));
        if visits <= 0.0 {
            return Err(PurchasingError::NoRepeatVisits { customers });
        }
        let unit = histories.sum(VisitHistory::observed_age) / customers;
        let rows = histories
            .rows()
            .iter()
            .map(|(history, weight)| (history.in_units_of(unit), *weight));
        let mut counts: Vec<(u32, f64)> = Vec::new();
        for (history, weight) in histories.rows() {
            match counts.last_mut() {
                Some((visits, known)) if *visits == history.repeat_visits() => *known += weight,
                _ => counts.push((history.repeat_visits(), *weight)),
            }
        }
        Ok(Self {
            rows: rows.collect(),
            counts,
            unit,
            visits_a_time: visits / customers,
            log_likelihood_offset: -visits * unit.ln(),
        })
    }
}
