//! A person's word wins over the rules.

use serde_json::json;

use crate::client::{get, request, send_json};
use crate::server::Server;

const PATH: &str = "/api/v1/members/M01/segment";

#[test]
fn an_override_holds_until_it_is_taken_back() {
    let server = Server::start();
    let segment = || get(server.address, "/api/v1/members/M01").json()["segment"]["id"].clone();
    let before = segment();
    let body = json!({"segment": "casual_drop_in", "reason": "she told me", "decidedBy": "Kim"}).to_string();
    let put = send_json(server.address, "PUT", PATH, &body);
    assert_eq!(put.status, 200, "{}", put.text());
    assert_eq!(put.json()["origin"], "override");
    assert_eq!(segment(), "casual_drop_in");
    let delete = request(server.address, "DELETE", PATH, &[], b"");
    assert_eq!(delete.status, 204);
    assert!(delete.body.is_empty());
    assert_eq!(segment(), before);
    assert_eq!(request(server.address, "DELETE", PATH, &[], b"").status, 404);
}

#[test]
fn an_override_says_who_and_why() {
    let server = Server::start();
    for (field, value) in [
        ("segment", json!("vip")),
        ("reason", json!("  ")),
        ("reason", json!("x".repeat(501))),
        ("decidedBy", json!("")),
        ("decidedBy", json!("K\u{0}m")),
        ("decidedBy", json!(null)),
    ] {
        let mut body = json!({"segment": "casual_drop_in", "reason": "she told me", "decidedBy": "Kim"});
        body[field] = value;
        let reply = send_json(server.address, "PUT", PATH, &body.to_string());
        assert_eq!(reply.status, 422, "{body}: {}", reply.text());
        assert_eq!(reply.json()["errors"][0]["pointer"], format!("/{field}"));
    }
    let body = json!({"segment": "casual_drop_in", "reason": "she told me", "decidedBy": "Kim"}).to_string();
    let nobody = send_json(server.address, "PUT", "/api/v1/members/nobody/segment", &body);
    assert_eq!(nobody.status, 404);
}
