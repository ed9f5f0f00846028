"""The engine: every question is a method."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from os import PathLike, fspath
from typing import Any

from . import _engine
from ._errors import InvalidError
from ._frames import club_tables
from ._progress import Progress, listener
from ._request import instant_text, rename_faults, request, settings_text
from ._table import Table

Settings = dict[str, Any] | str | None


class Engine:
    """Club, features, segments and values as of one instant.

    An engine never changes: it is identified by its :attr:`version`, and the same version gives the same answers in
    every language. It may be shared by any number of threads; the interpreter lock is released while it works.
    """

    __slots__ = ("_engine", "_origin")

    def __init__(self, engine: _engine.Engine, origin: str) -> None:
        self._engine = engine
        self._origin = origin

    @classmethod
    def open(cls, url: str, *, settings: Settings = None, as_of: str | date | None = None) -> Engine:
        """The engine that stands on a store: ``sqlite://cic.db`` or ``postgres://user@host/club``.

        Settings and instant are those of the latest ``cic fit`` unless given here.

        Raises:
            UnavailableError: the database does not answer, or has no tables of this version.
            InvalidError: settings or instant that cannot be used.
        """
        return cls(_engine.Engine.open(url, settings_text(settings), instant_text(as_of)), "store")

    @classmethod
    def from_tables(
        cls,
        *,
        members: Any,
        bookings: Any = None,
        surveys: Any = None,
        enrichment: Any = None,
        settings: Settings = None,
        as_of: str | date | None = None,
    ) -> Engine:
        """An engine over data frames: pandas, polars, pyarrow, DuckDB results, or dicts of arrays or lists.

        Args:
            members: ``id`` [, ``name``, ``email``, ``join_date``, ``status``, ``cancelled_at``, ``plan``,
                ``monthly_fee``, ``renews_on``, ``home_zip_code``, ``home_address``, ``household``].
            bookings: ``member_id``, ``booking_time`` [, ``id``, ``court_id``, ``revenue_generated``, ``ends_at``,
                ``booked_at``, ``cancelled_at``, ``status``, ``kind``, ``occurrence_id``, ``players``, ``guests``].
            surveys: ``member_id``, ``survey_name``, ``question``, ``response`` [, ``answered_at``].
            enrichment: ``member_id`` [, ``employer``, ``title``, ``company_size``, ``home_address``,
                ``home_zip_code``, ``linkedin_url``, ``home_lat``, ``home_lon``, ``last_enriched``].
            settings: a dict with the keys of the settings file, or the path of one; defaults where absent.
            as_of: the instant up to which knowledge counts; now, where absent.

        Times with a zone are instants, times without one are club-local. Other columns are passed over.

        Raises:
            InvalidError: with a fault for every column that cannot be read, naming row, value and remedy.
        """
        tables = club_tables(members, bookings, surveys, enrichment)
        return cls(_engine.Engine.from_tables(tables, settings_text(settings), instant_text(as_of)), "tables")

    @classmethod
    def from_files(
        cls,
        paths: Sequence[str | PathLike[str]],
        *,
        settings: Settings = None,
        as_of: str | date | None = None,
        profile: str | None = None,
        progress: Progress = None,
    ) -> Engine:
        """An engine over export files, read exactly as ``cic import`` reads them, into nothing that stays.

        :attr:`import_report` tells what became of every row.

        Raises:
            InvalidError: a file that no source writes, or settings that cannot be used.
        """
        taken = {"paths": [fspath(path) for path in paths], "profile": profile}
        with listener(progress) as hear:
            told = settings_text(settings), instant_text(as_of), hear
            return cls(_engine.Engine.from_files(json.dumps(taken), *told), "files")

    @property
    def version(self) -> str:
        """Hash of all inputs: the same version gives the same answers."""
        return self._engine.version

    @property
    def as_of(self) -> datetime:
        """The instant up to which knowledge counts, in the club's zone."""
        return datetime.fromisoformat(self._engine.as_of)

    @property
    def settings(self) -> dict[str, Any]:
        """All settings, defaults included."""
        return json.loads(self._engine.settings)

    @property
    def import_report(self) -> dict[str, Any] | None:
        """What :meth:`from_files` made of every row; ``None`` for other engines."""
        report = self._engine.import_report
        return None if report is None else json.loads(report)

    def refresh(self) -> bool:
        """Takes up what the store holds now; whether answers may have changed. Engines without a store stay."""
        return self._engine.refresh()

    def ask(self, question: str, /, **parameters: Any) -> Any:
        """The answer to any question by its name, as lists and dicts with ``snake_case`` keys."""
        return self._answer(question, parameters)

    def ask_json(self, question: str, /, **parameters: Any) -> str:
        """The JSON text of any answer: the same bytes as every other face sends."""
        return self._engine.ask(question, request(**parameters))

    def segments(self) -> list[dict[str, Any]]:
        """Every segment with its members' number and mean value, in the order of the settings."""
        return self._answer("segments", {})

    def segment(self, id: str) -> dict[str, Any]:
        """One segment.

        Raises:
            NotFoundError: there is no such segment.
        """
        return self._answer("segment", {"id": id})

    def members(self, *, segment: str | None = None, limit: int | None = None, cursor: str | None = None) -> Table:
        """Members by id: ``id, name, employer, segment, confidence, ltv, visits_per_week, days_since_last_visit``.

        ``limit`` is 1 to 100,000; ``cursor`` is the last id of the page before.

        Raises:
            NotFoundError: there is no such segment.
        """
        return self._table("members", {"segment": segment, "limit": limit, "cursor": cursor})

    def member(self, id: str) -> dict[str, Any]:
        """All that is known and concluded of one member.

        Raises:
            NotFoundError: the member is not known as of the engine's instant.
        """
        return self._answer("member", {"id": id})

    def members_at_risk(self, *, segment: str | None = None, limit: int | None = None) -> Table:
        """Members who are likely to leave, the most valuable first."""
        return self._table("members_at_risk", {"segment": segment, "limit": limit})

    def features(self, *, segment: str | None = None, everyone: bool = False) -> Table:
        """Behaviour, segment and value of every member, by id.

        Shares are 0 to 1; spend and ``ltv`` are in currency units. With ``everyone`` members who left and visitors
        who stayed away are there too.
        """
        return self._table("features", {"segment": segment, "everyone": everyone})

    def member_locations(self, *, segment: str | None = None) -> dict[str, Any]:
        """Homes as a GeoJSON FeatureCollection of cells with at least ``privacy.k`` members each."""
        return self._answer("member_locations", {"segment": segment})

    def coverage(self) -> dict[str, Any]:
        """How many members have each source of evidence."""
        return self._answer("coverage", {})

    def clusters(self, *, earlier: Sequence[dict[str, float]] | None = None) -> dict[str, Any]:
        """The groups that behaviour alone shows, beside the rules; ``earlier`` centres hand on their labels."""
        return self._answer("clusters", {"earlier": None if earlier is None else list(earlier)})

    def models(self) -> dict[str, Any]:
        """What is fitted, why, and how good it was on months it had not seen."""
        return self._answer("models", {})

    def decide_event(
        self,
        *,
        revenue: float,
        at: str | datetime,
        courts: int,
        duration_minutes: int | None = None,
        court_ids: Sequence[int] | None = None,
        headcount: int | None = None,
        **further: Any,
    ) -> dict[str, Any]:
        """Whether an event is worth the courts it takes.

        Args:
            revenue: what the client offers, currency units.
            at: start of the event; without an offset it is club-local.
            courts: how many courts.
            duration_minutes: 120 unless given; a multiple of the venue's slot.
            court_ids: exactly these courts, instead of the cheapest.
            headcount: fewer courts are offered only while they still seat them.
            further: other fields of the request, in ``snake_case``.

        Raises:
            InvalidError: with a fault for every parameter that cannot be used.
        """
        parameters = {
            "revenue": revenue,
            "date_time": at,
            "courts": courts,
            "duration_minutes": duration_minutes,
            "court_ids": None if court_ids is None else list(court_ids),
            "headcount": headcount,
            **further,
        }
        return self._answer("decide_event", parameters, {"date_time": "at"})

    def heatmap(
        self, *, courts: int | None = None, duration_minutes: int | None = None, start: str | date | None = None
    ) -> dict[str, Any]:
        """What an event would cost at each hour of a week, in expectation.

        Args:
            courts: on so many courts; on every number of them unless given.
            duration_minutes: 120 unless given; a multiple of the venue's slot.
            start: the first day, club-local; the day of the engine's instant unless given.
        """
        parameters = {"courts": courts, "duration_minutes": duration_minutes, "from": start}
        return self._answer("heatmap", parameters, {"from": "start"})

    def backtest(self, *, limit: int | None = None) -> dict[str, Any]:
        """The club's past events, the latest 20 unless told: what would have been said as of then, and what came of them."""
        return self._answer("backtest", {"limit": limit})

    def pricing(self, *, policy: str | None = None) -> dict[str, Any]:
        """What a court-hour should cost, hour by hour of the week.

        ``policy`` is which price to recommend; that of the settings unless named.
        """
        return self._answer("pricing", {"policy": policy})

    def allocation(
        self,
        *,
        courts: int | None = None,
        demand_factor: float | None = None,
        quotas: Sequence[dict[str, Any]] = (),
        set_rate: float | None = None,
    ) -> dict[str, Any]:
        """Who finds a court when some are kept for some segments.

        Args:
            courts: how many to plan with, 1 to 400; the venue's unless given.
            demand_factor: demand is so many times what it was, 0 to 100.
            quotas: courts kept in every open hour, ``{"segment": id, "courts": count}`` each.
            set_rate: a share of wanted courts served below this is warned of; that of the settings unless given.
        """
        parameters = {"courts": courts, "demand_factor": demand_factor, "quotas": list(quotas), "set_rate": set_rate}
        return self._answer("allocation", parameters)

    def growth(
        self,
        *,
        added_members: Sequence[dict[str, Any]] = (),
        weeks: int | None = None,
        seed: int | None = None,
        courts: int | None = None,
        quotas: Sequence[dict[str, Any]] = (),
        flexibility: Sequence[dict[str, Any]] = (),
        set_rate: float | None = None,
    ) -> dict[str, Any]:
        """How the courts serve more members, in simulated weeks.

        Args:
            added_members: who joins, ``{"segment": id, "members": count}`` each.
            weeks: how many to simulate, 1 to 100,000.
            seed: the same seed gives the same weeks.
            courts: how many to plan with, 1 to 400; the venue's unless given.
            quotas: courts kept in every open hour, as for :meth:`allocation`.
            flexibility: who takes another hour; the settings' figures where a segment is not named.
            set_rate: the share of wanted bookings that should be served; that of the settings unless given.
        """
        lists = {"added_members": list(added_members), "quotas": list(quotas), "flexibility": list(flexibility)}
        return self._answer("growth", {**lists, "weeks": weeks, "seed": seed, "courts": courts, "set_rate": set_rate})

    def amenity_roi(
        self,
        *,
        amenities: Sequence[dict[str, Any]],
        annual_discount_rate: float | None = None,
        horizon_months: int | None = None,
    ) -> dict[str, Any]:
        """Which amenities pay, and how sure their order is.

        Args:
            amenities: 1 to 100 of ``{"name", "setup_cost", "monthly_revenue", "monthly_cost", "interest"}``, the last one
                being answers to a survey, ``{"very", "somewhat", "not"}``.
            annual_discount_rate: 0 to 10; that of the settings unless given.
            horizon_months: over which the net present value looks, 1 to 600; the settings' unless given.
        """
        terms = {"annual_discount_rate": annual_discount_rate, "horizon_months": horizon_months}
        return self._answer("amenity_roi", {"amenities": list(amenities), **terms})

    def _answer(self, question: str, parameters: dict[str, Any], names: dict[str, str] = {}) -> Any:
        try:
            return json.loads(self._engine.ask(question, request(**parameters), True))
        except InvalidError as error:
            raise rename_faults(error, names) from None

    def _table(self, question: str, parameters: dict[str, Any]) -> Table:
        try:
            return Table(self._engine.columns(question, request(**parameters)))
        except InvalidError as error:
            raise rename_faults(error, {}) from None

    def __repr__(self) -> str:
        return f"<cic.Engine from {self._origin}: version {self.version[:8]}, as of {self.as_of.isoformat()}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(segment['display_name'])}</td><td>{segment['member_count']:,}</td>"
            f"<td>{segment['average_ltv']:,}</td><td>{segment['at_risk']:,}</td></tr>"
            for segment in self.segments()
        )
        head = "<tr><th>Segment</th><th>Members</th><th>Average value</th><th>At risk</th></tr>"
        caption = f"<caption>{escape(repr(self))}</caption>"
        return f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"


def import_files(
    url: str,
    paths: Sequence[str | PathLike[str]],
    *,
    settings: Settings = None,
    as_of: str | date | None = None,
    profile: str | None = None,
    dry_run: bool = False,
    progress: Progress = None,
) -> dict[str, Any]:
    """Imports export files into a store, as ``cic import`` does, and returns its report.

    Each file is one transaction; rows that cannot be used are kept aside and listed; a file imported again changes
    nothing.

    Raises:
        InvalidError: a file that no source writes.
        UnavailableError: the database does not answer.
    """
    taken = {"paths": [fspath(path) for path in paths], "profile": profile, "dry_run": dry_run}
    with listener(progress) as hear:
        told = settings_text(settings), instant_text(as_of), hear
        return json.loads(_engine.import_files(url, json.dumps(taken), *told))


def fit(url: str, *, settings: Settings = None, as_of: str | date | None = None) -> dict[str, Any]:
    """Fits a store's club, stores the fit, and returns what was fitted and who moved, as ``cic fit`` does."""
    return json.loads(_engine.fit(url, settings_text(settings), instant_text(as_of)))
