use std::process::ExitCode;

use cic_core::event_decision::{AlternativeKind, DecideEventRequest, EventDecision};

use super::arguments::Decide;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::table::{grouped, money, percent, plain, several, table, words};
use crate::services::decision_log::entry;

/// `cic decide`.
pub(crate) async fn run(context: &Context, options: Decide) -> Result<ExitCode, Failure> {
    let (store, current) = context.engine().await?;
    let request = DecideEventRequest {
        revenue: options.revenue,
        date_time: options.at,
        courts: options.courts,
        duration_minutes: options.duration,
        court_ids: (!options.court_ids.is_empty()).then_some(options.court_ids),
        headcount: options.headcount,
    };
    let decision = current.engine.decide_event(&request)?;
    if context.json {
        output::write_json(&decision)?;
    } else {
        output::write(&text(&decision, &current.engine.settings().venue.currency))?;
    }
    // The answer stands whether or not it can be logged; the exit code says if it could not.
    store
        .save_decision(&entry(&request, &decision, Context::now()))
        .await?;
    Ok(ExitCode::SUCCESS)
}

/// The verdict, whom it displaces, and what to offer instead.
pub(crate) fn text(decision: &EventDecision, currency: &str) -> String {
    let mut out = format!("{}. {}\n\n", decision.recommendation.as_str(), decision.details);
    let courts: Vec<String> = decision.court_ids.iter().map(u16::to_string).collect();
    let courts = if courts.is_empty() {
        "none".to_owned()
    } else {
        courts.join(", ")
    };
    out += &format!("  from              {}\n", readable(&decision.date_time));
    out += &format!("  to                {}\n", readable(&decision.ends_at));
    out += &format!("  courts            {courts}\n");
    out += &format!("  revenue           {} {currency}\n", money(decision.revenue));
    out += &format!(
        "  churn cost        {} {currency}\n",
        grouped(decision.estimated_churn_cost)
    );
    out += &format!("  net               {} {currency}\n", money(decision.net));
    let members = several(decision.displaced_members.len(), "member");
    out += &format!("  displaced         {members}");
    if decision.displaced_guests > 0 {
        out += &format!(", {}", several(decision.displaced_guests as usize, "guest"));
    }
    out += "\n";
    if !decision.displaced_members.is_empty() {
        out += &format!("\nDisplaced members\n{}", displaced(decision));
    }
    if !decision.alternatives.is_empty() {
        out += &format!("\nInstead\n{}", alternatives(decision));
    }
    out += &output::rests_on(&decision.assumptions);
    out += &format!(
        "\nDecision {} by engine {}\n",
        decision.id, decision.engine_version
    );
    out
}

fn displaced(decision: &EventDecision) -> String {
    let mut table = table([
        "Id", "Name", "Segment", ">Value", ">Rise", ">Loss", "Plays", ">Court",
    ]);
    for member in &decision.displaced_members {
        table.add_row([
            plain(&member.id),
            plain(&member.name),
            words(&member.segment),
            money(member.ltv),
            percent(member.uplift),
            money(member.expected_loss),
            member.starts_at.get(11..16).unwrap_or_default().to_owned(),
            member.court_id.to_string(),
        ]);
    }
    format!("{table}\n")
}

fn alternatives(decision: &EventDecision) -> String {
    let mut table = table([
        "Offer",
        "When",
        ">Courts",
        ">Revenue",
        ">Churn cost",
        ">Net",
        ">Displaced",
    ]);
    for offer in &decision.alternatives {
        table.add_row([
            kind_in_words(offer.kind).to_owned(),
            readable(&offer.date_time),
            offer.courts.to_string(),
            money(offer.revenue),
            grouped(offer.estimated_churn_cost),
            money(offer.net),
            offer.displaced_members.to_string(),
        ]);
    }
    format!("{table}\n")
}

const fn kind_in_words(kind: AlternativeKind) -> &'static str {
    match kind {
        AlternativeKind::OtherTime => "other time",
        AlternativeKind::OtherWeek => "other week",
        AlternativeKind::FewerCourts => "fewer courts",
    }
}

/// `Thu 2026-02-19 19:00` from RFC 3339.
fn readable(instant: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(instant).map_or_else(
        |_| instant.to_owned(),
        |moment| moment.format("%a %Y-%m-%d %H:%M").to_string(),
    )
}
