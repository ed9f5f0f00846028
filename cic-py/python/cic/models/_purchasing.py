"""Models of how often customers without a contract come, whether they still do, and what they spend."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy

from ._columns import asked, fitted, floats, of_table, some_floats
from ._estimator import BaseEstimator, known_model


class _PurchaseModel(BaseEstimator):  # type: ignore[misc]
    """What all of them share: parameters by the papers' names, likelihood, covariance."""

    _column_names: ClassVar[tuple[str, ...]]

    def __init__(self, *, ridge: float = 0.0, params: dict[str, float] | None = None) -> None:
        self.ridge = ridge
        self.params = params

    def _fit(self, first: Any, rest: tuple[Any, ...], weights: Any) -> Any:
        if all(column is None for column in rest):
            first, *others = of_table(first, self._table_names())
            rest = tuple(others)
        columns = [(name, floats(name, column)) for name, column in zip(self._column_names, (first, *rest))]
        columns.append(("weights", some_floats("weights", weights)))
        self._model, figures = fitted(type(self).__name__, {"ridge": float(self.ridge)}, columns)
        summary = figures["summary"]
        self.params_ = {name: float(value) for name, value in figures["params"].items()}
        self.log_likelihood_ = float(summary["log_likelihood"])
        covariance, errors = summary["covariance"], summary["standard_errors"]
        self.covariance_ = None if covariance is None else numpy.array(covariance, dtype="float64")
        self.standard_errors_ = None if errors is None else dict(zip(self.params_, map(float, errors)))
        self.n_customers_ = float(summary["customers"])
        self.flags_ = summary["flags"]
        return self

    def _table_names(self) -> tuple[str, ...]:
        return self._column_names

    def _ask(self, question: str, columns: tuple[Any, ...] = (), **numbers: float) -> Any:
        model = known_model(self)
        arrays = [floats(name, column) for name, column in zip(self._column_names, columns)]
        rows = max((len(array) for array in arrays), default=1)
        arrays = [numpy.full(rows, array[0]) if len(array) == 1 else array for array in arrays]
        answers = asked(model, question, list(zip(self._column_names, arrays)), **numbers)
        scalar = all(numpy.ndim(column) == 0 for column in columns)
        return float(answers[0]) if scalar else answers


class _VisitModel(_PurchaseModel):
    _column_names = ("repeat_visits", "age_at_last_visit", "observed_age")

    def fit(self, x: Any, t_x: Any = None, T: Any = None, weights: Any = None) -> Any:
        """Finds the likeliest parameters.

        Args:
            x: repeat visits of each customer, or a table with columns ``repeat_visits``, ``age_at_last_visit`` and
                ``observed_age``, as :func:`cic.rfm` makes it.
            t_x: age at the last of them, in any one unit of time; 0 without one.
            T: age at the end of the period.
            weights: how many customers a row stands for.

        Raises:
            InvalidError: rows that no customer can have, nobody who came back.
        """
        return self._fit(x, (t_x, T), weights)

    def expected_visits(self, t: float, x: Any, t_x: Any, T: Any) -> Any:
        """Visits to expect within ``t`` from the end of the period: E[X(T, T + t) | x, t_x, T]."""
        return self._ask("expected_visits", (x, t_x, T), t=float(t))

    def probability_alive(self, x: Any, t_x: Any, T: Any) -> Any:
        """The probability that a customer has not left at the end of the period."""
        return self._ask("probability_alive", (x, t_x, T))

    def log_likelihood(self, x: Any, t_x: Any, T: Any) -> Any:
        """The log-likelihood of each customer."""
        return self._ask("log_likelihood", (x, t_x, T))

    def discounted_expected_visits(self, rate: float, x: Any, t_x: Any, T: Any) -> Any:
        """The present value, in visits, of all visits to come (DERT), at a continuous ``rate`` per unit of time."""
        return self._ask("discounted_expected_visits", (x, t_x, T), rate=float(rate))

    def expected_visits_of_newcomer(self, t: float) -> float:
        """The repeat visits to expect of a newcomer within ``t`` from the first visit: E[X(t)]."""
        return self._ask("expected_visits_of_newcomer", t=float(t))


class BetaGeo(_VisitModel):
    """BG/NBD: visits at a Gamma(r, alpha) rate, and a Beta(a, b) chance of leaving after each repeat visit.

    It holds everyone who came once to be alive: do not show that to a club.

    Attributes: ``params_`` (r, alpha, a, b), ``log_likelihood_`` (natural units, summed), ``covariance_`` and
    ``standard_errors_`` (``None`` without curvature), ``n_customers_``, ``flags_`` (what speaks against the fit).

    Source: Fader, Hardie and Lee, Marketing Science 2005.
    """


class MbgNbd(_VisitModel):
    """MBG/NBD: as BG/NBD, with a chance of leaving after the first visit too.

    Attributes as those of :class:`BetaGeo`. Source: Batislam, Denizel and Filiztekin 2007.
    """


class ParetoNbd(_VisitModel):
    """Pareto/NBD: visits at a Gamma(r, alpha) rate over a lifetime whose rate of ending is Gamma(s, beta).

    Attributes as those of :class:`BetaGeo`, ``params_`` (r, alpha, s, beta). Source: Schmittlein, Morrison and Colombo,
    Management Science 1987.
    """


class BgBb(_PurchaseModel):
    """BG/BB: at each occasion a Beta(alpha, beta) chance of coming, and a Beta(gamma, delta) chance of leaving.

    Attributes as those of :class:`BetaGeo`. Source: Fader, Hardie and Shang, Marketing Science 2010.
    """

    _column_names = ("repeat_visits", "last_occasion", "occasions")

    def fit(self, x: Any, t_x: Any = None, n: Any = None, weights: Any = None) -> BgBb:
        """Finds the likeliest parameters from occasions taken, the last of them, and occasions there were."""
        return self._fit(x, (t_x, n), weights)

    def expected_visits(self, t: int, x: Any, t_x: Any, n: Any) -> Any:
        """Visits to expect within the next ``t`` occasions."""
        return self._ask("expected_visits", (x, t_x, n), t=t)

    def probability_alive(self, x: Any, t_x: Any, n: Any) -> Any:
        """The probability that a customer has lived through all occasions."""
        return self._ask("probability_alive", (x, t_x, n))

    def log_likelihood(self, x: Any, t_x: Any, n: Any) -> Any:
        """The log-likelihood of each customer."""
        return self._ask("log_likelihood", (x, t_x, n))

    def discounted_expected_visits(self, rate: float, x: Any, t_x: Any, n: Any) -> Any:
        """The present value, in visits, of all visits to come, at a continuous ``rate`` per occasion."""
        return self._ask("discounted_expected_visits", (x, t_x, n), rate=float(rate))

    def expected_visits_of_newcomer(self, t: int) -> float:
        """The visits to expect of a newcomer within ``t`` occasions."""
        return self._ask("expected_visits_of_newcomer", t=t)


class GammaGamma(_PurchaseModel):
    """Gamma-Gamma: what a visit brings is Gamma(p, nu) around a customer's own mean, nu being Gamma(q, v).

    Attributes as those of :class:`BetaGeo`, ``params_`` (p, q, v). Source: Fader, Hardie and Lee, note of 2013.
    """

    _column_names = ("visits", "mean_spend")

    def _table_names(self) -> tuple[str, ...]:
        # As cic.rfm calls them: what a customer spent at visits after the first.
        return "repeat_visits", "mean_spend"

    def fit(self, x: Any, mean_spend: Any = None, weights: Any = None) -> GammaGamma:
        """Finds the likeliest parameters from visits and what each brought on average; without visits nothing is told."""
        return self._fit(x, (mean_spend,), weights)

    def expected_spend(self, x: Any, mean_spend: Any) -> Any:
        """The mean spend to expect of each customer; NaN where it is infinite."""
        return self._ask("expected_spend", (x, mean_spend))

    def log_likelihood(self, x: Any, mean_spend: Any) -> Any:
        """The log-likelihood of each customer's mean spend."""
        return self._ask("log_likelihood", (x, mean_spend))

    def expected_spend_of_newcomer(self) -> float:
        """The mean spend over all customers; NaN where it is infinite."""
        return self._ask("expected_spend_of_newcomer")
