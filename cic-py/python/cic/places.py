"""Training over rows that lie in many places, as on a Spark cluster: each place says bytes, one place merges them.

The rows of one bucket of members (:func:`member_buckets`) lie in one place, in one order. Then the number of places and
their order leave no trace: the fit is that of one machine to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import numpy

from . import _engine
from ._frames import frame
from ._rfm import visits_request
from ._table import Table
from .models import ChurnHazard

__all__ = ["HazardPass", "Visits", "fit_hazard", "member_buckets"]

#: A bucket, its covariates ``(n_rows, n_features)`` and, by row, whether the member-month ended in an exit.
Part = tuple[int, Any, Any]


def member_buckets(ids: Iterable[str]) -> list[int]:
    """The bucket of each member, 0 to 255."""
    return _engine.member_buckets(list(ids))


class Visits:
    """Visits to what purchase models learn from (:func:`cic.rfm`), over many places. It pickles."""

    def __init__(
        self,
        *,
        as_of: str | date,
        time_zone: str = "UTC",
        cutoff_hour: int = 0,
        member: str = "member_id",
        time: str = "booking_time",
        amount: str | None = None,
    ) -> None:
        self._request = visits_request(as_of, time_zone, cutoff_hour, member, time, amount)

    def add_up(self, visits: Any) -> bytes:
        """What one place has to say of its visits, a frame; any split of the visits will do.

        Raises:
            InvalidError: a column that is missing or cannot be read.
        """
        return _engine.visits_add_up(frame("visits", visits), self._request)

    def merge(self, said: Sequence[bytes]) -> Table:
        """The columns of :func:`cic.rfm`, from what all places said, in any order.

        Raises:
            InvalidError: bytes that no place said for this window.
        """
        return Table(_engine.visits_merge(list(said), self._request))


class HazardPass:
    """What every place does in one pass of a fit: parts in, bytes out. It pickles."""

    def __init__(self, course: str) -> None:
        self._course = course

    def __call__(self, parts: Iterable[Part]) -> bytes:
        """What one place has to say of its member-months."""
        given = [
            (bucket, numpy.ascontiguousarray(values, dtype="float64"), numpy.asarray(exits, dtype=bool))
            for bucket, values, exits in parts
        ]
        return _engine.hazard_add_up(self._course, given)


def fit_hazard(model: ChurnHazard, n_features: int, everywhere: Callable[[HazardPass], Iterable[bytes]]) -> ChurnHazard:
    """Fits to member-months in many places.

    Args:
        model: an unfitted :class:`cic.ChurnHazard`, whose options count; it is fitted and returned.
        n_features: the number of covariates.
        everywhere: runs a pass in every place and returns what all of them said, in any order.

    Raises:
        InvalidError: rows that cannot be used, one outcome alone, a bucket in two places.
    """
    course: str | None = _engine.hazard_begin(n_features, model._course_options())
    while course is not None:
        course, parameters = _engine.hazard_advance(course, list(everywhere(HazardPass(course))))
    assert parameters is not None
    return model._at(parameters, n_features)
