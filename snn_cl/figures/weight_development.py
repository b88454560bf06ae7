"""How the mean weight of groups of inputs develops along the stream."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.errors import RunError
from snn_cl.figures._experiences import X_LABEL, mark_boundaries, write_names
from snn_cl.figures._snapshots import kept_weights, no_weights
from snn_cl.picture_style import (
    COLOURS,
    MARKERS,
    SMALL,
    new_figure,
    one_record,
    set_title,
    tidy,
    title_of,
)
from snn_cl.records.record import Record

ONE_RUN = True  # takes no more at a time


def weight_development(records: Sequence[Record], n_groups: int = 4) -> Figure:
    """Draw the mean weight from each group of neighbouring sources, one panel a projection.

    Parameters
    ----------
    records : sequence of Record
        One run.
    n_groups : int
        Groups of equal size, in the order of the sources' numbers; fewer where there are fewer
        sources.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If no weights were kept.
    """
    record = one_record(records, "weight_development")
    if not 1 <= n_groups <= len(COLOURS):
        raise RunError(
            f"weight_development: n_groups is {n_groups}; expected 1 to {len(COLOURS)}, "
            "for which there are colours"
        )
    seen, weights = kept_weights(record)
    figure = new_figure(height=1.3 + 2.2 * len(weights))
    axes = figure.subplots(len(weights), 1, sharex=True, squeeze=False)[:, 0]
    for ax, (name, values) in zip(axes, weights.items(), strict=True):
        _draw(ax, seen, group_means(values, n_groups))
        mark_boundaries(ax, record)
        ax.set_xlim(0, record.header["stream"]["n_presentations"])
        tidy(ax, X_LABEL if ax is axes[-1] else "", f"{name}\nmean weight")
    write_names(axes[0], record)
    set_title(figure, title_of([record]))
    return figure


def applies(record: Record) -> str:
    """Return why there is nothing to draw of a record, '' if there is something.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str
    """
    return no_weights(record)


def group_means(weights: np.ndarray, n_groups: int) -> dict[str, np.ndarray]:
    """Return the mean weight of each group of sources.

    Parameters
    ----------
    weights : (n_snapshots, n_pre, n_post) float array
    n_groups : int

    Returns
    -------
    dict of str to (n_snapshots,) float array
        By the numbers of the sources, such as '0 to 195'.
    """
    parts = np.array_split(np.arange(weights.shape[1]), min(n_groups, weights.shape[1]))
    return {
        f"{part[0]} to {part[-1]}" if len(part) > 1 else str(part[0]): weights[:, part].mean((1, 2))
        for part in parts
    }


def _draw(ax: Axes, seen: np.ndarray, means: dict[str, np.ndarray]) -> None:
    for (name, values), colour, marker in zip(means.items(), COLOURS, MARKERS, strict=False):
        ax.plot(seen, values, color=colour, marker=marker, markersize=4, label=name)
    ax.legend(
        title="sources",
        fontsize=SMALL,
        title_fontsize=SMALL,
        loc="center left",
        bbox_to_anchor=(1, 0.5),
        frameon=False,
    )
