use super::*;

fn columns(given: &[(&str, &[f64], usize)]) -> Vec<GivenColumn> {
    let column = |&(name, values, width): &(&str, &[f64], usize)| GivenColumn {
        width,
        ..GivenColumn::new(name, values.to_vec())
    };
    given.iter().map(column).collect()
}

fn given(options: &str, given: &[(&str, &[f64], usize)]) -> Given {
    Given::new(options, columns(given)).unwrap()
}

/// Options with which the model learns from any eight rows.
fn options_of(name: &str) -> &'static str {
    if name == "KMeans" {
        r#"{"clusters": 2}"#
    } else {
        "{}"
    }
}

fn fit_anything(name: &str, stop: &Stop) -> Result<Model> {
    Model::fit(name, &anything_with(options_of(name)), stop)
}

/// The numbers a question needs, each 1.
fn ones(question: &ModelQuestion) -> String {
    let numbers: Vec<String> = question
        .numbers
        .iter()
        .map(|name| format!("{name:?}:1"))
        .collect();
    format!("{{{}}}", numbers.join(","))
}

fn field(refused: Result<impl Sized>) -> String {
    let error = refused.err().unwrap();
    error.faults()[0].field.clone()
}

/// Some columns that any model can learn from, under every name.
fn anything() -> Vec<GivenColumn> {
    columns(&[
        ("values", &[20.0, 21.0, 22.0, 60.0, 62.0, 30.0, 35.0, 41.0], 1),
        ("exits", &[1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0], 1),
        ("event", &[1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0], 1),
        ("duration", &[1.0, 2.0, 3.0, 4.0, 5.0, 2.0, 3.0, 6.0], 1),
        ("repeat_visits", &[1.0, 2.0, 0.0, 4.0, 1.0, 3.0, 0.0, 2.0], 1),
        ("age_at_last_visit", &[1.0, 5.0, 0.0, 7.0, 2.0, 6.0, 0.0, 3.0], 1),
        ("observed_age", &[9.0; 8], 1),
        ("last_occasion", &[1.0, 5.0, 0.0, 7.0, 2.0, 6.0, 0.0, 3.0], 1),
        ("occasions", &[9.0; 8], 1),
        ("visits", &[1.0, 2.0, 1.0, 4.0, 1.0, 3.0, 1.0, 2.0], 1),
        ("mean_spend", &[9.0, 12.0, 30.0, 22.0, 11.0, 8.0, 17.0, 14.0], 1),
        ("survivors", &[1000.0, 869.0, 743.0, 653.0, 593.0], 1),
        ("periods", &[0.0, 1.0, 2.0], 1),
        ("times", &[1.0, 3.0], 1),
    ])
}

fn anything_with(options: &str) -> Given {
    Given::new(options, anything()).unwrap()
}

#[test]
fn every_model_answers_all_its_questions_the_same_from_its_own_text() {
    for kind in MODELS {
        let options = if kind.name == "KMeans" {
            r#"{"clusters": 2}"#
        } else {
            "{}"
        };
        let model = Model::fit(kind.name, &anything_with(options), &Stop::default()).unwrap();
        let again = Model::at(kind.name, &model.parameters()).unwrap();
        assert!(model.figures().starts_with('{'), "{}", kind.name);
        for name in kind.fitted {
            assert!(!model.column(name).is_empty(), "{}.{name}", kind.name);
        }
        for question in kind.questions {
            let asked = anything_with(&ones(question));
            let answer = model.ask(question.name, &asked).unwrap();
            assert!(!answer.is_empty(), "{}.{}", kind.name, question.name);
            assert_eq!(again.ask(question.name, &asked).unwrap(), answer);
        }
    }
}

#[test]
fn columns_that_are_missing_are_asked_for_by_name() {
    for kind in MODELS {
        let model = fit_anything(kind.name, &Stop::default()).unwrap();
        for question in kind.questions {
            let none = Given::new(&ones(question), Vec::new()).unwrap();
            if let Some(&first) = question.columns.first() {
                assert_eq!(field(model.ask(question.name, &none)), first);
            }
        }
        for &column in kind.columns {
            let mut others = anything();
            others.retain(|given| given.name != column);
            let without = Given::new(options_of(kind.name), others).unwrap();
            assert_eq!(field(Model::fit(kind.name, &without, &Stop::default())), column);
        }
    }
}

#[test]
fn a_name_that_nobody_has_is_not_found() {
    let unknown = fit_anything("BetaGo", &Stop::default()).err().unwrap();
    assert_eq!(unknown.to_string(), r#"no model has the id "BetaGo""#);
    let model = Model::at("BetaGeo", r#"{"r": 1, "alpha": 1, "a": 1, "b": 1}"#).unwrap();
    assert!(matches!(
        model.ask("survival", &anything_with("{}")),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn what_cannot_be_used_is_named() {
    let fit = |name: &str, given: &Given| field(Model::fit(name, given, &Stop::default()));
    assert_eq!(fit("BetaGeo", &anything_with(r#"{"rigde": 1}"#)), "rigde");
    assert_eq!(fit("BetaGeo", &anything_with(r#"{"ridge": -1}"#)), "ridge");
    assert_eq!(fit("CoxPh", &anything_with(r#"{"ties": "guess"}"#)), "ties");
    assert_eq!(fit("KMeans", &anything_with(r#"{"clusters": 0}"#)), "clusters");
    let flags = given("{}", &[("duration", &[1.0, 2.0], 1), ("event", &[0.0, 2.0], 1)]);
    assert_eq!(fit("KaplanMeier", &flags), "event");
    assert_eq!(
        field(Model::at("BetaGeo", r#"{"r": 1, "alpha": 1, "a": 1}"#)),
        "b"
    );
    assert_eq!(
        field(Model::at("ShiftedBetaGeo", r#"{"alpha": 1, "beta": 1, "c": 1}"#)),
        "c"
    );
    assert_eq!(
        field(Model::at("GammaGamma", r#"{"p": -1, "q": 1, "v": 1}"#)),
        "p"
    );
    assert_eq!(
        field(Model::at("KMeans", r#"{"centres": [[1], [1, 2]]}"#)),
        "centres"
    );
}

#[test]
fn several_cohorts_are_several_columns_of_one_name() {
    let cohorts: &[(&str, &[f64], usize)] = &[
        ("survivors", &[10_000.0, 8_000.0, 6_480.0, 5_307.0, 4_391.0], 1),
        ("survivors", &[10_000.0, 8_000.0, 6_480.0, 5_307.0], 1),
        ("survivors", &[10_000.0, 8_000.0, 6_480.0], 1),
        ("survivors", &[10_000.0, 8_000.0], 1),
    ];
    let model = Model::fit("ShiftedBetaGeo", &given("{}", cohorts), &Stop::default()).unwrap();
    let params: Value = serde_json::from_str(&model.parameters()).unwrap();
    assert!((params["alpha"].as_f64().unwrap() - 3.7981).abs() < 1e-3);
}

#[test]
fn a_stopped_fit_has_no_model() {
    let stop = Stop::new();
    stop.raise();
    for name in [
        "BetaGeo",
        "ParetoNbd",
        "BgBb",
        "GammaGamma",
        "ChurnHazard",
        "CoxPh",
        "KMeans",
    ] {
        let options = if name == "KMeans" {
            r#"{"clusters": 2}"#
        } else {
            "{}"
        };
        let stopped = Model::fit(name, &anything_with(options), &stop);
        assert!(matches!(stopped, Err(Error::Stopped(_))), "{name}");
    }
}
