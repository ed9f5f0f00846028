use std::process::ExitCode;

use cic_core::engine::{Backtest, BacktestEvent, BacktestRequest};
use cic_core::event_decision::{DemandCheck, Recommendation};

use super::arguments;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::table::{money, percent, table};

/// `cic backtest`.
pub(crate) async fn run(context: &Context, options: &arguments::Backtest) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let request = BacktestRequest {
        limit: Some(options.limit),
    };
    let answer = current.engine.backtest(&request)?;
    if context.json {
        output::write_json(&answer)
    } else {
        output::write(&text(&answer, &current.engine.settings().venue.currency))
    }
}

fn text(answer: &Backtest, currency: &str) -> String {
    let mut out = String::new();
    if answer.events.is_empty() {
        out += "No past event is on record: a booking of kind `event` is one.\n";
    } else {
        out += &format!("Past events, {currency}\n{}\n", events(&answer.events));
        out += &format!("\nExpected net of each as of then\n{}", picture(&answer.events));
        out += &exits(answer);
    }
    if let Some(check) = &answer.demand {
        out += &demand(check);
    }
    out
}

fn events(events: &[BacktestEvent]) -> String {
    let mut table = table([
        "Event",
        ">Courts",
        ">Revenue",
        "Said as of then",
        ">Net",
        ">P > 0",
        ">Displaced",
        ">Left",
        ">Others left",
    ]);
    for event in events {
        let left = |exits: u64, of: u64| match (event.is_complete, of) {
            (false, _) => "pending".to_owned(),
            (true, 0) => "-".to_owned(),
            (true, of) => format!("{exits} of {of}"),
        };
        table.add_row([
            day(event),
            event.courts.to_string(),
            money(event.revenue),
            event.recommendation.as_str().to_owned(),
            money(event.expected_net),
            event.probability_net_positive.map(percent).unwrap_or_default(),
            event.displaced_members.len().to_string(),
            left(event.displaced_exits, event.displaced_members.len() as u64),
            left(event.matched_exits, event.matched),
        ]);
    }
    table.to_string()
}

/// One line an event: a bar to the left for a loss, to the right for a gain, and the verdict's first letter.
fn picture(events: &[BacktestEvent]) -> String {
    const HALF: usize = 24;
    let widest = events
        .iter()
        .map(|event| event.expected_net.abs())
        .fold(1.0, f64::max);
    let line = |event: &BacktestEvent| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to half the width"
        )]
        let length = (event.expected_net.abs() / widest * HALF as f64).round() as usize;
        let (left, right) = if event.expected_net < 0.0 {
            (length, 0)
        } else {
            (0, length)
        };
        let letter = match event.recommendation {
            Recommendation::Accept => "A",
            Recommendation::CounterOffer => "C",
            Recommendation::Decline => "D",
        };
        format!(
            "  {}  {letter} {:>HALF$}|{}\n",
            day(event),
            "<".repeat(left),
            ">".repeat(right)
        )
    };
    events.iter().map(line).collect()
}

fn exits(answer: &Backtest) -> String {
    let rate = |exits: u64, of: u64| match of {
        0 => "nobody to count".to_owned(),
        of => format!("{exits} of {of} ({})", percent(exits as f64 / of as f64)),
    };
    format!(
        "\nWho left afterwards, events whose days have passed\n  displaced             {}\n  like them, undisplaced {}\n",
        rate(answer.displaced_exits, answer.displaced),
        rate(answer.matched_exits, answer.matched)
    )
}

fn demand(check: &DemandCheck) -> String {
    let line =
        |name: &str, loss: f64, coverage: f64| format!("  {name:<26} {loss:>8.3}   {}\n", percent(coverage));
    format!(
        "\nCourts in use, forecast for {} slots of the last four weeks ({} sold out)\n  {:<26} {:>8}   80 % interval holds\n{}{}",
        check.slots,
        check.sold_out_slots,
        "",
        "pinball",
        line("model", check.model.pinball_loss, check.model.coverage),
        line(
            "same slot, last 4 weeks",
            check.naive.pinball_loss,
            check.naive.coverage
        )
    )
}

/// `2026-02-19 19:00` of an event.
fn day(event: &BacktestEvent) -> String {
    event
        .date_time
        .get(..16)
        .unwrap_or(&event.date_time)
        .replace('T', " ")
}
