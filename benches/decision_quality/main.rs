//! How good a decision is, on clubs whose truth is known to an oracle.

mod dice;
mod learning;
mod oracle;
mod score;
mod truth;
mod world;

use chrono::Duration;
use cic_core::engine::{DecideEventRequest, EventDecision, Recommendation};
use cic_core::settings::{EventPolicy, Recapture};
use cic_core::{Engine, Error, Settings};
use clap::Parser;

use dice::Dice;
use score::{Calibration, Score};
use truth::{SEGMENTS, Scenario, Truth};
use world::World;

/// Money kept, wrong verdicts and calibration of event decisions, beside simpler policies.
#[derive(Debug, Parser)]
struct Arguments {
    /// Clubs of each scenario
    #[arg(long, default_value_t = 20)]
    clubs: u64,
    /// Requests at each club
    #[arg(long, default_value_t = 500)]
    requests: usize,
    /// Outcomes a side and segment that learning has seen
    #[arg(long, default_value_t = 10_000)]
    outcomes: u64,
    /// The same seed plays the same clubs
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

const POLICIES: [&str; 7] = [
    "accept all",
    "hotel displacement (revenue alone)",
    "plain rule",
    "ours",
    "ours after learning",
    "plain rule, with its reserve of 200",
    "ours, with the owner's reserve (200, .25 R, P >= .8)",
];

/// What one scenario came to.
#[derive(Default)]
struct Result {
    scores: [Score; POLICIES.len()],
    before: Calibration,
    after: Calibration,
}

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn main() -> std::result::Result<(), Error> {
    let arguments = Arguments::parse();
    println!(
        "{} clubs x {} requests a scenario; every policy judges at a threshold of 0 unless it says otherwise;\n\
         learning has seen {} outcomes a side and segment\n",
        arguments.clubs, arguments.requests, arguments.outcomes
    );
    for scenario in Scenario::ALL {
        let mut result = Result::default();
        for club in 0..arguments.clubs {
            judge_club(&arguments, scenario, club, &mut result)?;
        }
        println!("{}\n", table(scenario, &result));
    }
    println!("{}", convergence(arguments.seed));
    Ok(())
}

fn judge_club(
    arguments: &Arguments,
    scenario: Scenario,
    club: u64,
    result: &mut Result,
) -> std::result::Result<(), Error> {
    let mut dice = Dice::new(arguments.seed.wrapping_mul(1_000_003).wrapping_add(club));
    let world = World::play(Truth::draw(scenario, &mut dice), &mut dice)?;
    let fit = |settings: &Settings| Engine::fit(&world.club, settings, world.as_of);
    let ours = fit(&world.settings)?;
    let plain = fit(&with(&world.settings, |settings| {
        settings.event.policy = EventPolicy::Simple;
    }))?;
    let hotel = fit(&with(&world.settings, |settings| {
        settings
            .event
            .uplift
            .values_mut()
            .for_each(|uplift| *uplift = 0.0);
        settings.event.spilled_churn_share = 0.0;
        settings.event.recapture = Recapture::All(0.0);
    }))?;
    let outcomes = learning::outcomes(&world.truth, arguments.outcomes, &mut dice);
    let learned = fit(&with(&world.settings, |settings| {
        settings.event.pooled = outcomes;
    }))?;
    for request in (0..arguments.requests).map(|_| request(&world, &mut dice)) {
        let Ok(decision) = ours.decide_event(&request) else {
            continue;
        };
        if decision.court_ids.is_empty() {
            continue;
        }
        let (plain, hotel) = (plain.decide_event(&request)?, hotel.decide_event(&request)?);
        let learned = learned.decide_event(&request)?;
        let nets =
            [&decision, &plain, &hotel, &learned].map(|decision| oracle::expected_net(&world, decision));
        let best = nets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let is_accepted = |decision: &EventDecision| decision.recommendation == Recommendation::Accept;
        let verdicts = [
            (true, nets[0]),
            (hotel.net > 0.0, nets[2]),
            (plain.net > 0.0, nets[1]),
            (decision.net > 0.0, nets[0]),
            (learned.net > 0.0, nets[3]),
            (is_accepted(&plain), nets[1]),
            (is_accepted(&decision), nets[0]),
        ];
        for (score, (accepts, net)) in result.scores.iter_mut().zip(verdicts) {
            score.add(accepts, net, best);
        }
        result.before.add(&decision, nets[0]);
        result.after.add(&learned, nets[3]);
    }
    Ok(())
}

fn with(settings: &Settings, change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = settings.clone();
    change(&mut settings);
    settings
}

/// Within two weeks, evenings as likely as all other hours together; from a small party to the whole house.
fn request(world: &World, dice: &mut Dice) -> DecideEventRequest {
    let hour = if dice.uniform() < 0.5 {
        17 + dice.below(3)
    } else {
        8 + dice.below(11)
    };
    let start = world.as_of + Duration::days(1 + i64::try_from(dice.below(12)).unwrap_or(0));
    let start = start + Duration::hours(i64::try_from(hour).unwrap_or(17));
    let courts = 1 + u32::try_from(dice.below(7)).unwrap_or(0);
    let slots = 2 + u32::try_from(dice.below(4)).unwrap_or(0);
    let court_hours = f64::from(courts) * f64::from(slots) / 2.0;
    let revenue = (court_hours * dice.between(15.0, 110.0)).round();
    DecideEventRequest {
        duration_minutes: slots * 30,
        ..DecideEventRequest::new(revenue, start.to_rfc3339(), courts)
    }
}

fn table(scenario: Scenario, result: &Result) -> String {
    let mut lines = vec![
        scenario.name().to_owned(),
        format!("  {:<54} {:>9} {:>8} {:>9}", "", "of oracle", "wrong", "wrong"),
        format!(
            "  {:<54} {:>9} {:>8} {:>9}",
            "policy", "'s money", "accepts", "refusals"
        ),
    ];
    for (policy, score) in POLICIES.iter().zip(&result.scores) {
        let of = |count: u32| {
            format!(
                "{:.1} %",
                100.0 * f64::from(count) / f64::from(score.requests.max(1))
            )
        };
        lines.push(format!(
            "  {policy:<54} {:>7.1} % {:>8} {:>9}",
            100.0 * score.share(),
            of(score.wrong_accepts),
            of(score.wrong_refusals)
        ));
    }
    lines.push(format!(
        "  90 % intervals of the expected net hold {:.1} % before and {:.1} % after learning",
        100.0 * result.before.coverage(),
        100.0 * result.after.coverage()
    ));
    lines.push("  P(Net > 0) before learning:".to_owned());
    lines.extend(result.before.lines());
    lines.join("\n")
}

/// How near the learned uplift of a segment comes to the truth when members mind three times as much as believed.
fn convergence(seed: u64) -> String {
    let mut lines = vec![
        "what is learned of an uplift that is three times the prior, relative error over 50 platforms"
            .to_owned(),
        format!(
            "  {:>12}  {}",
            "outcomes",
            SEGMENTS.map(|segment| format!("{:>22}", segment.0)).join("")
        ),
    ];
    for count in [0_u64, 100, 1_000, 10_000, 100_000] {
        let mut errors = [0.0; 4];
        for platform in 0..50 {
            let mut dice = Dice::new(seed ^ (platform << 20));
            let mut truth = Truth::draw(Scenario::Believed, &mut dice);
            truth.uplift_factor = [3.0; 4];
            let mut settings = world::settings();
            if count > 0 {
                settings.event.pooled = learning::outcomes(&truth, count, &mut dice);
            }
            for (error, segment) in errors.iter_mut().zip(SEGMENTS) {
                let learned = settings.event.believed_uplift(segment.0);
                *error += (learned - 3.0 * segment.3).abs() / (3.0 * segment.3) / 50.0;
            }
        }
        let errors = errors.map(|error| format!("{:>20.0} %", 100.0 * error)).join("");
        lines.push(format!("  {count:>12}  {errors}"));
    }
    lines.join("\n")
}
