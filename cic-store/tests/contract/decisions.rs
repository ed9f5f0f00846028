use cic_core::domain::{ApprovedPrice, DayOfWeek, Money, Segment, SegmentOverride};
use cic_core::engine::Assignment;
use cic_core::ingest::{Row, RowKind};
use cic_store::standing::Explicit;
use cic_store::{CommitmentRecord, DecisionRecord, Error, FitRecord, OutcomeRecord};

use crate::ground::{Ground, at};
use crate::rows::member;

async fn with_members(ground: Ground) -> Ground {
    let ground = ground.migrated().await;
    ground
        .import(
            RowKind::Members,
            ["m2", "M1", "M10", "é"].map(|id| Row::Member(member(id))),
        )
        .await;
    ground
}

pub(crate) async fn overrides_are_kept_until_taken_back(ground: Ground) {
    let ground = with_members(ground).await;
    let store = &ground.store;
    let word = |member_id: &str, segment_id: &str| SegmentOverride {
        member_id: member_id.to_owned(),
        segment_id: segment_id.to_owned(),
        decided_by: "owner".to_owned(),
        decided_at: at("2026-02-01T12:00:00.000001Z"),
        reason: "knows them".to_owned(),
    };
    let before = store.revision().await.unwrap();
    for id in ["m2", "M1", "é"] {
        store.put_override(&word(id, "casual_drop_in")).await.unwrap();
    }
    store
        .put_override(&word("M1", "social_ambassador"))
        .await
        .unwrap();
    assert_eq!(
        store.overrides().await.unwrap(),
        [
            word("M1", "social_ambassador"),
            word("m2", "casual_drop_in"),
            word("é", "casual_drop_in")
        ]
    );
    assert_eq!(store.revision().await.unwrap(), before + 4);
    assert!(matches!(
        store.put_override(&word("M9", "casual_drop_in")).await,
        Err(Error::NotFound { what: "member", .. })
    ));
    assert!(store.delete_override("M1").await.unwrap());
    assert!(!store.delete_override("M1").await.unwrap());
    assert_eq!(store.overrides().await.unwrap().len(), 2);
    assert_eq!(store.revision().await.unwrap(), before + 5);
}

pub(crate) async fn a_fit_replaces_the_fit_before(ground: Ground) {
    let ground = with_members(ground).await;
    let store = &ground.store;
    assert_eq!(store.latest_fit().await.unwrap(), None);
    let segments = ["casual_drop_in", "social_ambassador"].map(|id| Segment {
        id: id.to_owned(),
        display_name: id.to_uppercase(),
        description: String::new(),
    });
    let fit = |version: &str| FitRecord {
        version: version.to_owned(),
        as_of: at("2026-02-01T06:00:00Z"),
        settings: "{\"venue\":{}}".to_owned(),
        fitted_at: at("2026-02-01T12:00:00.5Z"),
        models: (version == "two").then(|| "{\"format\":1}".to_owned()),
    };
    let assigned = |member_id: &str, segment_id: &str| Assignment {
        member_id: member_id.to_owned(),
        segment_id: segment_id.to_owned(),
        confidence: 87,
        needs_review: member_id == "m2",
    };
    let first = [
        assigned("M1", "casual_drop_in"),
        assigned("M10", "casual_drop_in"),
        assigned("m2", "social_ambassador"),
    ];
    store.save_fit(&fit("one"), &segments, &first).await.unwrap();
    assert_eq!(store.assignments().await.unwrap(), first);
    let second = [
        assigned("M10", "social_ambassador"),
        assigned("é", "casual_drop_in"),
    ];
    store.save_fit(&fit("two"), &segments, &second).await.unwrap();
    assert_eq!(store.assignments().await.unwrap(), second);
    assert_eq!(store.latest_fit().await.unwrap(), Some(fit("two")));
    let of = |id: &str| format!("SELECT segment FROM members WHERE id = '{id}'");
    assert_eq!(
        ground.text(&of("M10")).await.as_deref(),
        Some("social_ambassador")
    );
    assert_eq!(ground.text(&of("M1")).await, None);
    assert_eq!(
        ground
            .text("SELECT display_name FROM segments WHERE id = 'casual_drop_in'")
            .await
            .as_deref(),
        Some("CASUAL_DROP_IN")
    );
}

pub(crate) async fn a_decision_is_logged_once(ground: Ground) {
    let ground = ground.migrated().await;
    let decision = |id: &str, answer: &str| DecisionRecord {
        id: id.to_owned(),
        decided_at: at("2026-02-01T12:00:00Z"),
        engine_version: "one".to_owned(),
        request: "{}".to_owned(),
        answer: answer.to_owned(),
    };
    ground
        .store
        .save_decision(&decision("a", "Accept"))
        .await
        .unwrap();
    ground
        .store
        .save_decision(&decision("b", "Decline"))
        .await
        .unwrap();
    let revision = ground.store.revision().await.unwrap();
    ground
        .store
        .save_decision(&decision("a", "Decline"))
        .await
        .unwrap();
    assert_eq!(ground.store.revision().await.unwrap(), revision);
    assert_eq!(
        ground.store.decisions().await.unwrap(),
        [decision("b", "Decline"), decision("a", "Accept")]
    );
}

pub(crate) async fn approved_prices_are_kept_with_who_and_when(ground: Ground) {
    let ground = ground.migrated().await;
    let store = &ground.store;
    assert_eq!(store.approved_prices().await.unwrap(), []);
    let word = |weekday: DayOfWeek, hour: u8, cents: i64, when: &str| ApprovedPrice {
        weekday,
        hour,
        price: Money::from_cents(cents),
        approved_by: "owner".to_owned(),
        approved_at: at(when),
    };
    let first = [
        word(DayOfWeek::Tue, 18, 30_00, "2026-02-01T12:00:00.000001Z"),
        word(DayOfWeek::Sat, 9, 27_50, "2026-02-01T12:00:00.000001Z"),
    ];
    let second = [word(DayOfWeek::Tue, 18, 35_00, "2026-02-09T12:00:00Z")];
    let before = store.revision().await.unwrap();
    store.put_approved_prices(&first).await.unwrap();
    store.put_approved_prices(&second).await.unwrap();
    assert_eq!(
        store.approved_prices().await.unwrap(),
        [first[0].clone(), first[1].clone(), second[0].clone()]
    );
    assert_eq!(store.revision().await.unwrap(), before + 2);
}

fn decision(id: &str) -> DecisionRecord {
    DecisionRecord {
        id: id.to_owned(),
        decided_at: at("2026-02-01T12:00:00Z"),
        engine_version: "one".to_owned(),
        request: "{}".to_owned(),
        answer: "{}".to_owned(),
    }
}

fn commitment(id: &str) -> CommitmentRecord {
    CommitmentRecord {
        decision_id: id.to_owned(),
        committed_at: at("2026-02-01T12:30:00.000001Z"),
        commitment: "{\"courts\":[1]}".to_owned(),
    }
}

pub(crate) async fn two_commits_on_one_state_are_not_both_taken(ground: Ground) {
    let ground = ground.migrated().await;
    let store = &ground.store;
    for id in ["a", "b"] {
        store.save_decision(&decision(id)).await.unwrap();
    }
    assert_eq!(store.decision("a").await.unwrap(), Some(decision("a")));
    assert_eq!(store.decision("c").await.unwrap(), None);
    let revision = store.revision().await.unwrap();
    let (one, two) = (commitment("a"), commitment("b"));
    let both = tokio::join!(store.save_commitment(&one, 0), store.save_commitment(&two, 0));
    let taken = [both.0.unwrap(), both.1.unwrap()];
    assert_eq!(taken.iter().filter(|&&taken| taken).count(), 1, "{taken:?}");
    assert_eq!(
        store.revision().await.unwrap(),
        revision + 1,
        "a commit that is not taken leaves no trace"
    );
    let other = if taken[0] { &two } else { &one };
    assert!(store.save_commitment(other, 1).await.unwrap());
    assert_eq!(
        store.commitments().await.unwrap(),
        [commitment("a"), commitment("b")]
    );
}

pub(crate) async fn an_outcome_enters_the_next_fit(ground: Ground) {
    let ground = with_members(ground).await;
    let store = ground.store.as_ref();
    store.save_decision(&decision("a")).await.unwrap();
    assert!(store.save_commitment(&commitment("a"), 0).await.unwrap());
    let outcome = |exits: u64| OutcomeRecord {
        decision_id: "a".to_owned(),
        recorded_at: at("2026-06-30T00:00:00Z"),
        outcome: format!(
            "{{\"decisionId\":\"a\",\"days\":120,\"left\":[],\"segments\":[{{\"segment\":\"casual_drop_in\",\"displaced\":9,\
             \"displacedExits\":{exits},\"matched\":40,\"matchedExits\":3,\"visits\":9,\"recaptured\":4}}]}}"
        ),
    };
    store.save_outcome(&outcome(5)).await.unwrap();
    store.save_outcome(&outcome(2)).await.unwrap();
    assert_eq!(store.outcomes().await.unwrap(), [outcome(2)]);
    let fit = cic_store::fitting::fit(store, &Explicit::default(), at("2026-07-01T00:00:00Z"))
        .await
        .unwrap();
    let seen = &fit.engine.settings().event.observed["casual_drop_in"];
    assert_eq!((seen.displaced, seen.displaced_exits, seen.recaptured), (9, 2, 4));
    let again = cic_store::standing::load(store, &Explicit::default(), at("2026-07-02T00:00:00Z"))
        .await
        .unwrap();
    assert_eq!(
        again.engine.version(),
        fit.engine.version(),
        "every process stands on what was learned"
    );
}
