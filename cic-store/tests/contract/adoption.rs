use cic_core::domain::Money;
use cic_core::ingest::{Row, RowKind};
use cic_store::Error;

use crate::ground::{Ground, at, venue};
use crate::rows::{booking, member};

/// The tables as clubs have them, in the words of either database.
const FIVE_TABLES: &str = "
    CREATE TABLE segments (id VARCHAR PRIMARY KEY, display_name VARCHAR, description TEXT);
    CREATE TABLE members (
        id VARCHAR PRIMARY KEY, name VARCHAR, email VARCHAR UNIQUE, join_date TIMESTAMP, status VARCHAR,
        segment VARCHAR REFERENCES segments (id)
    );
    CREATE TABLE bookings (
        id {serial} PRIMARY KEY, member_id VARCHAR REFERENCES members (id), booking_time TIMESTAMP,
        court_id INTEGER, revenue_generated DECIMAL
    );
    CREATE TABLE enriched_data (
        member_id VARCHAR PRIMARY KEY REFERENCES members (id), employer VARCHAR, title VARCHAR,
        company_size INTEGER, home_address VARCHAR, home_zip_code VARCHAR, linkedin_url VARCHAR,
        last_enriched TIMESTAMP
    );
    CREATE TABLE survey_responses (
        id {serial} PRIMARY KEY, member_id VARCHAR REFERENCES members (id), survey_name VARCHAR,
        question VARCHAR, response TEXT
    );
    INSERT INTO segments VALUES ('casual_drop_in', 'Casual Drop-in', 'Comes now and then');
    INSERT INTO members VALUES
        ('M1', 'Ann', 'ann@example.org', '2025-03-01 09:30:00', 'active', 'casual_drop_in'),
        ('M2', NULL, NULL, NULL, NULL, NULL);
    INSERT INTO bookings (member_id, booking_time, court_id, revenue_generated) VALUES
        ('M1', '2026-01-14 18:00:00', 3, 20.10), ('M1', '2026-07-14 18:00:00', NULL, NULL),
        ('M2', '2025-11-02 01:30:00', 1, 0.07), (NULL, NULL, NULL, NULL),
        ('M1', '1900-01-01 00:00:00', 1, 0);
    INSERT INTO enriched_data VALUES
        ('M1', 'Salesforce', 'VP', 10001, '1 North Ave', '60618', 'linkedin.com/in/ann', '2026-01-02 03:04:05'),
        ('M2', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO survey_responses (member_id, survey_name, question, response) VALUES
        ('M1', 'onboarding', 'motivation', 'social'), ('M1', 'onboarding', 'motivation', 'competitive'),
        (NULL, NULL, NULL, NULL);
";

async fn five_tables(ground: &Ground) {
    five_tables_numbered_by(ground, if ground.is_sqlite() { "INTEGER" } else { "SERIAL" }).await;
}

async fn five_tables_numbered_by(ground: &Ground, serial: &str) {
    ground.run(&FIVE_TABLES.replace("{serial}", serial)).await;
}

pub(crate) async fn a_database_of_five_tables_is_adopted_in_place(ground: Ground) {
    five_tables(&ground).await;
    let counts = "SELECT (SELECT count(*) FROM segments) + 10 * (SELECT count(*) FROM members)
        + 100 * (SELECT count(*) FROM bookings) + 1000 * (SELECT count(*) FROM enriched_data)
        + 10000 * (SELECT count(*) FROM survey_responses)";
    let before = ground.text(counts).await;
    ground.store.migrate().await.unwrap();
    assert_eq!(ground.text(counts).await, before);
    let sum = "SELECT sum(revenue_generated) FROM bookings";
    assert_eq!(ground.text(sum).await.as_deref(), Some("20.17"));
    assert_eq!(
        ground
            .text("SELECT segment FROM members WHERE id = 'M1'")
            .await
            .as_deref(),
        Some("casual_drop_in")
    );

    // The statements that clubs wrote against the five tables go on working.
    ground
        .run(
            "INSERT INTO bookings (member_id, booking_time, court_id, revenue_generated)
        VALUES ('M1', '2026-01-20 07:00:00', 2, 15)",
        )
        .await;
    let report = ground
        .import(RowKind::Bookings, [Row::Booking(booking("B1", Some("M2")))])
        .await;
    assert_eq!(report.accepted, 1);
    assert_eq!(
        ground.text("SELECT count(*) FROM bookings").await.as_deref(),
        Some("7")
    );
    assert_eq!(
        ground
            .text("SELECT count(DISTINCT id) FROM bookings")
            .await
            .as_deref(),
        Some("7")
    );
    let mut ann = member("M1");
    ann.email = Some("ann@example.org".to_owned());
    assert_eq!(
        ground.import(RowKind::Members, [Row::Member(ann)]).await.updated,
        1
    );
    assert_eq!(
        ground
            .text("SELECT segment FROM members WHERE id = 'M1'")
            .await
            .as_deref(),
        Some("casual_drop_in"),
        "an import leaves the segment alone"
    );
}

pub(crate) async fn adopted_rows_may_lack_any_value(ground: Ground) {
    five_tables(&ground).await;
    ground.store.migrate().await.unwrap();
    let club = ground.store.load_club(&venue()).await.unwrap();
    let ann = &club.people()[club.find("M1").unwrap()];
    assert_eq!(ann.member.joined_at, at("2025-03-01T15:30:00Z"));
    assert_eq!(
        ann.enrichment().unwrap().last_enriched,
        Some(at("2026-01-02T09:04:05Z"))
    );
    assert_eq!(
        ann.answer("motivation"),
        Some("competitive"),
        "the latest row counts"
    );
    let unknown = &club.people()[club.find("M2").unwrap()];
    assert_eq!(
        unknown.member.joined_at,
        at("2025-11-02T06:30:00Z"),
        "known from the first booking on"
    );
    assert_eq!(unknown.member.email, None);
    assert_eq!(
        club.bookings().len(),
        3,
        "a booking without a time, or with one that means none, is left aside"
    );
    let total: Money = club.bookings().iter().map(|booking| booking.revenue).sum();
    assert_eq!(total, Money::from_cents(2_017));
}

pub(crate) async fn tables_written_for_postgres_are_numbered_in_sqlite_too(ground: Ground) {
    five_tables_numbered_by(&ground, "SERIAL").await;
    ground.store.migrate().await.unwrap();
    let mut shared = booking("B1", Some("M1"));
    shared.players = vec!["M2".to_owned()];
    let row = || [Row::Booking(shared.clone())];
    assert_eq!(ground.import(RowKind::Bookings, row()).await.accepted, 1);
    assert_eq!(ground.import(RowKind::Bookings, row()).await.unchanged, 1);
    assert_eq!(
        ground
            .text("SELECT count(DISTINCT id) FROM bookings")
            .await
            .as_deref(),
        Some("6")
    );
    let club = ground.store.load_club(&venue()).await.unwrap();
    assert_eq!(club.bookings().len(), 4);
    assert!(club.bookings().knows_players());
}

pub(crate) async fn adopted_rows_that_name_nobody_are_left_aside(ground: Ground) {
    five_tables(&ground).await;
    ground.run("PRAGMA foreign_keys = OFF;
        INSERT INTO bookings (member_id, booking_time) VALUES ('gone', '2026-01-14 18:00:00');
        INSERT INTO enriched_data (member_id, employer) VALUES ('gone', 'Salesforce');
        INSERT INTO survey_responses (member_id, survey_name, question) VALUES ('gone', 'onboarding', 'why');").await;
    ground.store.migrate().await.unwrap();
    let club = ground.store.load_club(&venue()).await.unwrap();
    assert_eq!(
        club.bookings().len(),
        4,
        "the court was taken, by somebody unknown"
    );
}

pub(crate) async fn migrating_again_changes_nothing(ground: Ground) {
    let ground = ground.migrated().await;
    ground.import(RowKind::Members, [Row::Member(member("M1"))]).await;
    let revision = ground.store.revision().await.unwrap();
    ground.store.migrate().await.unwrap();
    assert_eq!(ground.store.revision().await.unwrap(), revision);
    assert_eq!(
        ground.text("SELECT count(*) FROM members").await.as_deref(),
        Some("1")
    );
}

pub(crate) async fn a_database_without_tables_says_so(ground: Ground) {
    ground.store.ping().await.unwrap();
    assert!(matches!(
        ground.store.load_club(&venue()).await,
        Err(Error::NotMigrated)
    ));
    assert!(matches!(ground.store.revision().await, Err(Error::NotMigrated)));
    assert!(matches!(
        ground.begin(RowKind::Bookings, false).await,
        Err(Error::NotMigrated)
    ));
    five_tables(&ground).await;
    assert!(
        matches!(ground.store.load_club(&venue()).await, Err(Error::NotMigrated)),
        "five tables are not enough"
    );
}
