"""How long people stay, from those who have left and those who have not yet."""

from __future__ import annotations

import json
from typing import Any

import numpy

from .. import _engine
from .._errors import InvalidError
from ._columns import flags, floats, some_floats
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
        columns = floats("duration", duration), flags("event", event), some_floats("entry", entry)
        fitted = _engine.fit_kaplan_meier(*columns, some_floats("weights", weights), self.confidence)
        self._fit, (times, survival, lower, upper), self.median_ = fitted
        self.times_, self.survival_ = numpy.array(times), numpy.array(survival)
        self.lower_, self.upper_ = numpy.array(lower), numpy.array(upper)
        return self

    def survival(self, t: Any) -> Any:
        """The share that lasts beyond each ``t``."""
        check_is_fitted(self)
        shares = _engine.kaplan_meier_survival(self._fit, floats("t", t))
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

    def fit(self, X: Any, duration: Any, event: Any, *, entry: Any = None, weights: Any = None) -> CoxPh:
        """Fits effects of the columns of ``X``, ``(n_rows, n_features)``, on the hazard."""
        if self.ties not in ("efron", "breslow"):
            message = f"{self.ties!r} is neither efron nor breslow"
            raise InvalidError(f"ties: {message}", [("ties", message)])
        columns = floats("duration", duration), flags("event", event), some_floats("entry", entry)
        told = some_floats("weights", weights), self.ties == "breslow", float(self.ridge)
        if hasattr(X, "columns"):
            self.feature_names_in_ = numpy.array([str(name) for name in X.columns], dtype=object)
        self._fit, errors = _engine.fit_cox(_table(X), *columns, *told)
        fitted = json.loads(self._fit)
        self.coef_ = numpy.array(fitted["coefficients"], dtype="float64")
        self.standard_errors_ = None if errors is None else numpy.array(errors)
        self.log_likelihood_ = float(fitted["log_likelihood"])
        self.concordance_ = fitted["concordance"]
        self.converged_ = fitted["converged"]
        self.separated_ = fitted["separated"]
        return self

    def predict(self, X: Any) -> Any:
        """The logarithm of each row's hazard relative to that of the mean row."""
        check_is_fitted(self)
        return _engine.ask_cox(self._fit, _table(X), None)

    def survival(self, X: Any, t: Any) -> Any:
        """The share of rows like each that lasts beyond each ``t``, ``(n_rows, n_times)``."""
        check_is_fitted(self)
        times = floats("t", t)
        return _engine.ask_cox(self._fit, _table(X), times).reshape(-1, len(times))


def _table(X: Any) -> Any:
    table = numpy.ascontiguousarray(X, dtype="float64")
    return table.reshape(-1, 1) if table.ndim == 1 else table
