"""What a block of presentations shows a network: stimulus, teacher and modulator, checked."""

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.layout import Layout


def checked_rates(layout: Layout, rates: np.ndarray) -> np.ndarray:
    """Return the rates of the input neurons if they fit.

    Parameters
    ----------
    layout : Layout
    rates : (n_presentations, n_input) float array [Hz]

    Returns
    -------
    (n_presentations, n_input) float32 array [Hz]

    Raises
    ------
    StreamError
        If the shape does not fit the model, or a rate is negative or not finite.
    """
    n_input = layout.parts[layout.model.input].shape[0]
    rates = np.asarray(rates)
    if rates.ndim != 2 or rates.shape[1] != n_input or not len(rates):
        raise StreamError(
            f"rates have shape {rates.shape}; expected (n_presentations, {n_input}), "
            f"one column for each neuron of '{layout.model.input}'"
        )
    if not np.isfinite(rates).all() or rates.min() < 0:
        raise StreamError("rates must be finite and not negative [Hz]")
    return rates.astype(np.float32)


def teacher_rates(layout: Layout, labels: np.ndarray | None, n: int, rate: float) -> np.ndarray:
    """Return the rates of the teacher's neurons.

    Parameters
    ----------
    layout : Layout
    labels : (n,) int array or None
        -1 where the teacher says nothing; None if it never does.
    n : int
        Presentations.
    rate : float [Hz]
        Of the neuron that a label names.

    Returns
    -------
    (n, n_labels) float32 array [Hz]

    Raises
    ------
    StreamError
        If there is not one label a presentation, or no neuron for one.
    """
    name = layout.model.teacher
    n_labels = layout.parts[name].shape[0] if name else 1
    teacher = np.zeros((n, n_labels), np.float32)
    if labels is None or not name:
        return teacher
    labels = np.asarray(labels)
    if labels.shape != (n,) or not np.issubdtype(labels.dtype, np.integer):
        raise StreamError(
            f"labels have shape {labels.shape} and type {labels.dtype}; expected ({n},), integers"
        )
    if labels.min() < -1 or labels.max() >= n_labels:
        raise StreamError(
            f"labels run from {labels.min()} to {labels.max()}; "
            f"'{name}' has neurons 0 to {n_labels - 1}; -1 stands for no label"
        )
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
        If there is not one value a presentation.
    """
    values = np.zeros(n) if modulator is None else np.asarray(modulator, dtype=float)
    if values.shape != (n,):
        raise StreamError(f"modulator has shape {values.shape}; expected ({n},)")
    return values
