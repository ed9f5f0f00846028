//! The description and the router say the same.

use std::io::Write;
use std::process::Command;

use serde_json::Value;

use crate::client::{get, request};
use crate::server::Server;

fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let mut all = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation));
        }
    }
    all
}

#[test]
fn the_command_and_the_route_give_the_same_document() {
    let server = Server::start();
    let served = get(server.address, "/openapi.json");
    let printed = Command::new(env!("CARGO_BIN_EXE_cic"))
        .arg("openapi")
        .output()
        .unwrap();
    assert!(printed.status.success());
    assert_eq!(printed.stdout, served.body);
    assert_eq!(served.json()["openapi"], "3.1.0");
}

#[test]
fn every_described_route_answers_with_a_described_status() {
    let server = Server::start();
    let document = get(server.address, "/openapi.json").json();
    for (method, path, operation) in operations(&document) {
        let id = if path.contains("segments") {
            "casual_drop_in"
        } else {
            "M01"
        };
        let reply = request(server.address, &method, &path.replace("{id}", id), &[], b"");
        assert_ne!(reply.status, 405, "{method} {path}");
        assert!(reply.status < 500, "{method} {path}");
        let described = &operation["responses"][reply.status.to_string()];
        assert!(described.is_object(), "{method} {path} answered {}", reply.status);
        let kind = reply.header("content-type").unwrap_or_default();
        if !kind.is_empty() {
            assert!(
                described["content"][kind].is_object(),
                "{method} {path} answered {kind}"
            );
        }
    }
}

#[test]
fn every_route_of_the_router_is_described() {
    let document: Value = serde_json::from_str(cic_http::openapi::document()).unwrap();
    let described: Vec<String> = operations(&document)
        .into_iter()
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect();
    insta::assert_snapshot!("operations", described.join("\n"));
}

#[test]
fn parameters_and_refusals_are_described() {
    let document: Value = serde_json::from_str(cic_http::openapi::document()).unwrap();
    let members = &document["paths"]["/api/v1/members"]["get"];
    let names: Vec<&str> = members["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| {
            assert_eq!(parameter["in"], "query");
            parameter["name"].as_str().unwrap()
        })
        .collect();
    assert_eq!(names, ["segment", "limit", "cursor"]);
    for status in ["400", "404", "422", "503"] {
        let content = &members["responses"][status]["content"];
        assert!(content["application/problem+json"].is_object(), "{status}");
    }
    let reference =
        members["responses"]["404"]["content"]["application/problem+json"]["schema"]["$ref"].clone();
    assert_eq!(reference, "#/components/schemas/Problem");
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    let text = cic_http::openapi::document();
    let document: Value = serde_json::from_str(text).unwrap();
    for reference in text.split("\"$ref\": \"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
    std::io::stdout().flush().unwrap();
}
