use cic_core::domain::{BookingStatus, Money};
use cic_core::ingest::{Batch, ParsedRow, QuarantinedRow, Row, RowKind};

use crate::ground::{Ground, assert_adds_up, at, batch, told};
use crate::rows::{booking, cancellation, member, story};

/// Imports the story; what was told of each file.
pub(crate) async fn tell_story(ground: &Ground) -> String {
    let mut told_all = String::new();
    for (kind, lines) in story() {
        told_all += &told(&ground.import_lines(kind, lines).await);
    }
    told_all
}

pub(crate) async fn every_kind_of_file_is_reported_line_by_line(ground: Ground) {
    let ground = ground.migrated().await;
    let told_all = tell_story(&ground).await;
    insta::with_settings!({prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("story", told_all);
    });
    let imports = ground.store.imports().await.unwrap();
    assert_eq!(imports.len(), 11);
    assert!(imports.is_sorted_by(|later, earlier| later.id > earlier.id));
    for import in &imports {
        let quarantine = ground.store.quarantine(import.id).await.unwrap();
        assert_eq!(quarantine.len() as u64, import.quarantined);
        assert_eq!(import.report.kind, Some(import.report.kind.unwrap()));
        assert_eq!(
            import.report.rows,
            import.report.accepted + import.report.updated + import.report.unchanged + import.quarantined
        );
    }
    assert!(matches!(
        ground.store.quarantine(99).await,
        Err(cic_store::Error::NotFound { what: "import", .. })
    ));
}

pub(crate) async fn the_same_file_again_changes_nothing(ground: Ground) {
    let ground = ground.migrated().await;
    tell_story(&ground).await;
    for (kind, lines) in story() {
        let report = ground.import_lines(kind, lines).await;
        assert_eq!((report.accepted, report.updated), (0, 0), "{}", told(&report));
    }
}

pub(crate) async fn a_later_file_updates_what_it_says_differently(ground: Ground) {
    let ground = ground.migrated().await;
    ground
        .import(
            RowKind::Members,
            [Row::Member(member("M1")), Row::Member(member("M2"))],
        )
        .await;
    let mut shared = booking("B1", Some("M1"));
    shared.players = vec!["M2".to_owned()];
    ground
        .import(RowKind::Bookings, [Row::Booking(shared.clone())])
        .await;

    shared.players.clear();
    shared.revenue = Money::from_cents(33);
    let mut second = booking("B2", Some("M2"));
    second.players = vec!["M1".to_owned()];
    let both = [Row::Booking(shared), Row::Booking(second)];
    let report = ground.import_lines(RowKind::Bookings, [both.to_vec()]).await;
    assert_eq!(
        (report.accepted, report.updated),
        (1, 0),
        "one line, one of its rows new"
    );
    assert_eq!(
        ground
            .text("SELECT count(*) FROM booking_players")
            .await
            .as_deref(),
        Some("1")
    );
    assert_eq!(
        ground
            .text("SELECT revenue_generated FROM bookings WHERE external_id = 'B1'")
            .await
            .as_deref(),
        Some("0.33")
    );

    let mut moved = member("M2");
    moved.home_zip_code = None;
    let report = ground
        .import(RowKind::Members, [Row::Member(member("M1")), Row::Member(moved)])
        .await;
    assert_eq!((report.updated, report.unchanged), (1, 1));
}

pub(crate) async fn a_cancellation_stands_against_later_lists_of_bookings(ground: Ground) {
    let ground = ground.migrated().await;
    ground.import(RowKind::Members, [Row::Member(member("M1"))]).await;
    let rows = || ["B1", "B1/2", "B10"].map(|id| Row::Booking(booking(id, Some("M1"))));
    ground.import(RowKind::Bookings, rows()).await;
    let news = || [cancellation("B1", Some("2026-01-14T10:00:00Z"))];
    assert_eq!(ground.import(RowKind::Cancellations, news()).await.updated, 1);
    assert_eq!(ground.import(RowKind::Cancellations, news()).await.unchanged, 1);
    assert_eq!(
        ground
            .import(RowKind::Cancellations, [cancellation("B1", None)])
            .await
            .unchanged,
        1
    );

    assert_eq!(ground.import(RowKind::Bookings, rows()).await.unchanged, 3);
    let mut cheaper = booking("B1", Some("M1"));
    cheaper.revenue = Money::ZERO;
    assert_eq!(
        ground
            .import(RowKind::Bookings, [Row::Booking(cheaper)])
            .await
            .updated,
        1
    );
    let cancelled = "SELECT count(*) FROM bookings WHERE status = 'cancelled' AND cancelled_at IS NOT NULL";
    assert_eq!(
        ground.text(cancelled).await.as_deref(),
        Some("2"),
        "B1 and its second court, not B10"
    );

    // What the list of bookings itself said, it may take back.
    let mut called_off = booking("B10", Some("M1"));
    called_off.status = BookingStatus::Cancelled;
    called_off.cancelled_at = Some(at("2026-01-14T10:00:00Z"));
    assert_eq!(
        ground
            .import(RowKind::Bookings, [Row::Booking(called_off)])
            .await
            .updated,
        1
    );
    assert_eq!(
        ground
            .import(RowKind::Bookings, [Row::Booking(booking("B10", Some("M1")))])
            .await
            .updated,
        1
    );
    assert_eq!(ground.text(cancelled).await.as_deref(), Some("2"));
}

pub(crate) async fn members_may_hand_an_address_on(ground: Ground) {
    let ground = ground.migrated().await;
    ground
        .import(
            RowKind::Members,
            [Row::Member(member("M1")), Row::Member(member("M2"))],
        )
        .await;
    let mut gives_up = member("M2");
    gives_up.email = Some("new@example.org".to_owned());
    let mut takes_over = member("M1");
    takes_over.email = Some("m2@example.org".to_owned());
    let mut newcomer = member("M3");
    newcomer.email = Some("m1@example.org".to_owned());
    let report = ground
        .import(
            RowKind::Members,
            [gives_up, takes_over, newcomer].map(Row::Member),
        )
        .await;
    assert_eq!((report.accepted, report.updated), (1, 2), "{}", told(&report));
}

pub(crate) async fn a_dry_run_reports_the_same_and_changes_nothing(ground: Ground) {
    let ground = ground.migrated().await;
    let before = ground.store.revision().await.unwrap();
    let lines = || story().swap_remove(2).1;
    let mut dry = ground.begin(RowKind::Members, true).await.unwrap();
    dry.take(batch(lines())).await.unwrap();
    let dry = dry.finish(vec!["a note".to_owned()]).await.unwrap();
    assert_eq!(
        ground.text("SELECT count(*) FROM members").await.as_deref(),
        Some("0")
    );
    assert_eq!(ground.store.imports().await.unwrap().len(), 0);
    assert_eq!(ground.store.revision().await.unwrap(), before);

    let mut wet = ground.begin(RowKind::Members, false).await.unwrap();
    wet.take(batch(lines())).await.unwrap();
    assert_eq!(wet.finish(vec!["a note".to_owned()]).await.unwrap(), dry);
    assert!(ground.store.revision().await.unwrap() > before);
    assert_eq!(ground.store.imports().await.unwrap()[0].report.notes, ["a note"]);
}

pub(crate) async fn an_import_that_is_dropped_leaves_nothing(ground: Ground) {
    let ground = ground.migrated().await;
    let mut import = ground.begin(RowKind::Members, false).await.unwrap();
    let rows = (0..20_000).map(|number| vec![Row::Member(member(&format!("M{number}")))]);
    import.take(batch(rows)).await.unwrap();
    drop(import);
    assert_eq!(
        ground
            .import(RowKind::Members, [Row::Member(member("M1"))])
            .await
            .accepted,
        1
    );
    assert_eq!(
        ground.text("SELECT count(*) FROM members").await.as_deref(),
        Some("1")
    );
}

pub(crate) async fn a_file_larger_than_one_merge_is_counted_whole(ground: Ground) {
    let ground = ground.migrated().await;
    let mut import = ground.begin(RowKind::Members, false).await.unwrap();
    let lines = |first_line: u64, ids: std::ops::Range<u32>| Batch {
        parsed: (first_line..)
            .zip(ids)
            .map(|(line, number)| ParsedRow {
                line,
                rows: vec![Row::Member(member(&format!("M{number}")))],
            })
            .collect(),
        quarantined: Vec::new(),
    };
    import.take(lines(2, 0..135_000)).await.unwrap();
    let mut again = lines(135_002, 134_990..140_000);
    again.quarantined.push(QuarantinedRow {
        line: 1,
        column: "email".to_owned(),
        value: "?".to_owned(),
        reason: "not an address".to_owned(),
    });
    import.take(again).await.unwrap();
    let report = import.finish(Vec::new()).await.unwrap();
    assert_adds_up(&report);
    assert_eq!(
        (report.rows, report.accepted, report.unchanged),
        (140_011, 140_000, 10)
    );
    assert_eq!(report.quarantined[0].line, 1);
}
