"""What estimators inherit: scikit-learn's base where it is installed, else the part of it that they use."""

from __future__ import annotations

import inspect
import json
from typing import Any

from .. import _engine

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, ClusterMixin
    from sklearn.exceptions import NotFittedError
    from sklearn.utils.validation import check_is_fitted, validate_data

    def table_of(estimator: Any, X: Any, *, reset: bool, y: Any = "no_validation") -> Any:
        """``X`` as a checked table of floats, with ``y`` beside it where it is given."""
        return validate_data(estimator, X, y, dtype="float64", order="C", reset=reset)

except ImportError:
    import numpy

    class NotFittedError(ValueError, AttributeError):  # type: ignore[no-redef]
        """Prediction was asked of what has not been fitted."""

    class BaseEstimator:  # type: ignore[no-redef]
        """Parameters are the arguments of ``__init__``."""

        def get_params(self, deep: bool = True) -> dict[str, Any]:
            names = inspect.signature(type(self).__init__).parameters
            return {name: getattr(self, name) for name in names if name != "self"}

        def set_params(self, **params: Any) -> Any:
            known = self.get_params()
            for name, value in params.items():
                if name not in known:
                    raise ValueError(f"{name!r} is not a parameter of {type(self).__name__}; it has {sorted(known)}")
                setattr(self, name, value)
            return self

        def __repr__(self) -> str:
            params = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
            return f"{type(self).__name__}({params})"

    class ClusterMixin:  # type: ignore[no-redef]
        """Labels of the rows that were fitted."""

        def fit_predict(self, X: Any, y: Any = None, **kwargs: Any) -> Any:
            return self.fit(X).labels_  # type: ignore[attr-defined]

    class ClassifierMixin:  # type: ignore[no-redef]
        """Marks classifiers."""

    def check_is_fitted(estimator: Any) -> None:
        if not any(name.endswith("_") and not name.startswith("__") for name in vars(estimator)):
            raise NotFittedError(f"this {type(estimator).__name__} is not fitted yet; call fit first")

    def table_of(estimator: Any, X: Any, *, reset: bool, y: Any = "no_validation") -> Any:
        table = numpy.ascontiguousarray(X, dtype="float64")
        if table.ndim != 2:
            raise ValueError(f"X has {table.ndim} dimensions; it needs rows and columns")
        if reset:
            estimator.n_features_in_ = table.shape[1]
        elif table.shape[1] != estimator.n_features_in_:
            raise ValueError(f"X has {table.shape[1]} features, but the fit had {estimator.n_features_in_}")
        return table if isinstance(y, str) else (table, numpy.asarray(y))


def classes_of(y: Any) -> Any:
    """The two classes of ``y`` in their order, and whether each row is of the later one."""
    import numpy

    try:
        from sklearn.utils.multiclass import check_classification_targets, type_of_target

        check_classification_targets(y)
        if type_of_target(y) == "multiclass":
            raise ValueError("Only binary classification is supported. The type of the target is multiclass.")
    except ImportError:
        pass
    classes, places = numpy.unique(y, return_inverse=True)
    if len(classes) != 2:
        raise ValueError(f"y holds {len(classes)} class{'es' * (len(classes) != 1)}; a hazard needs exits and stays")
    return classes, places == 1


def seed_of(random_state: Any) -> int:
    """The seed behind a ``random_state``: a number, a generator, or ``None`` for chance."""
    import numpy

    if random_state is None:
        return int(numpy.random.randint(0, 2**31 - 1))
    if hasattr(random_state, "integers"):
        return int(random_state.integers(0, 2**31 - 1))
    if hasattr(random_state, "randint"):
        return int(random_state.randint(0, 2**31 - 1))
    return int(random_state)


def known_model(estimator: Any) -> _engine.Model:
    """The model behind an estimator, fitted or at the ``params`` that it was given."""
    if hasattr(estimator, "_model"):
        return estimator._model
    name = type(estimator).__name__
    if estimator.params is None:
        raise NotFittedError(f"this {name} is not fitted yet; call fit, or give params")
    return _engine.Model(name, json.dumps({key: float(value) for key, value in estimator.params.items()}))


__all__ = ["BaseEstimator", "ClassifierMixin", "ClusterMixin", "NotFittedError", "check_is_fitted", "classes_of", "known_model", "seed_of", "table_of"]
