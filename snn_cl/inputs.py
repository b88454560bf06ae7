"""What a block of presentations shows a network: stimulus, teacher and modulator, checked."""

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.network.per_step import is_taken_per_step
from snn_cl.network.resolved import ResolvedModel


def checked_rates(resolved: ResolvedModel, rates: np.ndarray) -> np.ndarray:
    """Return the rates of the input neurons if they fit.

    Parameters
    ----------
    resolved : ResolvedModel
    rates : (n_presentations, n_input) float array [Hz]

    Returns
    -------
    (n_presentations, n_input) float32 array [Hz]

    Raises
    ------
    StreamError
        If the shape does not fit the model, or a rate is negative, not finite, or more than a
        spike a step where the neurons make spikes of it.
    """
    name = resolved.model.input
    n_input = resolved.parts[name].shape[0]
    rates = _as_array(rates, "rates")
    if rates.ndim != 2 or rates.shape[1] != n_input or not len(rates):
        raise StreamError(
            f"rates have shape {rates.shape}; expected (n_presentations, {n_input}), "
            f"one column for each neuron of '{name}'"
        )
    if rates.dtype.kind not in "fiu":
        raise StreamError(f"rates have type {rates.dtype}; expected real numbers [Hz]")
    with np.errstate(over="ignore"):
        rates = rates.astype(np.float32)
    if not np.isfinite(rates).all() or rates.min() < 0:
        raise StreamError("rates must be finite and not negative [Hz]")
    _check_highest(resolved, name, "stimulus", float(rates.max()))
    return rates


def _check_highest(resolved: ResolvedModel, name: str, function: str, rate: float) -> None:
    dt = resolved.timing.dt
    if rate * dt > 1 + 1e-6 and is_taken_per_step(resolved.parts[name].rule, function):
        raise StreamError(
            f"a rate of the {function} is {rate:g} Hz, but a neuron of '{name}' spikes at most "
            f"once in a time step of {1000 * dt:g} ms: give rates up to {1 / dt:g} Hz, "
            "or choose a smaller dt"
        )


def _as_array(values: object, what: str) -> np.ndarray:
    try:
        return np.asarray(values)
    except ValueError as error:
        raise StreamError(f"{what}: rows differ in length; expected an array") from error


def teacher_rates(resolved: ResolvedModel, labels: np.ndarray | None, n: int) -> np.ndarray:
    """Return the rates of the teacher's neurons.

    Parameters
    ----------
    resolved : ResolvedModel
    labels : (n,) int array or None
        -1 where the teacher says nothing; None if it never does.
    n : int
        Presentations.

    Returns
    -------
    (n, n_labels) float32 array [Hz]

    Raises
    ------
    StreamError
        If there is not one label a presentation, or no neuron for one, or the rate cannot be.
    """
    name = resolved.model.teacher
    n_labels = resolved.parts[name].shape[0] if name else 1
    teacher = np.zeros((n, n_labels), np.float32)
    if labels is None or not name:
        return teacher
    labels = _as_array(labels, "labels")
    if labels.shape != (n,) or not np.issubdtype(labels.dtype, np.integer):
        raise StreamError(
            f"labels have shape {labels.shape} and type {labels.dtype}; expected ({n},), integers"
        )
    if labels.min() < -1 or labels.max() >= n_labels:
        raise StreamError(
            f"labels run from {labels.min()} to {labels.max()}; "
            f"'{name}' has neurons 0 to {n_labels - 1}; -1 stands for no label"
        )
    rate = resolved.timing.teacher_rate
    _check_highest(resolved, name, "teacher", rate)
    told = labels >= 0
    teacher[told, labels[told]] = rate
    return teacher


def checked_modulator(modulator: np.ndarray | None, n: int) -> np.ndarray:
    """Return the values of `modulator(t)`, 0 if none are given.

    Parameters
    ----------
    modulator : (n,) float array or None
    n : int
        Presentations.

    Returns
    -------
    (n,) float array

    Raises
    ------
    StreamError
        If there is not one finite value a presentation.
    """
    values = np.zeros(n) if modulator is None else _as_array(modulator, "modulator")
    if values.shape != (n,):
        raise StreamError(f"modulator has shape {values.shape}; expected ({n},)")
    if values.dtype.kind not in "fiub" or not np.isfinite(values).all():
        raise StreamError("the modulator must be finite in every presentation")
    return values.astype(float)
