//! Whatever files say, the report counts like a plain map of what is known.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is the test")]

use std::collections::HashMap;

use cic_core::Settings;
use cic_core::domain::{Member, MemberStatus, Money, Transaction};
use cic_core::ingest::{Batch, FileReport, ParsedRow, Row, RowKind};
use cic_store::{ImportFile, Store};
use proptest::prelude::{ProptestConfig, proptest};
use proptest::test_runner::TestCaseError;

/// Id and amount of each row of a line.
type Line = Vec<(u8, i64)>;

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    accepted: u64,
    updated: u64,
    unchanged: u64,
    quarantined: Vec<u64>,
}

/// What a file should come to, given what is known; known grows by it.
fn expected(known: &mut HashMap<u8, i64>, lines: &[Line]) -> Counts {
    let mut counts = Counts::default();
    let mut in_file: HashMap<u8, i64> = HashMap::new();
    for (number, line) in (2..).zip(lines) {
        let mut with_line = in_file.clone();
        let contradicts = line
            .iter()
            .any(|(id, amount)| *with_line.entry(*id).or_insert(*amount) != *amount);
        if contradicts {
            counts.quarantined.push(number);
            continue;
        }
        let outcome = |(id, amount): &(u8, i64)| match known.get(id) {
            _ if in_file.contains_key(id) => 0,
            None => 2,
            Some(known) => u8::from(known != amount),
        };
        match line.iter().map(outcome).max() {
            Some(2) => counts.accepted += 1,
            Some(1) => counts.updated += 1,
            _ => counts.unchanged += 1,
        }
        in_file = with_line;
    }
    known.extend(in_file);
    counts
}

async fn import(store: &dyn Store, kind: RowKind, lines: Vec<Vec<Row>>) -> FileReport {
    let file = ImportFile {
        name: "file.csv".to_owned(),
        kind,
        profile: "canonical".to_owned(),
        started_at: chrono::DateTime::UNIX_EPOCH,
        dry_run: false,
    };
    let mut import = store
        .begin_import(file, &Settings::default().venue)
        .await
        .unwrap();
    let parsed: Vec<_> = (2..)
        .zip(lines)
        .map(|(line, rows)| ParsedRow { line, rows })
        .collect();
    for rows in parsed.chunks(3) {
        import
            .take(Batch {
                parsed: rows.to_vec(),
                quarantined: Vec::new(),
            })
            .await
            .unwrap();
    }
    import.finish(Vec::new()).await.unwrap()
}

fn rows(lines: &[Line]) -> Vec<Vec<Row>> {
    let payment = |(id, cents): &(u8, i64)| {
        Row::Transaction(Transaction {
            source: "courtreserve".to_owned(),
            external_id: format!("T{id}"),
            member_id: "M1".to_owned(),
            paid_at: chrono::DateTime::UNIX_EPOCH,
            total: Money::from_cents(*cents),
        })
    };
    lines
        .iter()
        .map(|line| line.iter().map(payment).collect())
        .collect()
}

fn member() -> Row {
    Row::Member(Member {
        id: "M1".to_owned(),
        name: String::new(),
        email: None,
        joined_at: chrono::DateTime::UNIX_EPOCH,
        status: MemberStatus::Active,
        cancelled_at: None,
        plan: None,
        monthly_fee: None,
        renews_on: None,
        home_zip_code: None,
        home_address: None,
        household: None,
    })
}

async fn check(files: Vec<Vec<Line>>) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let store = cic_store::open(&format!("sqlite://{}", folder.path().join("cic.db").display()))
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let members = import(&*store, RowKind::Members, vec![vec![member()]]).await;
    assert_eq!(members.accepted, 1, "{members:?}");
    let mut known = HashMap::new();
    for lines in &files {
        let expected = expected(&mut known, lines);
        let report = import(&*store, RowKind::Transactions, rows(lines)).await;
        let counted = Counts {
            accepted: report.accepted,
            updated: report.updated,
            unchanged: report.unchanged,
            quarantined: report.quarantined.iter().map(|row| row.line).collect(),
        };
        proptest::prop_assert_eq!(counted, expected);
        proptest::prop_assert_eq!(report.rows, lines.len() as u64);
        let again = import(&*store, RowKind::Transactions, rows(lines)).await;
        proptest::prop_assert_eq!((again.accepted, again.updated), (0, 0));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reports_count_like_a_map(
        files in proptest::collection::vec(
            proptest::collection::vec(
                proptest::collection::vec((0_u8..6, 0_i64..3), 1..4),
                0..12,
            ),
            1..4,
        )
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(check(files))?;
    }
}
