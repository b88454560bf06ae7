"""Mean accuracy over all experiences at the end."""

import numpy as np

from snn_cl.metrics._accuracy_matrix import as_accuracy_matrix


def average_accuracy(accuracy_matrix: np.ndarray) -> float:
    """Return the mean of the last row: how well everything is done after the last training.

    Parameters
    ----------
    accuracy_matrix : (n_evaluations, n_experiences) array
        R[i, j] = accuracy on experience j after training on experience i, from 0 to 1; any number
        of rows.

    Returns
    -------
    float
        nan if there is nothing to average.

    Raises
    ------
    StreamError
        If it has not two axes, or a value lies outside [0, 1].

    Source: Lopez-Paz & Ranzato (2017), arXiv:1706.08840, section 2, ACC.
    """
    R = as_accuracy_matrix(accuracy_matrix, "average_accuracy")
    return float(R[-1].mean()) if R.size else float("nan")
