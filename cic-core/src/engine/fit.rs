use std::collections::BTreeMap;
use std::sync::Arc;

use super::decision::segment_churn;
use super::models::Models;
use super::valuation::{Ground, Method, Valuation};
use super::{Engine, Observed};
use crate::domain::{Instant, Money};
use crate::error::Result;
use crate::{Club, Settings, Stop};

/// What [`Engine::fit`] adds to what was observed.
#[derive(Debug)]
pub(super) struct Fitted {
    pub observed: Arc<Observed>,
    /// By segment index: the probability to leave within 12 months.
    pub segment_churn: Vec<f64>,
    /// What the models say of everyone.
    pub valuation: Valuation,
}

impl Engine {
    /// Fits everything on what was known of `club` at `as_of`.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for settings that [`Settings::validated`] refuses.
    pub fn fit(club: &Arc<Club>, settings: &Settings, as_of: Instant) -> Result<Self> {
        Self::fit_with(club, settings, as_of, None)
    }

    /// The same, with models that were fitted before: where they stand on the same inputs they are taken as they are,
    /// and every answer is the same without fitting them again.
    ///
    /// # Errors
    /// Those of [`Engine::fit`].
    pub fn fit_with(
        club: &Arc<Club>,
        settings: &Settings,
        as_of: Instant,
        models: Option<&Models>,
    ) -> Result<Self> {
        Self::fit_until(club, settings, as_of, models, &Stop::NEVER)
    }

    /// The same, ending early once `stop` is raised.
    ///
    /// # Errors
    /// Those of [`Engine::fit`], and [`crate::Error::Stopped`].
    pub fn fit_until(
        club: &Arc<Club>,
        settings: &Settings,
        as_of: Instant,
        models: Option<&Models>,
        stop: &Stop,
    ) -> Result<Self> {
        stop.check()?;
        let observed = Arc::new(Observed::of(club, settings, as_of)?);
        stop.check()?;
        let valuation = Valuation::of(&Ground::of(&observed, stop), models)?;
        let fitted = Fitted {
            segment_churn: segment_churn(&observed.settings),
            valuation,
            observed: Arc::clone(&observed),
        };
        Ok(Self {
            observed,
            event_model: Arc::new(fitted.event_model()),
            fitted: Arc::new(fitted),
            overrides: Arc::new(BTreeMap::new()),
            approved_prices: Arc::default(),
            commitments: Arc::default(),
            stop: Stop::default(),
            ahead: Arc::default(),
        })
    }
}

impl Fitted {
    /// A member's value: the fitted one, or by the plain rule that of the segment.
    pub(super) fn ltv(&self, member: usize, segment: usize) -> Money {
        let outlook = &self.valuation.outlooks[member];
        if outlook.method == Method::ColdStart {
            return self.observed.segment_values[segment];
        }
        Money::from_units(outlook.worth.mean).unwrap_or_default()
    }
}
