use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::sync::Arc;

use chrono::NaiveDate;
use cic_core::Engine;
use cic_core::simulation::{SimulationOptions, simulate};

/// By segment, mean values beside what the simulation itself expects of the same people (`truth.json`).
///
/// The simulation carries a person's usual strain and present spend forward as they are, and lets a drop-in's interest go
/// to nothing: who is content now is taken to stay so. What came to pass is the unbiased measure; this one shows how far
/// values are from someone who knows each person's hazard.
pub(crate) struct AgainstTruth {
    /// Members, sum of values, sum of the simulation's expectations.
    groups: BTreeMap<String, (f64, f64, f64)>,
}

impl AgainstTruth {
    /// Over the horizon of the simulation's own settings.
    pub(crate) fn of(members: u32, months: u32, seed: u64, until: NaiveDate) -> Result<Self, Box<dyn Error>> {
        let options = SimulationOptions {
            members,
            months,
            seed,
            until,
        };
        let simulated = simulate(&options, &mut |_| ())?;
        let club = Arc::new(simulated.club()?);
        let engine = Engine::fit(&club, simulated.settings(), simulated.as_of())?;
        let truth = simulated.truth();
        let expected: BTreeMap<String, f64> = truth
            .people
            .iter()
            .map(|person| (person.id.to_string(), person.expected_margin))
            .collect();
        let mut groups: BTreeMap<String, (f64, f64, f64)> = BTreeMap::new();
        for summary in engine.members(&Default::default())? {
            let profile = engine.member(&summary.id)?;
            let Some(truth) = expected
                .get(&summary.id)
                .filter(|_| profile.value.interval.is_some())
            else {
                continue;
            };
            for name in [
                format!("segment {}", profile.segment.id),
                format!("method {}", profile.value.method),
                "everyone".to_owned(),
            ] {
                let group = groups.entry(name).or_default();
                group.0 += 1.0;
                group.1 += profile.value.ltv;
                group.2 += truth;
            }
        }
        Ok(Self { groups })
    }

    pub(crate) fn text(&self) -> String {
        let mut out = "  against the expectation in truth.json:\n".to_owned();
        for (name, (members, value, truth)) in &self.groups {
            writeln!(
                out,
                "  {name:36} {members:>6} valued {:>8.2} expected {:>8.2} off {:>6.2} %",
                value / members,
                truth / members,
                100.0 * (value / truth - 1.0),
            )
            .ok();
        }
        out
    }
}
