//! Fitting anew: what is stored, and what that changes for the members.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{FitRecord, Store};
use cic_core::Engine;
use cic_core::domain::{Instant, Segment};
use cic_core::engine::Assignment;
use cic_core::event_decision::OutcomeLearning;
use cic_core::settings::ObservedOutcomes;
use serde::Serialize;

use crate::standing::{Explicit, LoadError, commitments, fit_engine};

/// How many members went from one segment to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Segment id before; `null` for members who were in none.
    pub from: Option<String>,
    /// Segment id now; `null` for members who are in none any more.
    pub to: Option<String>,
    /// How many.
    pub members: usize,
}

/// A fit and what it changed.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Answers every question, people's overrides included.
    pub engine: Arc<Engine>,
    /// What was stored.
    pub record: FitRecord,
    /// The fit before this one.
    pub previous: Option<FitRecord>,
    /// Between segments, in and out; the largest first.
    pub moves: Vec<Move>,
    /// Members who stayed where they were.
    pub unmoved: usize,
}

/// Fits everything on what was known at the explicit as-of, or `now`, and stores it.
///
/// # Errors
/// When the store fails or the engine refuses what is stored.
pub async fn fit(store: &dyn Store, explicit: &Explicit, now: Instant) -> Result<Fit, LoadError> {
    let previous = store.latest_fit().await?;
    let mut settings = explicit.settings(previous.as_ref())?;
    let learned = learned(store).await?;
    if !learned.is_empty() {
        settings.event.observed = learned;
    }
    let as_of = explicit.as_of(&settings)?.unwrap_or(now);
    let settings_text = settings.to_json();
    let fitted = fit_engine(store, settings, as_of, None).await?;
    let commitments = commitments(store).await?;
    let engine = fitted
        .with_overrides(&store.overrides().await?)
        .with_commitments(&commitments);
    let engine = Arc::new(engine);
    let record = FitRecord {
        version: engine.version().to_owned(),
        as_of,
        settings: settings_text,
        fitted_at: now,
        models: Some(engine.fitted_models().to_json()),
    };
    let segments: Vec<Segment> = engine
        .segments()
        .into_iter()
        .map(|segment| Segment {
            id: segment.id,
            display_name: segment.display_name,
            description: segment.description,
        })
        .collect();
    let before = store.assignments().await?;
    let after = engine.assignments();
    store.save_fit(&record, &segments, &after).await?;
    let (moves, unmoved) = compare(&before, &after);
    Ok(Fit {
        engine,
        record,
        previous,
        moves,
        unmoved,
    })
}

/// What the club's own outcomes say of displacements, by segment id; one that this version cannot read is skipped.
async fn learned(store: &dyn Store) -> Result<BTreeMap<String, ObservedOutcomes>, crate::Error> {
    let mut learning = OutcomeLearning::default();
    for record in store.outcomes().await? {
        if let Ok(outcome) = serde_json::from_str(&record.outcome) {
            learning.update(&outcome);
        }
    }
    Ok(learning.finish())
}

fn compare(before: &[Assignment], after: &[Assignment]) -> (Vec<Move>, usize) {
    let by_member = |assignments: &[Assignment]| -> BTreeMap<String, String> {
        assignments
            .iter()
            .map(|assignment| (assignment.member_id.clone(), assignment.segment_id.clone()))
            .collect()
    };
    let (mut before, after) = (by_member(before), by_member(after));
    let mut moved: BTreeMap<(Option<String>, Option<String>), usize> = BTreeMap::new();
    let mut unmoved = 0;
    for (member, to) in after {
        match before.remove(&member) {
            Some(from) if from == to => unmoved += 1,
            from => *moved.entry((from, Some(to))).or_default() += 1,
        }
    }
    for from in before.into_values() {
        *moved.entry((Some(from), None)).or_default() += 1;
    }
    let mut moves: Vec<Move> = moved
        .into_iter()
        .map(|((from, to), members)| Move { from, to, members })
        .collect();
    moves.sort_by_key(|one| std::cmp::Reverse(one.members));
    (moves, unmoved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assignment(member: &str, segment: &str) -> Assignment {
        Assignment {
            member_id: member.to_owned(),
            segment_id: segment.to_owned(),
            confidence: 90,
            needs_review: false,
        }
    }

    #[test]
    fn every_member_before_or_after_is_counted_once() {
        let before = [assignment("a", "x"), assignment("b", "x"), assignment("c", "y")];
        let after = [assignment("a", "x"), assignment("b", "y"), assignment("d", "y")];
        let (moves, unmoved) = compare(&before, &after);
        assert_eq!(unmoved, 1);
        let counted: usize = moves.iter().map(|one| one.members).sum();
        assert_eq!(counted, 3);
        assert!(moves.contains(&Move {
            from: Some("x".to_owned()),
            to: Some("y".to_owned()),
            members: 1
        }));
        assert!(moves.contains(&Move {
            from: Some("y".to_owned()),
            to: None,
            members: 1
        }));
    }
}
