//! Events are taken one at a time, against the state of that moment.

use serde_json::Value;

use crate::client::{Reply, get, send_json};
use crate::server::Server;

const QUIET_MORNING: &str = "2026-02-20T09:00:00-06:00";

fn decide(server: &Server, courts: u32, revenue: u32) -> Value {
    let question = format!(r#"{{"revenue": {revenue}, "dateTime": "{QUIET_MORNING}", "courts": {courts}}}"#);
    send_json(server.address, "POST", "/api/v1/yield/event-decision", &question).json()
}

fn post(server: &Server, decision: &Value, verb: &str) -> Reply {
    let path = format!(
        "/api/v1/yield/event-decision/{}/{verb}",
        decision["id"].as_str().unwrap()
    );
    send_json(server.address, "POST", &path, "")
}

#[test]
fn a_second_commit_that_no_longer_holds_is_a_conflict() {
    let server = Server::start();
    let (first, second) = (decide(&server, 4, 500), decide(&server, 5, 700));
    assert_eq!(
        (&first["recommendation"], &second["recommendation"]),
        (&"Accept".into(), &"Accept".into())
    );
    let taken = post(&server, &first, "commit");
    assert_eq!(taken.status, 200, "{}", taken.text());
    assert_eq!(taken.json()["id"], first["id"]);
    let refused = post(&server, &second, "commit");
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.text().contains("4 of 7 courts"), "{}", refused.text());
    assert_eq!(
        post(&server, &first, "commit").body,
        taken.body,
        "the same commit again changes nothing"
    );
    assert_eq!(server.store.commitments_count(), 1);
    let smaller = decide(&server, 3, 500);
    assert_eq!(smaller["recommendation"], "Accept");
    assert_eq!(post(&server, &smaller, "commit").status, 200);
}

#[test]
fn only_a_decision_to_accept_can_be_committed_and_only_a_known_one() {
    let server = Server::start();
    let cheap = decide(&server, 4, 10);
    let refused = post(&server, &cheap, "commit");
    assert_eq!(refused.status, 409, "{}", refused.text());
    let nobody = send_json(
        server.address,
        "POST",
        "/api/v1/yield/event-decision/nothing/commit",
        "",
    );
    assert_eq!(nobody.status, 404);
}

#[test]
fn an_outcome_is_known_only_after_its_days() {
    let server = Server::start();
    let decision = decide(&server, 4, 500);
    let early = post(&server, &decision, "outcome");
    assert_eq!(early.status, 409);
    assert!(early.text().contains("was not committed"), "{}", early.text());
    post(&server, &decision, "commit");
    let early = post(&server, &decision, "outcome");
    assert_eq!(early.status, 409);
    assert!(early.text().contains("from 2026-06-20 on"), "{}", early.text());
}

#[test]
fn the_log_lists_what_was_asked_and_what_was_taken() {
    let server = Server::start();
    let (first, second) = (decide(&server, 4, 500), decide(&server, 1, 300));
    post(&server, &second, "commit");
    let log = get(server.address, "/api/v1/yield/event-decisions");
    assert_eq!(log.header("etag"), None, "every question adds to it");
    let log = log.json();
    let of = |id: &Value| {
        log.as_array()
            .unwrap()
            .iter()
            .find(|row| row["id"] == *id)
            .unwrap()
            .clone()
    };
    assert_eq!(of(&first["id"])["committedAt"], Value::Null);
    assert!(of(&second["id"])["committedAt"].is_string());
    assert_eq!(of(&second["id"])["request"]["revenue"], 300);
    let one = get(server.address, "/api/v1/yield/event-decisions?limit=1").json();
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert_eq!(
        get(server.address, "/api/v1/yield/event-decisions?limit=0").status,
        422
    );
}

#[test]
fn a_week_is_mapped_by_hour_and_courts() {
    let server = Server::start();
    let map = get(server.address, "/api/v1/yield/heatmap?courts=4").json();
    assert_eq!(map["courts"], serde_json::json!([4]));
    let starts = map["starts"].as_array().unwrap();
    assert!(starts.len() > 100, "{}", starts.len());
    let evening = starts
        .iter()
        .find(|start| start["dateTime"] == "2026-02-19T19:00:00-06:00")
        .unwrap();
    assert_eq!(evening["displacedMembers"], serde_json::json!([4]));
    assert!(evening["cost"][0].as_f64().unwrap() > 0.0);
    assert_eq!(get(server.address, "/api/v1/yield/heatmap?courts=40").status, 422);
    assert_eq!(
        get(server.address, "/api/v1/yield/backtest").json()["events"],
        serde_json::json!([])
    );
}
