"""Keyword arguments to the JSON text that the engine reads."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from ._errors import Fault, InvalidError


def _plain(value: Any) -> Any:
    """A value of another library as JSON has it: numpy's numbers, times, sets and tuples."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise InvalidError(f"{value!r} cannot be sent; use numbers, text, lists and dicts")


def camel_case(name: str) -> str:
    first, *words = name.split("_")
    return first + "".join(word.capitalize() for word in words)


def _camel_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {camel_case(name): _camel_keys(entry) for name, entry in value.items()}
    return [_camel_keys(entry) for entry in value] if isinstance(value, (list, tuple)) else value


def request(**values: Any) -> str:
    """The request's JSON text; what is ``None`` is left out."""
    known = _camel_keys({name: value for name, value in values.items() if value is not None})
    try:
        return json.dumps(known, default=_plain, allow_nan=False)
    except ValueError as error:
        if isinstance(error, InvalidError):
            raise
        wrong = [name for name, value in values.items() if isinstance(value, float) and value != value or value in (_INFINITY, -_INFINITY)]
        faults = [Fault(name, "this is not a finite number") for name in wrong or ["request"]]
        raise InvalidError("; ".join(f"{field}: {message}" for field, message in faults), faults) from None


_INFINITY = float("inf")


def settings_text(settings: dict[str, Any] | str | None) -> str | None:
    """Settings as JSON text: a dict with the keys of the settings file, or the path of that file."""
    if settings is None:
        return None
    if isinstance(settings, dict):
        return json.dumps(settings, default=_plain)
    import tomllib
    from pathlib import Path

    try:
        return json.dumps(tomllib.loads(Path(settings).read_text(encoding="utf-8")), default=_plain)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InvalidError(f"settings: {settings}: {error}", [("settings", str(error))]) from None


def instant_text(as_of: str | date | None) -> str | None:
    """An instant, a club-local time or a day, as text."""
    return as_of if as_of is None or isinstance(as_of, str) else as_of.isoformat()


def rename_faults(error: InvalidError, names: dict[str, str]) -> InvalidError:
    """The same error with its fields called as the caller called them."""
    faults = []
    for fault in error.faults:
        field = fault.field.lstrip("/")
        field = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in field)
        faults.append(Fault(names.get(field, field), fault.message))
    renamed = InvalidError("; ".join(f"{field}: {message}" if field else message for field, message in faults), faults)
    return renamed.with_traceback(error.__traceback__)
