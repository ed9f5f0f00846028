//! The log partial likelihood and its derivatives, by two passes over runs of rows.
//!
//! With r the weight times relative hazard of a row, S0(t) the sum of r and S1(t) the sum of r x over those at risk at t:
//! the first pass adds up S0 and S1 and takes off `S1 S1' / S0^2` for each event; the second knows the cumulative
//! hazard A that each row went through, so that the rest of the information is one sum of `r A x x'` over rows,
//! and the gradient one of `(event - r A) x`. No matrix is kept for the risk set.

use std::ops::Range;

use rayon::prelude::*;

use super::CoxTies;
use super::evaluation::Evaluation;
use super::gram::Gram;
use super::layout::Layout;
use super::running::{Compensated, Running};

/// The hazard at one event time.
#[derive(Debug, Clone, Copy, Default)]
struct BlockHazard {
    /// What everyone at risk went through.
    full: f64,
    /// What those tied in the event went through.
    of_tied: f64,
    /// The weight times relative hazard at risk.
    at_risk: f64,
}

/// What the first pass makes of a run.
struct FirstPass {
    log_likelihood: f64,
    hazards: Vec<BlockHazard>,
    gram: Vec<f64>,
}

pub(super) fn evaluate(layout: &Layout, effects: &[f64], ties: CoxTies) -> Evaluation {
    let mut predictors = vec![0.0; layout.n_rows()];
    let mut relative = vec![0.0; layout.n_rows()];
    let parts = layout.cut_rows(&mut predictors).into_par_iter();
    let parts = parts.zip(layout.cut_rows(&mut relative)).zip(&layout.runs);
    parts.for_each(|((predictors, relative), run)| {
        for (place, row) in layout.rows_of(run).enumerate() {
            predictors[place] = dot(layout.row(row), effects);
            relative[place] = layout.weights[row] * predictors[place].exp();
        }
    });
    if layout.entries.is_some() {
        passes::<Compensated>(layout, predictors, &relative, ties)
    } else {
        passes::<f64>(layout, predictors, &relative, ties)
    }
}

fn passes<Sum: Running>(
    layout: &Layout,
    predictors: Vec<f64>,
    relative: &[f64],
    ties: CoxTies,
) -> Evaluation {
    let width = layout.n_covariates;
    let carries = carries::<Sum>(layout, relative);
    let first: Vec<FirstPass> = layout
        .runs
        .par_iter()
        .zip(carries)
        .map(|(run, carry)| first_pass(layout, relative, run, carry, ties))
        .collect();
    let hazards: Vec<BlockHazard> = first.iter().flat_map(|part| &part.hazards).copied().collect();
    let cumulative = cumulative_hazards(layout, &hazards);
    let second: Vec<SecondPass> = layout
        .runs
        .par_iter()
        .map(|run| second_pass(layout, &predictors, relative, &hazards, &cumulative, run))
        .collect();

    let mut evaluation = Evaluation {
        log_likelihood: 0.0,
        gradient: vec![0.0; width],
        information: vec![0.0; width * width],
        predictors,
        at_risk: hazards.iter().map(|hazard| hazard.at_risk).collect(),
    };
    for (first, second) in first.iter().zip(&second) {
        evaluation.log_likelihood += first.log_likelihood + second.event_predictors;
        for (total, part) in evaluation.gradient.iter_mut().zip(&second.gradient) {
            *total += part;
        }
        for (total, (plus, minus)) in evaluation
            .information
            .iter_mut()
            .zip(second.gram.iter().zip(&first.gram))
        {
            *total += plus - minus;
        }
    }
    for row in 0..width {
        for column in row + 1..width {
            evaluation.information[row * width + column] = evaluation.information[column * width + row];
        }
    }
    evaluation
}

/// S0 and then S1, one sum a covariate.
type RiskSums<Sum> = Vec<Sum>;

fn join_row<Sum: Running>(sums: &mut [Sum], layout: &Layout, relative: f64, row: usize) {
    let (total, by_covariate) = sums.split_at_mut(1);
    total[0].add(relative);
    for (sum, &value) in by_covariate.iter_mut().zip(layout.row(row)) {
        sum.add(relative * value);
    }
}

fn join_rows<Sum: Running>(sums: &mut [Sum], layout: &Layout, relative: &[f64], rows: Range<usize>) {
    for (row, &relative) in rows.clone().zip(&relative[rows]) {
        join_row(sums, layout, relative, row);
    }
}

/// Takes those off who come under observation at or after the time of the block.
fn leave_unentered<Sum: Running>(sums: &mut [Sum], layout: &Layout, relative: &[f64], place: usize) {
    for &row in layout.entering(place) {
        join_row(sums, layout, -relative[row as usize], row as usize);
    }
}

/// The sums over the risk set with which each run starts.
fn carries<Sum: Running>(layout: &Layout, relative: &[f64]) -> Vec<RiskSums<Sum>> {
    let size = layout.n_covariates + 1;
    let totals: Vec<RiskSums<Sum>> = layout
        .runs
        .par_iter()
        .map(|run| {
            let mut sums = vec![Sum::default(); size];
            // Only what follows the last start of a stratum goes on into the next run.
            let last_start = run
                .clone()
                .rev()
                .find(|&place| layout.blocks[place].starts_stratum);
            for place in last_start.unwrap_or(run.start)..run.end {
                join_rows(&mut sums, layout, relative, layout.blocks[place].rows.clone());
                leave_unentered(&mut sums, layout, relative, place);
            }
            sums
        })
        .collect();
    let mut carry: RiskSums<Sum> = vec![Sum::default(); size];
    let mut carries = Vec::with_capacity(totals.len());
    for (run, total) in layout.runs.iter().zip(totals) {
        carries.push(carry.clone());
        if run.clone().any(|place| layout.blocks[place].starts_stratum) {
            carry = total;
        } else {
            for (carry, total) in carry.iter_mut().zip(total) {
                carry.join(total);
            }
        }
    }
    carries
}

fn first_pass<Sum: Running>(
    layout: &Layout,
    relative: &[f64],
    run: &Range<usize>,
    mut sums: RiskSums<Sum>,
    ties: CoxTies,
) -> FirstPass {
    let width = layout.n_covariates;
    let mut gram = Gram::new(width);
    let mut log_likelihood = 0.0;
    let mut tied_sums = vec![0.0; width + 1];
    let mut hazards = Vec::with_capacity(run.len());
    for place in run.clone() {
        let block = &layout.blocks[place];
        if block.starts_stratum {
            sums.fill(Sum::default());
        }
        join_rows(&mut sums, layout, relative, block.rows.clone());
        let tied = block.first_event..block.rows.end;
        let events = tied.len();
        let one_by_one = ties == CoxTies::Breslow || events == 1;
        let weight: f64 = layout.weights[tied.clone()].iter().sum();
        if !one_by_one {
            tied_sums.fill(0.0);
            join_rows(&mut tied_sums, layout, relative, tied);
        }
        leave_unentered(&mut sums, layout, relative, place);
        let at_risk = sums[0].value();
        let by_covariate = sums[1..].iter().map(|sum| sum.value());
        let mut hazard = BlockHazard {
            at_risk,
            ..BlockHazard::default()
        };
        if one_by_one {
            log_likelihood -= weight * at_risk.ln();
            hazard.full = weight / at_risk;
            hazard.of_tied = hazard.full;
            gram.add(weight / (at_risk * at_risk), by_covariate);
        } else {
            let efron = Efron::of(at_risk, tied_sums[0], events, weight);
            log_likelihood -= efron.log_likelihood;
            hazard.full = efron.hazard;
            hazard.of_tied = efron.hazard_of_tied;
            // The sum over l of (S1 - f D1)(S1 - f D1)' / den^2, its square completed.
            let shift = efron.cross / efron.square;
            let shifted = by_covariate
                .zip(&tied_sums[1..])
                .map(|(sum, tied)| sum - shift * tied);
            gram.add(efron.square, shifted);
            let rest = efron.tied_square - efron.cross * shift;
            gram.add(rest, tied_sums[1..].iter().copied());
        }
        hazards.push(hazard);
    }
    FirstPass {
        log_likelihood,
        hazards,
        gram: gram.finish(),
    }
}

/// Sums over the tied events l = 0, 1, ... of Efron's denominators S0 - f D0, f = l / d.
struct Efron {
    log_likelihood: f64,
    hazard: f64,
    hazard_of_tied: f64,
    square: f64,
    cross: f64,
    tied_square: f64,
}

impl Efron {
    fn of(at_risk: f64, tied: f64, events: usize, weight: f64) -> Self {
        let mean_weight = weight / events as f64;
        let mut sums = Self {
            log_likelihood: 0.0,
            hazard: 0.0,
            hazard_of_tied: 0.0,
            square: 0.0,
            cross: 0.0,
            tied_square: 0.0,
        };
        for event in 0..events {
            let share = event as f64 / events as f64;
            let denominator = at_risk - share * tied;
            let hazard = mean_weight / denominator;
            let square = hazard / denominator;
            sums.log_likelihood += mean_weight * denominator.ln();
            sums.hazard += hazard;
            sums.hazard_of_tied += hazard * (1.0 - share);
            sums.square += square;
            sums.cross += square * share;
            sums.tied_square += square * share * share;
        }
        sums
    }
}

/// For each block the hazard from the first event of its stratum up to its own.
fn cumulative_hazards(layout: &Layout, hazards: &[BlockHazard]) -> Vec<f64> {
    let mut cumulative = vec![0.0; hazards.len()];
    for (_, stratum) in &layout.strata {
        let mut sum = 0.0;
        for place in stratum.clone().rev() {
            sum += hazards[place].full;
            cumulative[place] = sum;
        }
    }
    cumulative
}

/// What the second pass makes of a run.
struct SecondPass {
    event_predictors: f64,
    gradient: Vec<f64>,
    gram: Vec<f64>,
}

fn second_pass(
    layout: &Layout,
    predictors: &[f64],
    relative: &[f64],
    hazards: &[BlockHazard],
    cumulative: &[f64],
    run: &Range<usize>,
) -> SecondPass {
    let mut gram = Gram::new(layout.n_covariates);
    let mut gradient = vec![0.0; layout.n_covariates];
    let mut event_predictors = 0.0;
    for place in run.clone() {
        let block = &layout.blocks[place];
        let before = cumulative[place] - hazards[place].full;
        for row in block.rows.clone() {
            let has_event = row >= block.first_event;
            let mut hazard = if has_event {
                before + hazards[place].of_tied
            } else {
                cumulative[place]
            };
            hazard -= unseen_hazard(layout, cumulative, row);
            let expected = relative[row] * hazard;
            let mut residual = -expected;
            if has_event {
                residual += layout.weights[row];
                event_predictors += layout.weights[row] * predictors[row];
            }
            let values = layout.row(row);
            for (gradient, value) in gradient.iter_mut().zip(values) {
                *gradient += residual * value;
            }
            gram.add(expected, values.iter().copied());
        }
    }
    SecondPass {
        event_predictors,
        gradient,
        gram: gram.finish(),
    }
}

/// The hazard of the events before a row came under observation.
fn unseen_hazard(layout: &Layout, cumulative: &[f64], row: usize) -> f64 {
    layout.entries.as_ref().map_or(0.0, |entries| {
        let place = entries.unseen_from[row] as usize;
        cumulative.get(place).copied().unwrap_or(0.0)
    })
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
