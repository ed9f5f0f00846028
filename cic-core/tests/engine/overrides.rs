use cic_core::domain::SegmentOverride;
use cic_core::engine::DecideEventRequest;
use cic_core::segmentation::{Origin, Standing};
use cic_core::{Engine, Settings};

use super::fixture::{Rows, as_of, member};

#[test]
fn an_override_wins_and_says_who_when_and_why() {
    let engine = Rows {
        members: vec![member("M1"), member("M2")],
        ..Rows::default()
    }
    .engine(&Settings::default());
    let decided = SegmentOverride {
        member_id: "M1".to_owned(),
        segment_id: "social_ambassador".to_owned(),
        decided_by: "front desk".to_owned(),
        decided_at: as_of(),
        reason: "runs the Friday ladder".to_owned(),
    };
    let under = engine.with_overrides(&[decided]);
    let profile = under.member("M1").unwrap();
    assert_eq!(profile.segment.id, "social_ambassador");
    assert_eq!(profile.segment.origin, Origin::Override);
    assert_eq!(profile.segment.standing, Standing::Confirmed);
    assert_eq!(
        profile.segment.overridden.as_deref(),
        Some("front desk on 2026-02-01: runs the Friday ladder")
    );
    assert_eq!(profile.value.ltv, 2036.0);
    assert_eq!(under.version(), engine.version());
    let request: DecideEventRequest =
        serde_json::from_str(r#"{"revenue": 500, "dateTime": "2026-02-19T19:00", "courts": 4}"#).unwrap();
    let id = |engine: &Engine| engine.decide_event(&request).unwrap().id;
    assert_ne!(
        id(&under),
        id(&engine),
        "an override may change a decision, so it has an id of its own"
    );
    assert_eq!(under.segment("social_ambassador").unwrap().member_count, 1);
    assert_eq!(engine.segment("social_ambassador").unwrap().member_count, 0);
}
