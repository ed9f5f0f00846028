"""Tables of every library make the same club."""

from __future__ import annotations

import datetime
from typing import Any

import cic
import numpy
import pandas
import polars
import pyarrow
import pytest

UTC = datetime.timezone.utc
AS_OF = "2026-02-01T00:00:00-06:00"
COUNT = 300
TIMES = [datetime.datetime(2025, 12, 1, 18, tzinfo=UTC) + datetime.timedelta(hours=5 * place) for place in range(COUNT)]
MEMBER_IDS = [f"M{place % 7}" for place in range(COUNT)]
MEMBERS = {"id": [f"M{place}" for place in range(7)], "name": ["Ada"] * 7}
COLUMNS: dict[str, Any] = {
    "member_id": [None if place % 50 == 0 else member for place, member in enumerate(MEMBER_IDS)],
    "booking_time": TIMES,
    "court_id": [1 + place % 7 for place in range(COUNT)],
    "revenue_generated": [float(place % 20) for place in range(COUNT)],
    "kind": ["session" if place % 9 == 0 else "reservation" for place in range(COUNT)],
    "players": [[f"M{place % 7}", f"M{(place + 1) % 7}"] for place in range(COUNT)],
}
ARROW = pyarrow.table(COLUMNS)


def version(bookings: Any, members: Any = MEMBERS) -> str:
    return cic.Engine.from_tables(members=members, bookings=bookings, as_of=AS_OF).version


def with_column(name: str, array: Any) -> Any:
    return ARROW.set_column(ARROW.column_names.index(name), name, array)


EXPECTED = version(COLUMNS)
LOCAL = [time.astimezone(datetime.timezone(datetime.timedelta(hours=-6))).replace(tzinfo=None) for time in TIMES]

FORMS: dict[str, Any] = {
    "pyarrow": lambda: ARROW,
    "chunked": lambda: pyarrow.concat_tables([ARROW.slice(0, 13), ARROW.slice(13, 100), ARROW.slice(113)]),
    "sliced": lambda: pyarrow.concat_tables([ARROW, ARROW]).combine_chunks().slice(COUNT, COUNT),
    "record batch": lambda: ARROW.combine_chunks().to_batches()[0],
    "polars": lambda: polars.from_arrow(ARROW),
    "polars lazy": lambda: polars.from_arrow(ARROW).lazy(),
    "polars categorical": lambda: polars.from_arrow(ARROW).with_columns(
        polars.col("member_id").cast(polars.Categorical), polars.col("kind").cast(polars.Enum(["reservation", "session"]))
    ),
    "pandas": lambda: pandas.DataFrame(COLUMNS),
    "pandas objects": lambda: pandas.DataFrame(COLUMNS, dtype=object),
    "pandas arrow": lambda: ARROW.to_pandas(types_mapper=pandas.ArrowDtype),
    "pandas categorical": lambda: pandas.DataFrame(COLUMNS).astype({"member_id": "category", "kind": "category"}),
    "pandas nullable": lambda: pandas.DataFrame(COLUMNS).astype({"court_id": "Int64", "revenue_generated": "Float64"}),
    "pandas naive": lambda: pandas.DataFrame({**COLUMNS, "booking_time": LOCAL}),
    "numpy": lambda: {
        **COLUMNS,
        "booking_time": numpy.array(LOCAL, "M8[us]"),
        "court_id": numpy.array(COLUMNS["court_id"], "int16"),
        "revenue_generated": numpy.array(COLUMNS["revenue_generated"], "float32"),
    },
    "rows": lambda: [dict(zip(COLUMNS, row)) for row in zip(*COLUMNS.values())],
    "large strings": lambda: with_column("member_id", ARROW["member_id"].cast(pyarrow.large_string())),
    "string views": lambda: with_column("member_id", ARROW["member_id"].cast(pyarrow.string_view())),
    "dictionary": lambda: with_column("member_id", ARROW["member_id"].dictionary_encode()),
    "large lists": lambda: with_column("players", ARROW["players"].cast(pyarrow.large_list(pyarrow.string()))),
    "joined players": lambda: with_column("players", pyarrow.array([";".join(party) for party in COLUMNS["players"]])),
    "seconds": lambda: with_column("booking_time", ARROW["booking_time"].cast(pyarrow.timestamp("s", "UTC"))),
    "nanoseconds": lambda: with_column("booking_time", ARROW["booking_time"].cast(pyarrow.timestamp("ns", "America/Chicago"))),
    "text times": lambda: with_column("booking_time", pyarrow.array([time.isoformat() for time in TIMES])),
    "decimals": lambda: with_column("revenue_generated", ARROW["revenue_generated"].cast(pyarrow.decimal128(10, 2))),
    "small numbers": lambda: with_column("court_id", ARROW["court_id"].cast(pyarrow.uint8())),
    "court numbers with holes": lambda: with_column("court_id", ARROW["court_id"].cast(pyarrow.float64())),
    "other columns and cases": lambda: ARROW.rename_columns(
        ["Member ID", "Booking Time", "court_id", "revenue_generated", "Kind", "PLAYERS"]
    ).append_column("note", pyarrow.array([True] * COUNT)),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_same_bookings_makes_the_same_club(form: str) -> None:
    assert version(FORMS[form]()) == EXPECTED


def test_features_without_an_engine_are_those_of_the_engine_but_for_the_value() -> None:
    told: dict[str, Any] = {"members": MEMBERS, "bookings": ARROW, "as_of": AS_OF}
    with_value = pyarrow.table(cic.Engine.from_tables(**told).features(everyone=True))
    without = pyarrow.table(cic.features(**told, everyone=True))
    assert without == with_value.drop_columns(["ltv"])
    some = cic.features(**told, segment=without["segment"][0].as_py())
    assert 0 < len(some) <= len(without)
    with pytest.raises(cic.NotFoundError):
        cic.features(**told, segment="nobody")
    with pytest.raises(cic.InvalidError, match="members"):
        cic.features(members=None)


def test_duckdb_results_are_read() -> None:
    import duckdb

    rows = ARROW  # found by its name
    assert version(duckdb.sql("select * from rows")) == EXPECTED
    assert rows is ARROW


def test_a_member_without_a_day_of_joining_has_joined_with_the_first_booking_on_every_way_in(tmp_path: Any) -> None:
    (tmp_path / "members.csv").write_text("id,name,email,join_date,status\nM1,Ada,,,\nM2,Bo,,2025-12-24,\nM3,Cy,,,\n")
    (tmp_path / "bookings.csv").write_text(
        "id,member_id,booking_time,court_id,revenue_generated\nB1,M2,2025-12-30T18:00:00-06:00,1,\n"
        "B2,M1,2026-01-05T18:00:00-06:00,1,\nB3,M1,2026-01-03T18:00:00-06:00,1,\n"
    )
    of_files = cic.Engine.from_files([tmp_path / "members.csv", tmp_path / "bookings.csv"], as_of=AS_OF)
    members = {"id": ["M1", "M2", "M3"], "name": ["Ada", "Bo", "Cy"], "join_date": [None, "2025-12-24", None]}
    bookings = {
        "id": ["B1", "B2", "B3"],
        "member_id": ["M2", "M1", "M1"],
        "booking_time": [f"{day}T18:00:00-06:00" for day in ("2025-12-30", "2026-01-05", "2026-01-03")],
        "court_id": [1, 1, 1],
    }
    of_tables = cic.Engine.from_tables(members=members, bookings=bookings, as_of=AS_OF)
    assert of_files.version == of_tables.version
    assert of_tables.member("M1")["joined_at"] == "2026-01-03T18:00:00-06:00"
    assert of_tables.member("M3")["joined_at"] is None


def test_lists_of_arrays_and_lists_with_holes_are_read() -> None:
    arrays = pandas.DataFrame({**COLUMNS, "players": [numpy.array(party, dtype=object) for party in COLUMNS["players"]]})
    holes = {**COLUMNS, "players": [[*party, None] for party in COLUMNS["players"]]}
    assert version(arrays) == version(holes) == EXPECTED


def test_members_with_numbers_as_ids_are_found() -> None:
    numbers = {**COLUMNS, "member_id": [place % 7 for place in range(COUNT)], "players": [None] * COUNT}
    texts = {**numbers, "member_id": [str(place % 7) for place in range(COUNT)]}
    members = {"id": numpy.arange(7)}
    assert version(numbers, members) == version(texts, members)


@pytest.mark.parametrize("empty", [ARROW.slice(0, 0), polars.from_arrow(ARROW).clear(), pandas.DataFrame(COLUMNS).head(0)])
def test_a_table_without_rows_is_a_club_without_bookings(empty: Any) -> None:
    assert version(empty) == version(None)
    engine = cic.Engine.from_tables(members={"id": []}, as_of=AS_OF)
    assert len(engine.features()) == 0
    assert "segment" in engine.features().to_polars().columns


def test_tables_go_out_to_every_library() -> None:
    features = cic.Engine.from_tables(members=MEMBERS, bookings=ARROW, as_of=AS_OF).features()
    frame = features.to_polars()
    assert frame.height == len(features) == 7
    assert pyarrow.table(features).num_rows == 7
    table = features.to_pandas()
    assert list(table.columns) == frame.columns == features.column_names
    assert table["visits"].tolist() == frame["visits"].to_list()
    assert frame["days_since_last_visit"].null_count() == 0
    assert polars.from_arrow(features.to_pyarrow()).equals(frame)
    with pytest.raises(KeyError):
        features["nothing"]
