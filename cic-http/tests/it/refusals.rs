//! Every refusal is a problem document that names the field.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::client::{Reply, get, request, send_json};
use crate::server::Server;

const DECISION: &str = "/api/v1/yield/event-decision";

fn problem(reply: &Reply, status: u16) -> Value {
    assert_eq!(reply.status, status, "{}", reply.text());
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let problem = reply.json();
    assert_eq!(problem["status"], status);
    assert_eq!(problem["type"], "about:blank");
    problem
}

fn asked(change: impl Fn(&mut Value)) -> String {
    let mut question = json!({"revenue": 500, "dateTime": "2026-02-19T19:00:00-06:00", "courts": 4});
    change(&mut question);
    question.to_string()
}

#[test]
fn values_that_cannot_be_used_are_422_and_named() {
    let server = Server::start();
    for (field, value) in [
        ("courts", json!(0)),
        ("courts", json!(99)),
        ("courts", json!(-1)),
        ("courts", json!(4.5)),
        ("courts", json!("4")),
        ("courts", Value::Null),
        ("revenue", json!(-1)),
        ("revenue", json!(1e300)),
        ("revenue", json!("500")),
        ("dateTime", json!("2026-02-01T19:00:00-06:00")),
        ("dateTime", json!("Thursday")),
        ("dateTime", json!("")),
        ("dateTime", json!("2026-03-08T02:30")),
        ("dateTime", json!(5)),
        ("durationMinutes", json!(0)),
        ("durationMinutes", json!(17)),
        ("durationMinutes", json!(4_294_967_295_u32)),
        ("courtIds", json!([1, 2, 3])),
        ("courtIds", json!([1, 1, 2, 3])),
        ("courtIds", json!([1, 2, 3, 99])),
        ("courtIds", json!("1")),
        ("headcount", json!(-4)),
        ("cuorts", json!(4)),
    ] {
        let question = asked(|question| question[field] = value.clone());
        let reply = send_json(server.address, "POST", DECISION, &question);
        let problem = problem(&reply, 422);
        let pointer = problem["errors"][0]["pointer"].as_str().unwrap();
        assert!(pointer.starts_with(&format!("/{field}")), "{question}: {problem}");
        assert!(
            problem["detail"].as_str().unwrap().contains(field),
            "{question}: {problem}"
        );
    }
}

#[test]
fn missing_fields_are_422_and_named() {
    let server = Server::start();
    for field in ["revenue", "dateTime", "courts"] {
        let question = asked(|question| {
            question.as_object_mut().unwrap().remove(field);
        });
        let reply = send_json(server.address, "POST", DECISION, &question);
        assert_eq!(problem(&reply, 422)["errors"][0]["pointer"], format!("/{field}"));
    }
}

#[test]
fn what_is_not_json_is_400() {
    let server = Server::start();
    for body in [
        "{",
        "courts",
        "{\"courts\": NaN}",
        "{\"revenue\": 1e400, \"courts\": 4}",
        "{} {}",
        " ",
        "{\"dateTime\": \"\u{0}\"}",
    ] {
        let reply = send_json(server.address, "POST", DECISION, body);
        problem(&reply, 400);
    }
    let not_utf8 = request(
        server.address,
        "POST",
        DECISION,
        &[("content-type", "application/json")],
        b"{\"dateTime\": \"\xff\xfe\"}",
    );
    problem(&not_utf8, 400);
}

#[test]
fn problems_read_well() {
    let server = Server::start();
    let past = asked(|question| question["dateTime"] = json!("2026-02-01T19:00"));
    assert_json_snapshot!(
        "past_date",
        send_json(server.address, "POST", DECISION, &past).json()
    );
    let courts = asked(|question| question["courts"] = json!(0));
    assert_json_snapshot!(
        "zero_courts",
        send_json(server.address, "POST", DECISION, &courts).json()
    );
    let unknown = asked(|question| question["cuorts"] = json!(4));
    assert_json_snapshot!(
        "unknown_field",
        send_json(server.address, "POST", DECISION, &unknown).json()
    );
    let wrong_type = asked(|question| question["courts"] = json!("four"));
    assert_json_snapshot!(
        "wrong_type",
        send_json(server.address, "POST", DECISION, &wrong_type).json()
    );
    let not_a_number = r#"{"revenue": NaN, "dateTime": "2026-02-19T19:00", "courts": 4}"#;
    assert_json_snapshot!(
        "not_a_number",
        send_json(server.address, "POST", DECISION, not_a_number).json()
    );
    let broken = send_json(server.address, "POST", DECISION, "{\"revenue\": 500,");
    assert_json_snapshot!("broken_off", broken.json());
    assert_json_snapshot!(
        "unknown_segment",
        get(server.address, "/api/v1/segments/vip").json()
    );
    assert_json_snapshot!(
        "unknown_member",
        get(server.address, "/api/v1/members/nobody").json()
    );
    assert_json_snapshot!("unknown_path", get(server.address, "/api/v1/nothing").json());
    let query = get(server.address, "/api/v1/members?segmnt=casual_drop_in");
    assert_json_snapshot!("unknown_parameter", query.json());
    let limit = get(server.address, "/api/v1/members?limit=many");
    assert_json_snapshot!("unreadable_parameter", limit.json());
    let zero = get(server.address, "/api/v1/members?limit=0");
    assert_json_snapshot!("limit_of_zero", zero.json());
}

#[test]
fn unknown_things_are_404() {
    let server = Server::start();
    for path in [
        "/",
        "/nothing",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v1/segments/vip",
        "/api/v1/segments/%00",
        "/api/v1/members/nobody",
        "/api/v1/members/..%2f..%2fetc",
        "/api/v1/members?segment=vip",
        "/api/v1/members?segment=",
        "/api/v1/map/member-locations?segment=vip",
        "/docs/nothing",
    ] {
        let reply = get(server.address, path);
        problem(&reply, 404);
    }
}

#[test]
fn garbage_in_paths_and_queries_is_refused() {
    let server = Server::start();
    for path in [
        "/api/v1/members/%ff",
        "/api/v1/members/%c3%28",
        "/api/v1/segments/%80%80",
    ] {
        problem(&get(server.address, path), 400);
    }
    for query in [
        "limit=abc",
        "limit=-1",
        "limit=99999999999",
        "limit=1e3",
        "limit=",
        "sgment=x",
        "segment=a&segment=b",
        "segment[]=a",
    ] {
        let reply = get(server.address, &format!("/api/v1/members?{query}"));
        problem(&reply, 400);
    }
    for limit in ["0", "100001", "4294967295"] {
        let reply = get(server.address, &format!("/api/v1/members?limit={limit}"));
        assert_eq!(problem(&reply, 422)["errors"][0]["parameter"], "limit");
    }
}

#[test]
fn other_methods_are_405_with_those_allowed() {
    let server = Server::start();
    let reply = send_json(server.address, "POST", "/api/v1/segments", "{}");
    problem(&reply, 405);
    assert_eq!(reply.header("allow"), Some("GET,HEAD"));
    let reply = get(server.address, DECISION);
    problem(&reply, 405);
    assert_eq!(reply.header("allow"), Some("POST"));
}

#[test]
fn other_content_types_are_415() {
    let server = Server::start();
    let question = asked(|_| {});
    for headers in [
        &[][..],
        &[("content-type", "text/plain")],
        &[("content-type", "application/x-www-form-urlencoded")],
        &[("content-type", "")],
    ] {
        let reply = request(server.address, "POST", DECISION, headers, question.as_bytes());
        problem(&reply, 415);
    }
}

#[test]
fn large_bodies_are_413_declared_or_not() {
    let server = Server::start();
    let question = asked(|question| question["dateTime"] = json!("x".repeat(70_000)));
    let declared = send_json(server.address, "POST", DECISION, &question);
    problem(&declared, 413);
    let chunked = format!("{:x}\r\n{question}\r\n0\r\n\r\n", question.len());
    let headers = [
        ("content-type", "application/json"),
        ("transfer-encoding", "chunked"),
    ];
    let mut stream = crate::client::connect(server.address);
    let mut head = format!("POST {DECISION} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    std::io::Write::write_all(&mut stream, format!("{head}\r\n{chunked}").as_bytes()).unwrap();
    problem(&crate::client::read_reply(&mut stream).unwrap(), 413);
}
