"""Models of how many renew a contract, and renew again."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import numpy

from .. import _engine
from .._errors import InvalidError
from ._columns import floats
from ._estimator import BaseEstimator, NotFittedError


class _RetentionModel(BaseEstimator):  # type: ignore[misc]
    _parameter_names: ClassVar[tuple[str, ...]]

    def __init__(self, *, params: dict[str, float] | None = None) -> None:
        self.params = params

    def fit(self, survivors: Any) -> Any:
        """Finds the likeliest parameters.

        Args:
            survivors: how many of a cohort are there at renewal 0, 1, ...; or a list of such columns, one a cohort, that
                began at different times.

        Raises:
            InvalidError: fewer than two renewals, nobody who left, nobody who stayed.
        """
        several = len(survivors) > 0 and numpy.ndim(survivors[0]) > 0
        cohorts = survivors if several else [survivors]
        columns = [floats("survivors", cohort).tolist() for cohort in cohorts]
        fitted = json.loads(_engine.fit_retention(len(self._parameter_names) == 3, columns))
        self.params_ = {name: float(fitted["curve"][name]) for name in self._parameter_names}
        self.log_likelihood_ = float(fitted["log_likelihood"])
        width = len(self._parameter_names)
        covariance = fitted["covariance"]
        self.covariance_ = None if covariance is None else numpy.array(covariance, dtype="float64").reshape(width, width)
        self.flags_ = fitted["flags"]
        return self

    def _values(self) -> list[float]:
        params = getattr(self, "params_", None) or self.params
        if params is None:
            raise NotFittedError(f"this {type(self).__name__} is not fitted yet; call fit, or give params")
        if set(params) != set(self._parameter_names):
            message = f"needs {', '.join(self._parameter_names)}"
            raise InvalidError(f"params: {message}", [("params", message)])
        return [float(params[name]) for name in self._parameter_names]

    def survival(self, periods: int) -> Any:
        """The share of a new cohort still there after 0, 1, ... ``periods`` renewals."""
        return numpy.array(_engine.retention_survival(self._values(), periods))

    def retention_rates(self, periods: int) -> Any:
        """The share of those there that renew at renewal 1, 2, ... ``periods``."""
        curve = self.survival(periods)
        return curve[1:] / curve[:-1]

    def discounted_expected_residual_lifetime(
        self, period: int, discount_rate: float, convention: str = "renewal_due_now"
    ) -> float:
        """The discounted number of payments still to come from a member in ``period`` (1 before the first renewal).

        Args:
            period: how many payments were made, that for the current period included.
            discount_rate: per period.
            convention: ``renewal_due_now`` counts the payment that is due now and does not discount it;
                ``without_current_payment`` and ``with_current_payment`` stand just after and just before the payment
                for ``period``.
        """
        return _engine.retention_lifetime(self._values(), period, discount_rate, convention)


class ShiftedBetaGeo(_RetentionModel):
    """Shifted beta-geometric: each member leaves with a Beta(alpha, beta) probability that time does not change.

    Attributes: ``params_`` (alpha, beta), ``log_likelihood_``, ``covariance_``, ``flags_``.
    Source: Fader and Hardie, Journal of Interactive Marketing 2007.
    """

    _parameter_names = ("alpha", "beta")


class BetaDiscreteWeibull(_RetentionModel):
    """Beta-discrete-Weibull: as the shifted beta-geometric, with a probability that rises (c > 1) or falls with time.

    Attributes: ``params_`` (alpha, beta, c), ``log_likelihood_``, ``covariance_``, ``flags_``.
    Source: Fader, Hardie, Liu, Davin and Steenburgh, Journal of Interactive Marketing 2018.
    """

    _parameter_names = ("alpha", "beta", "c")
