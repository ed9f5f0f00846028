use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;

use cic_core::churn::evaluation::Forecast;
use cic_core::engine::{MembersRequest, ModelsReport};

use crate::cut::Cut;
use cic_core::ltv::realised;

/// What the engine said, and what came.
pub(crate) struct Figures {
    people: usize,
    bookings: usize,
    fit_seconds: (f64, f64),
    models: ModelsReport,
    /// By segment and by method.
    groups: BTreeMap<String, Group>,
    /// Of members with a plan: probability of leaving within 12 months, whether they did.
    year: (Vec<f64>, Vec<bool>),
}

#[derive(Default)]
struct Group {
    members: f64,
    expected: f64,
    came: f64,
    squares: f64,
    inside: f64,
    below: f64,
    /// Of those with a plan: how many, and how many leave within 12 months.
    decided: f64,
    expected_exits: f64,
    exits: f64,
}

impl Figures {
    pub(crate) fn of(cut: &Cut) -> Result<Self, Box<dyn Error>> {
        let realised = realised(cut.engine.club(), &cut.whole, &cut.settings, cut.as_of);
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let mut year = (Vec::new(), Vec::new());
        for summary in cut.engine.members(&MembersRequest::default())? {
            let profile = cut.engine.member(&summary.id)?;
            let member = cut
                .engine
                .club()
                .find(&summary.id)
                .ok_or("a listed member is known")?;
            let came = realised[member];
            let Some(interval) = profile.value.interval else {
                continue;
            };
            let has_plan = profile.plan.is_some();
            let leaves = profile.churn.as_ref().filter(|_| has_plan);
            let plan = profile.plan.as_deref().unwrap_or("none");
            for name in [
                format!("segment {}", profile.segment.id),
                format!("method {}", profile.value.method),
                format!("plan {plan}"),
                "everyone".to_owned(),
            ] {
                let group = groups.entry(name).or_default();
                if let Some(churn) = leaves {
                    group.decided += 1.0;
                    group.expected_exits += churn.probability_12_months;
                    group.exits += f64::from(u8::from(came.exit_months.is_some_and(|months| months < 12.0)));
                }
                group.members += 1.0;
                group.expected += profile.value.ltv;
                group.came += came.margin;
                group.squares += came.margin.powi(2);
                let cent = 0.005;
                let inside = (interval.low - cent..=interval.high + cent).contains(&came.margin);
                group.inside += f64::from(u8::from(inside));
                group.below += f64::from(u8::from(came.margin < interval.low - cent));
            }
            if let Some(churn) = profile.churn.filter(|_| has_plan) {
                year.0.push(churn.probability_12_months);
                year.1.push(came.exit_months.is_some_and(|months| months < 12.0));
            }
        }
        Ok(Self {
            people: cut.engine.club().people().len(),
            bookings: cut.engine.club().bookings().len(),
            fit_seconds: (cut.fit_seconds, cut.fit_processor_seconds),
            models: cut.engine.models(),
            groups,
            year,
        })
    }

    pub(crate) fn text(&self, seed: u64) -> String {
        let mut out = String::new();
        self.write(seed, &mut out).ok();
        out
    }

    fn write(&self, seed: u64, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "seed {seed}: {} people, {} bookings, fitted in {:.2} s ({:.2} s of processor time)",
            self.people, self.bookings, self.fit_seconds.0, self.fit_seconds.1
        )?;
        let churn = &self.models.churn;
        writeln!(
            out,
            "  churn: {} ({} exits in {} member-months)",
            churn.why, churn.exits, churn.member_months
        )?;
        if let Some(held_out) = &churn.held_out {
            let slope = held_out.calibration_slope.unwrap_or(f64::NAN);
            let error = held_out.calibration_slope_error.unwrap_or(f64::NAN);
            writeln!(
                out,
                "  held-out {} months: {} rows, {} exits, mean {:.4} against {:.4}, calibration slope {slope:.3} (se {error:.3}), AUC {:.3}, Brier {:.6}",
                held_out.months,
                held_out.member_months,
                held_out.exits,
                held_out.mean_probability,
                held_out.rate,
                held_out.auc.unwrap_or(f64::NAN),
                held_out.brier,
            )?;
            for benchmark in &held_out.benchmarks {
                writeln!(out, "    {}: Brier {:.6}", benchmark.name, benchmark.brier)?;
            }
        }
        let drop_ins = &self.models.drop_ins;
        writeln!(
            out,
            "  drop-ins: {}; held-out half year: {:.0} paying days expected, {:.0} came; {:.3} of interest lasts, the rest fades over {:.1} weeks",
            drop_ins.why,
            drop_ins.held_out_expected,
            drop_ins.held_out_came,
            drop_ins.lasting_interest,
            drop_ins.interest_fades_over_weeks.unwrap_or(f64::INFINITY),
        )?;
        for parameter in &self.models.drop_ins.parameters {
            write!(out, "    {} {:.4}", parameter.name, parameter.value)?;
        }
        writeln!(out)?;
        if let Ok(forecast) = Forecast::new(&self.year.0, &self.year.1) {
            let figures = forecast.figures();
            let line = figures.calibration;
            writeln!(
                out,
                "  leaving within 12 months: {:.4} expected, {:.4} came; slope {:.3}; AUC {:.3}",
                figures.mean_probability,
                forecast.rate(),
                line.map_or(f64::NAN, |line| line.slope),
                figures.auc.unwrap_or(f64::NAN),
            )?;
        }
        for (name, group) in &self.groups {
            let mean = group.came / group.members;
            let error = ((group.squares / group.members - mean * mean).max(0.0) / group.members).sqrt();
            writeln!(
                out,
                "  {name:36} {:>6} expected {:>8.2} came {mean:>8.2} (se {error:.2}) off {:>6.2} %  inside {:>5.1} %, below {:>4.1} %; leave in a year {:>5.3}, left {:>5.3}",
                group.members,
                group.expected / group.members,
                100.0 * (group.expected / group.came - 1.0),
                100.0 * group.inside / group.members,
                100.0 * group.below / group.members,
                group.expected_exits / group.decided,
                group.exits / group.decided,
            )?;
        }
        Ok(())
    }
}
