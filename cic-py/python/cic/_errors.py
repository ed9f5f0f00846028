"""What can go wrong, one class a kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong with one field, in words for the person who must mend it."""

    field: str
    message: str


class CicError(Exception):
    """Anything that cic refuses or fails at.

    ``code`` is the kind as programs compare it, the same on every face.
    """

    code = "INTERNAL"

    def __init__(self, message: str, faults: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.faults: tuple[Fault, ...] = tuple(Fault(*fault) for fault in faults)

    def __reduce__(self) -> tuple[type[CicError], tuple[str, list[tuple[str, str]]]]:
        return type(self), (str(self), [(fault.field, fault.message) for fault in self.faults])


class InvalidError(CicError, ValueError):
    """Values that cannot be used; ``faults`` names every field with the remedy."""

    code = "INVALID"


class NotFoundError(CicError, LookupError):
    """Nothing is known under this id."""

    code = "NOT_FOUND"


class ConflictError(CicError):
    """The state has moved on and the request no longer holds."""

    code = "CONFLICT"


class UnavailableError(CicError, OSError):
    """A database does not answer, or holds what this version cannot use."""

    code = "UNAVAILABLE"

    def __str__(self) -> str:
        return str(self.args[0])


class InternalError(CicError, RuntimeError):
    """A fault of cic itself."""

    code = "INTERNAL"


class StoppedError(CicError):
    """The work was told to end before it was done; Ctrl-C raises ``KeyboardInterrupt`` instead."""

    code = "STOPPED"
