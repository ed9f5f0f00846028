"""An analyst's morning: two pandas frames -> segments, value, who still comes, and a picture.

    python analyst.py FOLDER [PICTURE.png]

FOLDER holds members.csv and bookings.csv, as `cic simulate` or a booking system writes them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas

import cic


def run(folder: Path, picture: Path | None) -> None:
    members = pandas.read_csv(folder / "members.csv", dtype={"id": str})
    bookings = pandas.read_csv(folder / "bookings.csv", dtype={"id": str, "member_id": str})
    engine = cic.Engine.from_tables(members=members, bookings=bookings, as_of="2026-02-17T00:00:00-06:00")
    print(engine)

    features = engine.features().to_pandas()
    by_segment = features.groupby("segment").agg(
        members=("id", "size"), value=("ltv", "sum"), visits_per_week=("visits_per_week", "mean")
    )
    print(by_segment.sort_values("value", ascending=False).round(1).to_string())

    played = bookings[bookings["status"].fillna("booked") == "booked"]
    table = cic.rfm(played, as_of="2026-02-17T00:00:00-06:00", time_zone="America/Chicago").to_pandas()
    weeks = table["repeat_visits"], table["age_at_last_visit"] / 7, table["observed_age"] / 7
    model = cic.MbgNbd().fit(*weeks)
    table["expected_visits"] = model.expected_visits(4, *weeks)
    print(f"{table['expected_visits'].sum():.0f} visits to expect within four weeks, by {model}")

    if picture is not None:
        axes = cic.plot.alive_map(model)
        axes.figure.savefig(picture)
        print(f"drew {picture}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    run(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None)
