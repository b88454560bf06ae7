"""The output that spiked most."""

import numpy as np

from snn_cl.errors import StreamError


def most_active(counts: np.ndarray) -> np.ndarray:
    """Return the output with the most spikes.

    Parameters
    ----------
    counts : (n, n_output) int array
        Spikes of each output in each presentation.

    Returns
    -------
    predictions : (n,) int array
        The lowest index where outputs tie; -1 where no output spiked, which equals no label and so
        counts as wrong.

    Raises
    ------
    StreamError
        If `counts` is not two-dimensional with at least one output.

    Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code.
    """
    counts = np.asarray(counts)
    if counts.ndim != 2 or counts.shape[1] == 0:
        raise StreamError(
            f"most_active: counts have shape {counts.shape}; expected (n, n_output) and at least "
            "one output"
        )
    return np.where(counts.any(axis=1), counts.argmax(axis=1), -1)
