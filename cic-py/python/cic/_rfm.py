"""From visits to what purchase models learn from."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from . import _engine
from ._frames import frame
from ._request import instant_text
from ._table import Table


def rfm(
    visits: Any,
    *,
    as_of: str | date,
    time_zone: str = "UTC",
    cutoff_hour: int = 0,
    member: str = "member_id",
    time: str = "booking_time",
    amount: str | None = None,
) -> Table:
    """Repeat visits and ages of every customer, one row each, by id.

    Several visits on one club-local day are one visit, and a visit before ``cutoff_hour`` belongs to the day before.
    The window is half-open: visits before ``as_of`` count. Ages are whole days; divide by 7 for weeks.

    Args:
        visits: a frame with one row a visit (pandas, polars, pyarrow, DuckDB, or a dict of columns); rows without a
            member are passed over.
        as_of: the end of the window; a day alone is where it begins.
        time_zone: where the club's clocks stand.
        cutoff_hour: 0 to 23.
        member: the name of the column with customers, text or whole numbers.
        time: the name of the column with times; those without a zone are club-local.
        amount: the name of the column with what was spent, in currency units, if there is one.

    Returns:
        ``member_id, repeat_visits, age_at_last_visit, observed_age`` (x, t_x, T of the papers) and, with ``amount``,
        ``mean_spend`` a repeat visit.

    Raises:
        InvalidError: a column that is missing or cannot be read.
    """
    table = frame("visits", visits)
    return Table(_engine.rfm(table, visits_request(as_of, time_zone, cutoff_hour, member, time, amount)))


def visits_request(
    as_of: str | date, time_zone: str, cutoff_hour: int, member: str, time: str, amount: str | None
) -> str:
    """Which visits count, and what their columns are called."""
    window = {"as_of": instant_text(as_of), "time_zone": time_zone, "cutoff_hour": cutoff_hour}
    return json.dumps({**window, "member": member, "time": time, "amount": amount})
