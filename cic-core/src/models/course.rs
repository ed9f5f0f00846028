use serde::{Deserialize, Serialize};

use crate::churn::hazard::{
    FittedHazard, HazardColumns, HazardOptions, HazardTraining, NewtonSums, PersonPeriods,
};
use crate::error::Result;
use crate::json::{from_text, to_text};

/// A hazard of leaving fitted over rows that lie in many places: pass after pass, each place adds up its rows and sends
/// bytes, and whoever leads the course merges them and tells all places where the fit stands next.
///
/// The rows of one bucket of members ([`crate::member_bucket`]) lie in one place, in one order; then however buckets
/// are spread, the same fit comes out to the last bit.
///
/// ```
/// use cic_core::models::{HazardCourse, Next};
/// let came = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0];
/// let exits = [true, false, false, false, true, true, true, false];
/// let mut course = HazardCourse::new(1, "{}")?;
/// let fitted = loop {
///     let here = course.add_up([(0, &came[..3], &exits[..3])])?;
///     let there = course.add_up([(7, &came[3..], &exits[3..])])?;
///     match course.advance([&here[..], &there[..]])? {
///         Next::Pass(next) => course = next,
///         Next::Fitted(fitted) => break fitted,
///     }
/// };
/// assert!(fitted.coefficients()[0] < 0.0);
/// # Ok::<(), cic_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HazardCourse {
    n_features: usize,
    options: HazardOptions,
    /// `None` before the first pass.
    training: Option<HazardTraining>,
}

/// What follows a pass.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Another one.
    Pass(HazardCourse),
    /// Nothing: this is the fit.
    Fitted(FittedHazard),
}

impl HazardCourse {
    /// Before the first pass; `options` are those of [`HazardOptions`] as JSON text.
    ///
    /// # Errors
    /// Options that cannot be used.
    pub fn new(n_features: usize, options: &str) -> Result<Self> {
        let options: HazardOptions = from_text(options.as_bytes())?;
        HazardColumns::new(n_features, &options)?;
        Ok(Self {
            n_features,
            options,
            training: None,
        })
    }

    /// Where the fit stands, as [`HazardCourse::to_json`] wrote it.
    ///
    /// # Errors
    /// Text that it did not write.
    pub fn from_json(text: &str) -> Result<Self> {
        Ok(from_text(text.as_bytes())?)
    }

    /// Where the fit stands, for all places.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_text(self)
    }

    /// What one place has to say of its rows in this pass: by bucket, row-major covariates and whether each
    /// member-month ended in an exit.
    ///
    /// # Errors
    /// Rows that cannot be used.
    pub fn add_up<'a>(
        &self,
        parts: impl IntoIterator<Item = (u8, &'a [f64], &'a [bool])>,
    ) -> Result<Vec<u8>> {
        let periods = |values, exits| PersonPeriods::new(values, self.n_features, exits);
        let Some(training) = &self.training else {
            let mut columns = HazardColumns::new(self.n_features, &self.options)?;
            for (bucket, values, exits) in parts {
                columns.update(bucket, &periods(values, exits)?)?;
            }
            return Ok(columns.to_bytes());
        };
        let mut sums = training.sums();
        for (bucket, values, exits) in parts {
            sums.update(training, bucket, &periods(values, exits)?)?;
        }
        Ok(sums.to_bytes())
    }

    /// Merges what all places said, in any order.
    ///
    /// # Errors
    /// Bytes of another pass, a bucket that two places have, separation where that is to be refused.
    pub fn advance<'a>(mut self, said: impl IntoIterator<Item = &'a [u8]>) -> Result<Next> {
        let Some(training) = &mut self.training else {
            let mut columns = HazardColumns::new(self.n_features, &self.options)?;
            for bytes in said {
                columns.merge(HazardColumns::from_bytes(bytes, self.n_features, &self.options)?)?;
            }
            self.training = Some(columns.finish()?);
            return Ok(Next::Pass(self));
        };
        let mut sums = training.sums();
        for bytes in said {
            sums.merge(NewtonSums::from_bytes(bytes, training)?)?;
        }
        Ok(match sums.finish(training)? {
            Some(fitted) => Next::Fitted(fitted),
            None => Next::Pass(self),
        })
    }
}
