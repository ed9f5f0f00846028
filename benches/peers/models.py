"""The models of cic beside the packages that people use for them: one table of seconds and ratios.

    models.py SHARE SURVIVAL_PEER        (SHARE 1 is the full size; SURVIVAL_PEER runs the Rust crate `survival`)

Both sides get the same arrays in the same process, one after the other, and each figure is the best of its rounds. A row
is only printed when both answers agree to the tolerance written beside it.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cic
import numpy
import pandas
import polars
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifetimes import BetaGeoFitter, GammaGammaFitter, ParetoNBDFitter
from lifetimes.datasets import load_cdnow_summary_data_with_monetary_value
from lifetimes.utils import summary_data_from_transaction_data
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.nonparametric import kaplan_meier_estimator

AS_OF = datetime.datetime(2026, 2, 1, tzinfo=datetime.timezone.utc)
Work = Callable[[], Any]


class Table:
    """Rows as they come, so that a long run can be watched."""

    def __init__(self) -> None:
        print(f"{'work':<44} {'cic':>10} {'peer':>10} {'ratio':>8}  peer, and how far the answers are apart")

    def row(self, work: str, ours: float, theirs: float, peer: str, apart: float, tolerance: float) -> None:
        agrees = f"{apart:.1e}" if apart <= tolerance else f"DIFFER BY {apart:.1e}"
        print(f"{work:<44} {ours:>8.3f} s {theirs:>8.3f} s {theirs / ours:>7.1f}x  {peer}, {agrees}", flush=True)


def best(work: Work, rounds: int) -> tuple[float, Any]:
    seconds, answer = float("inf"), None
    for _ in range(rounds):
        begun = time.perf_counter()
        answer = work()
        seconds = min(seconds, time.perf_counter() - begun)
    return seconds, answer


def apart(ours: Any, theirs: Any) -> float:
    """The largest difference, relative to the peer's figure or to 1, whichever is larger."""
    ours, theirs = numpy.asarray(ours, dtype=float).ravel(), numpy.asarray(theirs, dtype=float).ravel()
    return float(numpy.max(numpy.abs(ours - theirs) / numpy.maximum(numpy.abs(theirs), 1.0)))


def visits(table: Table, share: float) -> None:
    customers, rows = int(500_000 * share), int(10_000_000 * share)
    random = numpy.random.default_rng(5)
    ids = numpy.array([f"C{number:07}" for number in range(customers)])
    seconds = AS_OF.timestamp() - random.random(rows) * 2 * 365 * 86_400
    frame = polars.DataFrame(
        {"member_id": ids[random.integers(0, customers, rows)], "booking_time": (seconds * 1e6).astype("int64")}
    ).with_columns(polars.col("booking_time").cast(polars.Datetime("us", "UTC")))
    lazy = (
        frame.lazy()
        .with_columns(day=polars.col("booking_time").dt.date())
        .group_by("member_id")
        .agg(x=polars.col("day").n_unique() - 1, first=polars.col("day").min(), last=polars.col("day").max())
        .with_columns(t_x=(polars.col("last") - polars.col("first")).dt.total_days())
        .sort("member_id")
    )
    ours, answer = best(lambda: cic.rfm(frame, as_of=AS_OF, time_zone="UTC"), 3)
    answer = answer.to_polars()
    theirs, expected = best(lambda: lazy.collect(engine="streaming"), 3)
    differ = apart(answer["repeat_visits"], expected["x"]) + apart(answer["age_at_last_visit"], expected["t_x"])
    table.row(f"RFM of {rows:,} visits, {customers:,} customers", ours, theirs, "polars, streaming", differ, 0.0)
    few = frame.head(rows // 10)
    ours, _ = best(lambda: cic.rfm(few, as_of=AS_OF, time_zone="UTC"), 3)
    pandas_few = few.to_pandas()
    pandas_few["booking_time"] = pandas_few["booking_time"].dt.tz_localize(None)
    summary = lambda: summary_data_from_transaction_data(  # noqa: E731
        pandas_few, "member_id", "booking_time", observation_period_end=AS_OF.replace(tzinfo=None)
    )
    theirs, expected = best(summary, 1)
    answer = cic.rfm(few, as_of=AS_OF, time_zone="UTC").to_polars()
    differ = apart(answer["repeat_visits"], expected.sort_index()["frequency"])
    table.row(f"RFM of {rows // 10:,} visits", ours, theirs, "lifetimes", differ, 0.0)


def purchasing(table: Table, share: float) -> None:
    cdnow = load_cdnow_summary_data_with_monetary_value()
    few = [cdnow[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T")]
    rows = int(1_000_000 * share)
    random = numpy.random.default_rng(6)
    age = random.uniform(27, 39, rows)
    rate, chance = random.gamma(0.243, 1 / 4.414, rows), random.beta(0.793, 2.426, rows)
    x, t_x = numpy.zeros(rows), numpy.zeros(rows)
    now, going = numpy.zeros(rows), numpy.ones(rows, dtype=bool)
    while going.any():
        now[going] += random.exponential(1.0, going.sum()) / rate[going]
        going &= now <= age
        x[going] += 1
        t_x[going] = now[going]
        going &= random.random(rows) >= chance
    many = [x, t_x, age]
    models = [("BG/NBD", cic.BetaGeo, BetaGeoFitter), ("Pareto/NBD", cic.ParetoNbd, ParetoNBDFitter)]
    for name, mine, peer in models:
        for label, data, rounds in [("CDNOW", few, 20), (f"{rows:,} customers", many, 1)]:
            if name == "Pareto/NBD" and data is many:
                continue
            ours, fitted = best(lambda: mine().fit(*data), rounds)
            theirs, other = best(lambda: peer(penalizer_coef=0.0).fit(*data), 1)
            lifelike = fitted.log_likelihood_ / len(data[0])
            short = max(0.0, fitted_at(mine, other.params_, data) - lifelike)
            table.row(f"{name}, {label}", ours, theirs, "lifetimes", short, 1e-6)
    counts = 1.0 + random.poisson(3.0, rows)
    mean = random.gamma(6.25 * counts) / (6.25 * counts) * 6.25 * 15.44 / random.gamma(3.74, 1.0, rows)
    ours, fitted = best(lambda: cic.GammaGamma().fit(counts, mean), 3)
    theirs, other = best(lambda: GammaGammaFitter(penalizer_coef=0.0).fit(counts, mean), 1)
    peers = {name: float(value) for name, value in other.params_.items()}
    at_peers = cic.GammaGamma(params=peers).log_likelihood(counts, mean).mean()
    short = max(0.0, at_peers - fitted.log_likelihood_ / rows)
    table.row(f"Gamma-Gamma, {rows:,} customers", ours, theirs, "lifetimes", short, 1e-6)


def fitted_at(model: Any, parameters: Any, data: list[Any]) -> float:
    """The mean log-likelihood at the peer's parameters: ours must not be below it."""
    named = {name: float(value) for name, value in parameters.items()}
    return float(model(params=named).log_likelihood(*data).mean())


def logistic(table: Table, share: float) -> None:
    rows, columns = int(1_000_000 * share), 20
    random = numpy.random.default_rng(7)
    X = random.normal(size=(rows, columns))
    beta = random.normal(size=columns) * 0.3
    y = random.random(rows) < 1 / (1 + numpy.exp(3.0 - X @ beta))
    ours, fitted = best(lambda: cic.ChurnHazard().fit(X, y), 3)
    for solver in ("newton-cholesky", "lbfgs"):
        peer = LogisticRegression(C=numpy.inf, solver=solver, tol=1e-8, max_iter=1000)
        theirs, other = best(lambda: peer.fit(X, y), 2)
        table.row(f"logit {rows:,} x {columns}", ours, theirs, f"scikit-learn {solver}", apart(fitted.coef_, other.coef_), 1e-5)


def hazard(table: Table, share: float) -> None:
    members, months, columns = int(100_000 * share), 24, 20
    random = numpy.random.default_rng(8)
    X = random.normal(size=(members, columns))
    chance = 1 / (1 + numpy.exp(3.5 - X @ (random.normal(size=columns) * 0.2)))
    leaves = random.geometric(chance)
    duration, event = numpy.minimum(leaves, months), leaves <= months
    frame = pandas.DataFrame(X, columns=[f"c{number}" for number in range(columns)])
    frame["duration"], frame["event"] = duration, event

    def theirs_work() -> Any:
        periods = frame.loc[frame.index.repeat(frame["duration"])]
        month = periods.groupby(level=0).cumcount() + 1
        exits = (month == periods["duration"]) & periods["event"]
        covariates = periods.drop(columns=["duration", "event"])
        return LogisticRegression(C=numpy.inf, solver="newton-cholesky", tol=1e-8).fit(covariates, exits)

    ours, fitted = best(lambda: cic.ChurnHazard().fit_histories(X, duration, event), 3)
    theirs, other = best(theirs_work, 2)
    label = f"hazard {members:,} members x {months} months x {columns}"
    table.row(label, ours, theirs, "pandas + scikit-learn", apart(fitted.coef_, other.coef_), 1e-5)


def survival(table: Table, share: float, crate: str) -> None:
    random = numpy.random.default_rng(9)
    rows, columns = int(100_000 * share), 10
    X = random.uniform(-1.7, 1.7, (rows, columns))
    times = random.exponential(1.0, rows) / numpy.exp(-3.0 + X @ (numpy.arange(columns) / 9 - 0.5))
    watched = random.uniform(0, 40, rows)
    event = times <= watched
    exact = numpy.minimum(times, watched)
    for label, duration in [("distinct times", exact), ("40 weeks", numpy.ceil(exact))]:
        frame = pandas.DataFrame(X).assign(duration=duration, event=event)
        frame.columns = [str(name) for name in frame.columns]
        structured = numpy.array(list(zip(event, duration)), dtype=[("event", bool), ("time", float)])
        ours, fitted = best(lambda: cic.CoxPh(ties="efron").fit(X, duration, event), 3)
        name = f"Cox {rows:,} x {columns}, {label}"
        theirs, other = best(lambda: CoxPHFitter().fit(frame, "duration", "event"), 1)
        table.row(name, ours, theirs, "lifelines", apart(fitted.coef_, other.params_), 1e-5)
        theirs, other = best(lambda: CoxPHSurvivalAnalysis(ties="efron").fit(X, structured), 1)
        table.row(name, ours, theirs, "scikit-survival", apart(fitted.coef_, other.coef_), 1e-4)
        theirs, answer = by_crate(crate, "cox", duration, event, X)
        table.row(name, ours, theirs, "the crate survival", apart(fitted.coef_.ravel()[0], answer), 1e-5)
    rows = int(1_000_000 * share)
    times, watched = random.exponential(20.0, rows), random.uniform(0, 40, rows)
    event = times <= watched
    exact = numpy.minimum(times, watched)
    for label, duration in [("distinct times", exact), ("whole days", numpy.ceil(exact * 30.4))]:
        at = float(numpy.median(duration))
        ours, fitted = best(lambda: cic.KaplanMeier().fit(duration, event), 3)
        mine = fitted.survival([at])
        name = f"Kaplan-Meier {rows:,}, {label}"
        theirs, other = best(lambda: KaplanMeierFitter().fit(duration, event), 2)
        table.row(name, ours, theirs, "lifelines", apart(mine, other.predict(at)), 1e-9)
        theirs, other = best(lambda: kaplan_meier_estimator(event, duration, conf_type="log-log"), 2)
        steps, levels = other[0], other[1]
        table.row(name, ours, theirs, "scikit-survival", apart(mine, levels[steps <= at][-1]), 1e-9)
        theirs, answer = by_crate(crate, "curve", duration, event, None)
        last = fitted.survival([duration.max()])
        table.row(name, ours, theirs, "the crate survival", apart(last, answer), 1e-8)


def by_crate(crate: str, what: str, duration: Any, event: Any, X: Any) -> tuple[float, float]:
    with tempfile.NamedTemporaryFile(suffix=".f64") as file:
        for values in (duration, event, [] if X is None else X.ravel()):
            file.write(numpy.asarray(values, dtype="<f8").tobytes())
        file.flush()
        columns = 0 if X is None else X.shape[1]
        words = [crate, what, str(len(duration)), str(columns), file.name, "3"]
        told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return float(told["seconds"]), float(told["answer"])


def clusters(table: Table, share: float) -> None:
    rows, columns, k = int(1_000_000 * share), 8, 5
    random = numpy.random.default_rng(10)
    centres = random.normal(size=(k, columns)) * 4
    X = centres[random.integers(0, k, rows)] + random.normal(size=(rows, columns))
    ours, fitted = best(lambda: cic.KMeans(n_clusters=k, n_init=1, random_state=1).fit(X), 3)
    theirs, other = best(lambda: KMeans(n_clusters=k, n_init=1, random_state=1).fit(X), 3)
    worse = max(0.0, fitted.inertia_ / other.inertia_ - 1.0)
    table.row(f"k-means {rows:,} x {columns}, k = {k}", ours, theirs, "scikit-learn", worse, 1e-3)


def scoring(share: float) -> None:
    rows, columns = int(1_000_000 * share), 20
    random = numpy.random.default_rng(11)
    X = random.normal(size=(rows, columns))
    y = random.random(rows) < 0.05
    model = cic.ChurnHazard().fit(X[: rows // 10], y[: rows // 10])
    seconds, _ = best(lambda: model.predict_proba(X), 5)
    copying, _ = best(X.copy, 5)
    moved = X.nbytes + 2 * 8 * rows
    print(
        f"churn of {rows:,} members x {columns}: {seconds:.3f} s, {moved / seconds / 1e9:.1f} GB/s; a copy of the same "
        f"array moves {2 * X.nbytes / copying / 1e9:.1f} GB/s"
    )


def main(share: float, crate: str) -> None:
    warnings.simplefilter("ignore")
    print(f"cic {cic.__version__}, polars {polars.__version__}, pandas {pandas.__version__}, numpy {numpy.__version__}")
    table = Table()
    visits(table, share)
    purchasing(table, share)
    logistic(table, share)
    hazard(table, share)
    survival(table, share, crate)
    clusters(table, share)
    scoring(share)


if __name__ == "__main__":
    main(float(sys.argv[1]), str(Path(sys.argv[2]).resolve()))
