use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::club::Person;
use crate::domain::{Instant, MemberStatus, Money};
use crate::error::{Error, Result};
use crate::features::{self, Behaviour, Evidence, Home};
use crate::ltv::cold_start_value;
use crate::segmentation::{Assigned, assign};
use crate::{Club, Settings};

/// Raised when the same inputs come to give other answers.
const MODEL_REVISION: u32 = 3;

/// Features and segments of a club as of one instant, before any model is fitted: what a feature pipeline needs.
///
/// [`crate::Engine::fit`] begins with it and adds models, values and what decisions need.
#[derive(Debug)]
pub struct Observed {
    pub(super) club: Arc<Club>,
    pub(super) settings: Settings,
    pub(super) as_of: Instant,
    pub(super) version: String,
    /// This and the next two by member index.
    pub(super) behaviours: Vec<Behaviour>,
    pub(super) homes: Vec<Option<Home>>,
    pub(super) assigned: Vec<Assigned>,
    /// Member indexes.
    pub(super) listed: Vec<usize>,
    /// By segment index.
    pub(super) segment_values: Vec<Money>,
    pub(super) plans_are_known: bool,
}

impl Observed {
    /// What was known of `club` at `as_of`, everyone's behaviour in it and their segments.
    ///
    /// ```
    /// use cic_core::club::tables::{Batch, ClubTables, Column, Table};
    /// use cic_core::engine::{FeaturesRequest, Observed};
    /// use cic_core::{Club, Settings};
    ///
    /// let members = Table::new(vec![Batch::new(2, vec![Column::of_text("id", vec!["M1", "M2"])])]);
    /// let tables = ClubTables { members: Some(members), ..ClubTables::default() };
    /// let settings = Settings::default();
    /// let club = Club::from_tables(&tables, &settings)?.into();
    /// let as_of = "2026-02-01T06:00:00Z".parse().expect("an instant");
    /// let observed = Observed::of(&club, &settings, as_of)?;
    /// let everyone = FeaturesRequest { everyone: true, ..FeaturesRequest::default() };
    /// assert_eq!(observed.features(&everyone)?.rows(), 2);
    /// # Ok::<(), cic_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for settings that [`Settings::validated`] refuses.
    pub fn of(club: &Arc<Club>, settings: &Settings, as_of: Instant) -> Result<Self> {
        let settings = settings.clone().validated()?;
        let club = club.known_at(as_of);
        let (version, (behaviours, homes)) = rayon::join(
            || version(&club, &settings, as_of),
            || (features::observe(&club, as_of), features::homes(&club)),
        );
        let mut observed = Self {
            listed: Vec::new(),
            assigned: Vec::new(),
            segment_values: segment_values(&settings),
            plans_are_known: club.knows_plans(),
            club,
            settings,
            as_of,
            version,
            behaviours,
            homes,
        };
        observed.assigned = (0..observed.behaviours.len())
            .into_par_iter()
            .with_min_len(256)
            .map(|member| assign(&observed.settings.segments, &observed.evidence(member)))
            .collect();
        observed.listed = observed.members_listed();
        Ok(observed)
    }

    /// The index of a segment in the settings' table.
    pub(super) fn find_segment(&self, id: &str) -> Result<usize> {
        let mut segments = self.settings.segments.iter();
        segments
            .position(|segment| segment.id == id)
            .ok_or_else(|| Error::NotFound {
                what: "segment",
                id: id.to_owned(),
            })
    }

    /// Active and silent for longer than they are used to.
    pub(super) fn is_at_risk(&self, member: usize) -> bool {
        self.club.people()[member].member.status == MemberStatus::Active
            && self.behaviours[member].is_overdue()
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

    /// Active and suspended members who have joined or played, without visitors who stayed away for 12 months.
    fn members_listed(&self) -> Vec<usize> {
        const VISITOR_DAYS: u32 = 365;
        let is_listed = |person: &Person, behaviour: &Behaviour| {
            let is_visitor = self.plans_are_known && person.member.plan.is_none();
            let came_lately = behaviour
                .days_since_last_visit
                .is_some_and(|days| days <= VISITOR_DAYS)
                || (behaviour.days_since_last_visit.is_none() && behaviour.visits > 0);
            person.member.status != MemberStatus::Cancelled
                && (came_lately || (!is_visitor && person.member.joined_at <= self.as_of))
        };
        let everyone = self.club.people().iter().zip(&self.behaviours).enumerate();
        everyone
            .filter(|(_, (person, behaviour))| is_listed(person, behaviour))
            .map(|(member, _)| member)
            .collect()
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
