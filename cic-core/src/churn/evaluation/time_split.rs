/// Rows of a fit and rows of a test, told apart by their month and never at random: nobody knows the future.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeSplit {
    /// Places of rows to fit to, in their order.
    pub fit_rows: Vec<usize>,
    /// Places of rows to test on, in their order.
    pub test_rows: Vec<usize>,
}

impl TimeSplit {
    /// Tests on months from `first_test_month` on; fits to months that end at least `gap_months` before it, so that an
    /// outcome that takes some months to be known reaches into no test.
    ///
    /// ```
    /// use cic_core::churn::evaluation::TimeSplit;
    /// let split = TimeSplit::at(&[1, 4, 2, 3, 4], 4, 1);
    /// assert_eq!((split.fit_rows, split.test_rows), (vec![0, 2], vec![1, 4]));
    /// ```
    #[must_use]
    pub fn at(months: &[u32], first_test_month: u32, gap_months: u32) -> Self {
        let places = |wanted: &dyn Fn(u32) -> bool| {
            let rows = months.iter().enumerate().filter(|(_, month)| wanted(**month));
            rows.map(|(place, _)| place).collect()
        };
        Self {
            fit_rows: places(&|month| month.saturating_add(gap_months) < first_test_month),
            test_rows: places(&|month| month >= first_test_month),
        }
    }

    /// One split for each of the last `folds` months: fitted to all before (but for the gap), tested on that month.
    #[must_use]
    pub fn rolling(months: &[u32], folds: usize, gap_months: u32) -> Vec<Self> {
        let mut known = months.to_vec();
        known.sort_unstable();
        known.dedup();
        let tested = known.iter().rev().take(folds).rev();
        tested
            .map(|&month| {
                let mut split = Self::at(months, month, gap_months);
                split.test_rows.retain(|&row| months[row] == month);
                split
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_month_of_a_fit_reaches_a_test() {
        let months = [5, 3, 1, 4, 2, 5, 4, 1];
        for split in TimeSplit::rolling(&months, 3, 1) {
            let last_fitted = split.fit_rows.iter().map(|&row| months[row]).max().unwrap();
            let first_tested = split.test_rows.iter().map(|&row| months[row]).min().unwrap();
            assert!(last_fitted + 1 < first_tested);
        }
        assert_eq!(TimeSplit::rolling(&months, 3, 0).len(), 3);
        assert!(TimeSplit::rolling(&[], 3, 0).is_empty());
    }
}
