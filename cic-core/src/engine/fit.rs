use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::Engine;
use super::decision::segment_churn;
use super::models::Models;
use super::valuation::{Ground, Method, Valuation};
use crate::club::Person;
use crate::domain::{Instant, MemberStatus, Money};
use crate::error::Result;
use crate::features::{self, Behaviour, Evidence, Home};
use crate::ltv::cold_start_value;
use crate::segmentation::{Assigned, assign};
use crate::{Club, Settings, Stop};

/// What [`Engine::fit`] computes once; every vector but `listed` and `segment_values` is by member index.
#[derive(Debug)]
pub(super) struct Fitted {
    pub club: Arc<Club>,
    pub settings: Settings,
    pub as_of: Instant,
    pub version: String,
    pub behaviours: Vec<Behaviour>,
    pub homes: Vec<Option<Home>>,
    pub assigned: Vec<Assigned>,
    pub listed: Vec<usize>,
    /// By segment index.
    pub segment_values: Vec<Money>,
    /// By segment index: the probability to leave within 12 months.
    pub segment_churn: Vec<f64>,
    pub plans_are_known: bool,
    /// What the models say of everyone.
    pub valuation: Valuation,
}

/// Raised when the same inputs come to give other answers.
const MODEL_REVISION: u32 = 2;

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
        let settings = settings.clone().validated()?;
        let club = club.known_at(as_of);
        let (version, (behaviours, homes)) = rayon::join(
            || version(&club, &settings, as_of),
            || (features::observe(&club, as_of), features::homes(&club)),
        );
        stop.check()?;
        let plans_are_known = club.knows_plans();
        let assigned: Vec<Assigned> = (0..behaviours.len())
            .into_par_iter()
            .with_min_len(256)
            .map(|member| {
                let evidence = Evidence {
                    club: &club,
                    person: &club.people()[member],
                    behaviour: &behaviours[member],
                    home: homes[member].as_ref(),
                    plans_are_known,
                };
                assign(&settings.segments, &evidence)
            })
            .collect();
        let listed = listed(&club, &behaviours, plans_are_known, as_of);
        let ground = Ground {
            club: &club,
            settings: &settings,
            homes: &homes,
            as_of,
            version: &version,
            segments: assigned.iter().map(|assigned| assigned.segment).collect(),
            listed: &listed,
            stop,
        };
        let valuation = Valuation::of(&ground, models)?;
        drop(ground);
        let fitted = Fitted {
            segment_churn: segment_churn(&settings),
            listed,
            segment_values: segment_values(&settings),
            assigned,
            club,
            settings,
            as_of,
            version,
            behaviours,
            homes,
            plans_are_known,
            valuation,
        };
        Ok(Self {
            event_model: Arc::new(fitted.event_model()),
            fitted: Arc::new(fitted),
            overrides: Arc::new(BTreeMap::new()),
            approved_prices: Arc::default(),
            commitments: Arc::default(),
            stop: Stop::default(),
        })
    }
}

impl Fitted {
    /// A member's value: the fitted one, or by the plain rule that of the segment.
    pub(super) fn ltv(&self, member: usize, segment: usize) -> Money {
        let outlook = &self.valuation.outlooks[member];
        if outlook.method == Method::ColdStart {
            return self.segment_values[segment];
        }
        Money::from_units(outlook.worth.mean).unwrap_or_default()
    }

    pub(super) fn evidence(&self, member: usize) -> Evidence<'_> {
        Evidence {
            club: &self.club,
            person: &self.club.people()[member],
            behaviour: &self.behaviours[member],
            home: self.homes[member].as_ref(),
            plans_are_known: self.plans_are_known,
        }
    }
}

fn version(club: &Club, settings: &Settings, as_of: Instant) -> String {
    let mut hash = Xxh3::new();
    hash.update(&MODEL_REVISION.to_le_bytes());
    hash.update(as_of.to_rfc3339().as_bytes());
    hash.update(settings.to_json().as_bytes());
    club.fingerprint(&mut hash);
    format!("{:032x}", hash.digest128())
}

fn segment_values(settings: &Settings) -> Vec<Money> {
    let value = |id: &String| {
        settings
            .economics
            .cold_start
            .get(id)
            .map(cold_start_value)
            .unwrap_or_default()
    };
    settings
        .segments
        .iter()
        .map(|segment| value(&segment.id))
        .collect()
}

/// Active and suspended members who have joined or played, without visitors who stayed away for 12 months.
fn listed(club: &Club, behaviours: &[Behaviour], plans_are_known: bool, as_of: Instant) -> Vec<usize> {
    const VISITOR_DAYS: u32 = 365;
    let is_listed = |person: &Person, behaviour: &Behaviour| {
        let is_visitor = plans_are_known && person.member.plan.is_none();
        let came_lately = behaviour
            .days_since_last_visit
            .is_some_and(|days| days <= VISITOR_DAYS)
            || (behaviour.days_since_last_visit.is_none() && behaviour.visits > 0);
        person.member.status != MemberStatus::Cancelled
            && (came_lately || (!is_visitor && person.member.joined_at <= as_of))
    };
    let everyone = club.people().iter().zip(behaviours).enumerate();
    everyone
        .filter(|(_, (person, behaviour))| is_listed(person, behaviour))
        .map(|(member, _)| member)
        .collect()
}
