"""From two frames to a frame of features and segments: cic beside polars and pandas, and what a call costs.

    frames.py [MEMBERS] [BOOKINGS] [ROUNDS]        (100000, 5000000 and 3 by default)

Prints one line of JSON. polars computes the features of `features.py` and no segments; pandas computes fewer of them, so
that its ratio is a lower bound. Ids are text, as users have them.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import cic
import numpy
import pandas
import polars
from features import KINDS, STATUSES, features

AS_OF = datetime.datetime(2026, 2, 1, 6, tzinfo=datetime.timezone.utc)
ZONE = "America/Chicago"


def simulate(members: int, bookings: int) -> tuple[polars.DataFrame, polars.DataFrame]:
    random = numpy.random.default_rng(7)
    ids = numpy.array([f"M{number:06}" for number in range(members)])
    keen = random.gamma(0.5, size=members)
    who = random.choice(members, size=bookings, p=keen / keen.sum())
    start = numpy.sort(AS_OF.timestamp() - random.random(bookings) * 2 * 365 * 86_400).astype("int64") // 1800 * 1800
    partner = random.integers(0, members, bookings)
    partner = numpy.where(partner == who, (partner + 1) % members, partner)
    table = polars.DataFrame(
        {
            "member_id": ids[who],
            "booking_time": start * 1_000_000,
            "ends_at": (start + 5400) * 1_000_000,
            "court_id": random.integers(1, 8, bookings),
            "revenue_generated": random.integers(0, 40, bookings).astype(float),
            "status": random.choice(["booked", "cancelled"], bookings, p=[0.95, 0.05]),
            "kind": random.choice(["reservation", "session"], bookings, p=[0.8, 0.2]),
            "players": ids[partner],
        }
    ).with_columns(polars.col("booking_time", "ends_at").cast(polars.Datetime("us", "UTC")))
    join = AS_OF - datetime.timedelta(days=800)
    return polars.DataFrame({"id": ids, "join_date": [join] * members}), table


def by_cic(members: Any, bookings: Any) -> Any:
    settings = {"venue": {"courts": 7}}
    told = {"members": members, "bookings": bookings, "settings": settings, "as_of": AS_OF}
    return cic.features(**told, everyone=True).to_polars()


def engine_by_cic(members: Any, bookings: Any) -> Any:
    return cic.Engine.from_tables(members=members, bookings=bookings, settings={"venue": {"courts": 7}}, as_of=AS_OF)


def by_polars(members: polars.DataFrame, bookings: polars.DataFrame) -> polars.DataFrame:
    dense = members.select("id", member=polars.int_range(polars.len(), dtype=polars.UInt32), known_since="join_date")
    number = dense.select("id", "member")
    rows = (
        bookings.join(number, left_on="member_id", right_on="id", how="left", maintain_order="left")
        .rename({"member": "organiser"})
        .join(number, left_on="players", right_on="id", how="left", maintain_order="left")
        .select(
            "organiser",
            polars.concat_list("member").alias("players"),
            starts_at="booking_time",
            booked_at=polars.lit(None, polars.Datetime("us", "UTC")),
            minutes=(polars.col("ends_at") - polars.col("booking_time")).dt.total_minutes().cast(polars.UInt16),
            revenue_cents=(polars.col("revenue_generated") * 100).cast(polars.Int32),
            guests=polars.lit(0, polars.UInt8),
            status=polars.col("status").cast(STATUSES),
            kind=polars.col("kind").cast(KINDS),
        )
    )
    return features(dense.drop("id"), rows, ZONE, AS_OF)


def by_pandas(members: pandas.DataFrame, bookings: pandas.DataFrame) -> pandas.DataFrame:
    played = bookings[(bookings["status"] == "booked") & (bookings["booking_time"] < AS_OF)]
    other = played.rename(columns={"member_id": "players", "players": "member_id"})
    both = pandas.concat([played, other], ignore_index=True)
    both = both[both["member_id"] != both["players"]]
    local = both["booking_time"].dt.tz_convert(ZONE)
    both["day"] = local.dt.tz_localize(None).dt.floor("D")
    both["peak"] = (local.dt.weekday < 5) & local.dt.hour.between(17, 20)
    both["off_peak"] = (local.dt.weekday < 5) & (local.dt.hour < 16)
    both["session"] = both["kind"] == "session"
    both["minutes"] = (both["ends_at"] - both["booking_time"]).dt.total_seconds() / 60
    days = both[["member_id", "day"]].drop_duplicates().sort_values(["member_id", "day"])
    days["gap"] = days.groupby("member_id")["day"].diff().dt.days
    rhythm = days.groupby("member_id").agg(visits=("day", "size"), last=("day", "max"), gap=("gap", "mean"))
    habits = both.groupby("member_id").agg(
        peak=("peak", "mean"), off_peak=("off_peak", "mean"), session=("session", "mean"), stay=("minutes", "mean"),
        partners=("players", "nunique"),
    )
    recent = played[played["booking_time"] >= AS_OF - datetime.timedelta(days=90)]
    spend = recent.groupby("member_id")["revenue_generated"].sum().rename("spend")
    return members.set_index("id").join([rhythm, habits, spend])


def seconds(work: Callable[[], Any], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def microseconds(work: Callable[[], Any], count: int = 300) -> float:
    times = []
    for _ in range(count):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return sorted(times)[count // 2] * 1e6


def main(members: int, bookings: int, rounds: int) -> None:
    people, rows = simulate(members, bookings)
    people_pandas, rows_pandas = people.to_pandas(), rows.to_pandas()
    ours, theirs = by_cic(people, rows), by_polars(people, rows)
    differ = sum(
        int(((ours[name].cast(float) - theirs[name].cast(float)).abs() > 1e-9).fill_null(False).sum())
        for name in ("visits", "visits_per_week", "usual_gap_days", "weekday_peak_share", "spend_90_days")
    )
    figures = {"members": members, "bookings": bookings, "values_that_differ": differ}
    figures["cic_from_polars"] = seconds(lambda: by_cic(people, rows), rounds)
    figures["cic_from_pandas"] = seconds(lambda: by_cic(people_pandas, rows_pandas), rounds)
    figures["cic_engine_with_all_models"] = seconds(lambda: engine_by_cic(people, rows), 1)
    figures["polars"] = seconds(lambda: by_polars(people, rows), rounds)
    figures["pandas"] = seconds(lambda: by_pandas(people_pandas, rows_pandas), 1)
    figures["times_polars"] = figures["polars"] / figures["cic_from_polars"]
    figures["times_pandas"] = figures["pandas"] / figures["cic_from_pandas"]
    figures["rfm"] = seconds(lambda: cic.rfm(rows, as_of=AS_OF, time_zone=ZONE), rounds)
    lazy = (
        rows.lazy()
        .with_columns(day=polars.col("booking_time").dt.convert_time_zone(ZONE).dt.date())
        .group_by("member_id")
        .agg(x=polars.col("day").n_unique() - 1, first=polars.col("day").min(), last=polars.col("day").max())
    )
    figures["rfm_polars"] = seconds(lambda: lazy.collect(engine="streaming"), rounds)
    engine = cic.Engine.from_tables(members=people[:500], as_of=AS_OF)
    ask = {"revenue": 500, "at": "2026-02-19T19:00", "courts": 4}
    text = json.dumps({"revenue": 500, "dateTime": "2026-02-19T19:00", "courts": 4})
    whole = microseconds(lambda: engine.decide_event(**ask))
    figures["decide_event_microseconds"] = whole
    figures["of_which_beside_the_json_text"] = whole - microseconds(lambda: engine._engine.ask("decide_event", text))
    figures["import_milliseconds"] = 1e3 * seconds(lambda: subprocess.run([sys.executable, "-c", "import cic"], check=True), 5)
    figures["of_which_python_itself"] = 1e3 * seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 5)
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [100_000, 5_000_000, 3][len(numbers):]))
