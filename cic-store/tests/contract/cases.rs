use cic_core::engine::{OPERATIONS, Operation};
use cic_core::json::to_text;
use cic_core::{Engine, Settings};
use cic_store::import_files::{ImportOptions, Profiles, Silent, import_files};
use cic_store::standing::{self, Explicit};
use serde_json::json;

use crate::ground::Ground;
use crate::shared_cases::{AS_OF, Case, cases, files, folder};

async fn engine(ground: &Ground) -> Engine {
    let settings = std::fs::read_to_string(folder().join("settings.toml")).unwrap();
    let settings = Settings::from_toml(&settings).unwrap();
    let as_of = AS_OF.parse().unwrap();
    let options = ImportOptions {
        settings: &settings,
        profiles: &Profiles::choose(None).unwrap(),
        now: as_of,
        dry_run: false,
    };
    let report = import_files(ground.store.as_ref(), &files(), &options, &mut Silent)
        .await
        .unwrap();
    for file in &report.files {
        assert!(file.refused.is_none() && file.quarantined.is_empty(), "{file:?}");
    }
    let explicit = Explicit {
        settings: Some(settings),
        as_of: Some(AS_OF.to_owned()),
    };
    let current = standing::load(ground.store.as_ref(), &explicit, as_of)
        .await
        .unwrap();
    current.engine.as_ref().clone()
}

fn ask(engine: &Engine, case: &Case) -> String {
    match engine.ask(&case.operation, &case.request.to_string()) {
        Ok(answer) => answer,
        Err(error) => to_text(&json!({
            "code": error.kind().code(),
            "message": error.to_string(),
            "field": error.faults().first().map(|fault| &fault.field),
        })),
    }
}

pub(crate) async fn every_question_has_the_same_answer(ground: Ground) {
    let engine = engine(&ground.migrated().await).await;
    let writes = std::env::var_os("CIC_WRITE_ANSWERS").is_some();
    for case in cases() {
        let answer = ask(&engine, &case);
        if writes {
            let path = folder().join("answers").join(format!("{}.json", case.name));
            std::fs::write(path, &answer).unwrap();
        }
        assert_eq!(answer, case.answer(), "{}", case.name);
    }
}

pub(crate) async fn every_operation_has_a_question(_ground: Ground) {
    let asked = cases();
    for operation in OPERATIONS {
        assert!(
            asked.iter().any(|case| case.operation == operation.name),
            "{}",
            operation.name
        );
    }
    for case in asked {
        assert!(Operation::find(&case.operation).is_some(), "{}", case.name);
    }
}
