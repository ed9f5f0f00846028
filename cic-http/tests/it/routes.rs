//! Each route answers, in the shapes of the specification.

use serde_json::Value;

use crate::client::{get, send_json};
use crate::club::BUSY_EVENING;
use crate::server::Server;

fn first_keys(answer: &Value, count: usize) -> Vec<&str> {
    let object = answer.as_object().expect("an object");
    object.keys().take(count).map(String::as_str).collect()
}

#[test]
fn segments_have_the_specified_shape() {
    let server = Server::start();
    let reply = get(server.address, "/api/v1/segments");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let segments = reply.json();
    assert_eq!(
        first_keys(&segments[0], 4),
        ["id", "displayName", "memberCount", "averageLtv"]
    );
    let members: u64 = (0..4)
        .map(|index| segments[index]["memberCount"].as_u64().unwrap())
        .sum();
    assert_eq!(members, 12);
    let one = get(server.address, "/api/v1/segments/casual_drop_in");
    assert_eq!(one.json()["displayName"], "Casual Drop-in");
}

#[test]
fn members_have_the_specified_shape() {
    let server = Server::start();
    let all = get(server.address, "/api/v1/members").json();
    assert_eq!(all.as_array().unwrap().len(), 12);
    assert_eq!(first_keys(&all[0], 3), ["id", "name", "employer"]);
    let casual = get(server.address, "/api/v1/members?segment=casual_drop_in").json();
    assert!(!casual.as_array().unwrap().is_empty());
    assert!(
        casual
            .as_array()
            .unwrap()
            .iter()
            .all(|member| member["segment"] == "casual_drop_in")
    );
}

#[test]
fn a_member_is_shown_with_segment_features_and_value() {
    let server = Server::start();
    let member = get(server.address, "/api/v1/members/M05").json();
    assert_eq!(member["id"], "M05");
    assert_eq!(member["motivation"], "competitive");
    for key in ["segment", "features", "value", "atRisk", "contradictions"] {
        assert!(!member[key].is_null(), "{key} in {member}");
    }
}

#[test]
fn homes_are_a_feature_collection_of_cells() {
    let server = Server::start();
    let map = get(server.address, "/api/v1/map/member-locations").json();
    assert_eq!(map["type"], "FeatureCollection");
    for feature in map["features"].as_array().unwrap() {
        assert!(feature["properties"]["count"].as_u64().unwrap() >= 5);
    }
    let reply = get(
        server.address,
        "/api/v1/map/member-locations?segment=casual_drop_in",
    );
    assert_eq!(reply.status, 200);
}

#[test]
fn an_event_is_judged_and_logged_once() {
    let server = Server::start();
    let question = format!(r#"{{"revenue": 500, "dateTime": "{BUSY_EVENING}", "courts": 4}}"#);
    let reply = send_json(server.address, "POST", "/api/v1/yield/event-decision", &question);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let decision = reply.json();
    assert_eq!(
        first_keys(&decision, 3),
        ["recommendation", "details", "estimatedChurnCost"]
    );
    assert_eq!(decision["displacedMembers"].as_array().unwrap().len(), 4);
    let again = send_json(server.address, "POST", "/api/v1/yield/event-decision", &question);
    assert_eq!(again.body, reply.body);
    let logged = server.store.decisions.lock().unwrap();
    assert_eq!(logged.len(), 1);
    assert_eq!(logged[0].answer, reply.text());
}

#[test]
fn coverage_and_imports_and_health_answer() {
    let server = Server::start();
    let coverage = get(server.address, "/api/v1/coverage").json();
    assert_eq!(coverage["members"], 12);
    assert_eq!(coverage["survey"], 1);
    let imports = get(server.address, "/api/v1/imports").json();
    assert_eq!(imports[0]["file"], "members.csv");
    assert_eq!(imports[0]["kind"], "members");
    assert_eq!(get(server.address, "/healthz").json()["status"], "alive");
    assert_eq!(get(server.address, "/readyz").json()["status"], "ready");
}

#[test]
fn the_docs_are_served_from_here_alone() {
    let server = Server::start();
    let page = get(server.address, "/docs/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("swagger-ui"));
    assert!(!page.text().contains("//cdn"));
    let script = get(server.address, "/docs/swagger-initializer.js");
    assert!(script.text().contains("/openapi.json"));
}

#[test]
fn answers_tell_browsers_what_they_are_for() {
    let server = Server::start();
    for path in ["/api/v1/segments", "/healthz", "/nowhere"] {
        let reply = get(server.address, path);
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("x-frame-options"), Some("DENY"), "{path}");
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{path}");
    }
    let reply = get(server.address, "/api/v1/segments");
    assert_eq!(reply.header("cache-control"), Some("private, no-cache"));
}
