"""Mean accuracy on what was trained so far, averaged over the whole course."""

import numpy as np

from snn_cl.course import Course
from snn_cl.metrics._accuracy_matrix import Noted, as_accuracy_matrix, in_order


def average_incremental_accuracy(
    accuracy_matrix: np.ndarray, course: Course | None = None
) -> float:
    """Return the mean over experiences of the accuracy on all of them up to then.

        AIA = 1/T * sum_{k=0}^{T-1} A_k,    A_k = 1/(k+1) * sum_{j=0}^{k} R[k, j]

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
        right after each.

    Raises
    ------
    StreamError
        If it has not two axes, a value lies outside [0, 1], or the course is another matrix's.

    Source: Rebuffi et al. (2017), doi:10.1109/CVPR.2017.587, section 4 (there over classes);
    A_k: Chaudhry et al. (2018), doi:10.1007/978-3-030-01252-6_33.
    """
    name = "average_incremental_accuracy"
    R = in_order(as_accuracy_matrix(accuracy_matrix, name), course, name, 1)
    if isinstance(R, Noted):
        return R
    return float(np.mean([R[k, : k + 1].mean() for k in range(len(R))]))
