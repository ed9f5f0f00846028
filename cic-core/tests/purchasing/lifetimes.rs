//! What the Python package lifetimes says about random histories; `fixtures/purchasing.py` wrote it down.

use cic_core::purchasing::{
    BgBb, BgNbd, FitOptions, GammaGamma, Horizon, MbgNbd, OccasionHistories, OccasionHistory, ParetoNbd,
    SpendHistories, SpendHistory, VisitHistories, VisitHistory, VisitModel,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Visits {
    x: Vec<f64>,
    t_x: Vec<f64>,
    #[serde(rename = "T")]
    observed: Vec<f64>,
    fitted: [f64; 4],
    log_likelihood: f64,
    truth: [f64; 4],
    log_likelihood_at_truth: Vec<f64>,
    horizon: f64,
    expected_visits: Vec<f64>,
    probability_alive: Vec<f64>,
    expected_visits_of_newcomer: f64,
    probability_of_visits: Vec<f64>,
}

fn answers<T: for<'text> Deserialize<'text>>(model: &str) -> T {
    let all: Value = serde_json::from_str(include_str!("../fixtures/purchasing.json")).expect("JSON");
    serde_json::from_value(all[model].clone()).expect("the shape of the answers")
}

fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let error = (found - expected).abs() / expected.abs().max(1e-3);
    assert!(error <= tolerance, "{what}: {found} for {expected}");
}

/// The peer stops short of the optimum: ours is at least as likely, and near theirs.
fn fits_as_well(log_likelihood: f64, parameters: &[f64], peer: f64, peers: &[f64]) {
    assert!(
        (-1e-6..0.05).contains(&(log_likelihood - peer)),
        "{log_likelihood} for {peer}"
    );
    for (found, expected) in parameters.iter().zip(peers) {
        close(*found, *expected, 0.05, "parameter");
    }
}

fn agrees<Model: VisitModel>(model: &str) {
    let peer: Visits = answers(model);
    let columns = VisitHistories::from_columns(&peer.x, &peer.t_x, &peer.observed, None).expect("sound rows");
    let fitted = Model::fit(&columns, &FitOptions::default()).expect("a fit");
    assert!(fitted.summary().is_sound(), "{:?}", fitted.summary());
    let parameters = fitted.model().parameters();
    fits_as_well(
        fitted.summary().log_likelihood,
        &parameters,
        peer.log_likelihood,
        &peer.fitted,
    );

    let at_truth = Model::from_parameters(peer.truth).expect("positive");
    let horizon = Horizon::new(peer.horizon).expect("a length");
    for (row, expected) in peer.log_likelihood_at_truth.iter().enumerate() {
        let visits = format!("{}", peer.x[row]).parse().expect("a count");
        let history = VisitHistory::new(visits, peer.t_x[row], peer.observed[row]).expect("a sound row");
        close(
            at_truth.log_likelihood(&history),
            *expected,
            1e-9,
            "log-likelihood",
        );
        close(
            at_truth.probability_alive(&history),
            peer.probability_alive[row],
            1e-9,
            "alive",
        );
        close(
            at_truth.expected_visits(horizon, &history),
            peer.expected_visits[row],
            1e-8,
            "visits",
        );
    }
    let newcomer = at_truth.expected_visits_of_newcomer(horizon);
    close(newcomer, peer.expected_visits_of_newcomer, 1e-9, "newcomer");
    for (visits, expected) in (0..).zip(&peer.probability_of_visits) {
        close(
            at_truth.probability_of_visits(visits, horizon),
            *expected,
            1e-9,
            "P(X(t) = n)",
        );
    }
}

#[test]
fn bg_nbd_agrees_with_lifetimes() {
    agrees::<BgNbd>("bg_nbd");
}

#[test]
fn mbg_nbd_agrees_with_lifetimes() {
    agrees::<MbgNbd>("mbg_nbd");
}

#[test]
fn pareto_nbd_agrees_with_lifetimes() {
    agrees::<ParetoNbd>("pareto_nbd");
}

#[derive(Deserialize)]
struct Spend {
    visits: Vec<f64>,
    mean_spend: Vec<f64>,
    fitted: [f64; 3],
    log_likelihood: f64,
    truth: [f64; 3],
    expected_spend: Vec<f64>,
}

#[test]
fn gamma_gamma_agrees_with_lifetimes() {
    let peer: Spend = answers("gamma_gamma");
    let histories = SpendHistories::from_columns(&peer.visits, &peer.mean_spend, None).unwrap();
    let fitted = GammaGamma::fit(&histories, &FitOptions::default()).unwrap();
    assert!(fitted.summary().is_sound(), "{:?}", fitted.summary());
    let parameters = fitted.model().parameters();
    fits_as_well(
        fitted.summary().log_likelihood,
        &parameters,
        peer.log_likelihood,
        &peer.fitted,
    );
    let at_truth = GammaGamma::from_parameters(peer.truth).unwrap();
    for (row, expected) in peer.expected_spend.iter().enumerate() {
        let visits = format!("{}", peer.visits[row]).parse().unwrap();
        let history = SpendHistory::new(visits, peer.mean_spend[row]).unwrap();
        close(
            at_truth.expected_spend(&history).unwrap(),
            *expected,
            1e-10,
            "spend",
        );
    }
}

#[derive(Deserialize)]
struct Occasions {
    x: Vec<u32>,
    t_x: Vec<u32>,
    n: Vec<u32>,
    customers: Vec<f64>,
    fitted: [f64; 4],
    log_likelihood: f64,
    truth: [f64; 4],
    log_likelihood_at_truth: Vec<f64>,
    expected_visits_at_5: Vec<f64>,
    probability_alive: Vec<f64>,
}

#[test]
fn bg_bb_agrees_with_lifetimes() {
    let peer: Occasions = answers("bg_bb");
    let column = |values: &[u32]| values.iter().copied().map(f64::from).collect::<Vec<f64>>();
    let histories = OccasionHistories::from_columns(
        &column(&peer.x),
        &column(&peer.t_x),
        &column(&peer.n),
        Some(&peer.customers),
    );
    let fitted = BgBb::fit(&histories.unwrap(), &FitOptions::default()).unwrap();
    assert!(fitted.summary().is_sound(), "{:?}", fitted.summary());
    let parameters = fitted.model().parameters();
    fits_as_well(
        fitted.summary().log_likelihood,
        &parameters,
        peer.log_likelihood,
        &peer.fitted,
    );
    let at_truth = BgBb::from_parameters(peer.truth).unwrap();
    for row in 0..peer.x.len() {
        let history = OccasionHistory::new(peer.x[row], peer.t_x[row], peer.n[row]).unwrap();
        close(
            at_truth.log_likelihood(&history),
            peer.log_likelihood_at_truth[row],
            1e-9,
            "log-likelihood",
        );
        close(
            at_truth.probability_alive(&history),
            peer.probability_alive[row],
            1e-9,
            "alive",
        );
        close(
            at_truth.expected_visits(5, &history),
            peer.expected_visits_at_5[row],
            1e-9,
            "visits",
        );
    }
}
