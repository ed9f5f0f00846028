"""Rows that lie in many places are fitted as those of one, to the last bit."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import cic
import numpy
import pytest
from cic.places import HazardPass, Visits, fit_hazard, member_buckets

MEMBERS = [f"M{number}" for number in range(400)]
BUCKETS = numpy.repeat(member_buckets(MEMBERS), 6)
RANDOM = numpy.random.default_rng(3)
X = RANDOM.normal(size=(len(BUCKETS), 3))
LEAVES = RANDOM.random(len(BUCKETS)) < 1 / (1 + numpy.exp(2.0 - X @ [0.5, -0.3, 0.0]))


def parts(buckets: list[int]) -> list[tuple[int, Any, Any]]:
    return [(bucket, X[BUCKETS == bucket], LEAVES[BUCKETS == bucket]) for bucket in buckets]


def in_places(count: int) -> Callable[[HazardPass], list[bytes]]:
    known = sorted(set(BUCKETS.tolist()))
    split = [known[place::count] for place in range(count)]
    return lambda work: [pickle.loads(pickle.dumps(work))(parts(buckets)) for buckets in reversed(split)]


def test_any_number_of_places_gives_the_fit_of_one_to_the_last_bit() -> None:
    alone = fit_hazard(cic.ChurnHazard(), 3, in_places(1))
    assert numpy.allclose(alone.coef_, cic.ChurnHazard().fit(X, LEAVES).coef_, atol=1e-9)
    for count in (2, 7, 64):
        other = fit_hazard(cic.ChurnHazard(), 3, in_places(count))
        assert other.coef_.tobytes() == alone.coef_.tobytes()
        assert other.predict_proba(X).tobytes() == alone.predict_proba(X).tobytes()


def test_a_bucket_in_two_places_is_refused() -> None:
    twice = [int(BUCKETS[0])]
    with pytest.raises(cic.InvalidError, match="bucket"):
        fit_hazard(cic.ChurnHazard(), 3, lambda work: [work(parts(twice)), work(parts(twice))])


def test_visits_of_many_places_are_those_of_one_in_any_split() -> None:
    days = RANDOM.integers(0, 300, 2_000)
    who = [MEMBERS[place] for place in RANDOM.integers(0, 400, 2_000)]
    at = (numpy.datetime64("2025-03-01") + days).astype("datetime64[us]")
    window = Visits(as_of="2026-02-01")
    alone = cic.rfm({"member_id": who, "booking_time": at}, as_of="2026-02-01").to_pandas()
    for cuts in ([0, 2_000], [0, 1, 700, 2_000]):
        said = [
            window.add_up({"member_id": who[start:end], "booking_time": at[start:end]})
            for start, end in zip(cuts, cuts[1:])
        ]
        assert pickle.loads(pickle.dumps(window)).merge(said[::-1]).to_pandas().equals(alone)
    with pytest.raises(cic.InvalidError):
        window.merge([b"nothing of ours"])
