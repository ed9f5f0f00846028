"""Bad input: a typed error that names the column or field and the remedy."""

from __future__ import annotations

import datetime
import pickle
import threading
from typing import Any

import cic
import numpy
import pandas
import polars
import pyarrow
import pytest

UTC = datetime.timezone.utc
START = datetime.datetime(2026, 1, 5, 18, tzinfo=UTC)
AS_OF = "2026-02-01T00:00:00-06:00"
MEMBERS = {"id": ["M1", "M2"]}


def made(bookings: Any = None, members: Any = MEMBERS, **further: Any) -> cic.Engine:
    return cic.Engine.from_tables(members=members, bookings=bookings, as_of=AS_OF, **further)


def refusal(bookings: Any = None, members: Any = MEMBERS, **further: Any) -> cic.InvalidError:
    with pytest.raises(cic.InvalidError) as caught:
        made(bookings, members, **further)
    assert isinstance(caught.value, ValueError)
    return caught.value


def bookings(**columns: Any) -> dict[str, Any]:
    return {"member_id": ["M1", "M2"], "booking_time": [START, START], **columns}


@pytest.mark.parametrize(
    ("columns", "field", "remedy"),
    [
        ({"booking_time": numpy.array([1.5, 2.5])}, "booking_time", "convert the column to timestamps"),
        ({"booking_time": [1767636000, 1767636000]}, "booking_time", "convert the column to timestamps"),
        ({"booking_time": [START, None]}, "booking_time", "fill it in or drop the row"),
        ({"booking_time": [START, START.replace(tzinfo=None)]}, "booking_time", "give all of them a zone, or none"),
        ({"booking_time": [START, "2026-01-05"]}, "booking_time", "convert the column to one type"),
        ({"booking_time": [datetime.date(2026, 1, 5)] * 2}, "booking_time", "with its time"),
        ({"booking_time": numpy.array(["2026-11-01T01:30"] * 2, "M8[m]")}, "booking_time", "write"),
        ({"member_id": ["M1", 2]}, "member_id", "convert the column to one type"),
        ({"member_id": [1.5, 2.0]}, "member_id", "convert the column to integers or text"),
        ({"member_id": ["M1", "M9"]}, "member_id", "add the member or leave the id empty"),
        ({"revenue_generated": ["free", "free"]}, "revenue_generated", ""),
        ({"revenue_generated": [numpy.inf, 1.0]}, "revenue_generated", "finite number"),
        ({"revenue_generated": [-1.0, 1.0]}, "revenue_generated", "leave refunds out"),
        ({"court_id": [99, 1]}, "court_id", "add it to [venue]"),
        ({"status": ["done", "booked"]}, "status", "write one of booked, cancelled, no_show"),
        ({"kind": [True, False]}, "kind", "write one of reservation"),
        ({"id": [7, 7]}, "id", "keep one row a booking"),
        ({"ends_at": [START, START]}, "ends_at", "check `booking_time` and `ends_at`"),
        ({"guests": numpy.zeros((2, 2))}, "guests", "a column has one"),
        ({"court_id": [1]}, "court_id", "make them equally long"),
        ({"court_id": 3}, "court_id", "give an array or a list"),
    ],
)
def test_a_column_that_cannot_be_read_is_named_with_its_remedy(columns: dict[str, Any], field: str, remedy: str) -> None:
    error = refusal(bookings(**columns))
    assert error.faults[0].field == f"bookings.{field}"
    assert remedy in error.faults[0].message


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    error = refusal({"member": ["M1"], "booking_time": [START]})
    assert "bookings.member_id: the column is missing" in str(error)
    assert "member, booking_time" in str(error)
    assert refusal(members=pandas.DataFrame({"name": ["Ada"]})).faults[0].field == "members.id"


def test_duplicate_members_are_named() -> None:
    assert 'row 1 ("M1")' in str(refusal(members={"id": ["M1", "M1"]}))


def test_all_faults_come_together() -> None:
    error = refusal(bookings(kind=["x", "y"], status=["x", "y"]))
    assert [fault.field for fault in error.faults] == ["bookings.status", "bookings.kind"]


def test_a_pandas_column_of_mixed_objects_is_named() -> None:
    mixed = pandas.DataFrame(bookings(booking_time=pandas.Series([START, START.replace(tzinfo=None)], dtype=object)))
    assert "give all of them a zone" in str(refusal(mixed))
    mixed = pandas.DataFrame(bookings(member_id=pandas.Series(["M1", 5], dtype=object)))
    assert "bookings.member_id: row 1 holds int" in str(refusal(mixed))


def test_what_is_no_table_is_refused() -> None:
    assert "give a pandas or polars frame" in str(refusal(5))
    with pytest.raises(cic.InvalidError, match="members"):
        made(members=None)


def test_settings_and_instants_that_cannot_be_used_are_refused() -> None:
    assert "cuorts" in str(refusal(settings={"venue": {"cuorts": 3}}))
    assert refusal(settings="/nowhere/settings.toml").faults[0].field == "settings"
    with pytest.raises(cic.InvalidError) as caught:
        cic.Engine.from_tables(members=MEMBERS, as_of="yesterday")
    assert caught.value.faults[0].field == "as_of"


def test_requests_name_the_parameters_as_python_does() -> None:
    engine = made()
    with pytest.raises(cic.InvalidError) as caught:
        engine.decide_event(revenue=500, at="soon", courts=0)
    assert {fault.field for fault in caught.value.faults} == {"at", "courts"}
    with pytest.raises(cic.InvalidError) as caught:
        engine.decide_event(revenue=float("nan"), at="2026-02-19T19:00", courts=1)
    assert caught.value.faults[0].field == "revenue"
    with pytest.raises(cic.InvalidError, match="cuorts"):
        engine.decide_event(revenue=1, at="2026-02-19T19:00", courts=1, cuorts=2)
    with pytest.raises(TypeError):
        engine.decide_event(revenue=1)  # type: ignore[call-arg]
    with pytest.raises(cic.NotFoundError) as missing:
        engine.member("nobody")
    assert isinstance(missing.value, LookupError)
    assert missing.value.code == "NOT_FOUND"


def test_a_store_that_is_not_there_is_unavailable_and_files_that_are_no_export_are_named(tmp_path: Any) -> None:
    with pytest.raises(cic.CicError):
        cic.Engine.open("mysql://x")
    with pytest.raises(cic.UnavailableError):
        cic.Engine.open(f"sqlite://{tmp_path / 'empty.db'}")
    strange = tmp_path / "strange.csv"
    strange.write_text("a,b\n1,2\n")
    with pytest.raises(cic.InvalidError) as caught:
        cic.Engine.from_files([strange])
    assert caught.value.faults[0].field == "strange.csv"


def test_errors_survive_pickling() -> None:
    error = refusal(bookings(kind=["x", "y"]))
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.faults) == (type(error), str(error), error.faults)


def test_threads_share_one_engine() -> None:
    engine = made(bookings())
    answers: list[Any] = []

    def ask() -> None:
        for _ in range(50):
            answers.append(engine.ask_json("segments"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 400
    assert len(set(answers)) == 1
