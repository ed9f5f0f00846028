use super::answer::Swing;
use super::draws::Belief;
use super::exposure::Exposure;
use super::model::EventModel;
use super::offer::money;
use super::stake::Situation;

const LOW: f64 = 0.05;
const HIGH: f64 = 0.95;

/// What each assumption does to the expected net between its 5 and 95 %, all others at their expectation; the widest
/// swing first.
pub(super) fn tornado(situation: &Situation<'_>, exposure: &Exposure) -> Vec<Swing> {
    let model = situation.model;
    let middle = Middle::new(model);
    let mut swings = Vec::new();
    let mut add = |assumption: String, low: Belief<'_>, high: Belief<'_>| {
        let (low, high) = (
            money(exposure.net(&low)).units(),
            money(exposure.net(&high)).units(),
        );
        let swing = money((high - low).abs()).units();
        if swing > 0.0 {
            swings.push(Swing {
                assumption,
                net_at_low: low,
                net_at_high: high,
                swing,
            });
        }
    };
    for (index, segment) in situation.settings.segments.iter().enumerate() {
        let at = |level: f64| {
            let mut uplift = middle.uplift.clone();
            uplift[index] = model.beliefs[index].uplift_factor.level(level);
            uplift
        };
        let (low, high) = (at(LOW), at(HIGH));
        let belief = |uplift| Belief {
            uplift,
            ..middle.belief()
        };
        add(
            format!("uplift of {}", segment.display_name),
            belief(&low),
            belief(&high),
        );
    }
    let recapture = |level: f64| -> Vec<f64> {
        model
            .beliefs
            .iter()
            .map(|belief| belief.recapture_share.level(level))
            .collect()
    };
    let (low, high) = (recapture(LOW), recapture(HIGH));
    let belief = |recapture| Belief {
        recapture,
        ..middle.belief()
    };
    add(
        "recapture of displaced visits".to_owned(),
        belief(&low),
        belief(&high),
    );
    let value = |level: f64| vec![model.normal.level(level); model.beliefs.len()];
    let (low, high) = (value(LOW), value(HIGH));
    let belief = |value| Belief {
        value,
        ..middle.belief()
    };
    add("lifetime values".to_owned(), belief(&low), belief(&high));
    let belief = |level: f64| Belief {
        demand: model.normal.level(level),
        ..middle.belief()
    };
    add("demand still to come".to_owned(), belief(LOW), belief(HIGH));
    swings.sort_by(|one, other| other.swing.total_cmp(&one.swing));
    swings
}

/// Every assumption at its expectation.
struct Middle {
    uplift: Vec<f64>,
    recapture: Vec<f64>,
    value: Vec<f64>,
}

impl Middle {
    fn new(model: &EventModel) -> Self {
        Self {
            uplift: vec![1.0; model.beliefs.len()],
            recapture: model.beliefs.iter().map(|belief| belief.recapture).collect(),
            value: vec![0.0; model.beliefs.len()],
        }
    }

    fn belief(&self) -> Belief<'_> {
        Belief {
            uplift: &self.uplift,
            recapture: &self.recapture,
            value: &self.value,
            demand: 0.0,
        }
    }
}
