//! No question of the engine lacks a face, a stub or its documentation.

use std::fs;
use std::path::{Path, PathBuf};

use cic_core::engine::{OPERATIONS, Operation};
use serde_json::Value;

fn in_repository(path: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(in_repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The Python sources with the public methods, stubs among them.
fn python_sources() -> String {
    let folder = fs::read_dir(in_repository("cic-py/python/cic")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|kind| kind == "py" || kind == "pyi"));
    sources.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The method called `name` from its parameters to the next one.
fn python_method<'a>(sources: &'a str, name: &str) -> Option<&'a str> {
    let mut bodies = sources
        .split("    def ")
        .filter_map(|method| method.strip_prefix(name).and_then(|rest| rest.strip_prefix('(')));
    bodies.find(|body| body.trim_start().starts_with("self"))
}

/// What is missing, each in words for whoever adds an operation.
fn missing(says: impl Fn(&Operation) -> Vec<(bool, String)>) -> Vec<String> {
    let absent = OPERATIONS.iter().flat_map(says).filter(|(is_there, _)| !is_there);
    absent.map(|(_, what)| what).collect()
}

#[test]
fn every_operation_has_its_http_route_and_description() {
    let document: Value = serde_json::from_str(cic_http::openapi::document()).unwrap();
    let missing = missing(|operation| {
        let (method, path) = operation.route.split_once(' ').unwrap();
        let described = &document["paths"][format!("/api/v1{path}")][method.to_lowercase()];
        let answer = &described["responses"]["200"]["content"]["application/json"]["schema"];
        vec![
            (
                described["summary"].is_string(),
                format!("the route {}", operation.route),
            ),
            (
                answer.is_object(),
                format!("the schema of what {} answers", operation.route),
            ),
        ]
    });
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_operation_has_its_python_method_with_a_docstring() {
    let sources = python_sources();
    let missing = missing(|operation| {
        let name = operation.name;
        let method = python_method(&sources, name);
        let is_described = method.is_some_and(|body| body.contains("\"\"\""));
        vec![
            (
                method.is_some(),
                format!("def {name}(self, ...) in cic-py/python/cic"),
            ),
            (
                is_described,
                format!("the docstring of {name} in cic-py/python/cic"),
            ),
        ]
    });
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_operation_has_its_node_methods_typed_and_documented() {
    let types = read("cic-node/index.d.ts");
    let missing = missing(|operation| {
        let method = operation.camel_case_name();
        let documented = format!("/** {} */\n  {method}(", operation.summary);
        vec![
            (
                types.contains(&documented),
                format!("{method} in cic-node/index.d.ts; run `make types`"),
            ),
            (
                types.contains(&format!("  {method}Json(")),
                format!("{method}Json in cic-node/index.d.ts; run `make types`"),
            ),
        ]
    });
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_operation_is_listed_in_the_readme() {
    let readme = read("README.md");
    let missing = missing(|operation| {
        let row = format!(
            "| `{}` | `{}` | `{}` |",
            operation.route,
            operation.name,
            operation.camel_case_name()
        );
        vec![(
            readme.contains(&row),
            format!("README.md, \"Every question\": {row}"),
        )]
    });
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_model_has_its_node_class_with_every_question_typed() {
    let types = read("cic-node/scripts/models.d.ts");
    for kind in cic_core::models::MODELS {
        assert!(
            types.contains(&format!("export class {} ", kind.name)),
            "{}",
            kind.name
        );
        for question in kind.questions {
            let method = format!("  {}(", cic_core::json::camel_case(question.name));
            assert!(types.contains(&method), "{}.{}", kind.name, question.name);
        }
    }
}
