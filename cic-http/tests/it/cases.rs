//! The shared cases over HTTP: the same text that every other face gives.

use cic_core::engine::{OPERATIONS, Operation};
use cic_store::standing::Explicit;
use serde_json::{Value, json};

use crate::client::{Reply, get, send_json};
use crate::command::Desk;
use crate::server::Server;
use crate::shared_cases::{AS_OF, Case, cases, files, folder};

/// Sends the question to the operation's route: what the path names goes there, the rest into the query or the body.
fn ask(address: std::net::SocketAddr, case: &Case) -> Reply {
    let operation = Operation::find(&case.operation).unwrap();
    let (method, route) = operation.route.split_once(' ').unwrap();
    let mut rest = case.request.as_object().unwrap().clone();
    let mut path = format!("/api/v1{route}");
    for (key, value) in case.request.as_object().unwrap() {
        let place = format!("{{{key}}}");
        if path.contains(&place) {
            path = path.replace(&place, value.as_str().unwrap());
            rest.remove(key);
        }
    }
    if method == "POST" {
        return send_json(address, method, &path, &Value::Object(rest).to_string());
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let query: Vec<String> = rest
        .iter()
        .map(|(key, value)| format!("{key}={}", text(value)))
        .collect();
    let separator = if query.is_empty() { "" } else { "?" };
    get(address, &format!("{path}{separator}{}", query.join("&")))
}

fn status_of(code: &str) -> u16 {
    match code {
        "INVALID" => 422,
        "NOT_FOUND" => 404,
        "CONFLICT" => 409,
        other => panic!("{other} has no status here"),
    }
}

#[test]
fn every_question_has_the_shared_answer() {
    let desk = Desk::new();
    let files = files();
    let settings = folder().join("settings.toml");
    let settings = settings.to_str().unwrap();
    let mut import = vec!["import", "--settings", settings, "--as-of", AS_OF];
    import.extend(files.iter().map(|file| file.to_str().unwrap()));
    desk.print(&import);
    desk.print(&["fit", "--settings", settings, "--as-of", AS_OF]);
    let url = format!("sqlite://{}", desk.path().join("cic.db").display());
    let server = Server::over(url, Explicit::default());
    for case in cases() {
        let reply = ask(server.address, &case);
        let expected = case.answer();
        let refusal: Value = serde_json::from_str(&expected).unwrap();
        if let Some(code) = refusal["code"].as_str() {
            let problem = reply.json();
            assert_eq!(reply.status, status_of(code), "{}: {problem}", case.name);
            let fault = &problem["errors"][0];
            let place = fault["pointer"].as_str().or(fault["parameter"].as_str());
            let field = refusal["field"]
                .as_str()
                .map(|field| field.trim_start_matches('/'));
            assert_eq!(
                place.map(|place| place.trim_start_matches('/')),
                field,
                "{}",
                case.name
            );
        } else {
            assert_eq!(reply.text(), expected, "{}", case.name);
        }
    }
}

#[test]
fn every_operation_has_its_route_described() {
    let server = Server::start();
    let described = get(server.address, "/openapi.json").json();
    for operation in OPERATIONS {
        let (method, route) = operation.route.split_once(' ').unwrap();
        let path = &described["paths"][format!("/api/v1{route}")][method.to_lowercase()];
        assert_ne!(
            path,
            &json!(null),
            "{} has no route {}",
            operation.name,
            operation.route
        );
    }
}
