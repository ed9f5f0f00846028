"""An answer about many members: columns that every data library reads."""

from __future__ import annotations

from html import escape
from typing import Any

from . import _engine
from ._errors import InvalidError


class Table:
    """Columns of one length, held as Arrow.

    Anything that knows the Arrow PyCapsule protocol takes it as it is, without a copy: ``polars.DataFrame(table)``,
    ``pyarrow.table(table)``, ``duckdb.sql("select * from table")``, ``pandas.DataFrame.from_arrow(table)``.
    """

    __slots__ = ("_columns",)

    def __init__(self, columns: _engine.Columns) -> None:
        self._columns = columns

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._columns.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in order."""
        return self._columns.names()

    def __getitem__(self, name: str) -> Any:
        """One column: numbers as a numpy array (missing ones are NaN), text as a list (missing ones are None)."""
        return self._columns.column(name)

    def to_dict(self) -> dict[str, Any]:
        """Every column by its name, as :meth:`__getitem__` gives it."""
        return {name: self[name] for name in self.column_names}

    def to_pandas(self) -> Any:
        """A pandas frame."""
        pandas = _library("pandas")
        return pandas.DataFrame(self.to_dict())

    def to_polars(self) -> Any:
        """A polars frame, without a copy."""
        return _library("polars").DataFrame(self)

    def to_pyarrow(self) -> Any:
        """A pyarrow table, without a copy."""
        return _library("pyarrow").table(self)

    def __repr__(self) -> str:
        return f"<cic.Table: {len(self):,} rows, {', '.join(self.column_names)}>"

    def _repr_html_(self) -> str:
        shown = min(len(self), 20)
        columns = [[_text(value) for value in self[name][:shown]] for name in self.column_names]
        head = "".join(f"<th>{escape(name)}</th>" for name in self.column_names)
        rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in zip(*columns))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{len(self):,} rows</p>"


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    if hasattr(value, "dtype") and value.dtype.kind == "f":
        return f"{value:.3g}"
    return escape(str(value))


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise InvalidError(f"{name} is not installed; pip install {name}") from None
