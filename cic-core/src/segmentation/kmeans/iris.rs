//! Fisher's iris measurements (1936) against the figures that other programs find in them.

use rayon::ThreadPoolBuilder;

use super::*;
use crate::segmentation::adjusted_rand_index;

const FEATURES: usize = 4;

fn fit(clusters: usize) -> FittedKMeans {
    let options = KMeansOptions {
        clusters,
        tolerance: 0.0,
        restarts: 200,
        ..KMeansOptions::default()
    };
    KMeans::fit(&iris(), FEATURES, &options).unwrap()
}

#[test]
fn three_clusters_have_the_inertia_and_silhouette_of_the_reference() {
    let fitted = fit(3);
    assert!(
        (fitted.inertia() - 78.851_441_4).abs() < 1e-6,
        "{}",
        fitted.inertia()
    );
    let width = silhouette(&iris(), FEATURES, fitted.labels(), SilhouetteOptions::default());
    assert!((width.unwrap().unwrap() - 0.552_819_0).abs() < 1e-6);
    let mut sizes = [0; 3];
    for label in fitted.labels() {
        sizes[*label as usize] += 1;
    }
    assert_eq!(sizes, [62, 50, 38], "clusters are numbered by size");
}

#[test]
fn three_clusters_agree_with_the_species_as_far_as_the_reference_does() {
    let species: Vec<u32> = (0..150).map(|place| place / 50).collect();
    assert!((adjusted_rand_index(fit(3).labels(), &species) - 0.7302383).abs() < 1e-6);
}

#[test]
fn other_numbers_of_clusters_are_at_least_as_tight_as_the_reference() {
    for (clusters, inertia) in [
        (2, 152.3479518),
        (3, 78.8514414),
        (4, 57.2284732),
        (5, 46.4461821),
        (6, 39.0399872),
        (7, 34.2982297),
        (8, 29.9889440),
    ] {
        assert!(fit(clusters).inertia() <= inertia + 1e-6, "{clusters}");
    }
}

#[test]
fn the_silhouette_chooses_two_clusters() {
    let choice = choose_k(&iris(), FEATURES, 2..=8, &KMeansOptions::default()).unwrap();
    assert_eq!(choice.fitted.clusters(), 2);
    let (_, width) = choice.silhouettes[0];
    assert!((width - 0.6810462).abs() < 1e-6);
}

#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    // Large enough for many blocks, and noisy enough that the order of sums would show.
    let table: Vec<f64> = (0..40_000_u32)
        .flat_map(|row| {
            (0..FEATURES as u32)
                .map(move |feature| f64::from((row * 7_919 + feature * 104_729) % 9_973).sqrt())
        })
        .collect();
    let options = KMeansOptions {
        clusters: 5,
        restarts: 2,
        max_iterations: 12,
        ..KMeansOptions::default()
    };
    let on = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| KMeans::fit(&table, FEATURES, &options).unwrap())
    };
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(7));
}

#[test]
fn relabelling_by_matched_centres_keeps_names_from_fit_to_fit() {
    let old = fit(3);
    let renamed = old.relabelled(&[2, 0, 1]);
    let labels = match_labels(old.centres(), renamed.centres(), FEATURES);
    assert_eq!(renamed.relabelled(&labels), old);
}

#[test]
fn a_row_of_the_table_is_predicted_into_its_own_cluster() {
    let fitted = fit(4);
    assert_eq!(fitted.predict(&iris()).unwrap(), fitted.labels());
}

#[test]
fn faults_of_the_options_are_reported_together() {
    let options = KMeansOptions {
        clusters: 0,
        restarts: 0,
        max_iterations: 0,
        tolerance: f64::NAN,
        seed: 0,
    };
    let Err(KMeansError::Options(faults)) = KMeans::fit(&[1.0], 1, &options) else {
        panic!("options without sense must be refused");
    };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["clusters", "restarts", "max_iterations", "tolerance"]);
}

/// Sepal length and width, petal length and width in cm: fifty each of setosa, versicolor, virginica.
pub(super) fn iris() -> Vec<f64> {
    let lines = include_str!("../../../tests/fixtures/iris.csv").lines().skip(1);
    let measures = lines.flat_map(|line| line.split(',').take(FEATURES));
    measures
        .map(|measure| measure.parse().expect("the fixture holds numbers"))
        .collect()
}
