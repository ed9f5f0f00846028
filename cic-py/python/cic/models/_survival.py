"""How long people stay, from those who have left and those who have not yet."""

from __future__ import annotations

from typing import Any

import numpy

from ._columns import asked, fitted, flags, floats, some_floats
from ._estimator import BaseEstimator, check_is_fitted


class KaplanMeier(BaseEstimator):  # type: ignore[misc]
    """The product-limit estimate of the share that lasts.

    Attributes: ``times_`` (distinct durations), ``survival_``, ``lower_`` and ``upper_`` at each of them (log-log bands),
    ``median_`` (``None`` while more than half last).

    Source: Kaplan and Meier, Journal of the American Statistical Association 1958.
    """

    def __init__(self, *, confidence: float = 0.95) -> None:
        self.confidence = confidence

    def fit(self, duration: Any, event: Any, *, entry: Any = None, weights: Any = None) -> KaplanMeier:
        """Fits the curve to durations, whether the event ended each, and when each came under observation."""
        columns = _observed(duration, event, entry, weights)
        self._model, figures = fitted("KaplanMeier", {"confidence": float(self.confidence)}, columns)
        self.median_ = figures["median"]
        self.times_, self.survival_ = self._model.column("times"), self._model.column("survival_curve")
        self.lower_, self.upper_ = self._model.column("lower_band"), self._model.column("upper_band")
        return self

    def survival(self, t: Any) -> Any:
        """The share that lasts beyond each ``t``."""
        check_is_fitted(self)
        shares = asked(self._model, "survival", [("times", floats("t", t))])
        return float(shares[0]) if numpy.ndim(t) == 0 else shares


class CoxPh(BaseEstimator):  # type: ignore[misc]
    """Cox's proportional hazards.

    Attributes: ``coef_`` (log hazard ratio of one unit), ``standard_errors_``, ``log_likelihood_`` (partial, summed),
    ``concordance_``, ``feature_names_in_`` where the table has names, ``separated_`` (columns whose effect the data
    do not bound), ``converged_``.

    Args:
        ties: ``efron`` or ``breslow``.
        ridge: taken off the log-likelihood: half of it times the squared effects of one standard deviation.

    Sources: Cox, Journal of the Royal Statistical Society B 1972; Efron, JASA 1977.
    """

    def __init__(self, *, ties: str = "efron", ridge: float = 0.0) -> None:
        self.ties = ties
        self.ridge = ridge

    def fit(
        self, X: Any, duration: Any, event: Any, *, entry: Any = None, weights: Any = None, strata: Any = None
    ) -> CoxPh:
        """Fits effects of the columns of ``X``, ``(n_rows, n_features)``, on the hazard.

        Args:
            X: covariates.
            duration: how long each was watched.
            event: whether the event ended it.
            entry: when each came under observation.
            weights: how many rows each stands for.
            strata: the number of the stratum of each; every stratum has a baseline hazard of its own.
        """
        columns = [("values", _table(X)), *_observed(duration, event, entry, weights)]
        columns.append(("strata", some_floats("strata", strata)))
        if hasattr(X, "columns"):
            self.feature_names_in_ = numpy.array([str(name) for name in X.columns], dtype=object)
        self._model, figures = fitted("CoxPh", {"ties": self.ties, "ridge": float(self.ridge)}, columns)
        errors = figures["standard_errors"]
        self.coef_ = numpy.array(figures["coef"], dtype="float64")
        self.standard_errors_ = None if errors is None else numpy.array(errors, dtype="float64")
        self.log_likelihood_ = float(figures["log_likelihood"])
        self.concordance_ = figures["concordance"]
        self.converged_ = figures["converged"]
        self.separated_ = figures["separated"]
        return self

    def predict(self, X: Any) -> Any:
        """The logarithm of each row's hazard relative to that of the mean row."""
        check_is_fitted(self)
        return asked(self._model, "log_relative_hazard", [("values", _table(X))])

    def relative_hazard(self, X: Any) -> Any:
        """Each row's hazard relative to that of the mean row."""
        check_is_fitted(self)
        return asked(self._model, "relative_hazard", [("values", _table(X))])

    def survival(self, X: Any, t: Any, *, stratum: int = 0) -> Any:
        """The share of rows like each that lasts beyond each ``t``, ``(n_rows, n_times)``, in a stratum of the fit."""
        check_is_fitted(self)
        times = floats("t", t)
        columns = [("values", _table(X)), ("times", times)]
        return asked(self._model, "survival", columns, stratum=stratum).reshape(-1, len(times))


def _observed(duration: Any, event: Any, entry: Any, weights: Any) -> list[tuple[str, Any]]:
    columns = [("duration", floats("duration", duration)), ("event", flags("event", event))]
    return [*columns, ("entry", some_floats("entry", entry)), ("weights", some_floats("weights", weights))]


def _table(X: Any) -> Any:
    table = numpy.ascontiguousarray(X, dtype="float64")
    return table.reshape(-1, 1) if table.ndim == 1 else table
