"""What earlier training did for experiences yet to come."""

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.metrics._accuracy_matrix import as_accuracy_matrix, is_comparable


def forward_transfer(
    accuracy_matrix: np.ndarray, baseline: float | np.ndarray | None = None
) -> float:
    """Return the mean lead over the untrained network just before an experience is trained.

        FWT = 1/(T-1) * sum_{j=1}^{T-1} ( R[j-1, j] - baseline[j] )

    Parameters
    ----------
    accuracy_matrix : (n_experiences, n_experiences) array
        R[i, j] = accuracy on experience j after training on experience i, from 0 to 1.
    baseline : (n_experiences,) array, float or None
        Accuracies of the untrained network, or one number for all, such as chance.

    Returns
    -------
    float
        nan if the matrix is not square or has fewer than two experiences, or without a baseline.

    Raises
    ------
    StreamError
        If the matrix has not two axes, the baseline not one value per experience, or a value lies
        outside [0, 1].

    Source: Lopez-Paz & Ranzato (2017), arXiv:1706.08840, section 2, FWT.
    """
    R = as_accuracy_matrix(accuracy_matrix, "forward_transfer")
    if baseline is None or not is_comparable(R):
        return float("nan")
    b = _as_baseline(baseline, len(R))
    return float(np.mean(np.diag(R, k=1) - b[1:]))


def _as_baseline(baseline: float | np.ndarray, n: int) -> np.ndarray:
    b = np.asarray(baseline, dtype=float)
    if b.shape not in ((), (n,)):
        raise StreamError(
            f"forward_transfer: baseline has shape {b.shape}; expected ({n},), one accuracy per "
            "experience, or one number"
        )
    if np.any((b < 0) | (b > 1)):
        raise StreamError(
            f"forward_transfer: baseline holds {b[(b < 0) | (b > 1)][0]:g}; expected accuracies "
            "from 0 to 1; divide percentages by 100"
        )
    return np.broadcast_to(b, (n,))
