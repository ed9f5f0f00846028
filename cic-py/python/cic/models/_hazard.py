"""The monthly hazard of leaving."""

from __future__ import annotations

import json
from typing import Any

import numpy

from .. import _engine
from .._errors import InvalidError
from ._columns import asked, fitted, flags, floats, some_floats
from ._estimator import BaseEstimator, ClassifierMixin, check_is_fitted, classes_of, table_of


class ChurnHazard(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Discrete-time hazard: a binary regression on member-months.

    Args:
        link: ``logit`` (coefficients are log odds ratios) or ``cloglog`` (log hazard ratios).
        penalty: ``none``, ``ridge`` (of ``strength`` per standard deviation) or ``firth``.
        strength: of the ridge.
        baseline_months: length of the intervals with a level of their own in :meth:`fit_histories`; ``None`` has one
            intercept for all months.
        on_separation: ``firth`` fits again with Firth's penalty when columns tell exits from stays without a fault,
            ``refuse`` raises.
        max_iter: the most Newton steps.
        tol: the fit ends when a step, in standard errors, is no longer.

    Attributes: ``coef_`` ``(1, n_features)``, ``intercept_`` ``(1,)``, ``levels_``, ``standard_errors_``,
    ``log_likelihood_``, ``classes_``, ``n_iter_``, ``flags_``.

    Source: Singer and Willett, Journal of Educational Statistics 1993.
    """

    def __init__(
        self,
        *,
        link: str = "logit",
        penalty: str = "none",
        strength: float = 1.0,
        baseline_months: int | None = None,
        on_separation: str = "firth",
        max_iter: int = 100,
        tol: float = 1e-8,
    ) -> None:
        self.link = link
        self.penalty = penalty
        self.strength = strength
        self.baseline_months = baseline_months
        self.on_separation = on_separation
        self.max_iter = max_iter
        self.tol = tol

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def _options(self, baseline: Any) -> dict[str, Any]:
        penalties = {"none": "none", "firth": "firth"}
        ridge = {"ridge": {"strength": float(self.strength), "scale": "standardised"}}
        if self.penalty not in (*penalties, "ridge"):
            message = f"{self.penalty!r} is none of none, ridge, firth"
            raise InvalidError(f"penalty: {message}", [("penalty", message)])
        return {
            "link": self.link,
            "penalty": penalties.get(self.penalty, ridge),
            "on_separation": self.on_separation,
            "baseline": baseline,
            "max_iterations": self.max_iter,
            "tolerance": self.tol,
        }

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> ChurnHazard:
        """Fits to person-period rows: ``y`` says whether each ended in an exit (two classes, the later one is the exit)."""
        table, y = table_of(self, X, reset=True, y=y)
        self.classes_, exits = classes_of(y)
        weights = some_floats("sample_weight", sample_weight)
        if weights is not None:
            if len(weights) != len(exits):
                message = f"{len(weights)} weights for {len(exits)} rows"
                raise InvalidError(f"sample_weight: {message}", [("sample_weight", message)])
            if not weights.any():
                raise InvalidError("sample_weight: all weights are zero", [("sample_weight", "all weights are zero")])
            counted = exits[weights > 0]
            if counted.all() or not counted.any():
                message = "the rows with a weight are of one class; a hazard needs exits and stays"
                raise InvalidError(f"y: {message}", [("y", message)])
        columns = [("values", table), ("exits", exits.astype("float64")), ("weights", weights)]
        return self._take("constant", columns)

    def fit_histories(self, table: Any, duration: Any, event: Any, entry: Any = None, weights: Any = None) -> ChurnHazard:
        """Fits to one row a member: covariates, months up to the exit or the last month seen, whether it was an exit.

        ``entry`` is the months that had passed when the member was first seen. Person-periods are made as they are
        added up, never stored.
        """
        values = table_of(self, table, reset=True)
        self.classes_ = numpy.array([0, 1])
        baseline = "constant" if self.baseline_months is None else {"intervals": {"months": self.baseline_months}}
        columns = [("values", values), ("exits", flags("event", event)), ("duration", floats("duration", duration))]
        columns += [("entry", some_floats("entry", entry)), ("weights", some_floats("weights", weights))]
        return self._take(baseline, columns)

    def _take(self, baseline: Any, columns: list[tuple[str, Any]]) -> ChurnHazard:
        return self._known(*fitted("ChurnHazard", self._options(baseline), columns))

    def _course_options(self) -> str:
        """For a fit over many places."""
        return json.dumps(self._options("constant"))

    def _at(self, parameters: str, n_features: int) -> ChurnHazard:
        """Fitted elsewhere, to this."""
        self.classes_ = numpy.array([0, 1])
        self.n_features_in_ = n_features
        model = _engine.Model("ChurnHazard", parameters)
        return self._known(model, json.loads(model.figures))

    def _known(self, model: _engine.Model, figures: dict[str, Any]) -> ChurnHazard:
        self._model = model
        self.coef_ = numpy.array([figures["coef"]], dtype="float64")
        self.levels_ = numpy.array(figures["levels"], dtype="float64")
        self.intercept_ = self.levels_[:1]
        self.log_likelihood_ = float(figures["log_likelihood"])
        self.n_iter_ = int(figures["iterations"])
        self.flags_ = figures["flags"]
        self.covariance_ = numpy.array(figures["covariance"], dtype="float64")
        return self

    def decision_function(self, X: Any) -> Any:
        """Each row's linear predictor."""
        check_is_fitted(self)
        return asked(self._model, "linear_predictor", [("values", table_of(self, X, reset=False))])

    def predict_proba(self, X: Any) -> Any:
        """The probability of staying and of an exit, ``(n_rows, 2)``."""
        check_is_fitted(self)
        exits = asked(self._model, "predict_proba", [("values", table_of(self, X, reset=False))])
        return numpy.column_stack([1.0 - exits, exits])

    def predict(self, X: Any) -> Any:
        """The likelier class of each row."""
        check_is_fitted(self)
        return self.classes_[(self.predict_proba(X)[:, 1] > 0.5).astype(int)]
