"""Pictures of models; needs matplotlib: ``pip install cic[plot]``."""

from __future__ import annotations

from typing import Any

import numpy

from ._errors import InvalidError


def _axes(axes: Any) -> Any:
    if axes is not None:
        return axes
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise InvalidError("matplotlib is not installed; pip install cic[plot]") from None
    return Figure(figsize=(6.4, 4.8), layout="constrained").subplots()


def survival(fitted: Any, axes: Any = None) -> Any:
    """The curve of a fitted :class:`cic.KaplanMeier` with its band."""
    axes = _axes(axes)
    times = numpy.concatenate([[0.0], fitted.times_])
    curves = [numpy.concatenate([[1.0], curve]) for curve in (fitted.survival_, fitted.lower_, fitted.upper_)]
    axes.step(times, curves[0], where="post")
    axes.fill_between(times, curves[1], curves[2], step="post", alpha=0.2)
    axes.set(xlabel="time", ylabel="share still there", ylim=(0, 1))
    return axes


def calibration(probability: Any, outcome: Any, bins: int = 10, axes: Any = None) -> Any:
    """What was foretold against what came to pass, in ``bins`` groups of equal size."""
    axes = _axes(axes)
    order = numpy.argsort(probability, kind="stable")
    groups = [group for group in numpy.array_split(order, bins) if len(group)]
    foretold = [float(numpy.mean(numpy.asarray(probability)[group])) for group in groups]
    happened = [float(numpy.mean(numpy.asarray(outcome, dtype=float)[group])) for group in groups]
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey")
    axes.plot(foretold, happened, marker="o")
    axes.set(xlabel="foretold", ylabel="came to pass")
    return axes


def decile_lift(prediction: Any, outcome: Any, axes: Any = None) -> Any:
    """The mean outcome of each tenth by prediction, the highest first, over the mean of all."""
    axes = _axes(axes)
    order = numpy.argsort(-numpy.asarray(prediction, dtype=float), kind="stable")
    values = numpy.asarray(outcome, dtype=float)
    lifts = [float(values[group].mean() / values.mean()) for group in numpy.array_split(order, 10) if len(group)]
    axes.bar(range(1, len(lifts) + 1), lifts)
    axes.axhline(1.0, linestyle="--", color="grey")
    axes.set(xlabel="tenth by prediction", ylabel="lift")
    return axes


def tracking(expected: Any, actual: Any, axes: Any = None) -> Any:
    """Cumulative visits period by period: expected and actual."""
    axes = _axes(axes)
    periods = numpy.arange(1, len(numpy.asarray(actual)) + 1)
    axes.plot(periods, numpy.cumsum(expected), label="expected")
    axes.plot(periods, numpy.cumsum(actual), label="actual")
    axes.set(xlabel="period", ylabel="visits so far")
    axes.legend()
    return axes


def alive_map(model: Any, observed_age: float = 52.0, most_visits: int = 30, axes: Any = None) -> Any:
    """P(alive) by repeat visits and age at the last of them, for a model of visits."""
    axes = _axes(axes)
    visits, ages = numpy.meshgrid(numpy.arange(1, most_visits + 1), numpy.linspace(observed_age / 50, observed_age, 50))
    age = numpy.full(visits.size, observed_age)
    alive = model.probability_alive(visits.ravel(), ages.ravel(), age).reshape(visits.shape)
    image = axes.pcolormesh(visits, ages, alive, vmin=0, vmax=1, shading="nearest")
    axes.figure.colorbar(image, ax=axes, label="probability alive")
    axes.set(xlabel="repeat visits", ylabel="age at last visit")
    return axes
