use std::path::PathBuf;

use chrono::NaiveDate;
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
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
}
