"""Columns of numbers out of whatever holds them, and models that learn from them."""

from __future__ import annotations

import json
from typing import Any

import numpy

from .. import _engine
from .._errors import InvalidError

#: Named columns; those that are ``None`` are not there.
Columns = list[tuple[str, Any]]


def fitted(name: str, options: dict[str, Any], columns: Columns) -> tuple[_engine.Model, dict[str, Any]]:
    """The model of that name, fitted, and its figures."""
    model = _engine.Model.fit(name, json.dumps(options), [column for column in columns if column[1] is not None])
    return model, json.loads(model.figures)


def asked(model: _engine.Model, question: str, columns: Columns, **options: Any) -> Any:
    """What a model answers, as one column."""
    return model.ask(question, json.dumps(options), columns)


def floats(name: str, values: Any) -> Any:
    """One column as floats; anything that numpy reads will do."""
    try:
        column = numpy.ascontiguousarray(values, dtype="float64")
    except (TypeError, ValueError) as error:
        raise _fault(name, f"these are not numbers ({error}); convert the column to numbers") from None
    if column.ndim == 0:
        column = column.reshape(1)
    if column.ndim != 1:
        raise _fault(name, f"it has {column.ndim} dimensions; a column has one")
    return column


def some_floats(name: str, values: Any) -> Any:
    return None if values is None else floats(name, values)


def flags(name: str, values: Any) -> Any:
    """One column of 0 and 1, or of booleans, as floats."""
    column = floats(name, values)
    if not numpy.isin(column, (0.0, 1.0)).all():
        raise _fault(name, "it holds values besides 0 and 1")
    return column


def of_table(table: Any, names: tuple[str, ...]) -> list[Any]:
    """Columns of a frame by name."""
    columns = []
    for name in names:
        try:
            columns.append(table[name])
        except (KeyError, IndexError, TypeError, ValueError):
            raise _fault(name, f"the column is missing; a table needs {', '.join(names)}") from None
        except Exception as error:
            if type(error).__name__ != "ColumnNotFoundError":
                raise
            raise _fault(name, f"the column is missing; a table needs {', '.join(names)}") from None
    return columns


def _fault(name: str, message: str) -> InvalidError:
    return InvalidError(f"{name}: {message}", [(name, message)])
