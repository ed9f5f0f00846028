//! A database that is away or slow takes nothing down with it.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::client::{get, send_json};
use crate::server::Server;

const QUESTION: &str = r#"{"revenue": 500, "dateTime": "2026-02-19T19:00", "courts": 4}"#;

#[test]
fn without_the_store_questions_are_still_answered() {
    let server = Server::start();
    server.store.is_down.store(true, Ordering::SeqCst);
    assert_eq!(get(server.address, "/healthz").status, 200);
    let readiness = get(server.address, "/readyz");
    assert_eq!(readiness.status, 503);
    assert_eq!(readiness.header("retry-after"), Some("1"));
    assert_eq!(get(server.address, "/api/v1/segments").status, 200);
    let decision = send_json(server.address, "POST", "/api/v1/yield/event-decision", QUESTION);
    assert_eq!(decision.status, 200);
    assert_eq!(get(server.address, "/api/v1/imports").status, 503);
    let body = r#"{"segment": "casual_drop_in", "reason": "she told me", "decidedBy": "Kim"}"#;
    let put = send_json(server.address, "PUT", "/api/v1/members/M01/segment", body);
    assert_eq!(put.status, 503, "{}", put.text());
    server.store.is_down.store(false, Ordering::SeqCst);
    assert_eq!(get(server.address, "/readyz").status, 200);
}

#[test]
fn a_busy_store_does_not_hold_up_a_decision_and_gets_its_entry() {
    let mut server = Server::start();
    server.store.milliseconds_a_write.store(1_500, Ordering::SeqCst);
    let started = Instant::now();
    let decision = send_json(server.address, "POST", "/api/v1/yield/event-decision", QUESTION);
    assert_eq!(decision.status, 200);
    assert!(started.elapsed() < Duration::from_millis(1_200));
    server.wait();
    assert_eq!(server.store.decisions.lock().unwrap().len(), 1);
}
