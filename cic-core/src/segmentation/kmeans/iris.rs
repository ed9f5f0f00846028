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
    KMeans::fit(IRIS.as_flattened(), FEATURES, &options).unwrap()
}

#[test]
fn three_clusters_have_the_inertia_and_silhouette_of_the_reference() {
    let fitted = fit(3);
    assert!(
        (fitted.inertia() - 78.851_441_4).abs() < 1e-6,
        "{}",
        fitted.inertia()
    );
    let width = silhouette(
        IRIS.as_flattened(),
        FEATURES,
        fitted.labels(),
        SilhouetteOptions::default(),
    );
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
    let choice = choose_k(IRIS.as_flattened(), FEATURES, 2..=8, &KMeansOptions::default()).unwrap();
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
    assert_eq!(fitted.predict(IRIS.as_flattened()).unwrap(), fitted.labels());
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
#[rustfmt::skip]
const IRIS: [[f64; FEATURES]; 150] = [
    [5.1, 3.5, 1.4, 0.2], [4.9, 3.0, 1.4, 0.2], [4.7, 3.2, 1.3, 0.2], [4.6, 3.1, 1.5, 0.2], [5.0, 3.6, 1.4, 0.2],
    [5.4, 3.9, 1.7, 0.4], [4.6, 3.4, 1.4, 0.3], [5.0, 3.4, 1.5, 0.2], [4.4, 2.9, 1.4, 0.2], [4.9, 3.1, 1.5, 0.1],
    [5.4, 3.7, 1.5, 0.2], [4.8, 3.4, 1.6, 0.2], [4.8, 3.0, 1.4, 0.1], [4.3, 3.0, 1.1, 0.1], [5.8, 4.0, 1.2, 0.2],
    [5.7, 4.4, 1.5, 0.4], [5.4, 3.9, 1.3, 0.4], [5.1, 3.5, 1.4, 0.3], [5.7, 3.8, 1.7, 0.3], [5.1, 3.8, 1.5, 0.3],
    [5.4, 3.4, 1.7, 0.2], [5.1, 3.7, 1.5, 0.4], [4.6, 3.6, 1.0, 0.2], [5.1, 3.3, 1.7, 0.5], [4.8, 3.4, 1.9, 0.2],
    [5.0, 3.0, 1.6, 0.2], [5.0, 3.4, 1.6, 0.4], [5.2, 3.5, 1.5, 0.2], [5.2, 3.4, 1.4, 0.2], [4.7, 3.2, 1.6, 0.2],
    [4.8, 3.1, 1.6, 0.2], [5.4, 3.4, 1.5, 0.4], [5.2, 4.1, 1.5, 0.1], [5.5, 4.2, 1.4, 0.2], [4.9, 3.1, 1.5, 0.2],
    [5.0, 3.2, 1.2, 0.2], [5.5, 3.5, 1.3, 0.2], [4.9, 3.6, 1.4, 0.1], [4.4, 3.0, 1.3, 0.2], [5.1, 3.4, 1.5, 0.2],
    [5.0, 3.5, 1.3, 0.3], [4.5, 2.3, 1.3, 0.3], [4.4, 3.2, 1.3, 0.2], [5.0, 3.5, 1.6, 0.6], [5.1, 3.8, 1.9, 0.4],
    [4.8, 3.0, 1.4, 0.3], [5.1, 3.8, 1.6, 0.2], [4.6, 3.2, 1.4, 0.2], [5.3, 3.7, 1.5, 0.2], [5.0, 3.3, 1.4, 0.2],
    [7.0, 3.2, 4.7, 1.4], [6.4, 3.2, 4.5, 1.5], [6.9, 3.1, 4.9, 1.5], [5.5, 2.3, 4.0, 1.3], [6.5, 2.8, 4.6, 1.5],
    [5.7, 2.8, 4.5, 1.3], [6.3, 3.3, 4.7, 1.6], [4.9, 2.4, 3.3, 1.0], [6.6, 2.9, 4.6, 1.3], [5.2, 2.7, 3.9, 1.4],
    [5.0, 2.0, 3.5, 1.0], [5.9, 3.0, 4.2, 1.5], [6.0, 2.2, 4.0, 1.0], [6.1, 2.9, 4.7, 1.4], [5.6, 2.9, 3.6, 1.3],
    [6.7, 3.1, 4.4, 1.4], [5.6, 3.0, 4.5, 1.5], [5.8, 2.7, 4.1, 1.0], [6.2, 2.2, 4.5, 1.5], [5.6, 2.5, 3.9, 1.1],
    [5.9, 3.2, 4.8, 1.8], [6.1, 2.8, 4.0, 1.3], [6.3, 2.5, 4.9, 1.5], [6.1, 2.8, 4.7, 1.2], [6.4, 2.9, 4.3, 1.3],
    [6.6, 3.0, 4.4, 1.4], [6.8, 2.8, 4.8, 1.4], [6.7, 3.0, 5.0, 1.7], [6.0, 2.9, 4.5, 1.5], [5.7, 2.6, 3.5, 1.0],
    [5.5, 2.4, 3.8, 1.1], [5.5, 2.4, 3.7, 1.0], [5.8, 2.7, 3.9, 1.2], [6.0, 2.7, 5.1, 1.6], [5.4, 3.0, 4.5, 1.5],
    [6.0, 3.4, 4.5, 1.6], [6.7, 3.1, 4.7, 1.5], [6.3, 2.3, 4.4, 1.3], [5.6, 3.0, 4.1, 1.3], [5.5, 2.5, 4.0, 1.3],
    [5.5, 2.6, 4.4, 1.2], [6.1, 3.0, 4.6, 1.4], [5.8, 2.6, 4.0, 1.2], [5.0, 2.3, 3.3, 1.0], [5.6, 2.7, 4.2, 1.3],
    [5.7, 3.0, 4.2, 1.2], [5.7, 2.9, 4.2, 1.3], [6.2, 2.9, 4.3, 1.3], [5.1, 2.5, 3.0, 1.1], [5.7, 2.8, 4.1, 1.3],
    [6.3, 3.3, 6.0, 2.5], [5.8, 2.7, 5.1, 1.9], [7.1, 3.0, 5.9, 2.1], [6.3, 2.9, 5.6, 1.8], [6.5, 3.0, 5.8, 2.2],
    [7.6, 3.0, 6.6, 2.1], [4.9, 2.5, 4.5, 1.7], [7.3, 2.9, 6.3, 1.8], [6.7, 2.5, 5.8, 1.8], [7.2, 3.6, 6.1, 2.5],
    [6.5, 3.2, 5.1, 2.0], [6.4, 2.7, 5.3, 1.9], [6.8, 3.0, 5.5, 2.1], [5.7, 2.5, 5.0, 2.0], [5.8, 2.8, 5.1, 2.4],
    [6.4, 3.2, 5.3, 2.3], [6.5, 3.0, 5.5, 1.8], [7.7, 3.8, 6.7, 2.2], [7.7, 2.6, 6.9, 2.3], [6.0, 2.2, 5.0, 1.5],
    [6.9, 3.2, 5.7, 2.3], [5.6, 2.8, 4.9, 2.0], [7.7, 2.8, 6.7, 2.0], [6.3, 2.7, 4.9, 1.8], [6.7, 3.3, 5.7, 2.1],
    [7.2, 3.2, 6.0, 1.8], [6.2, 2.8, 4.8, 1.8], [6.1, 3.0, 4.9, 1.8], [6.4, 2.8, 5.6, 2.1], [7.2, 3.0, 5.8, 1.6],
    [7.4, 2.8, 6.1, 1.9], [7.9, 3.8, 6.4, 2.0], [6.4, 2.8, 5.6, 2.2], [6.3, 2.8, 5.1, 1.5], [6.1, 2.6, 5.6, 1.4],
    [7.7, 3.0, 6.1, 2.3], [6.3, 3.4, 5.6, 2.4], [6.4, 3.1, 5.5, 1.8], [6.0, 3.0, 4.8, 1.8], [6.9, 3.1, 5.4, 2.1],
    [6.7, 3.1, 5.6, 2.4], [6.9, 3.1, 5.1, 2.3], [5.8, 2.7, 5.1, 1.9], [6.8, 3.2, 5.9, 2.3], [6.7, 3.3, 5.7, 2.5],
    [6.7, 3.0, 5.2, 2.3], [6.3, 2.5, 5.0, 1.9], [6.5, 3.0, 5.2, 2.0], [6.2, 3.4, 5.4, 2.3], [5.9, 3.0, 5.1, 1.8],
];
