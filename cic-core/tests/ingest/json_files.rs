use cic_core::ingest::{Row, RowKind};

use crate::reporting::{read, report, report_on};

#[test]
fn visit_counts_may_be_one_object_or_an_array() {
    insta::assert_snapshot!(
        "one_object",
        report_on(r#"{"member_id":"M123","visits_last_month":5}"#)
    );
    insta::assert_snapshot!(
        "an_array",
        report_on(
            r#"[{"member_id":"M1","visits_last_month":5},{"member_id":7,"visits_last_month":-1},{"visits_last_month":2}, 5]"#
        )
    );
    insta::assert_snapshot!(
        "one_a_line",
        report_on(
            "{\"member_id\":\"M1\",\"visits_last_month\":5}\n{\"member_id\":\"M2\",\"visits_last_month\":1e400}\n"
        )
    );
}

#[test]
fn every_further_key_of_a_survey_is_a_question() {
    let file =
        r#"[{"member_id":"M1","motivation":"social","likes":["yoga","pool"],"age":null},{"member_id":"M2"}]"#;
    let outcome = read(file);
    insta::assert_snapshot!(report(&outcome));
    let outcome = outcome.unwrap();
    let answers: Vec<(&str, &str)> = outcome
        .rows()
        .into_iter()
        .map(|row| match row {
            Row::Survey(answer) => (answer.question.as_str(), answer.response.as_str()),
            _ => panic!("a survey answer"),
        })
        .collect();
    assert_eq!(answers, [("motivation", "social"), ("likes", "yoga; pool")]);
}

#[test]
fn connectors_are_names_and_companies() {
    let outcome = read(r#"[{"name":"John Doe","company":"Salesforce"}]"#).unwrap();
    assert_eq!(outcome.kind, RowKind::Connectors);
    assert_eq!(outcome.parsed.len(), 1);
}

#[test]
fn a_broken_list_keeps_its_good_elements() {
    insta::assert_snapshot!(
        "cut_off",
        report_on(r#"[{"name":"A","company":"X"},{"name":"B","company":"#)
    );
    insta::assert_snapshot!(
        "not_json_inside",
        report_on(r#"[{"name":"A","company":"X"},{"name":NaN,"company":"X"},{"name":"C","company":"X"}]"#)
    );
}

#[test]
fn json_that_nobody_knows_is_refused() {
    insta::assert_snapshot!("unknown_keys", report_on(r#"{"colour":"red"}"#));
    insta::assert_snapshot!("empty_list", report_on("[]"));
    insta::assert_snapshot!("numbers", report_on("[1,2,3]"));
}

#[test]
fn a_feature_collection_is_tracts() {
    let file = r#"{"type":"FeatureCollection","crs":{"a":[1,{"features":[]}]},"features":[
        {"type":"Feature","properties":{"geoid":17031720200,"population":3791},"geometry":{"type":"Polygon","coordinates":[[[-87.7,41.9],[-87.6,41.9],[-87.6,42.0],[-87.7,41.9]]]}},
        {"type":"Feature","properties":{},"geometry":null},
        7
    ]}"#;
    let outcome = read(file).unwrap();
    assert_eq!(
        (outcome.kind, outcome.profile.as_str()),
        (RowKind::Tracts, "geojson")
    );
    assert_eq!((outcome.parsed.len(), outcome.quarantined.len()), (1, 2));
    assert_eq!(
        outcome.quarantined.iter().map(|row| row.line).collect::<Vec<_>>(),
        [2, 3]
    );
}
