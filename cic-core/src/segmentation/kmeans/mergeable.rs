//! Rows in 1, 2 and 64 parts of whole buckets give the same bytes, and the clusters that one machine finds.

use std::collections::BTreeMap;

use super::iris::iris;
use super::*;
use crate::member_bucket;

const FEATURES: usize = 4;

/// The rows of each part by bucket.
fn spread(values: &[f64], parts: usize) -> Vec<BTreeMap<u8, Vec<f64>>> {
    let mut spread = vec![BTreeMap::<u8, Vec<f64>>::new(); parts];
    for (place, row) in values.chunks_exact(FEATURES).enumerate() {
        let bucket = member_bucket(&format!("M{place}"));
        let rows = spread[usize::from(bucket) % parts].entry(bucket).or_default();
        rows.extend_from_slice(row);
    }
    // No order of parts or of merging may matter.
    spread.reverse();
    spread
}

/// Every byte that travelled, and the clusters.
fn train(values: &[f64], parts: usize, options: &KMeansOptions) -> (Vec<Vec<u8>>, TrainedKMeans) {
    let spread = spread(values, parts);
    let mut sample = KMeansSample::new(FEATURES, options.seed).unwrap();
    for part in &spread {
        let mut there = KMeansSample::new(FEATURES, options.seed).unwrap();
        for (&bucket, rows) in part {
            there.update(bucket, rows).unwrap();
        }
        let sent = KMeansSample::from_bytes(&there.to_bytes(), FEATURES, options.seed).unwrap();
        sample.merge(sent).unwrap();
    }
    let mut sent = vec![sample.to_bytes()];
    let mut training = sample.finish(options).unwrap();
    loop {
        let mut sums = training.sums();
        for part in &spread {
            let mut there = training.sums();
            for (&bucket, rows) in part {
                let (begin, end) = rows.split_at(FEATURES);
                there.update(&training, bucket, begin).unwrap();
                there.update(&training, bucket, end).unwrap();
            }
            sums.merge(KMeansSums::from_bytes(&there.to_bytes(), &training).unwrap())
                .unwrap();
        }
        sent.push(sums.to_bytes());
        if let Some(fitted) = sums.finish(&mut training).unwrap() {
            return (sent, fitted);
        }
    }
}

#[test]
fn any_grouping_of_buckets_gives_the_same_bytes_and_the_clusters_of_one_machine() {
    let options = KMeansOptions {
        clusters: 3,
        tolerance: 0.0,
        ..KMeansOptions::default()
    };
    let whole = train(&iris(), 1, &options);
    for parts in [2, 64] {
        assert!(train(&iris(), parts, &options) == whole, "{parts} parts");
    }
    let (_, fitted) = whole;
    assert!(
        (fitted.inertia() - 78.851_441_4).abs() < 1e-6,
        "{}",
        fitted.inertia()
    );
    assert_eq!(fitted.sizes(), [62, 50, 38]);
    let alone = KMeans::fit(&iris(), FEATURES, &options).unwrap();
    assert_eq!(fitted.predict(&iris()).unwrap(), alone.labels());
}

#[test]
fn a_sample_smaller_than_the_rows_is_the_same_however_they_are_spread() {
    let rows: Vec<f64> = (0..12_000_u32)
        .flat_map(|place| [place % 5, place % 7, place % 11, place / 3_000 * 40].map(f64::from))
        .collect();
    let options = KMeansOptions {
        clusters: 4,
        restarts: 3,
        ..KMeansOptions::default()
    };
    let (sent, fitted) = train(&rows, 1, &options);
    assert!(train(&rows, 64, &options) == (sent, fitted.clone()));
    let alone = KMeans::fit(&rows, FEATURES, &options).unwrap();
    assert_eq!(fitted.sizes(), [3_000; 4]);
    assert!((fitted.inertia() / alone.inertia() - 1.0).abs() < 1e-9);
}

#[test]
fn sums_of_another_round_split_buckets_and_foreign_bytes_are_refused() {
    let options = KMeansOptions {
        clusters: 2,
        ..KMeansOptions::default()
    };
    let mut sample = KMeansSample::new(1, options.seed).unwrap();
    sample.update(3, &[1.0, 2.0, 9.0, 12.0]).unwrap();
    assert_eq!(
        sample.clone().merge(sample.clone()),
        Err(KMeansError::SplitBucket { bucket: 3 })
    );
    let bytes = sample.to_bytes();
    assert!(KMeansSample::from_bytes(&bytes[1..], 1, options.seed).is_err());
    assert!(KMeansSample::from_bytes(&bytes, 2, options.seed).is_err());
    let mut training = sample.finish(&options).unwrap();
    let mut first = training.sums();
    first.update(&training, 3, &[1.0, 2.0, 9.0, 12.0]).unwrap();
    let same = first.clone();
    assert_eq!(first.merge(same), Err(KMeansError::SplitBucket { bucket: 3 }));
    let bytes = first.to_bytes();
    assert!(KMeansSums::from_bytes(&bytes[..bytes.len() - 1], &training).is_err());
    assert_eq!(first.finish(&mut training), Ok(None));
    assert_eq!(first.finish(&mut training), Err(KMeansError::OtherRound));
    assert_eq!(
        KMeansSums::from_bytes(&bytes, &training),
        Err(KMeansError::OtherRound)
    );
    assert_eq!(first.update(&training, 4, &[1.0]), Err(KMeansError::OtherRound));
}
