"""How sparse a hidden layer's code is, and how much the codes of two sets of images share."""

import numpy as np

from snn_cl.errors import StreamError


def sparseness(code: np.ndarray) -> float:
    """Return the mean sparseness of the presentations' codes.

        S = (1 - (mean_i r_i)**2 / mean_i r_i**2) / (1 - 1/n)

    0 if all neurons are equally active, 1 if only one is. Silent presentations do not count.

    Parameters
    ----------
    code : (n_presentations, n_hidden) array
        Spikes or rates, 0 or above.

    Returns
    -------
    float
        nan if all presentations are silent, or there are fewer than two neurons.

    Raises
    ------
    StreamError
        If it has not two axes, or a value is below 0 or not finite.

    Source: Vinje & Gallant (2000), Science 287:1273, doi:10.1126/science.287.5456.1273.
    """
    code = _as_code(code, "sparseness")
    active = code[code.any(axis=1)]
    if not len(active) or code.shape[1] < 2:
        return float("nan")
    evenness = active.mean(axis=1) ** 2 / (active**2).mean(axis=1)
    return float(np.mean((1 - evenness) / (1 - 1 / code.shape[1])))


def overlap(code: np.ndarray, other: np.ndarray) -> float:
    """Return the cosine between the mean codes of two sets of presentations.

    1 if both use the same neurons in the same proportions, 0 if no neuron is active in both.

    Parameters
    ----------
    code, other : (n_presentations, n_hidden) array
        Spikes or rates, 0 or above; the same neurons, any number of presentations.

    Returns
    -------
    float
        nan if one of the sets is silent.

    Raises
    ------
    StreamError
        If one has not two axes, they differ in neurons, or a value is below 0 or not finite.

    Source: own.
    """
    code, other = _as_code(code, "overlap"), _as_code(other, "overlap")
    if code.shape[1] != other.shape[1]:
        raise StreamError(
            f"overlap: the codes have {code.shape[1]} and {other.shape[1]} neurons; "
            "expected the same layer in both"
        )
    if not code.any() or not other.any():
        return float("nan")
    a, b = code.mean(axis=0), other.mean(axis=0)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def _as_code(code, name):
    code = np.asarray(code, dtype=float)
    if code.ndim != 2:
        raise StreamError(
            f"{name}: the code has shape {code.shape}; expected (n_presentations, n_hidden)"
        )
    if not (np.isfinite(code).all() and (code >= 0).all()):
        raise StreamError(f"{name}: the code holds a value below 0 or not finite; expected rates")
    return code
