use rayon::prelude::*;

use super::block_sums::BlockSums;
use super::columns::ColumnSums;
use super::panel::Panel;
use super::rows::{EveryRow, SpellRows};
use super::training::Training;
use super::{Baseline, FittedHazard, HazardError, HazardOptions, Histories, HistoryTable, PersonPeriods};
use crate::Stop;

/// From this many rows on, a fit to some of them finds a start for all of them.
const LARGE_ROWS: usize = 65_536;
/// One row of this many is taken for that.
const START_STRIDE: usize = 16;

/// The discrete-time hazard of leaving: a regression on person-periods (Singer & Willett, Journal of Educational
/// Statistics 1993).
#[derive(Debug, Clone, Copy)]
pub struct ChurnHazard;

impl ChurnHazard {
    /// Fits to person-periods that are the rows of a row-major table of `n_features` columns.
    ///
    /// `exits` says of each row whether it ended in an exit, `weights` how much it counts. The months of rows are not
    /// known here, so the baseline must be constant (columns may stand for months).
    ///
    /// ```
    /// use cic_core::churn::hazard::{ChurnHazard, HazardOptions};
    /// // Of those who came, 1 of 4 left; of those who did not, 3 of 4.
    /// let came = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    /// let exits = [true, false, false, false, true, true, true, false];
    /// let fitted = ChurnHazard::fit(&came, 1, &exits, None, &HazardOptions::default())?;
    /// assert!((fitted.intercept() - 3.0_f64.ln()).abs() < 1e-9);
    /// assert!((fitted.coefficients()[0] + 9.0_f64.ln()).abs() < 1e-9);
    /// assert!((fitted.predict_proba(&[1.0])?[0] - 0.25).abs() < 1e-9);
    /// # Ok::<(), cic_core::churn::hazard::HazardError>(())
    /// ```
    ///
    /// # Errors
    /// Unusable options, columns of unequal length, values that are not finite, one outcome alone, separation when
    /// that is to be refused.
    pub fn fit(
        values: &[f64],
        n_features: usize,
        exits: &[bool],
        weights: Option<&[f64]>,
        options: &HazardOptions,
    ) -> Result<FittedHazard, HazardError> {
        let mut periods = PersonPeriods::new(values, n_features, exits)?;
        if let Some(weights) = weights {
            periods = periods.with_weights(weights)?;
        }
        Self::fit_periods(&periods, options)
    }

    /// Fits to person-periods whose months may be known.
    ///
    /// # Errors
    /// As [`ChurnHazard::fit`].
    pub fn fit_periods(
        periods: &PersonPeriods<'_>,
        options: &HazardOptions,
    ) -> Result<FittedHazard, HazardError> {
        Self::fit_periods_until(periods, options, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// As [`ChurnHazard::fit`], and [`HazardError::Stopped`].
    pub fn fit_periods_until(
        periods: &PersonPeriods<'_>,
        options: &HazardOptions,
        stop: &Stop,
    ) -> Result<FittedHazard, HazardError> {
        let mut training = begin(periods, options)?;
        if periods.n_rows() >= LARGE_ROWS {
            let (rows, stride) = (periods, START_STRIDE);
            let mut start = training.clone();
            if run(&EveryRow { rows, stride }, &mut start, stop).is_ok_and(|fitted| !fitted.flags().separated)
            {
                training.start_from(start.parameters().to_vec());
            }
        }
        run(periods, &mut training, stop)
    }

    /// Fits to one row a member: constant covariates, how long the member was at risk, whether it ended in an exit.
    ///
    /// Person-periods are made as they are added up, never stored.
    ///
    /// # Errors
    /// As [`ChurnHazard::fit`], and months that are not in order.
    pub fn fit_histories(
        table: &HistoryTable<'_>,
        options: &HazardOptions,
    ) -> Result<FittedHazard, HazardError> {
        table.check()?;
        Self::fit_months(table, options)
    }

    /// Fits to histories that are made as they are walked, such as member-months whose covariates change.
    ///
    /// # Errors
    /// As [`ChurnHazard::fit`], and months that are not in order.
    pub fn fit_months(
        histories: &dyn Histories,
        options: &HazardOptions,
    ) -> Result<FittedHazard, HazardError> {
        Self::fit_months_until(histories, options, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// As [`ChurnHazard::fit_months`], and [`HazardError::Stopped`].
    pub fn fit_months_until(
        histories: &dyn Histories,
        options: &HazardOptions,
        stop: &Stop,
    ) -> Result<FittedHazard, HazardError> {
        run(histories, &mut begin(histories, options)?, stop)
    }
}

fn begin(histories: &dyn Histories, options: &HazardOptions) -> Result<Training, HazardError> {
    options.check(histories.n_features())?;
    let with_months = options.baseline != Baseline::Constant;
    Training::start(&ColumnSums::of(histories, with_months)?, options)
}

/// Steps until the fit ends.
fn run(histories: &dyn Histories, training: &mut Training, stop: &Stop) -> Result<FittedHazard, HazardError> {
    loop {
        stop.check()?;
        let sums = add_up(histories, training)?;
        if let Some(fitted) = training.step(&sums)? {
            return Ok(fitted);
        }
    }
}

/// The sums over all blocks at the present parameters, added up in the order of the blocks.
fn add_up(histories: &dyn Histories, training: &Training) -> Result<BlockSums, HazardError> {
    let layout = training.layout();
    let blocks: Vec<Result<BlockSums, HazardError>> = (0..histories.n_blocks())
        .into_par_iter()
        .map(|block| {
            let mut panel = Panel::new(training.viewpoint(), BlockSums::empty(layout));
            histories.walk(block, &mut panel)?;
            Ok(panel.finish())
        })
        .collect();
    let mut total = BlockSums::empty(layout);
    for block in blocks {
        total.add(&block?);
    }
    Ok(total)
}
