use super::history::OccasionHistories;
use super::likelihood::Tables;
use super::model::BgBb;
use crate::Stop;
use crate::numeric::ordered_sum::sum_of_chunks;
use crate::purchasing::fit::{LogDerivatives, Problem, fit_logarithms};
use crate::purchasing::{FitOptions, Fitted, PurchasingError};

/// Rows that one thread sums up before it takes more: a constant, so that sums do not depend on threads.
const ROWS_AT_ONCE: usize = 256;

pub(super) fn fit(
    histories: &OccasionHistories,
    options: &FitOptions,
    stop: &Stop,
) -> Result<Fitted<BgBb>, PurchasingError> {
    options.check()?;
    let rows = histories.rows();
    let customers = histories.customers();
    if rows.iter().all(|(history, _)| history.repeat_visits() == 0) {
        return Err(PurchasingError::NoRepeatVisits { customers });
    }
    let most_occasions = rows
        .iter()
        .map(|(history, _)| history.occasions())
        .max()
        .unwrap_or(0);
    let problem = Problem {
        names: BgBb::PARAMETER_NAMES,
        starts: &[[1.0, 1.0, 0.7, 2.0], [0.3, 1.0, 0.3, 3.0], [3.0, 3.0, 1.0, 10.0]],
        units: [1.0; 4],
        log_likelihood_offset: 0.0,
        customers,
        distinct_rows: rows.len(),
        stop,
    };
    let (parameters, summary) = fit_logarithms(&problem, options, |&parameters| {
        let tables = Tables::new(parameters, most_occasions);
        let sum = sum_of_chunks(
            rows,
            ROWS_AT_ONCE,
            |rows| {
                let mut sum = LogDerivatives::ZERO;
                for (history, weight) in rows {
                    sum.add(*weight, &tables.of_history(history));
                }
                sum
            },
            |sum, part| sum.add(1.0, &part),
        );
        sum.unwrap_or(LogDerivatives::ZERO)
    })?;
    Ok(Fitted {
        model: BgBb::from_parameters(parameters)?,
        summary,
    })
}
