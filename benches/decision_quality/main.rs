//! How good a decision is, on clubs whose truth is known to an oracle.

mod dice;
mod learning;
mod oracle;
mod people;
mod score;
mod truth;
mod world;

use chrono::Duration;
use cic_core::engine::{DecideEventRequest, EventDecision, Recommendation};
use cic_core::settings::{EventPolicy, Recapture};
use cic_core::{Engine, Error, Settings};
use clap::Parser;

use dice::Dice;
use oracle::{Event, Oracle};
use score::{Calibration, Score};
use truth::Scenario;
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
    println!("{}", learning::convergence(arguments.seed));
    Ok(())
}

fn judge_club(
    arguments: &Arguments,
    scenario: Scenario,
    club: u64,
    result: &mut Result,
) -> std::result::Result<(), Error> {
    let mut dice = Dice::new(arguments.seed.wrapping_mul(1_000_003).wrapping_add(club));
    let world = World::play(scenario, &mut dice)?;
    let oracle = Oracle::of(&world);
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
    let outcomes = learning::outcomes(&oracle, &world.truth, arguments.outcomes, &mut dice);
    let learned = fit(&with(&world.settings, |settings| {
        settings.event.pooled = outcomes;
    }))?;
    let mut judged = 0;
    while judged < arguments.requests {
        let request = request(&world, &mut dice);
        let decision = ours.decide_event(&request)?;
        if decision.court_ids.is_empty() {
            continue; // closed then
        }
        judged += 1;
        let event = Event::of(&decision);
        let best = oracle.best_net(&event);
        let (plain, hotel) = (plain.decide_event(&request)?, hotel.decide_event(&request)?);
        let learned = learned.decide_event(&request)?;
        let [own, of_plain, of_hotel, of_learned] = [&decision, &plain, &hotel, &learned]
            .map(|decision| oracle.expected_net(&event, &decision.court_ids));
        let is_accepted = |decision: &EventDecision| decision.recommendation == Recommendation::Accept;
        let verdicts = [
            (true, own),
            (hotel.net > 0.0, of_hotel),
            (plain.net > 0.0, of_plain),
            (decision.net > 0.0, own),
            (learned.net > 0.0, of_learned),
            (is_accepted(&plain), of_plain),
            (is_accepted(&decision), own),
        ];
        for (score, (accepts, net)) in result.scores.iter_mut().zip(verdicts) {
            score.add(accepts, net, best);
        }
        result.before.add(&decision, own);
        result.after.add(&learned, of_learned);
    }
    Ok(())
}

fn with(settings: &Settings, change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = settings.clone();
    change(&mut settings);
    settings
}

/// Within two weeks, mostly when members like to play too; from a small party to the whole house, at half to two and a
/// half times what members pay for the courts.
fn request(world: &World, dice: &mut Dice) -> DecideEventRequest {
    let day = 1 + i64::try_from(dice.below(12)).unwrap_or(0);
    let is_weekend = day % 7 >= 5;
    let hour = match (dice.uniform() < 0.7, is_weekend) {
        (true, false) => 17 + dice.below(3),
        (true, true) => 9 + dice.below(4),
        (false, _) => 8 + dice.below(11),
    };
    let start = world.as_of + Duration::days(day);
    let start = start + Duration::hours(i64::try_from(hour).unwrap_or(17));
    let courts = 1 + u32::try_from(dice.below(7)).unwrap_or(0);
    let slots = 2 + u32::try_from(dice.below(4)).unwrap_or(0);
    let court_hours = f64::from(courts) * f64::from(slots) / 2.0;
    let revenue = (court_hours * world.truth.fee * dice.between(0.5, 2.5)).round();
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
        "  90 % intervals of the expected net hold {} before and {} after learning",
        result.before.coverage(),
        result.after.coverage()
    ));
    lines.push("  P(Net > 0) before learning:".to_owned());
    lines.extend(result.before.lines());
    lines.join("\n")
}
