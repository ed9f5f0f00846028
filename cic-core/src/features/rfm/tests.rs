use std::borrow::Cow;

use super::{Rfm, RfmNames, RfmOptions};
use crate::club::tables::{Batch, Column, Table, Values};
use crate::columns::{AnswerValues, Columns};

const NAMES: RfmNames<'_> = RfmNames {
    member: "member_id",
    time: "at",
    amount: Some("paid"),
};

fn options(as_of: &str, cutoff_hour: u32) -> RfmOptions {
    RfmOptions {
        as_of: as_of.parse().unwrap(),
        time_zone: chrono_tz::America::Chicago,
        cutoff_hour,
    }
}

fn visits<'a>(rows: &[(&'a str, &'a str, f64)]) -> Table<'a> {
    let paid: Vec<f64> = rows.iter().map(|row| row.2).collect();
    let columns = vec![
        Column::of_text("member_id", rows.iter().map(|row| row.0).collect()),
        Column::of_text("at", rows.iter().map(|row| row.1).collect()),
        Column::new("paid", Values::Numbers(Cow::Owned(paid))),
    ];
    Table::new(vec![Batch::new(rows.len(), columns)])
}

fn gathered(options: RfmOptions, rows: &[(&str, &str, f64)]) -> Rfm {
    let mut rfm = Rfm::new(options).unwrap();
    rfm.update(&visits(rows), NAMES).unwrap();
    rfm
}

fn whole(columns: &Columns, name: &str) -> Vec<i64> {
    let column = columns.iter().find(|column| column.name == name).unwrap();
    match &column.values {
        AnswerValues::Integers(values) => values.clone(),
        other => panic!("{other:?}"),
    }
}

const ROWS: &[(&str, &str, f64)] = &[
    ("Ada", "2026-01-05T18:00", 10.0),
    ("Bo", "2026-01-06T09:00", 5.0),
    ("Ada", "2026-01-05T20:00", 3.0),
    ("Ada", "2026-01-09T18:00", 20.0),
    // 05:30 UTC on the 10th is half past eleven in the evening of the 9th in Chicago.
    ("Ada", "2026-01-10T05:30:00Z", 2.0),
    ("Ada", "2026-01-19T18:00", 8.0),
    ("Bo", "2026-01-20T00:00", 9.0),
];

#[test]
fn visits_of_one_club_local_day_are_one_and_the_window_is_half_open() {
    let columns = gathered(options("2026-01-20T06:00:00Z", 0), ROWS).finish(true);
    assert_eq!(whole(&columns, "repeat_visits"), [2, 0]);
    assert_eq!(whole(&columns, "age_at_last_visit"), [14, 0]);
    assert_eq!(whole(&columns, "observed_age"), [14, 13]);
    let spend = columns.iter().find(|column| column.name == "mean_spend").unwrap();
    assert_eq!(spend.values, AnswerValues::Numbers(vec![15.0, 0.0]));
    assert_eq!(spend.validity, Some(vec![true, false]));
}

#[test]
fn a_visit_before_the_cutoff_hour_belongs_to_the_day_before() {
    let late = &[("Ada", "2026-01-05T23:00", 0.0), ("Ada", "2026-01-06T02:00", 0.0)];
    let of = |cutoff| {
        whole(
            &gathered(options("2026-02-01T06:00:00Z", cutoff), late).finish(false),
            "repeat_visits",
        )
    };
    assert_eq!((of(0), of(4)), (vec![1], vec![0]));
    assert!(Rfm::new(options("2026-02-01T06:00:00Z", 24)).is_err());
}

#[test]
fn any_split_gives_the_same_answer_also_through_bytes() {
    let options = options("2026-01-20T06:00:00Z", 0);
    let together = gathered(options, ROWS).finish(true);
    for split in 0..ROWS.len() {
        let (left, right) = ROWS.split_at(split);
        let mut merged = gathered(options, right);
        let bytes = gathered(options, left).to_bytes();
        merged.merge(&Rfm::from_bytes(&bytes, options).unwrap()).unwrap();
        assert_eq!(merged.finish(true), together);
        assert_eq!(merged.to_bytes(), gathered(options, ROWS).to_bytes());
    }
    let bytes = gathered(options, ROWS).to_bytes();
    assert!(Rfm::from_bytes(&bytes[..bytes.len() - 1], options).is_err());
}

#[test]
fn ids_are_in_the_order_of_their_texts_beyond_the_first_letters() {
    let at = "2026-01-05T18:00";
    let rows = [
        ("member-00010", at, 0.0),
        ("member-0001", at, 0.0),
        ("member-00002", at, 0.0),
        ("m", at, 0.0),
    ];
    let columns = gathered(options("2026-01-20T06:00:00Z", 0), &rows).finish(false);
    let expected = Columns::default().with("member_id", ["m", "member-00002", "member-0001", "member-00010"]);
    assert_eq!(columns.iter().next(), expected.iter().next());
}

#[test]
fn numbered_members_come_back_as_numbers_in_their_order() {
    let columns = vec![
        Column::new("member_id", Values::Integers(Cow::Borrowed(&[10, 9, 10]))),
        Column::new("at", Values::Days(Cow::Borrowed(&[100, 101, 107]))),
    ];
    let mut rfm = Rfm::new(options("2026-02-01T06:00:00Z", 0)).unwrap();
    let names = RfmNames {
        amount: None,
        ..NAMES
    };
    rfm.update(&Table::new(vec![Batch::new(3, columns)]), names)
        .unwrap();
    let columns = rfm.finish(false);
    assert_eq!(whole(&columns, "member_id"), [9, 10]);
    assert_eq!(whole(&columns, "repeat_visits"), [0, 1]);
}

#[test]
fn a_column_that_is_missing_is_named() {
    let mut rfm = Rfm::new(options("2026-02-01T06:00:00Z", 0)).unwrap();
    let names = RfmNames {
        time: "when",
        ..NAMES
    };
    let error = rfm.update(&visits(ROWS), names).unwrap_err();
    assert_eq!(error.faults()[0].field, "visits.when");
}
