"""Models of how many renew a contract, and renew again."""

from __future__ import annotations

from typing import Any

import numpy

from ._columns import asked, fitted, floats
from ._estimator import BaseEstimator, known_model


class _RetentionModel(BaseEstimator):  # type: ignore[misc]
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
        columns = [("survivors", floats("survivors", cohort)) for cohort in cohorts]
        self._model, figures = fitted(type(self).__name__, {}, columns)
        summary = figures["summary"]
        self.params_ = {name: float(value) for name, value in figures["params"].items()}
        self.log_likelihood_ = float(summary["log_likelihood"])
        covariance = summary["covariance"]
        self.covariance_ = None if covariance is None else numpy.array(covariance, dtype="float64")
        self.flags_ = summary["flags"]
        return self

    def survival(self, periods: int) -> Any:
        """The share of a new cohort still there after 0, 1, ... ``periods`` renewals."""
        return asked(known_model(self), "survival", [("periods", numpy.arange(periods + 1.0))])

    def retention_rates(self, periods: int) -> Any:
        """The share of those there that renew at renewal 1, 2, ... ``periods``."""
        return asked(known_model(self), "retention_rate", [("periods", numpy.arange(1.0, periods + 1.0))])

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
        terms = {"period": period, "discount_rate": discount_rate, "convention": convention}
        return float(asked(known_model(self), "discounted_expected_residual_lifetime", [], **terms)[0])


class ShiftedBetaGeo(_RetentionModel):
    """Shifted beta-geometric: each member leaves with a Beta(alpha, beta) probability that time does not change.

    Attributes: ``params_`` (alpha, beta), ``log_likelihood_``, ``covariance_``, ``flags_``.
    Source: Fader and Hardie, Journal of Interactive Marketing 2007.
    """


class BetaDiscreteWeibull(_RetentionModel):
    """Beta-discrete-Weibull: as the shifted beta-geometric, with a probability that rises (c > 1) or falls with time.

    Attributes: ``params_`` (alpha, beta, c), ``log_likelihood_``, ``covariance_``, ``flags_``.
    Source: Fader, Hardie, Liu, Davin and Steenburgh, Journal of Interactive Marketing 2018.
    """
