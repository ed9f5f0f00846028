use super::each::try_each;
use super::history::count;
use super::weighted::same_length;
use super::{OccasionHistory, PurchasingError, SpendHistory, VisitHistory};

/// One answer a customer, from columns of one length: visits after the first, age at the last, observed age.
///
/// # Errors
/// Columns of different lengths, the first row that no customer can have.
pub fn ask_visits(
    repeat_visits: &[f64],
    age_at_last_visit: &[f64],
    observed_age: &[f64],
    answer: impl Fn(&VisitHistory) -> f64 + Sync,
) -> Result<Vec<f64>, PurchasingError> {
    let rows = repeat_visits.len();
    same_length("age_at_last_visit", age_at_last_visit.len(), rows)?;
    same_length("observed_age", observed_age.len(), rows)?;
    try_each(rows, |row| {
        let repeats = count("repeat_visits", repeat_visits[row])?;
        let history = VisitHistory::new(repeats, age_at_last_visit[row], observed_age[row])?;
        Ok(answer(&history))
    })
}

/// One answer a customer, from columns of one length: visits and what was spent at each of them on average.
///
/// # Errors
/// Columns of different lengths, the first row that no customer can have.
pub fn ask_spend(
    visits: &[f64],
    mean_spend: &[f64],
    answer: impl Fn(&SpendHistory) -> f64 + Sync,
) -> Result<Vec<f64>, PurchasingError> {
    same_length("mean_spend", mean_spend.len(), visits.len())?;
    try_each(visits.len(), |row| {
        let history = SpendHistory::new(count("visits", visits[row])?, mean_spend[row])?;
        Ok(answer(&history))
    })
}

/// One answer a customer, from columns of one length: occasions taken, the last of them, occasions there were.
///
/// # Errors
/// Columns of different lengths, the first row that no customer can have.
pub fn ask_occasions(
    repeat_visits: &[f64],
    last_occasion: &[f64],
    occasions: &[f64],
    answer: impl Fn(&OccasionHistory) -> f64 + Sync,
) -> Result<Vec<f64>, PurchasingError> {
    let rows = repeat_visits.len();
    same_length("last_occasion", last_occasion.len(), rows)?;
    same_length("occasions", occasions.len(), rows)?;
    try_each(rows, |row| {
        let repeats = count("repeat_visits", repeat_visits[row])?;
        let last = count("last_occasion", last_occasion[row])?;
        let history = OccasionHistory::new(repeats, last, count("occasions", occasions[row])?)?;
        Ok(answer(&history))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_answered_in_their_order_and_the_first_impossible_one_is_named() {
        let age = |x: &[f64], t_x: &[f64]| ask_visits(x, t_x, &[9.0, 8.0], VisitHistory::observed_age);
        assert_eq!(age(&[1.0, 0.0], &[2.0, 0.0]), Ok(vec![9.0, 8.0]));
        let impossible = age(&[1.0, 0.0], &[2.0, 3.0]);
        assert!(
            matches!(impossible, Err(PurchasingError::Row { row: 1, .. })),
            "{impossible:?}"
        );
        assert!(age(&[1.0, 0.5], &[2.0, 0.0]).is_err());
        assert!(age(&[1.0], &[2.0]).is_err());
        assert_eq!(ask_spend(&[2.0], &[5.0], SpendHistory::mean_spend), Ok(vec![5.0]));
    }
}
