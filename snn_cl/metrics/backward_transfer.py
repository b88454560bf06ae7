"""What later training did to earlier experiences."""

import numpy as np

from snn_cl.course import Course
from snn_cl.metrics._accuracy_matrix import Noted, as_accuracy_matrix, in_order


def backward_transfer(accuracy_matrix: np.ndarray, course: Course | None = None) -> float:
    """Return the mean change from an experience's accuracy when just trained to the end.

        BWT = 1/(T-1) * sum_{j=0}^{T-2} ( R[T-1, j] - R[j, j] )

    0 is perfect memory, negative is loss.

    Parameters
    ----------
    accuracy_matrix : (n_evaluations, n_experiences) array
        R[i, j] = accuracy on experience j at evaluation i, from 0 to 1.
    course : Course, optional
        When experiences were shown and evaluated; without it row i was measured right after
        training on experience i, one after the other.

    Returns
    -------
    float
        nan with a `note` if experiences were not trained one after the other with an evaluation
        right after each, or there are fewer than two.

    Raises
    ------
    StreamError
        If it has not two axes, a value lies outside [0, 1], or the course is another matrix's.

    Source: Lopez-Paz & Ranzato (2017), arXiv:1706.08840, section 2, BWT.
    """
    R = as_accuracy_matrix(accuracy_matrix, "backward_transfer")
    R = in_order(R, course, "backward_transfer", 2)
    if isinstance(R, Noted):
        return R
    return float(np.mean(R[-1, :-1] - np.diag(R)[:-1]))
