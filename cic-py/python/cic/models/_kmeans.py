"""Lloyd's k-means."""

from __future__ import annotations

from typing import Any

import numpy

from ._columns import asked, fitted
from ._estimator import BaseEstimator, ClusterMixin, check_is_fitted, seed_of, table_of


class KMeans(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Lloyd's k-means from k-means++ starts; clusters are numbered by size, the largest first.

    The same seed gives the same clusters on any number of threads.

    Args:
        n_clusters: how many clusters, 1 to 256.
        n_init: how many times to start afresh; the start with the least inertia wins.
        max_iter: the most rounds of one start.
        tol: a start ends when the centres move, squared and summed, by no more than this share of the mean variance.
        random_state: seed, generator, or ``None`` for chance.

    Attributes:
        cluster_centers_: ``(n_clusters, n_features)``.
        labels_: the cluster of each row, ``(n_rows,)``.
        inertia_: the squared distances of rows to their centres, summed.
        n_iter_: rounds of the start that won.
        n_features_in_: columns of the table that was fitted.

    Raises:
        InvalidError: parameters that cannot be used, fewer different rows than clusters.

    Sources: Lloyd, IEEE Transactions on Information Theory 1982; Arthur and Vassilvitskii, SODA 2007.
    """

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        n_init: int = 10,
        max_iter: int = 300,
        tol: float = 1e-4,
        random_state: Any = None,
    ) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.max_iter = max_iter
        self.tol = tol
        self.random_state = random_state

    def fit(self, X: Any, y: Any = None) -> KMeans:
        """Finds clusters in the rows of ``X``, ``(n_rows, n_features)``; ``y`` is not looked at."""
        table = table_of(self, X, reset=True)
        seed = seed_of(self.random_state)
        rounds = {"restarts": self.n_init, "max_iterations": self.max_iter, "tolerance": self.tol}
        options = {"clusters": self.n_clusters, **rounds, "seed": seed}
        self._model, figures = fitted("KMeans", options, [("values", table)])
        self.cluster_centers_ = numpy.array(figures["centres"], dtype="float64")
        self.labels_ = self._model.column("labels").astype("int32")
        self.inertia_ = float(figures["inertia"])
        self.n_iter_ = figures["iterations"]
        return self

    def predict(self, X: Any) -> Any:
        """The nearest cluster of each row of ``X``."""
        check_is_fitted(self)
        table = table_of(self, X, reset=False)
        return asked(self._model, "predict", [("values", table)]).astype("int32")
