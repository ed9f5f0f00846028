"""The features of `Engine::fit`, in polars.

    features.py prepare FOLDER ZONE AS_OF ROUNDS   CSV columns to Parquet; not timed
    features.py measure FOLDER ZONE AS_OF ROUNDS   columns in memory to features; prints one line of JSON

The columns come in the form that suits polars best: members as dense numbers instead of text, kinds and statuses
as enumerations, players as lists, bookings in order of start. Of several ways to write each step the fastest
one found stands here, on the streaming engine, which is the faster of the two. What comes out is compared with the engine's
answers, value by value.
"""

import datetime
import json
import math
import sys
import time
from pathlib import Path

import polars as pl

RATE_DAYS, HABIT_DAYS, SPEND_DAYS, RHYTHM_GAPS = 84, 364, 90, 12
KINDS = pl.Enum(["reservation", "session", "lesson", "event", "block"])
STATUSES = pl.Enum(["booked", "cancelled", "no_show"])


def prepare(folder: Path) -> None:
    instant = pl.Datetime("us", "UTC")
    text = {"players": pl.String, "organiser": pl.UInt32, "booked_at": pl.Int64}
    bookings = pl.read_csv(folder / "booking_columns.csv", schema_overrides=text)
    bookings = bookings.with_columns(
        pl.col("players").fill_null("").str.split(";").list.eval(pl.element().filter(pl.element() != "").cast(pl.UInt32)),
        pl.from_epoch("starts_at", "s").cast(instant),
        pl.from_epoch("booked_at", "s").cast(instant),
        pl.col("kind").cast(KINDS),
        pl.col("status").cast(STATUSES),
        pl.col("minutes").cast(pl.UInt16),
        pl.col("revenue_cents").cast(pl.Int32),
        pl.col("guests").cast(pl.UInt8),
    )
    bookings.write_parquet(folder / "bookings.parquet")
    members = pl.read_csv(folder / "member_columns.csv")
    members = members.with_columns(pl.col("member").cast(pl.UInt32), pl.from_epoch("known_since", "s").cast(instant))
    members.write_parquet(folder / "members.parquet")


def features(members: pl.DataFrame, bookings: pl.DataFrame, zone: str, as_of: datetime.datetime) -> pl.DataFrame:
    now = pl.lit(as_of, pl.Datetime("us", "UTC"))
    since = lambda days: now - pl.duration(days=days)
    # Local time as one number, converted once: days and minutes of it are plain division.
    local_minutes = lambda instant: (
        instant.dt.convert_time_zone(zone).dt.replace_time_zone(None).dt.epoch("s") // 60
    ).cast(pl.UInt32)
    standing = (
        bookings.lazy()
        .filter(
            (pl.col("booked_at") <= now) | pl.col("booked_at").is_null(),
            pl.col("starts_at") < now,
            pl.col("status") == "booked",
            pl.col("kind") != "block",
        )
        .with_columns(local=local_minutes(pl.col("starts_at")))
        .with_columns(day=pl.col("local") // 1440)
    )
    organised, accompanied = pl.col("organiser").is_not_null(), pl.col("players").list.len() > 0

    def plays(of: pl.LazyFrame, *told: str) -> pl.LazyFrame:
        """One row for each member on each booking."""
        return pl.concat(
            [
                of.filter(organised).select(pl.col("organiser").alias("member"), *told),
                of.filter(accompanied)
                .select(pl.col("players").alias("member"), *told)
                .explode("member"),
            ]
        )

    # Member, day and window in one number: sorting it groups by member in order of days, which is several times
    # faster here than grouping. A day counts as within the window when its first booking does, so of equal days
    # the first is kept.
    in_rate = pl.col("starts_at") >= since(RATE_DAYS)
    key = (pl.col("member").cast(pl.UInt64) * 65_536 + pl.col("day")) * 2 + pl.col("in_rate")
    days = (
        plays(standing.with_columns(in_rate=in_rate), "day", "in_rate")
        .select(key=key)
        .sort("key")
        .filter(pl.col("key") // 2 != pl.col("key").shift(fill_value=0) // 2)
        .select(
            member=(pl.col("key") // 131_072).cast(pl.UInt32),
            day=(pl.col("key") // 2 % 65_536).cast(pl.Int32),
            in_rate=pl.col("key") % 2,
        )
    )
    visits = days.group_by("member").agg(
        visits=pl.len(), rate_days=pl.col("in_rate").sum(), last_day=pl.col("day").max()
    )
    is_recent = (pl.col("member") != pl.col("member").shift(-RHYTHM_GAPS)).fill_null(True)
    gap = pl.when(pl.col("member") == pl.col("member").shift()).then(pl.col("day") - pl.col("day").shift())
    rhythm = (
        days.with_columns(gap=gap)
        .filter(is_recent)
        .group_by("member")
        .agg(
            gap_count=pl.col("gap").count(),
            gap_mean=pl.col("gap").mean(),
            gap_deviation=pl.col("gap").std(ddof=0),
        )
    )
    minute, kind = pl.col("local") % 1440, pl.col("kind")
    weekday = (pl.col("day") + 3) % 7 < 5
    reservation = kind == "reservation"
    habitual = standing.filter(pl.col("starts_at") >= since(HABIT_DAYS)).select(
        "organiser",
        "players",
        "minutes",
        peak=weekday & minute.is_between(17 * 60, 21 * 60, closed="left"),
        off_peak=weekday & (minute < 16 * 60),
        session=kind.is_in(["session", "lesson"]),
        event=kind == "event",
        alone=reservation & ~accompanied & (pl.col("guests") == 0),
    )
    habits = (
        plays(habitual, "minutes", "peak", "off_peak", "session", "event", "alone")
        .group_by("member")
        .agg(
            played=pl.len(),
            peak=pl.col("peak").sum(),
            off_peak=pl.col("off_peak").sum(),
            session=pl.col("session").sum(),
            alone=pl.col("alone").sum(),
            stay=pl.col("minutes").cast(pl.UInt32).sum(),
            company_events=pl.col("event").sum(),
        )
    )
    # Everyone with everyone else on the same court; counted by sorting, as above.
    together = standing.filter(pl.col("starts_at") >= since(HABIT_DAYS), reservation, accompanied).select(
        "organiser", "players", booking=pl.int_range(pl.len(), dtype=pl.UInt32)
    )
    several = together.filter(pl.col("players").list.len() > 1)
    pairs = pl.concat(
        [
            together.filter(organised).select(member="organiser", other="players").explode("other"),
            together.filter(organised).select(member="players", other="organiser").explode("member"),
            several.select("booking", member="players")
            .explode("member")
            .join(several.select("booking", other="players").explode("other"), on="booking")
            .filter(pl.col("member") != pl.col("other"))
            .select("member", "other"),
        ],
        how="diagonal",
    )
    pair = pl.col("member").cast(pl.UInt64) * 2**32 + pl.col("other")
    partners = (
        pairs.select(pair=pair)
        .sort("pair")
        .select(member=(pl.col("pair") // 2**32).cast(pl.UInt32), is_new=pl.col("pair") != pl.col("pair").shift())
        .group_by("member")
        .agg(met=pl.len(), distinct=pl.col("is_new").fill_null(True).sum())
    )
    spend = (
        standing.filter(pl.col("starts_at") >= since(SPEND_DAYS), organised)
        .group_by(pl.col("organiser").alias("member"))
        .agg(spend_cents=pl.col("revenue_cents").cast(pl.Int64).sum())
    )
    weeks = ((now - pl.col("known_since")).dt.total_seconds() / (7 * 86_400)).clip(4.0, RATE_DAYS / 7)
    today = (local_minutes(now) // 1440).cast(pl.Int32)
    share = lambda part: pl.col(part) / pl.col("played")
    rhythm_is_known = pl.col("gap_count") >= 2
    return (
        members.lazy()
        .join(visits, on="member", how="left")
        .join(rhythm, on="member", how="left")
        .join(habits, on="member", how="left")
        .join(partners, on="member", how="left")
        .join(spend, on="member", how="left")
        .select(
            "member",
            visits=pl.col("visits").fill_null(0),
            visits_per_week=pl.col("rate_days").fill_null(0) / weeks,
            days_since_last_visit=today - pl.col("last_day"),
            usual_gap_days=pl.when(rhythm_is_known).then("gap_mean"),
            visit_gap_variation=pl.when(rhythm_is_known).then(pl.col("gap_deviation") / pl.col("gap_mean")),
            spend_90_days=pl.col("spend_cents").fill_null(0) / 100,
            weekday_peak_share=share("peak"),
            off_peak_share=share("off_peak"),
            partner_variety=pl.col("distinct") / pl.col("met"),
            session_share=share("session"),
            alone_share=share("alone"),
            mean_stay_minutes=share("stay"),
            company_events=pl.col("company_events").fill_null(0),
        )
        .sort("member")
        .collect(engine="streaming")
    )


def status(key: str) -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(key))
    return int(line.split()[1]) * 1024 / 1e6


def measure(folder: Path, zone: str, as_of: datetime.datetime, rounds: int) -> None:
    members, bookings = pl.read_parquet(folder / "members.parquet"), pl.read_parquet(folder / "bookings.parquet")
    features(members.head(10), bookings.head(10), zone, as_of)  # what is loaded on first use does not count
    Path("/proc/self/clear_refs").write_text("5")
    resident, seconds, processor = status("VmRSS:"), math.inf, math.inf
    for _ in range(rounds):
        table = None
        begun, processor_begun = time.perf_counter(), time.process_time()
        table = features(members, bookings, zone, as_of)
        seconds = min(seconds, time.perf_counter() - begun)
        processor = min(processor, time.process_time() - processor_begun)
    peak = status("VmHWM:")
    compared, differ = compare(table, folder / "engine.jsonl")
    figures = {
        "version": pl.__version__,
        "threads": pl.thread_pool_size(),
        "columns_megabytes": (members.estimated_size() + bookings.estimated_size()) / 1e6,
        "work": {
            "seconds": seconds,
            "processor_seconds": processor,
            "resident_megabytes": resident,
            "peak_megabytes": peak,
        },
        "values_compared": compared,
        "values_that_differ": differ,
    }
    print(json.dumps(figures))


def compare(table: pl.DataFrame, answers: Path) -> tuple[int, int]:
    """Every feature that both sides tell, and how many values differ by more than rounding."""
    engine = pl.read_ndjson(answers, infer_schema_length=None)
    camel = lambda name: "".join(part if place == 0 else part.capitalize() for place, part in enumerate(name.split("_")))
    shared = [name for name in table.columns if camel(name) in engine.columns]
    if len(shared) < 11 or table.height != engine.height:
        sys.exit(f"the tables do not match: {table.height} rows against {engine.height}, shared features {shared}")
    differ = 0
    for name in shared:
        ours, theirs = engine[camel(name)].cast(pl.Float64), table[name].cast(pl.Float64)
        far = ((ours - theirs).abs() > 1e-9).fill_null(False) | (ours.is_null() != theirs.is_null())
        if far.any():
            print(f"{name}: {far.sum()} values differ, the first in row {far.arg_max()}", file=sys.stderr)
        differ += int(far.sum())
    return len(shared) * table.height, differ


if __name__ == "__main__":
    task, folder, zone = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if task == "prepare":
        prepare(folder)
    else:
        measure(folder, zone, datetime.datetime.fromisoformat(sys.argv[4]), int(sys.argv[5]))
