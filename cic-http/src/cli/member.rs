use std::fmt::Write;
use std::process::ExitCode;

use cic_core::engine::{MemberFeatures, MemberProfile, MemberValue};
use cic_core::features::Source;
use cic_core::segmentation::{ConnectorTier, Origin};

use super::arguments::Member;
use super::context::Context;
use super::failure::Failure;
use super::output;
use super::prose::wrapped;
use super::table::{money, percent, plain, table};

/// `cic member`.
pub(crate) async fn run(context: &Context, options: &Member) -> Result<ExitCode, Failure> {
    let (_store, current) = context.engine().await?;
    let member = current.engine.member(&options.id)?;
    if context.json {
        return output::write_json(&member);
    }
    output::write(
        &text(&member)
            .map(|text| wrapped(&text, 4))
            .map_err(|_| Failure::Refused("the profile could not be written".to_owned()))?,
    )
}

fn text(member: &MemberProfile) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let day = |instant: &str| instant.get(..10).unwrap_or(instant).to_owned();
    writeln!(out, "{} ({})", plain(&member.name), plain(&member.id))?;
    let plan = member
        .plan
        .as_deref()
        .map_or_else(|| "no plan".to_owned(), |plan| format!("plan {}", plain(plan)));
    let status = member.status.as_str();
    let joined = member.joined_at.as_deref().map_or_else(
        || "joining not known".to_owned(),
        |at| format!("joined {}", day(at)),
    );
    writeln!(out, "  {status}, {plan}, {joined}")?;
    match (&member.title, &member.employer) {
        (Some(title), Some(employer)) => writeln!(out, "  {} at {}", plain(title), plain(employer))?,
        (Some(work), None) => writeln!(out, "  {}", plain(work))?,
        (None, Some(employer)) => writeln!(out, "  works at {}", plain(employer))?,
        (None, None) => {}
    }
    if let Some(motivation) = member.motivation {
        let word = cic_core::json::to_text(&motivation);
        writeln!(out, "  says they play for: {}", word.trim_matches('"'))?;
    }
    segment(&mut out, member)?;
    behaviour(&mut out, &member.features)?;
    value_and_risk(&mut out, member)?;
    if !member.contradictions.is_empty() {
        writeln!(out, "\nWhat does not fit together")?;
        for contradiction in &member.contradictions {
            writeln!(out, "  - {}", contradiction.message)?;
        }
    }
    Ok(out)
}

fn segment(out: &mut String, member: &MemberProfile) -> std::fmt::Result {
    let fit = &member.segment;
    let why = match fit.origin {
        Origin::Rule => "its rule matches",
        Origin::Nearest => "no rule matches; this one comes nearest",
        Origin::Override => "a person said so",
    };
    writeln!(
        out,
        "\nSegment: {}, {} % sure ({why})",
        fit.display_name, fit.confidence
    )?;
    if let Some(words) = &fit.overridden {
        writeln!(out, "  {}", plain(words))?;
    }
    if fit.needs_review {
        writeln!(out, "  A person should look at this one.")?;
    }
    if fit.sources.is_empty() {
        return Ok(());
    }
    let mut sources = table(["What it rests on", ">Weight of 100", ">Fits"]);
    for source in &fit.sources {
        sources.add_row([
            source_in_words(source.source).to_owned(),
            format!("{:.0}", source.weight),
            percent(source.fit),
        ]);
    }
    writeln!(out, "{sources}")
}

const fn source_in_words(source: Source) -> &'static str {
    match source {
        Source::Booking => "how they play",
        Source::Survey => "what they say",
        Source::Social => "job and public profile",
        Source::Tract => "where they live",
        Source::Employer => "their employer",
    }
}

const fn tier_in_words(tier: ConnectorTier) -> &'static str {
    match tier {
        ConnectorTier::Potential => "potential",
        ConnectorTier::Strong => "strong",
        ConnectorTier::Prime => "prime",
    }
}

fn behaviour(out: &mut String, features: &MemberFeatures) -> std::fmt::Result {
    writeln!(out, "\nBehaviour")?;
    let last = features.days_since_last_visit.map_or_else(
        || "never came".to_owned(),
        |days| match days {
            0 => "came today".to_owned(),
            1 => "last came yesterday".to_owned(),
            _ => format!("last came {days} days ago"),
        },
    );
    writeln!(
        out,
        "  {} visits, {:.1} a week lately; {last}",
        features.visits, features.visits_per_week
    )?;
    if let Some(gap) = features.usual_gap_days {
        writeln!(out, "  usually {gap:.1} days between visits")?;
    }
    writeln!(
        out,
        "  spent {} in the last 90 days",
        money(features.spend_90_days)
    )?;
    let shares = [
        ("on weekday evenings", features.weekday_peak_share),
        ("on weekdays before 16:00", features.off_peak_share),
        ("in sessions and lessons", features.session_share),
        ("alone", features.alone_share),
    ];
    for (words, share) in shares {
        if let Some(share) = share {
            writeln!(out, "  {:>5} of visits {words}", percent(share))?;
        }
    }
    if let Some(variety) = features.partner_variety {
        writeln!(out, "  {:>5} as many partners as meetings", percent(variety))?;
    }
    if let Some(minutes) = features.mean_stay_minutes {
        writeln!(out, "  stays {minutes:.0} minutes on average")?;
    }
    if let Some(miles) = features.miles_from_club {
        writeln!(out, "  lives {miles:.1} miles from the club")?;
    }
    Ok(())
}

fn value(out: &mut String, value: &MemberValue) -> std::fmt::Result {
    let basis = match value.method.as_str() {
        "cold_start" => "by the segment's usual figures, less what it cost to win one",
        "hazard" => "fee and spend for as long as they are likely to stay",
        "retention_curve" | "naive_rate" => "fee and spend for as long as members usually stay",
        "purchases" => "what they are likely to come back and pay",
        "left" => "they have left",
        other => other,
    };
    writeln!(
        out,
        "\nValue: {} {} of margin to come",
        money(value.ltv),
        value.currency
    )?;
    write!(out, "  over {:.0} months, {basis}", value.horizon_months)?;
    if value.annual_discount_rate > 0.0 {
        write!(
            out,
            "; money that comes a year later counts {} less",
            percent(value.annual_discount_rate)
        )?;
    }
    writeln!(out)?;
    if let Some(interval) = &value.interval {
        let (low, high) = (money(interval.low), money(interval.high));
        writeln!(
            out,
            "  {} sure to come out between {low} and {high}: they may leave soon or stay, spend less or more",
            percent(interval.coverage)
        )?;
    }
    match value.value_at_risk {
        Some(at_risk) => writeln!(
            out,
            "  at risk within 12 months (value times the chance to lose it): {}",
            money(at_risk)
        ),
        None => Ok(()),
    }
}

fn risk(out: &mut String, member: &MemberProfile) -> std::fmt::Result {
    let silence = if member.at_risk {
        "silent for more than twice their own rhythm"
    } else {
        "not silent for longer than usual"
    };
    let Some(churn) = &member.churn else {
        return writeln!(out, "Risk: {silence}");
    };
    let is_drop_in = churn.method == "purchases";
    let what = if is_drop_in {
        "not to come back"
    } else {
        "to leave"
    };
    let likely = if churn.probability_12_months < 0.005 {
        "less than 1 %".to_owned()
    } else {
        percent(churn.probability_12_months)
    };
    write!(out, "Risk: {likely} {what} within 12 months")?;
    if let Some(next) = churn.probability_next_month {
        write!(out, ", {:.1} % within the next month", 100.0 * next)?;
    }
    // That of a segment is of members who leave and of customers who stay away, together.
    if let Some(mean) = churn.segment_mean.filter(|_| !is_drop_in) {
        write!(out, "; {} is usual in their segment", percent(mean))?;
    }
    writeln!(out, "; {silence}")?;
    let basis = match churn.method.as_str() {
        "purchases" => "by how often and how lately they came and paid; there is no plan to leave",
        "retention_curve" => "by how long they have been a member: behaviour tells no more at this club yet",
        "naive_rate" => "by how many leave a month: nothing else tells more at this club yet",
        _ if churn.reasons.is_empty() => return Ok(()),
        _ => "what sets them apart from their segment, in points of the chance to leave within 12 months:",
    };
    writeln!(out, "  {basis}")?;
    for reason in &churn.reasons {
        writeln!(out, "  - {}", plain(&reason.text))?;
    }
    Ok(())
}

fn value_and_risk(out: &mut String, member: &MemberProfile) -> std::fmt::Result {
    value(out, &member.value)?;
    risk(out, member)?;
    let tier = member
        .connector_tier
        .map_or_else(String::new, |tier| format!(" ({})", tier_in_words(tier)));
    write!(out, "Company connector: {} of 30{tier}", member.connector_score)?;
    match &member.connector_company {
        Some(company) => writeln!(out, ", listed for {}", plain(company)),
        None => writeln!(out),
    }
}
