"""What later training did to earlier experiences."""

import numpy as np

from snn_cl.metrics._accuracy_matrix import as_accuracy_matrix, is_comparable


def backward_transfer(accuracy_matrix: np.ndarray) -> float:
    """Return the mean change from an experience's accuracy when just trained to the end.

        BWT = 1/(T-1) * sum_{j=0}^{T-2} ( R[T-1, j] - R[j, j] )

    0 is perfect memory, negative is loss.

    Parameters
    ----------
    accuracy_matrix : (n_experiences, n_experiences) array
        R[i, j] = accuracy on experience j after training on experience i, from 0 to 1.

    Returns
    -------
    float
        nan if the matrix is not square or has fewer than two experiences.

    Raises
    ------
    StreamError
        If it has not two axes, or a value lies outside [0, 1].

    Source: Lopez-Paz & Ranzato (2017), arXiv:1706.08840, section 2, BWT.
    """
    R = as_accuracy_matrix(accuracy_matrix, "backward_transfer")
    if not is_comparable(R):
        return float("nan")
    return float(np.mean(R[-1, :-1] - np.diag(R)[:-1]))
