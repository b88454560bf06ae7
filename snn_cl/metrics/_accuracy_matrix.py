"""The accuracy matrix R: R[i, j] = accuracy on experience j after training on experience i."""

import numpy as np

from snn_cl.errors import StreamError


def as_accuracy_matrix(accuracy_matrix: np.ndarray, where: str) -> np.ndarray:
    """Return an accuracy matrix as a checked float array.

    Parameters
    ----------
    accuracy_matrix : (n_evaluations, n_experiences) array
        Accuracies from 0 to 1; nan for one that was not measured.
    where : str
        The metric that a message names.

    Returns
    -------
    R : (n_evaluations, n_experiences) float array

    Raises
    ------
    StreamError
        If it has not two axes, or a value lies outside [0, 1].
    """
    R = np.asarray(accuracy_matrix, dtype=float)
    if R.ndim != 2:
        raise StreamError(
            f"{where}: accuracy_matrix has shape {R.shape}; expected (n_evaluations, n_experiences)"
        )
    outside = R[(R < 0) | (R > 1)]
    if outside.size:
        raise StreamError(
            f"{where}: accuracy_matrix holds {outside[0]:g}; expected accuracies from 0 to 1; "
            "divide percentages by 100"
        )
    return R


def is_comparable(R: np.ndarray) -> bool:
    """Tell whether experiences can be compared over time: a square matrix of two or more.

    Parameters
    ----------
    R : (n_evaluations, n_experiences) float array

    Returns
    -------
    bool
    """
    return R.shape[0] == R.shape[1] and len(R) >= 2
