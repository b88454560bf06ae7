"""What all metrics say of an accuracy matrix: those that ship and a user's own alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np

from snn_cl.course import Course, one_after_the_other
from snn_cl.errors import PlugInError
from snn_cl.find import names
from snn_cl.plug_in import PlugIn, describe, find_plug_in

# What else a summary holds under a name of its own.
RESERVED = (
    "run",
    "accuracy",
    "accuracy_matrix",
    "notes",
    "presentations",
    "ms_per_presentation",
    "build_seconds",
    "seed",
    "backend",
)


@dataclass(frozen=True)
class Judgement:
    """The values of all metrics.

    Attributes
    ----------
    values : dict of str to float or None
        By the metric's name; None where it is not defined.
    notes : dict of str to str
        Why one is not defined, or what it leaves out.
    """

    values: dict[str, float | None]
    notes: dict[str, str]


def find_metrics() -> dict[str, PlugIn]:
    """Return all metrics by name.

    Returns
    -------
    dict of str to PlugIn

    Raises
    ------
    NotFoundError, PlugInError
        If the file of one cannot be used.
    """
    found = {name: find_plug_in("metrics", name) for name in names("metrics")}
    for name in set(found) & set(RESERVED):
        raise PlugInError(
            f"{found[name].path}: a summary holds something else as '{name}'; rename the metric"
        )
    return found


def try_metrics(metrics: Mapping[str, PlugIn], n_evaluations: int, n_experiences: int) -> None:
    """Let all metrics judge a network that guesses, so that none fails after hours of training.

    Parameters
    ----------
    metrics : mapping of str to PlugIn
    n_evaluations, n_experiences : int
        Of the run to come.

    Raises
    ------
    PlugInError
        If one cannot be called, or returns what is no number.
    """
    R = np.full((n_evaluations, n_experiences), 0.5)
    for metric in metrics.values():
        own = {"course": one_after_the_other(*R.shape)} if metric.takes("course") else {}
        _measure(metric, R, own)


def judge(
    matrix: np.ndarray, course: Course | None, metrics: Mapping[str, PlugIn] | None = None
) -> Judgement:
    """Return what all metrics say of an accuracy matrix.

    Parameters
    ----------
    matrix : (n_evaluations, n_experiences) float array
        R[i, j] = accuracy on experience j at evaluation i, from 0 to 1.
    course : Course or None
        None where nobody knows what was shown when: then only metrics that do not ask are computed.
    metrics : mapping of str to PlugIn, optional
        All there are if not given.

    Returns
    -------
    Judgement

    Raises
    ------
    PlugInError
        If a metric returns what is no number.
    """
    values: dict[str, float | None] = {}
    notes: dict[str, str] = {}
    for name, metric in (find_metrics() if metrics is None else metrics).items():
        asks = metric.takes("course")
        if asks and course is None:
            values[name], notes[name] = None, "the record does not say when experiences were shown"
            continue
        value = _measure(metric, matrix, {"course": course} if asks else {})
        values[name] = round(float(value), 6) if np.isfinite(value) else None
        note = getattr(value, "note", "") or _why(value)
        if note:
            notes[name] = note
    return Judgement(values, notes)


def _measure(metric: PlugIn, matrix: np.ndarray, options: dict) -> float:
    value = metric(matrix.copy(), **options)
    if value is None:
        return float("nan")
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    if not isinstance(value, Real) or isinstance(value, bool):
        raise metric.wrong(f"returned {describe(value)}")
    return value


def _why(value: float) -> str:
    if np.isinf(value):
        return "it is infinite"
    return "it needs an accuracy that was not measured" if np.isnan(value) else ""
