"""Conditions beside one another: a line each, the mean accuracy over experiences."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import ErrorbarContainer

from snn_cl.figures._comparison import compared
from snn_cl.figures._experiences import X_LABEL, is_sequential, measured_after, shade_shared, spans
from snn_cl.picture_style import COLOURS, MARKERS, SMALL, tidy
from snn_cl.records.record import Record


def matrices_of(group: Sequence[Record]) -> np.ndarray:
    """Return the accuracy matrices of runs, as far as all of them have come.

    Parameters
    ----------
    group : sequence of Record
        Runs that differ in nothing but the seed.

    Returns
    -------
    (n_runs, n_evaluations, n_experiences) float array
    """
    matrices = [record.accuracy_matrix() for record in group]
    n_rows = min(len(matrix) for matrix in matrices)
    return np.stack([matrix[:n_rows] for matrix in matrices])


def draw_conditions(ax: Axes, groups: Sequence[Sequence[Record]]) -> str:
    """Draw a line a condition, with the standard deviation over its runs as bars.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    groups : sequence of sequences of Record

    Returns
    -------
    str
        What all conditions have in common.
    """
    title, labels = compared(groups)
    records = [record for group in groups for record in group]
    so_far = all(map(is_sequential, records))
    lines = [
        _draw_condition(ax, group, label, k, so_far)
        for k, (group, label) in enumerate(zip(groups, labels, strict=True))
    ]
    for chance in sorted({100 / record.header.stream.n_labels for record in records}):
        style = {"color": "black", "linewidth": 0.9, "linestyle": "--", "zorder": -1}
        lines.append(ax.axhline(chance, label=f"chance ({chance:.3g} %)", **style))
    ax.set_ylim(max(0, 10 * np.floor((ax.dataLim.y0 - 5) / 10)), 102)
    shade_shared([ax], records)
    which = "the\nexperiences trained so far" if so_far else "all\nexperiences"
    tidy(ax, X_LABEL, f"mean accuracy on {which} (%)")
    place = {"loc": "upper left", "bbox_to_anchor": (1.02, 1), "borderaxespad": 0}
    ax.legend(handles=lines, fontsize=SMALL, frameon=False, **place)
    return title


def _draw_condition(
    ax: Axes, group: Sequence[Record], label: str, k: int, so_far: bool
) -> ErrorbarContainer:
    matrices = matrices_of(group)
    x = measured_after(group[0])[: matrices.shape[1]]
    counted = np.ones(matrices.shape[1:], bool)
    if so_far:
        counted = x[:, None] >= np.array([end for _, _, end in spans(group[0])])
    some = counted.any(axis=1)
    means = 100 * mean_accuracy(matrices[:, some], counted[some])
    sd = means.std(axis=0, ddof=1) if len(group) > 1 else None
    marker = MARKERS[(k + k // len(COLOURS)) % len(MARKERS)]  # no pair comes twice
    style = {"color": COLOURS[k % len(COLOURS)], "marker": marker, "clip_on": False}
    bars = {"capsize": 3, "elinewidth": 1}
    return ax.errorbar(x[some], means.mean(axis=0), sd, ms=5, lw=1.6, label=label, **bars, **style)


def mean_accuracy(matrices: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """Return the mean over those experiences that count at each evaluation.

    Parameters
    ----------
    matrices : (n_runs, n_evaluations, n_experiences) float array
    counted : (n_evaluations, n_experiences) bool array
        At least one at each evaluation.

    Returns
    -------
    (n_runs, n_evaluations) float array
    """
    return np.where(counted, matrices, 0).sum(axis=2) / counted.sum(axis=1)
