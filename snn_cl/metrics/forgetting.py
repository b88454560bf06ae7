"""How much of what was once learned is lost at the end."""

import numpy as np

from snn_cl.metrics._accuracy_matrix import as_accuracy_matrix, is_comparable


def forgetting(accuracy_matrix: np.ndarray) -> float:
    """Return the mean drop from the best accuracy after learning to the one at the end.

        F = 1/(T-1) * sum_{j=0}^{T-2} ( max_{j <= i <= T-2} R[i, j] - R[T-1, j] )

    0 is perfect memory; negative where later training helped earlier experiences. The last
    experience cannot be forgotten yet and does not count. The maximum starts with the experience's
    own row, so accuracy by luck before it was trained is not counted as knowledge; the source takes
    it over all rows before the last.

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

    Source: Chaudhry et al. (2018), arXiv:1801.10112, forgetting measure F_k.
    """
    R = as_accuracy_matrix(accuracy_matrix, "forgetting")
    if not is_comparable(R):
        return float("nan")
    last = len(R) - 1
    return float(np.mean([R[j:last, j].max() - R[last, j] for j in range(last)]))
