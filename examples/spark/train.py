"""Training from statistics that add up, and scoring, on PySpark: the same to the last bit as on one machine.

    train.py [--members N] [--partitions N ...]

Makes visits and member-months of made-up members, fits the hazard of leaving and the BG/NBD once on one machine and once
on Spark for each number of partitions, scores everyone through mapInArrow, and ends with an error where a bit differs.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import cic
import numpy
import pandas
import pyarrow
from cic.places import HazardPass, Visits, fit_hazard, member_buckets
from pyspark.sql import DataFrame, SparkSession

AS_OF = "2026-02-01"
FEATURES = ["days_since_last_visit", "visits_a_week", "share_of_peak", "months_of_membership"]


def made_up(members: int) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """Visits, and one row a member-month with whether the member left in it."""
    random = numpy.random.default_rng(11)
    ids = numpy.array([f"M{number:06}" for number in range(members)])
    rate = random.gamma(1.0, 1.0, members)
    visits = numpy.repeat(numpy.arange(members), 1 + random.poisson(rate * 20))
    days = pandas.to_timedelta(random.integers(0, 700, len(visits)), unit="D")
    at = pandas.Timestamp("2024-02-15") + days
    months = numpy.repeat(numpy.arange(members), 24)
    X = numpy.column_stack(
        [
            random.exponential(10, len(months)) / (0.5 + rate[months]),
            rate[months] + random.normal(0, 0.2, len(months)),
            random.random(len(months)),
            numpy.tile(numpy.arange(24), members),
        ]
    )
    leaves = random.random(len(months)) < 1 / (1 + numpy.exp(3.6 - 0.03 * X[:, 0] + 0.5 * X[:, 1]))
    left_before = pandas.Series(leaves).groupby(months).transform(lambda left: left.cumsum().shift(fill_value=0)) > 0
    rows = pandas.DataFrame(X, columns=FEATURES).assign(
        member_id=ids[months], month=numpy.tile(numpy.arange(24), members), leaves=leaves
    )[~left_before.to_numpy()]
    rows["bucket"] = member_buckets(rows["member_id"])
    return pandas.DataFrame({"member_id": ids[visits], "booking_time": at}), rows


def parts(rows: pandas.DataFrame) -> Iterator[tuple[int, Any, Any]]:
    """Member-months bucket by bucket, in one order wherever they lie."""
    ordered = rows.sort_values(["bucket", "member_id", "month"])
    for bucket, of_bucket in ordered.groupby("bucket"):
        yield int(bucket), of_bucket[FEATURES].to_numpy(), of_bucket["leaves"].to_numpy()


def over(batches: Iterable[pyarrow.RecordBatch], work: Callable[[pyarrow.Table], bytes]) -> Iterator[pyarrow.RecordBatch]:
    """What one partition says, as one row; nothing where it has no rows."""
    held = list(batches)
    if held:
        yield pyarrow.RecordBatch.from_pydict({"said": [work(pyarrow.Table.from_batches(held))]})


def everywhere(frame: DataFrame, work: Callable[[pyarrow.Table], bytes]) -> list[bytes]:
    said = frame.mapInArrow(lambda batches: over(batches, work), "said binary").collect()
    return [bytes(row.said) for row in said]


def scored(frame: DataFrame, model: cic.ChurnHazard) -> pandas.DataFrame:
    """Everyone's probability of leaving within the month, batch by batch as it passes."""

    def score(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            rows = batch.to_pandas()
            chances = model.predict_proba(rows[FEATURES].to_numpy())[:, 1] if len(rows) else numpy.zeros(0)
            yield pyarrow.RecordBatch.from_pydict(
                {"member_id": batch["member_id"], "month": batch["month"], "chance": pyarrow.array(chances)}
            )

    answer = frame.mapInArrow(score, "member_id string, month long, chance double").toPandas()
    return answer.sort_values(["member_id", "month"], ignore_index=True)


def bits(*values: Any) -> bytes:
    return b"".join(numpy.ascontiguousarray(value, dtype="float64").tobytes() for value in values)


def main(members: int, partitions: list[int]) -> None:
    visits, rows = made_up(members)
    window = Visits(as_of=AS_OF)
    alone = fit_hazard(cic.ChurnHazard(), len(FEATURES), lambda work: [work(parts(rows))])
    summary = cic.rfm(visits, as_of=AS_OF).to_pandas()
    buyers = [summary[name].to_numpy() for name in ("repeat_visits", "age_at_last_visit", "observed_age")]
    bg_nbd = cic.BetaGeo().fit(*buyers)
    known = rows.sort_values(["member_id", "month"], ignore_index=True)
    chances = alone.predict_proba(known[FEATURES].to_numpy())[:, 1]
    print(f"one machine: {len(rows)} member-months, coefficients {alone.coef_.round(4).tolist()[0]}")

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").appName("cic")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
    }.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for count in partitions:
        begun = time.perf_counter()
        months = spark.createDataFrame(rows).repartition(count, "bucket").cache()
        model = fit_hazard(
            cic.ChurnHazard(),
            len(FEATURES),
            lambda work: everywhere(months, lambda table, work=work: work(parts(table.to_pandas()))),
        )
        came = spark.createDataFrame(visits).repartition(count)
        told = window.merge(everywhere(came, window.add_up)).to_pandas()
        spark_bg_nbd = cic.BetaGeo().fit(*(told[name].to_numpy() for name in told.columns[1:4]))
        everyone = scored(months, model)
        pairs = [
            (bits(model.coef_, model.intercept_, model.covariance_), bits(alone.coef_, alone.intercept_, alone.covariance_)),
            (bits(*spark_bg_nbd.params_.values()), bits(*bg_nbd.params_.values())),
            (bits(everyone["chance"]), bits(chances)),
        ]
        for name, (here, there) in zip(["hazard", "BG/NBD", "scores"], pairs):
            if here != there:
                raise SystemExit(f"{count} partitions: the {name} differs from that of one machine")
        print(f"{count} partitions: hazard, BG/NBD and {len(everyone)} scores equal to the last bit", end="")
        print(f" ({time.perf_counter() - begun:.1f} s)")
    spark.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=2_000)
    parser.add_argument("--partitions", type=int, nargs="+", default=[1, 3, 8])
    told = parser.parse_args()
    main(told.members, told.partitions)
