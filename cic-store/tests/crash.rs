//! An import survives `kill -9`: what was acknowledged is wholly there, what was not is wholly there or wholly
//! absent, nothing is doubled, and importing again makes it whole.
//!
//! A killed process loses nothing that it handed to the operating system, so this says nothing about a power cut;
//! against that stands `synchronous = FULL`, which `durability` checks on the connection itself.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is the test")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use cic_core::Settings;
use cic_core::domain::{Booking, BookingKind, BookingStatus, Member, MemberStatus, Money};
use cic_core::ingest::{Batch, FileReport, ParsedRow, Row, RowKind};
use cic_store::{ImportFile, Store};
use rand::{Rng, SeedableRng};
use sqlx::{Connection, SqliteConnection};

const KILLS: u32 = 200;
const KILLS_IN_THE_MIDDLE: u32 = 60;
const BOOKINGS: u32 = 1_200;
const BATCH: usize = 300;
const CHILD: &str = "CIC_CRASH_CHILD";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Started,
    Begun,
    Finished,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_survives_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("cic.db").display());
    let store = cic_store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    import(&*store, RowKind::Members, vec![members()]).await;
    drop(store);

    let seed = std::env::var("CIC_CRASH_SEED").map_or(20_260_219, |seed| seed.parse().unwrap());
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let whole_run = time_of_one_child(&url).await;
    let mut phases = Vec::new();
    for round in 1..=KILLS {
        let delay = whole_run.mul_f64(random.gen_range(0.0..1.05));
        let phase = kill_one_child(&url, round, delay);
        let there = whole(&url, round).await;
        assert!(
            there || phase < Phase::Finished,
            "round {round}: acknowledged and lost (seed {seed})"
        );
        phases.push(phase);
    }
    let in_the_middle = count(&phases, Phase::Begun);
    println!(
        "{KILLS} kills: {} before an import began, {in_the_middle} in its middle, {} after its acknowledgement",
        count(&phases, Phase::Started),
        count(&phases, Phase::Finished),
    );
    assert!(
        in_the_middle >= KILLS_IN_THE_MIDDLE,
        "only {in_the_middle} kills landed between the beginning and the acknowledgement of an import"
    );

    let store = cic_store::open(&url).await.unwrap();
    for round in 1..=KILLS {
        let report = import(&*store, RowKind::Bookings, batches(round)).await;
        let all = u64::from(BOOKINGS);
        assert!(
            report.accepted == all || report.unchanged == all,
            "round {round}: {report:?}"
        );
        assert!(whole(&url, round).await);
    }
    assert_eq!(
        number(&url, "SELECT count(*) FROM bookings").await,
        i64::from((KILLS + 1) * BOOKINGS)
    );
    assert_eq!(
        number(
            &url,
            "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"
        )
        .await,
        0
    );
    assert_eq!(
        number(&url, "SELECT count(*) FROM pragma_foreign_key_check").await,
        0
    );
}

/// Does its work when the test above calls it in a process of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed() {
    let Ok(task) = std::env::var(CHILD) else {
        return;
    };
    let (round, url) = task.split_once(' ').unwrap();
    let store = cic_store::open(url).await.unwrap();
    let venue = Settings::default().venue;
    let mut import = store.begin_import(file(RowKind::Bookings), &venue).await.unwrap();
    say("begun");
    for batch in batches(round.parse().unwrap()) {
        import.take(batch).await.unwrap();
    }
    import.finish(Vec::new()).await.unwrap();
    say("finished");
}

fn say(phase: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nphase {phase}").unwrap();
    out.flush().unwrap();
}

/// How long a child takes that nobody kills.
async fn time_of_one_child(url: &str) -> Duration {
    let begun = Instant::now();
    assert_eq!(kill_one_child(url, 0, Duration::from_secs(60)), Phase::Finished);
    assert!(whole(url, 0).await);
    begun.elapsed()
}

/// Starts an import in another process and kills it after `delay`; how far it said it was.
fn kill_one_child(url: &str, round: u32, delay: Duration) -> Phase {
    let begun = Instant::now();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "a_process_that_is_killed",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(CHILD, format!("{round} {url}"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (said, heard) = mpsc::channel();
    let listener = std::thread::spawn(move || {
        let mut phase = Phase::Started;
        for line in out.lines().map_while(Result::ok) {
            match line.as_str() {
                "phase begun" => phase = Phase::Begun,
                "phase finished" => {
                    phase = Phase::Finished;
                    said.send(()).ok();
                }
                _ => {}
            }
        }
        phase
    });
    // A child that is done sooner is not waited for.
    heard.recv_timeout(delay.saturating_sub(begun.elapsed())).ok();
    drop(child.kill());
    child.wait().unwrap();
    listener.join().unwrap()
}

/// Whether the bookings of a round are there, all or none of them and with their players and their record.
async fn whole(url: &str, round: u32) -> bool {
    let bookings = format!("SELECT count(*) FROM bookings WHERE external_id LIKE 'R{round}-%'");
    let players = format!(
        "SELECT count(*) FROM booking_players AS p JOIN bookings AS b ON b.id = p.booking_id \
         WHERE b.external_id LIKE 'R{round}-%'"
    );
    let bookings = number(url, &bookings).await;
    assert_eq!(
        bookings,
        number(url, &players).await,
        "round {round}: bookings without their players"
    );
    assert!(
        bookings == 0 || bookings == i64::from(BOOKINGS),
        "round {round}: {bookings} of {BOOKINGS} bookings"
    );
    bookings > 0
}

fn count(phases: &[Phase], wanted: Phase) -> u32 {
    phases.iter().map(|phase| u32::from(*phase == wanted)).sum()
}

async fn number(url: &str, sql: &str) -> i64 {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let number = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()))
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    number
}

async fn import(store: &dyn Store, kind: RowKind, batches: Vec<Batch>) -> FileReport {
    let mut import = store
        .begin_import(file(kind), &Settings::default().venue)
        .await
        .unwrap();
    for batch in batches {
        import.take(batch).await.unwrap();
    }
    import.finish(Vec::new()).await.unwrap()
}

fn file(kind: RowKind) -> ImportFile {
    ImportFile {
        name: "file.csv".to_owned(),
        kind,
        profile: "canonical".to_owned(),
        started_at: "2026-02-01T12:00:00Z".parse().unwrap(),
        dry_run: false,
    }
}

fn members() -> Batch {
    let parsed = ["M1", "M2"].map(|id| ParsedRow {
        line: 2,
        rows: vec![Row::Member(Member {
            id: id.to_owned(),
            name: id.to_owned(),
            email: None,
            joined_at: "2025-01-01T00:00:00Z".parse().unwrap(),
            status: MemberStatus::Active,
            cancelled_at: None,
            plan: None,
            monthly_fee: None,
            renews_on: None,
            home_zip_code: None,
            home_address: None,
            household: None,
        })],
    });
    Batch {
        parsed: parsed.to_vec(),
        quarantined: Vec::new(),
    }
}

/// The file of a round: each booking has one player beside the organiser.
fn batches(round: u32) -> Vec<Batch> {
    let first: chrono::DateTime<chrono::Utc> = "2026-01-01T14:00:00Z".parse().unwrap();
    let booking = |number: u32| {
        let starts_at = first + chrono::Duration::minutes(i64::from(number) * 30);
        Row::Booking(Booking {
            source: "canonical".to_owned(),
            external_id: format!("R{round}-{number}"),
            member_id: Some("M1".to_owned()),
            starts_at,
            ends_at: starts_at + chrono::Duration::minutes(60),
            court_id: Some(1),
            revenue: Money::from_cents(i64::from(number)),
            booked_at: None,
            cancelled_at: None,
            status: BookingStatus::Booked,
            kind: BookingKind::Reservation,
            occurrence: None,
            players: vec!["M2".to_owned()],
            guests: 0,
        })
    };
    let rows: Vec<ParsedRow> = (0..BOOKINGS)
        .map(|number| ParsedRow {
            line: u64::from(number) + 2,
            rows: vec![booking(number)],
        })
        .collect();
    rows.chunks(BATCH)
        .map(|rows| Batch {
            parsed: rows.to_vec(),
            quarantined: Vec::new(),
        })
        .collect()
}
