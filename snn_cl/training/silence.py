"""A network whose output never spikes learns and answers nothing; that is said, once a run."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

ENOUGH = 100  # presentations without an answer that are no accident


def warn_if_trained_in_silence(folder: Path, counts: np.ndarray, first: int, n: int) -> None:
    """Warn if the output has not spiked since the training began.

    Parameters
    ----------
    folder : Path
        Of the run.
    counts : (n_presentations, n_output) int array
        Spikes of the output.
    first : int
        Number of the first of these presentations in the stream.
    n : int
        Presentations of the whole stream.
    """
    if first == 0 and len(counts) >= min(n, ENOUGH) and not counts.any():
        _warn(folder)


def warn_if_tested_in_silence(folder: Path, rows: Sequence[Mapping[str, float]]) -> None:
    """Warn if the output has not spiked in a whole evaluation.

    Parameters
    ----------
    folder : Path
        Of the run.
    rows : sequence of mappings
        Of one evaluation, as in accuracy.csv.
    """
    if all(row["silent"] == 1 for row in rows):
        _warn(folder)


def _warn(folder: Path) -> None:
    # Python shows a warning of one text and line once: the folder makes that once a run.
    warnings.warn(
        f"{folder}: the network is silent, its output has not spiked at all, and no answer counts "
        "as wrong; look at thresholds, at starting weights and at the rates that are shown",
        RuntimeWarning,
        stacklevel=1,
    )
