use cic_core::purchasing::{
    BgBb, BgNbd, FitOptions, GammaGamma, MbgNbd, OccasionHistories, ParetoNbd, SpendHistories, VisitModel,
};

use super::data::{cdnow, columns};

fn close(found: &[f64], expected: &[f64], relative: f64) {
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found / expected - 1.0).abs() <= relative,
            "{found} for {expected}"
        );
    }
}

#[test]
fn the_rows_are_those_of_the_raw_log() {
    let [visits, last, observed, customers, holdout] = cdnow().days;
    let sum = |column: &[f64]| {
        column
            .iter()
            .zip(&customers)
            .map(|(value, weight)| value * weight)
            .sum::<f64>()
    };
    let sums = [
        customers.iter().sum::<f64>(),
        sum(&visits),
        sum(&last),
        sum(&observed),
        holdout.iter().sum(),
    ];
    close(&sums, &[2357.0, 2457.0, 112_949.0, 539_779.0, 1882.0], 1e-15);
    assert_eq!(visits.len(), 1016);
}

#[test]
fn bg_nbd_reproduces_the_published_fit() {
    let fitted = BgNbd::fit(&cdnow().histories, &FitOptions::default()).unwrap();
    let summary = fitted.summary();
    assert!((summary.log_likelihood + 9582.4292).abs() < 1e-3, "{summary:?}");
    close(
        &fitted.model().parameters(),
        &[0.242_594_5, 4.413_602, 0.792_922, 2.425_907],
        1e-4,
    );
    close(
        summary.standard_errors.as_ref().unwrap(),
        &[0.01256, 0.3782, 0.1857, 0.7054],
        1e-3,
    );
    assert!(summary.is_sound(), "{summary:?}");
}

#[test]
fn mbg_nbd_reproduces_the_published_fit() {
    let fitted = MbgNbd::fit(&cdnow().histories, &FitOptions::default()).unwrap();
    close(&fitted.model().parameters(), &[0.525, 6.183, 0.891, 1.614], 1e-3);
    assert!(fitted.summary().is_sound());
}

#[test]
fn pareto_nbd_reproduces_the_published_fit() {
    let fitted = ParetoNbd::fit(&cdnow().histories, &FitOptions::default()).unwrap();
    let summary = fitted.summary();
    assert!((summary.log_likelihood + 9594.9762).abs() < 1e-3, "{summary:?}");
    close(
        &fitted.model().parameters(),
        &[0.553_277, 10.577_68, 0.606_240_1, 11.668_74],
        5e-4,
    );
    close(
        summary.standard_errors.as_ref().unwrap(),
        &[0.0476, 0.843, 0.187, 6.21],
        5e-3,
    );
    assert!(summary.is_sound(), "{summary:?}");
}

#[test]
fn gamma_gamma_reproduces_the_published_fit() {
    let [visits, cents, customers] = columns(include_str!("../fixtures/cdnow_spend.csv"));
    let spend: Vec<f64> = cents.iter().map(|cents| cents / 100.0).collect();
    let histories = SpendHistories::from_columns(&visits, &spend, Some(&customers)).unwrap();
    let fitted = GammaGamma::fit(&histories, &FitOptions::default()).unwrap();
    let summary = fitted.summary();
    assert!((summary.log_likelihood + 4055.9232).abs() < 1e-3, "{summary:?}");
    close(
        &fitted.model().parameters(),
        &[6.248_802, 3.744_589, 15.447_75],
        1e-3,
    );
    assert!(
        summary.is_sound() && (summary.customers - 946.0).abs() < 1e-9,
        "{summary:?}"
    );
}

#[test]
fn bg_bb_reproduces_the_published_fit() {
    let [visits, last, occasions, donors] = columns(include_str!("../fixtures/donations.csv"));
    let histories = OccasionHistories::from_columns(&visits, &last, &occasions, Some(&donors)).unwrap();
    let fitted = BgBb::fit(&histories, &FitOptions::default()).unwrap();
    let summary = fitted.summary();
    assert!((summary.log_likelihood + 33225.5813).abs() < 1e-3, "{summary:?}");
    close(
        &fitted.model().parameters(),
        &[1.203_522, 0.749_716_4, 0.656_718_3, 2.783_443],
        1e-4,
    );
    assert!(summary.is_sound(), "{summary:?}");
}
