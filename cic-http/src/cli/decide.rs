use std::process::ExitCode;

use cic_core::event_decision::{AlternativeKind, DecideEventRequest, EventDecision, Swing};

use super::arguments::Decide;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::table::{grouped, money, percent, plain, several, table, words};
use crate::services::decision_log::entry;

/// `cic decide`.
pub(crate) async fn run(context: &Context, options: Decide) -> Result<ExitCode, Failure> {
    let (store, current) = context.engine().await?;
    let only_email = options.email;
    let request = request_of(options);
    let decision = current.engine.decide_event(&request)?;
    if context.json {
        output::write_json(&decision)?;
    } else if only_email {
        output::write(&decision.email)?;
    } else {
        output::write(&text(&decision, &current.engine.settings().venue.currency))?;
    }
    // The answer stands whether or not it can be logged; the exit code says if it could not.
    store
        .save_decision(&entry(&request, &decision, Context::now()))
        .await?;
    Ok(ExitCode::SUCCESS)
}

fn request_of(options: Decide) -> DecideEventRequest {
    DecideEventRequest {
        revenue: options.revenue,
        date_time: options.at,
        courts: options.courts,
        duration_minutes: options.duration,
        court_ids: (!options.court_ids.is_empty()).then_some(options.court_ids),
        headcount: options.headcount,
        ancillary_per_head: options.ancillary_per_head,
        variable_cost: options.variable_cost,
        deposit_kept: options.deposit_kept,
        wash_probability: options.wash,
        future_value: options.future_value,
    }
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
    out += &money_lines(decision, currency);
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
    if let Some(first) = decision.tornado.first() {
        out += &format!("\nWhat moves the answer most\n{}", tornado(decision, first.swing));
    }
    out += &output::rests_on(&decision.assumptions);
    out += &sources(decision);
    out += &format!(
        "\nDecision {} by engine {}\n",
        decision.id, decision.engine_version
    );
    out
}

/// What comes in, what it costs elsewhere, and how sure that is.
fn money_lines(decision: &EventDecision, currency: &str) -> String {
    let mut lines = vec![("revenue", money(decision.revenue))];
    let brought = decision.income.expected - decision.revenue;
    if brought != 0.0 {
        lines.push(("beside and wash", money(brought)));
    }
    lines.push(("churn cost", grouped(decision.estimated_churn_cost)));
    if decision.policy != "simple" {
        lines.push(("visits lost", money(decision.firm_loss)));
        lines.push(("bookings to come", money(decision.unbooked_loss)));
    }
    lines.push(("net", money(decision.net)));
    let mut out: String = lines
        .iter()
        .map(|(name, value)| format!("  {name:<17} {value} {currency}\n"))
        .collect();
    if let (Some(expected), Some(sure)) = (decision.net_interval, decision.probability_net_positive) {
        out += &format!(
            "  {:<17} {} to {} {currency}; above 0 with {} certainty\n",
            "90 % of truths",
            money(expected.low),
            money(expected.high),
            percent(sure)
        );
    }
    if let Some(realised) = decision.realised_net_interval {
        out += &format!(
            "  {:<17} {} to {} {currency}\n",
            "with luck, 90 %",
            money(realised.low),
            money(realised.high)
        );
    }
    if let Some(price) = decision.price_at_which_accepted {
        out += &format!("  {:<17} {} {currency}\n", "accepted from", money(price));
    }
    out
}

/// Each assumption with what it does to the net, and a bar as long as its swing.
fn tornado(decision: &EventDecision, widest: f64) -> String {
    const BAR: f64 = 24.0;
    const SHOWN: usize = 5;
    let line = |swing: &Swing| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the bar's length"
        )]
        let length = (BAR * swing.swing / widest).round().max(1.0) as usize;
        format!(
            "  {:<34} {:>7} .. {:<7} {}\n",
            plain(&swing.assumption),
            money(swing.net_at_low),
            money(swing.net_at_high),
            "#".repeat(length)
        )
    };
    decision.tornado.iter().take(SHOWN).map(line).collect()
}

/// How many figures are priors, set by the club, or learned.
fn sources(decision: &EventDecision) -> String {
    let count = |source: &str| {
        decision
            .provenance
            .iter()
            .filter(|row| row.source.starts_with(source))
            .count()
    };
    format!(
        "  - {} figures are priors, {} are set by the club, {} are learned from its own records (`--json` lists them)\n",
        count("prior"),
        count("club-set"),
        count("learned")
    )
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
        AlternativeKind::HigherPrice => "higher price",
    }
}

/// `Thu 2026-02-19 19:00` from RFC 3339.
fn readable(instant: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(instant).map_or_else(
        |_| instant.to_owned(),
        |moment| moment.format("%a %Y-%m-%d %H:%M").to_string(),
    )
}
