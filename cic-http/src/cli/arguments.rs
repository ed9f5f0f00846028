use std::path::PathBuf;

use chrono::NaiveDate;
use cic_core::engine::Amenity;
use cic_core::settings::PricingPolicy;
use clap::{Args, Parser, Subcommand};

/// Who a racket-sports club's customers are, what each is worth, and whether an event is worth its courts.
#[derive(Debug, Parser)]
#[command(name = "cic", version, max_term_width = 100, after_help = EXAMPLES, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "Examples:
  cic demo                                   a made-up club, from files to a running server
  cic import members.csv bookings.csv        a club's exports into sqlite://cic.db
  cic fit                                    segments and values as of now
  cic decide --revenue 500 --at 2026-02-19T19:00 --courts 4

Exit codes: 0 done, 1 refused or failed, 2 bad usage.";

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    /// Where the club is kept: sqlite://FILE or postgres://USER@HOST/DATABASE [env: CIC_DATABASE_URL] [default: sqlite://cic.db]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// A TOML file of settings [default: those of the latest fit]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// Only what was known at this instant counts: RFC 3339, or club-local time or day [default: that of the latest fit; for fit itself: now]
    #[arg(long, global = true, value_name = "INSTANT")]
    pub(crate) as_of: Option<String>,
    /// Write JSON for machines
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Simulate a club, import its files, fit, show what comes of it, and serve it
    #[command(
        after_help = "Examples:\n  cic demo\n  cic demo --members 2000 --no-serve\n  cic demo --out club --database sqlite://demo.db"
    )]
    Demo(Demo),
    /// Write the exports of a made-up club, and the truth behind them
    #[command(
        after_help = "Example:\n  cic simulate --out club --members 500 --months 24 --seed 7 --until 2026-02-15"
    )]
    Simulate(Simulate),
    /// Recognise files, import them, and report every row
    #[command(
        after_help = "Examples:\n  cic import members.csv bookings.csv surveys.csv\n  cic import --dry-run ReservationReport_2026.csv\n  cic import --profile our-system.toml --settings club.toml export.csv"
    )]
    Import(Import),
    /// Rebuild segments and values, store them, and show what changed
    #[command(after_help = "Examples:\n  cic fit\n  cic fit --settings club.toml --as-of 2026-02-15")]
    Fit,
    /// Show the segments
    #[command(after_help = "Examples:\n  cic segments\n  cic segments --json")]
    Segments,
    /// List members
    #[command(
        after_help = "Examples:\n  cic members --segment casual_drop_in\n  cic members --limit 20 --json"
    )]
    Members(Members),
    /// Show all that is known and concluded of one member
    #[command(after_help = "Example:\n  cic member M123")]
    Member(Member),
    /// Judge a request for courts, and log the decision
    #[command(
        after_help = "Examples:\n  cic decide --revenue 500 --at 2026-02-19T19:00 --courts 4\n  cic decide --revenue 900 --at 2026-02-20T18:00:00-06:00 --courts 6 --duration 180 --headcount 24\n\nTimes without an offset are club-local."
    )]
    Decide(Decide),
    /// Recommend a price for every hour of the week
    #[command(after_help = "Examples:\n  cic price\n  cic price --policy expected-revenue --json")]
    Price(Price),
    /// Plan courts, members, amenities
    Plan {
        #[command(subcommand)]
        plan: Plan,
    },
    /// Replay the club's own past events: what would have been said, and what came of them
    #[command(after_help = "Examples:\n  cic backtest\n  cic backtest --limit 50 --json")]
    Backtest(Backtest),
    /// Serve the HTTP interface
    #[command(
        after_help = "Examples:\n  cic serve\n  cic serve --listen 127.0.0.1:9000 --database postgres://cic@localhost/club"
    )]
    Serve(Serve),
    /// Bring the tables up to this version; an existing database is adopted in place
    #[command(after_help = "Example:\n  cic migrate --database postgres://cic@localhost/club")]
    Migrate,
    /// Print the OpenAPI 3.1 description of the HTTP interface
    #[command(after_help = "Example:\n  cic openapi > openapi.json")]
    Openapi,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Demo {
    /// People with a plan at some time; drop-ins come on top
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub(crate) members: u32,
    /// Months of history
    #[arg(long, value_name = "M", default_value_t = 24)]
    pub(crate) months: u32,
    /// The same seed makes the same club
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Keep the club's files in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) serve: Serve,
    /// Stop after showing the answers
    #[arg(long)]
    pub(crate) no_serve: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Simulate {
    /// The folder to write
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// People with a plan at some time; drop-ins come on top
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub(crate) members: u32,
    /// Months of history
    #[arg(long, value_name = "M", default_value_t = 24)]
    pub(crate) months: u32,
    /// The same seed writes the same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// The day on which history ends, as 2026-02-15; bookings on hand reach two weeks further [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<NaiveDate>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Import {
    /// Files in any order; what each one is shows in its columns
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Read with this profile alone: the name of a built-in one, or a TOML file
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Report what would happen, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Members {
    /// Only this segment
    #[arg(long, value_name = "ID")]
    pub(crate) segment: Option<String>,
    /// At most this many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Member {
    /// The club's own id
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Decide {
    /// What the client offers, in the venue's currency
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) revenue: f64,
    /// Start: club-local, or with an offset
    #[arg(long, value_name = "TIME")]
    pub(crate) at: String,
    /// How many courts
    #[arg(long, value_name = "K")]
    pub(crate) courts: u32,
    /// How long, in minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 120)]
    pub(crate) duration: u32,
    /// Exactly this court, instead of the cheapest; may be given several times
    #[arg(long = "court", value_name = "ID")]
    pub(crate) court_ids: Vec<u16>,
    /// How many people come; fewer courts are offered only while they still seat them
    #[arg(long, value_name = "N")]
    pub(crate) headcount: Option<u32>,
    /// What each of them spends beside the courts; its margin counts
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) ancillary_per_head: Option<f64>,
    /// What holding the event costs
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) variable_cost: Option<f64>,
    /// What is kept when the client calls it off
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) deposit_kept: Option<f64>,
    /// Probability that the client calls it off, 0 to 1
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    pub(crate) wash: Option<f64>,
    /// What the client is worth beyond this event
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub(crate) future_value: Option<f64>,
    /// Print the ready reply to the client, and nothing else
    #[arg(long, conflicts_with = "json")]
    pub(crate) email: bool,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Backtest {
    /// At most this many, the latest
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Price {
    /// Which price to recommend [default: that of the settings]
    #[arg(long, value_enum)]
    pub(crate) policy: Option<PricePolicy>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum PricePolicy {
    /// By how full the hour is
    Tiers,
    /// What is expected to bring most, less the value lost with those turned away
    ExpectedRevenue,
}

impl From<PricePolicy> for PricingPolicy {
    fn from(policy: PricePolicy) -> Self {
        match policy {
            PricePolicy::Tiers => Self::Tiers,
            PricePolicy::ExpectedRevenue => Self::ExpectedRevenue,
        }
    }
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Plan {
    /// Show who finds a court, hour by hour
    #[command(
        after_help = "Examples:\n  cic plan allocation\n  cic plan allocation --keep corporate_power_user=2 --demand-factor 1.1"
    )]
    Allocation(PlanAllocation),
    /// Simulate weeks with more members
    #[command(
        after_help = "Examples:\n  cic plan growth --add social_ambassador=40\n  cic plan growth --add casual_drop_in=100 --courts 8 --weeks 10000"
    )]
    Growth(PlanGrowth),
    /// Compare what amenities return
    #[command(
        after_help = "Examples:\n  cic plan amenity --amenity Yoga:25000:3000:800 --amenity 'Hot desks:15000:2000:0'\n  cic plan amenity --amenity Yoga:25000:3000:800:interest_yoga"
    )]
    Amenity(PlanAmenity),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct PlanAllocation {
    /// How many courts to plan with [default: the venue's]
    #[arg(long, value_name = "N")]
    pub(crate) courts: Option<u32>,
    /// Demand is so many times what it was
    #[arg(long, value_name = "TIMES", allow_negative_numbers = true)]
    pub(crate) demand_factor: Option<f64>,
    /// Keep so many courts for a segment in every hour; may be given several times
    #[arg(long, value_name = "SEGMENT=COURTS", value_parser = segment_count)]
    pub(crate) keep: Vec<SegmentCount>,
    /// Warn below this share of wanted courts served, 0 to 1 [default: that of the settings]
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    pub(crate) set_rate: Option<f64>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct PlanGrowth {
    /// So many members join a segment; may be given several times
    #[arg(long, value_name = "SEGMENT=MEMBERS", value_parser = segment_count)]
    pub(crate) add: Vec<SegmentCount>,
    /// How many weeks to simulate
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub(crate) weeks: u32,
    /// The same seed gives the same weeks
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u32,
    /// How many courts to plan with [default: the venue's]
    #[arg(long, value_name = "N")]
    pub(crate) courts: Option<u32>,
    /// Keep so many courts for a segment in every hour; may be given several times
    #[arg(long, value_name = "SEGMENT=COURTS", value_parser = segment_count)]
    pub(crate) keep: Vec<SegmentCount>,
    /// The share of wanted bookings that should be served, 0 to 1 [default: that of the settings]
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    pub(crate) set_rate: Option<f64>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct PlanAmenity {
    /// Outlay, revenue and running cost a month, and the survey question that asked for interest in it; may be given several times
    #[arg(long = "amenity", required = true, value_name = "NAME:OUTLAY:REVENUE:COST[:QUESTION]", value_parser = amenity)]
    pub(crate) amenities: Vec<Amenity>,
    /// Discount rate a year [default: that of the settings]
    #[arg(long, value_name = "RATE", allow_negative_numbers = true)]
    pub(crate) discount_rate: Option<f64>,
    /// Months over which the net present value looks [default: the horizon of the settings]
    #[arg(long, value_name = "N")]
    pub(crate) months: Option<u32>,
}

/// A segment and a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SegmentCount {
    pub(crate) segment: String,
    pub(crate) count: u32,
}

fn segment_count(text: &str) -> Result<SegmentCount, String> {
    let refusal = || format!("{text:?} is not a segment and a whole number, like casual_drop_in=20");
    let (segment, count) = text.split_once('=').ok_or_else(refusal)?;
    Ok(SegmentCount {
        segment: segment.trim().to_owned(),
        count: count.trim().parse().map_err(|_| refusal())?,
    })
}

fn amenity(text: &str) -> Result<Amenity, String> {
    let refusal = || format!("{text:?} is not NAME:OUTLAY:REVENUE:COST[:QUESTION], like Yoga:25000:3000:800");
    let parts: Vec<&str> = text.splitn(5, ':').map(str::trim).collect();
    let amount = |part: usize| {
        parts
            .get(part)
            .and_then(|text| text.parse().ok())
            .ok_or_else(refusal)
    };
    Ok(Amenity {
        name: parts[0].to_owned(),
        setup_cost: amount(1)?,
        monthly_revenue: amount(2)?,
        monthly_cost: amount(3)?,
        survey_question: parts.get(4).map(|&question| question.to_owned()),
        interest: None,
    })
}
