use cic_core::planning::{FareClass, protection_levels_emsr_a, protection_levels_emsr_b};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cases {
    protection_levels: Vec<ProtectionCase>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProtectionCase {
    classes: Vec<(f64, f64, f64)>,
    emsr_a: Vec<f64>,
    emsr_b: Vec<f64>,
}

fn cases() -> Vec<ProtectionCase> {
    let text = include_str!("../fixtures/revenue_management.json");
    serde_json::from_str::<Cases>(text).unwrap().protection_levels
}

fn agree(levels: &[f64], expected: &[f64]) {
    assert_eq!(levels.len(), expected.len());
    for (level, expected) in levels.iter().zip(expected) {
        assert!(
            (level - expected).abs() < 1e-6 * expected.max(1.0),
            "{level} is not {expected}"
        );
    }
}

#[test]
fn protection_levels_agree_with_revmng_on_random_classes() {
    let cases = cases();
    assert_eq!(cases.len(), 40);
    for case in cases {
        let classes: Vec<FareClass> = case
            .classes
            .iter()
            .map(|&(fare, mean, standard_deviation)| FareClass {
                fare,
                mean,
                standard_deviation,
            })
            .collect();
        agree(&protection_levels_emsr_a(&classes).unwrap(), &case.emsr_a);
        agree(&protection_levels_emsr_b(&classes).unwrap(), &case.emsr_b);
    }
}
