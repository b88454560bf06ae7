"""How much of what was once known is lost at the end."""

import numpy as np

from snn_cl.course import Course
from snn_cl.metrics._accuracy_matrix import Noted, as_accuracy_matrix, in_order


def forgetting(accuracy_matrix: np.ndarray, course: Course | None = None) -> float:
    """Return the mean drop from the best accuracy of all earlier evaluations to the one at the end.

        F = 1/(T-1) * sum_{j=0}^{T-2} ( max_{0 <= i <= T-2} R[i, j] - R[T-1, j] )

    0 is perfect memory; negative where later training helped earlier experiences. The last
    experience cannot be forgotten yet and does not count. As in the source the maximum is over all
    rows before the last, those from before the experience was trained included.

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

    Source: Chaudhry et al. (2018), doi:10.1007/978-3-030-01252-6_33, forgetting measure F_k.
    """
    R = in_order(as_accuracy_matrix(accuracy_matrix, "forgetting"), course, "forgetting", 2)
    if isinstance(R, Noted):
        return R
    return float(np.mean(R[:-1, :-1].max(axis=0) - R[-1, :-1]))
