"""Models against published figures, and in scikit-learn's manner."""

from __future__ import annotations

import csv
import pickle
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cic
import numpy
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks


def dataset(package: str, name: str) -> Path:
    found = find_spec(package)
    assert found is not None and found.submodule_search_locations is not None
    return Path(next(iter(found.submodule_search_locations))) / "datasets" / name


def table(package: str, name: str) -> dict[str, Any]:
    with dataset(package, name).open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: numpy.array([float(row[column]) for row in rows]) for column in rows[0] if _is_number(rows[0][column])}


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def cdnow_rows() -> Iterator[list[str]]:
    for line in dataset("lifetimes", "CDNOW_sample.txt").read_text().splitlines():
        yield line.split()


@pytest.fixture(scope="module")
def cdnow() -> cic.Table:
    rows = [row for row in cdnow_rows() if len(row) == 5]
    days = numpy.array([f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows], "M8[D]").astype("M8[s]")
    visits = {"member_id": [row[1] for row in rows], "at": days, "paid": [float(row[4]) for row in rows]}
    return cic.rfm(visits, as_of="1997-10-01", time="at", amount="paid")


@pytest.fixture(scope="module")
def weeks(cdnow: cic.Table) -> dict[str, Any]:
    return {
        "repeat_visits": cdnow["repeat_visits"],
        "age_at_last_visit": cdnow["age_at_last_visit"] / 7,
        "observed_age": cdnow["observed_age"] / 7,
    }


def test_rfm_counts_cdnow_as_published(cdnow: cic.Table) -> None:
    assert len(cdnow) == 2357
    assert cdnow["repeat_visits"].sum() == 2457
    assert cdnow["age_at_last_visit"].sum() == 112_949
    assert cdnow["observed_age"].sum() == 539_779


def test_rfm_is_the_same_from_every_frame_and_names_what_is_wrong() -> None:
    import pandas
    import polars

    visits = {"member_id": [1, 2, 1], "booking_time": numpy.array(["2026-01-01T12", "2026-01-02T12", "2026-01-05T12"], "M8[ns]")}
    tables = [cic.rfm(frame, as_of="2026-02-01") for frame in (visits, pandas.DataFrame(visits), polars.DataFrame(visits))]
    for table in tables:
        assert table["member_id"].tolist() == [1, 2]
        assert table["repeat_visits"].tolist() == [1, 0]
        assert table["observed_age"].tolist() == [30, 29]
    with pytest.raises(cic.InvalidError) as caught:
        cic.rfm(visits, as_of="2026-02-01", time="when")
    assert caught.value.faults[0].field == "visits.when"
    with pytest.raises(cic.InvalidError, match="time zone"):
        cic.rfm(visits, as_of="2026-02-01", time_zone="Mars")


@pytest.mark.parametrize(
    ("model", "params", "log_likelihood", "relative"),
    [
        (cic.BetaGeo, {"r": 0.2425945, "alpha": 4.413602, "a": 0.792922, "b": 2.425907}, -9582.4292, 1e-4),
        (cic.ParetoNbd, {"r": 0.553277, "alpha": 10.57768, "s": 0.6062401, "beta": 11.66874}, -9594.9762, 5e-4),
        (cic.MbgNbd, {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614}, None, 1e-3),
    ],
)
def test_models_of_visits_reproduce_published_fits(
    weeks: dict[str, Any], model: Any, params: dict[str, float], log_likelihood: float | None, relative: float
) -> None:
    fitted = model().fit(weeks)
    assert fitted.params_ == pytest.approx(params, rel=relative)
    if log_likelihood is not None:
        assert fitted.log_likelihood_ == pytest.approx(log_likelihood, abs=1e-3)
    columns = tuple(weeks.values())
    assert fitted.log_likelihood(*columns).sum() == pytest.approx(fitted.log_likelihood_, rel=1e-9)
    assert fitted.covariance_.shape == (4, 4)
    assert fitted.flags_ == []
    again = model(params=fitted.params_)
    assert (again.expected_visits(39, *columns) == fitted.expected_visits(39, *columns)).all()
    copy = pickle.loads(pickle.dumps(fitted))
    assert (copy.probability_alive(*columns) == fitted.probability_alive(*columns)).all()
    assert clone(fitted).get_params() == fitted.get_params()


def test_predictions_are_as_published() -> None:
    beta_geo = cic.BetaGeo(params={"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426})
    assert beta_geo.expected_visits(39, 2, 30.43, 38.86) == pytest.approx(1.226, abs=1e-3)
    pareto = cic.ParetoNbd(params={"r": 0.5533, "alpha": 10.5776, "s": 0.6061, "beta": 11.6562})
    assert pareto.probability_alive(26, 30.86, 31) == pytest.approx(0.9979, abs=1e-4)
    assert pareto.expected_visits(52, 26, 30.86, 31) == pytest.approx(25.46, abs=1e-2)
    assert numpy.isfinite(beta_geo.probability_alive(5000, 1, 38))


def test_spend_and_occasions_reproduce_published_fits() -> None:
    summary = table("lifetimes", "cdnow_customers_summary_with_transactions.csv")
    columns = {name.lower(): values for name, values in summary.items()}
    spend = cic.GammaGamma().fit(columns["x"], columns["zbar"])
    assert spend.params_ == pytest.approx({"p": 6.248802, "q": 3.744589, "v": 15.44775}, rel=1e-3)
    assert spend.log_likelihood_ == pytest.approx(-4055.9232, abs=1e-3)
    assert spend.expected_spend(2, 35.0) > 0

    donations = {name.lower(): values for name, values in table("lifetimes", "donations.csv").items()}
    occasions = cic.BgBb().fit(donations["frequency"], donations["recency"], donations["periods"], weights=donations["weights"])
    expected = {"alpha": 1.203522, "beta": 0.7497164, "gamma": 0.6567183, "delta": 2.783443}
    assert occasions.params_ == pytest.approx(expected, rel=1e-4)
    assert occasions.log_likelihood_ == pytest.approx(-33225.5813, abs=1e-3)


def test_retention_models_reproduce_published_fits() -> None:
    regular = [1000, 631, 468, 382, 326, 289, 262, 241]
    fitted = cic.ShiftedBetaGeo().fit(regular)
    assert fitted.params_ == pytest.approx({"alpha": 0.7040773, "beta": 1.182043}, rel=1e-4)
    assert fitted.log_likelihood_ == pytest.approx(-1680.2652, abs=1e-4)
    assert fitted.survival(7)[0] == 1.0
    cohorts = [[10000, 8000, 6480, 5307, 4391], [10000, 8000, 6480, 5307], [10000, 8000, 6480], [10000, 8000]]
    assert cic.ShiftedBetaGeo().fit(cohorts).params_ == pytest.approx({"alpha": 3.7981, "beta": 15.1919}, rel=1e-4)
    known = cic.ShiftedBetaGeo(params={"alpha": 3.80, "beta": 15.20})
    lifetimes = [known.discounted_expected_residual_lifetime(period, 0.1) for period in range(1, 6)]
    assert lifetimes == pytest.approx([3.30982, 3.45100, 3.58654, 3.71681, 3.84213], abs=1e-5)
    weibull = cic.BetaDiscreteWeibull().fit(regular[:5])
    assert weibull.params_ == pytest.approx({"alpha": 0.5230292, "beta": 0.8942825, "c": 1.196399}, rel=1e-4)
    assert weibull.log_likelihood_ == pytest.approx(-1401.3831, abs=1e-4)


ROSSI = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]


def test_survival_models_reproduce_published_fits() -> None:
    rossi = table("lifelines", "rossi.csv")
    covariates = numpy.column_stack([rossi[name] for name in ROSSI])
    cox = cic.CoxPh(ties="efron").fit(covariates, rossi["week"], rossi["arrest"])
    expected = [-0.3794222, -0.0574377, 0.3138998, -0.1497957, -0.4337039, -0.0848711, 0.0914971]
    assert cox.coef_ == pytest.approx(expected, abs=1e-6)
    assert cox.log_likelihood_ == pytest.approx(-658.7476594, abs=1e-6)
    assert cox.concordance_ == pytest.approx(0.6403292, abs=1e-6)
    shares = pickle.loads(pickle.dumps(cox)).survival(covariates[:3], [10, 50])
    assert shares.shape == (3, 2)
    assert (shares[:, 1] < shares[:, 0]).all()

    waltons = table("lifelines", "waltons_dataset.csv")
    curve = cic.KaplanMeier().fit(waltons["T"], waltons["E"])
    assert curve.median_ == 56
    assert curve.survival(56) == pytest.approx(0.42990265, abs=1e-8)
    assert (curve.lower_ <= curve.survival_).all() and (curve.survival_ <= curve.upper_).all()


def test_the_hazard_reproduces_published_fits() -> None:
    rossi = table("lifelines", "rossi.csv")
    covariates = numpy.column_stack([rossi[name] for name in ROSSI])
    hazard = cic.ChurnHazard(baseline_months=4).fit_histories(covariates, rossi["week"], rossi["arrest"])
    expected = [-0.38159, -0.057571, 0.316779, -0.150127, -0.436651, -0.084812, 0.092105]
    assert hazard.coef_[0] == pytest.approx(expected, abs=1e-5)
    assert hazard.log_likelihood_ == pytest.approx(-678.2075151, abs=1e-5)

    iris = load_iris()
    rows = iris.target > 0
    logit = cic.ChurnHazard().fit(iris.data[rows], iris.target[rows])
    assert logit.coef_[0] == pytest.approx([-2.4652202, -6.6808870, 9.4293852, 18.2861369], abs=1e-5)
    assert logit.intercept_ == pytest.approx([-42.6378038], abs=1e-5)
    assert list(logit.classes_) == [1, 2]
    assert set(logit.predict(iris.data[rows])) == {1, 2}


def test_estimators_take_part_in_pipelines() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    pipeline = make_pipeline(StandardScaler(), cic.ChurnHazard(penalty="ridge", strength=1.0))
    assert cross_val_score(pipeline, X, y, cv=3).mean() > 0.95
    iris = load_iris()
    clusters = make_pipeline(StandardScaler(with_mean=False, with_std=False), cic.KMeans(3, random_state=1)).fit(iris.data)
    assert clusters[-1].inertia_ == pytest.approx(78.8514414, abs=1e-6)
    assert adjusted_rand_score(clusters.predict(iris.data), clusters[-1].labels_) == 1.0


@parametrize_with_checks([cic.KMeans(n_clusters=2, random_state=0), cic.ChurnHazard()])
def test_scikit_learn_accepts_the_estimators(estimator: Any, check: Any) -> None:
    check(estimator)


def test_what_cannot_be_fitted_is_named() -> None:
    with pytest.raises(cic.InvalidError, match="row 1"):
        cic.BetaGeo().fit([1, 1], [2.0, 9.0], [5.0, 5.0])
    with pytest.raises(cic.InvalidError, match="observed_age"):
        cic.BetaGeo().fit({"repeat_visits": [1], "age_at_last_visit": [1]})
    with pytest.raises(ValueError, match="not fitted"):
        cic.MbgNbd().probability_alive(1, 1, 2)
    with pytest.raises(cic.InvalidError, match="params"):
        cic.MbgNbd(params={"r": 1.0}).probability_alive(1, 1, 2)
    with pytest.raises(cic.InvalidError, match="event"):
        cic.KaplanMeier().fit([1, 2], [0, 2])
    with pytest.raises(cic.InvalidError, match="ties"):
        cic.CoxPh(ties="guess").fit([[1.0]], [1], [1])
    with pytest.raises(cic.InvalidError):
        cic.ShiftedBetaGeo().fit([100])
    with pytest.raises(cic.InvalidError, match="clusters"):
        cic.KMeans(0).fit([[1.0], [2.0]])
