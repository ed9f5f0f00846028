//! An answer that has not changed is not made again.

use crate::client::{get, get_with, request, send_json};
use crate::server::{Server, eventually};

const SEGMENTS: &str = "/api/v1/segments";
const OVERRIDE: &str = r#"{"segment": "casual_drop_in", "reason": "she told me", "decidedBy": "Kim"}"#;

#[test]
fn a_known_tag_is_answered_with_304_and_no_body() {
    let server = Server::start();
    let first = get(server.address, SEGMENTS);
    let tag = first.header("etag").unwrap();
    assert!(tag.starts_with('"'), "{tag} is not strong");
    for held in [
        tag.to_owned(),
        format!("W/{tag}"),
        format!("\"other\", {tag}"),
        "*".to_owned(),
    ] {
        let again = get_with(server.address, SEGMENTS, &[("if-none-match", &held)]);
        assert_eq!(again.status, 304, "{held}");
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), Some(tag));
        assert_eq!(again.header("cache-control"), Some("private, no-cache"));
    }
    let other = get_with(server.address, SEGMENTS, &[("if-none-match", "\"other\"")]);
    assert_eq!(other.status, 200);
}

#[test]
fn head_answers_as_get_without_a_body() {
    let server = Server::start();
    let whole = get(server.address, SEGMENTS);
    let head = request(server.address, "HEAD", SEGMENTS, &[], b"");
    assert_eq!(head.status, 200);
    assert!(head.body.is_empty());
    assert_eq!(head.header("etag"), whole.header("etag"));
}

#[test]
fn a_tag_of_one_address_does_not_count_at_another() {
    let server = Server::start();
    let tag = get(server.address, SEGMENTS).header("etag").unwrap().to_owned();
    let held = [("if-none-match", tag.as_str())];
    assert_eq!(
        get_with(server.address, "/api/v1/members/nobody", &held).status,
        404
    );
    let anything = [("if-none-match", "*")];
    assert_eq!(
        get_with(server.address, "/api/v1/members/nobody", &anything).status,
        404
    );
}

#[test]
fn refusals_carry_no_tag() {
    let server = Server::start();
    assert_eq!(get(server.address, "/api/v1/members/nobody").header("etag"), None);
}

#[test]
fn the_zipped_answer_has_a_tag_of_its_own() {
    let server = Server::start();
    let zip = ("accept-encoding", "gzip");
    let plain = get(server.address, SEGMENTS);
    let zipped = get_with(server.address, SEGMENTS, &[zip]);
    assert_eq!(zipped.header("content-encoding"), Some("gzip"));
    let tag = zipped.header("etag").unwrap();
    assert_ne!(Some(tag), plain.header("etag"));
    let again = get_with(server.address, SEGMENTS, &[zip, ("if-none-match", tag)]);
    assert_eq!(again.status, 304);
    assert_eq!(again.header("etag"), Some(tag));
}

#[test]
fn an_override_changes_the_tag_and_the_answer() {
    let server = Server::start();
    let before = get(server.address, SEGMENTS);
    let put = send_json(server.address, "PUT", "/api/v1/members/M01/segment", OVERRIDE);
    assert_eq!(put.status, 200, "{}", put.text());
    let held = [("if-none-match", before.header("etag").unwrap())];
    let after = get_with(server.address, SEGMENTS, &held);
    assert_eq!(after.status, 200);
    assert_ne!(after.body, before.body);
}

#[test]
fn a_logged_decision_makes_no_new_engine() {
    let server = Server::start();
    let loads = || server.store.club_loads.load(std::sync::atomic::Ordering::SeqCst);
    let before = loads();
    let tag = get(server.address, SEGMENTS).header("etag").unwrap().to_owned();
    for courts in 1..=3 {
        let question = format!(r#"{{"revenue": 500, "dateTime": "2026-02-19T19:00", "courts": {courts}}}"#);
        let reply = send_json(server.address, "POST", "/api/v1/yield/event-decision", &question);
        assert_eq!(reply.status, 200);
    }
    std::thread::sleep(std::time::Duration::from_millis(100));
    assert_eq!(loads(), before);
    assert_eq!(get(server.address, SEGMENTS).header("etag"), Some(tag.as_str()));
}

#[test]
fn what_another_process_fitted_is_taken_over() {
    let server = Server::start();
    let before = get(server.address, SEGMENTS).header("etag").unwrap().to_owned();
    let fit = cic_store::FitRecord {
        version: "by another process".to_owned(),
        as_of: crate::club::as_of(),
        settings: cic_core::Settings::default().to_json(),
        fitted_at: crate::club::as_of(),
        models: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let store = std::sync::Arc::clone(&server.store);
    runtime
        .block_on(cic_store::Store::save_fit(store.as_ref(), &fit, &[], &[]))
        .unwrap();
    eventually("a new tag", || {
        get(server.address, SEGMENTS).header("etag") != Some(before.as_str())
    });
    assert_eq!(
        server.store.club_loads.load(std::sync::atomic::Ordering::SeqCst),
        2
    );
}
