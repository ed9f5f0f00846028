"""Tables of any library as what the engine reads: an Arrow stream, or pairs of a name and a column."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timezone
from typing import Any

from ._errors import InvalidError

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def frame(table: str, value: Any) -> Any:
    """A table as the engine reads it; nothing is copied that Arrow can lend."""
    if value is None:
        return None
    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(value, pandas.DataFrame):
        names = [str(name) for name in value.columns]
        columns = (value.iloc[:, place] for place in range(len(names)))
        return [(name, _series(f"{table}.{name}", column)) for name, column in zip(names, columns)]
    if isinstance(value, Mapping):
        return [(str(name), _column(f"{table}.{name}", column)) for name, column in value.items()]
    if type(value).__module__.startswith("polars") and hasattr(value, "collect"):
        value = value.collect()
    if hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__"):
        return value
    if hasattr(value, "to_arrow_table"):
        return value.to_arrow_table()
    if hasattr(value, "arrow"):
        return value.arrow()
    if isinstance(value, Sequence) and all(isinstance(row, Mapping) for row in value):
        names = list(dict.fromkeys(name for row in value for name in row))
        return frame(table, {name: [row.get(name) for row in value] for name in names})
    message = f"{type(value).__name__} is not a table; give a pandas or polars frame, an Arrow table or a dict of columns"
    raise InvalidError(f"{table}: {message}", [(table, message)])


def club_tables(members: Any, bookings: Any, surveys: Any, enrichment: Any) -> list[Any]:
    """The tables of a club as the engine reads them, in its order."""
    if members is None:
        raise _fault("members", "the table is missing; give one with the column id")
    given = {"members": members, "bookings": bookings, "surveys": surveys, "enrichment": enrichment}
    return [frame(name, table) for name, table in given.items()]


def _series(field: str, series: Any) -> Any:
    """A column of pandas."""
    import numpy
    import pandas

    dtype = series.dtype
    if isinstance(dtype, numpy.dtype):
        return _column(field, series.to_numpy())
    if isinstance(dtype, pandas.DatetimeTZDtype):
        ticks = series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
        return _times(ticks, True)
    if isinstance(dtype, pandas.CategoricalDtype):
        words = series.cat.categories.tolist()
        if all(isinstance(word, str) for word in words):
            return ("words", series.cat.codes.to_numpy().astype("int64"), words)
        return _column(field, series.astype(object).tolist())
    if "pyarrow" in sys.modules:
        import pyarrow

        return pyarrow.Array.from_pandas(series) if not hasattr(series, "__arrow_c_stream__") else series
    return _column(field, series.astype(object).tolist())


def _column(field: str, column: Any) -> Any:
    """A column of numpy, of Arrow, or a sequence."""
    if hasattr(column, "__arrow_c_stream__") or hasattr(column, "__arrow_c_array__"):
        return column
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(column, numpy.ndarray):
        if column.ndim != 1:
            raise _fault(field, f"it has {column.ndim} dimensions; a column has one")
        if column.dtype.kind == "M":
            return _times(column, False)
        if column.dtype.kind in "iu":
            return column.astype("int64")
        if column.dtype.kind == "f":
            return column.astype("float64")
        column = column.tolist()
    elif hasattr(column, "to_list"):
        column = column.to_list()
    elif isinstance(column, str) or not isinstance(column, Sequence):
        raise _fault(field, f"{type(column).__name__} is not a column; give an array or a list")
    return _objects(field, list(column))


def _times(ticks: Any, are_instants: bool) -> Any:
    import numpy

    unit = numpy.datetime_data(ticks.dtype)[0]
    if unit not in ("s", "ms", "us", "ns"):
        ticks, unit = ticks.astype("datetime64[s]"), "s"
    return ("times", ticks.view("int64"), unit, are_instants)


def _is_missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)


def _joined(entries: Any) -> str:
    """A list of ids, joined as in the CSV files."""
    return ";".join(str(entry) for entry in entries if not _is_missing(entry))


def _objects(field: str, values: list[Any]) -> Any:
    """A list of Python objects of one kind, told by the first that is one."""
    from decimal import Decimal

    first: Any = next((value for value in values if not _is_missing(value)), None)
    if first is None:
        return ("text", [None] * len(values))
    if isinstance(first, str):
        return ("text", values)
    if isinstance(first, (list, tuple)) or type(first).__name__ == "ndarray":
        return ("text", [None if _is_missing(value) else _joined(value) for value in values])
    if isinstance(first, datetime):
        return _datetimes(field, values)
    kinds: tuple[type, ...] = (bool,)
    if isinstance(first, date):
        kinds = (date,)
    elif not isinstance(first, bool) and hasattr(first, "__index__"):
        kinds = (int,)
    elif isinstance(first, (float, Decimal)):
        kinds = (int, float, Decimal)
    known: list[Any] = [None if _is_missing(value) else value for value in values]
    numbers: list[Any] = [value.item() if hasattr(value, "item") else value for value in known]
    if kinds == (int,) and any(isinstance(value, (float, Decimal)) for value in numbers):
        kinds = (int, float, Decimal)
    for row, value in enumerate(numbers):
        if value is not None and (not isinstance(value, kinds) or isinstance(value, bool) != (kinds == (bool,))):
            mixed = f"row {row} holds {type(value).__name__} where others hold {type(first).__name__}"
            raise _fault(field, f"{mixed}; convert the column to one type")
    if kinds == (int,):
        return ("integers", numbers)
    if kinds == (date,):
        return ("text", [None if value is None else value.isoformat() for value in numbers])
    if kinds == (bool,):
        return ("text", [None if value is None else str(value).lower() for value in numbers])
    return ("numbers", [None if value is None else float(value) for value in numbers])


def _datetimes(field: str, values: list[Any]) -> Any:
    import numpy

    ticks = numpy.full(len(values), numpy.iinfo("int64").min, dtype="int64")
    zoned: bool | None = None
    for row, value in enumerate(values):
        if _is_missing(value):
            continue
        if not isinstance(value, datetime):
            kind = type(value).__name__
            raise _fault(field, f"row {row} holds {kind} where others hold datetime; convert the column to one type")
        if zoned is None:
            zoned = value.tzinfo is not None
        if zoned != (value.tzinfo is not None):
            message = "times with and without a zone are mixed; give all of them a zone, or none"
            raise _fault(field, f"row {row} ({value}): {message}")
        since = (value if zoned else value.replace(tzinfo=timezone.utc)) - _EPOCH
        ticks[row] = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    return ("times", ticks, "us", bool(zoned))


def _fault(field: str, message: str) -> InvalidError:
    return InvalidError(f"{field}: {message}", [(field, message)])
