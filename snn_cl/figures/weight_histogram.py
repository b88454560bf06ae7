"""How the weights of each projection are distributed, along the stream."""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from snn_cl.errors import RunError
from snn_cl.figures._experiences import X_LABEL, mark_boundaries, write_names
from snn_cl.figures._snapshots import kept_weights, no_weights
from snn_cl.picture_style import (
    SEQUENTIAL,
    SMALL,
    TEXT,
    new_figure,
    one_record,
    set_title,
    tidy,
    title_of,
)
from snn_cl.records.record import Record

ONE_RUN = True  # takes no more at a time


def weight_histogram(records: Sequence[Record], n_bins: int = 60) -> Figure:
    """Draw a histogram of weights for every snapshot, one panel a projection.

    Parameters
    ----------
    records : sequence of Record
        One run.
    n_bins : int
        Bins of the weight axis.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If no weights were kept.
    """
    record = one_record(records, "weight_histogram")
    if n_bins < 1:
        raise RunError(f"weight_histogram: n_bins is {n_bins}; expected at least 1")
    seen, weights = kept_weights(record)
    bins = {name: _bins(values, n_bins) for name, values in weights.items()}
    percent = {name: _percent(values, bins[name]) for name, values in weights.items()}
    norm = LogNorm(min(p.min() for p in percent.values()), max(p.max() for p in percent.values()))
    figure = new_figure(height=1.3 + 2.2 * len(weights))
    axes = figure.subplots(len(weights), 1, sharex=True, squeeze=False)[:, 0]
    for ax, name in zip(axes, weights, strict=True):
        image = ax.pcolormesh(
            _column_edges(seen), bins[name], percent[name].T, norm=norm, cmap=SEQUENTIAL
        )
        mark_boundaries(ax, record)
        ax.set_xlim(0, record.header.stream.n_presentations)
        tidy(ax, X_LABEL if ax is axes[-1] else "", f"{name}\nweight")
    write_names(axes[0], record)
    bar = figure.colorbar(image, ax=axes, ticks=LogLocator(subs=(1, 3)), format="{x:g}")
    bar.minorticks_off()
    bar.set_label(f"synapses per bin (%), {n_bins} bins", fontsize=TEXT)
    bar.ax.tick_params(labelsize=SMALL)
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


def _bins(weights: np.ndarray, n_bins: int) -> np.ndarray:
    return np.histogram_bin_edges(weights[np.isfinite(weights)], n_bins)


def _percent(weights: np.ndarray, bins: np.ndarray) -> np.ma.MaskedArray:
    """Return the share of synapses, (n_snapshots, n_bins), masked where there are none."""
    counts = np.stack([np.histogram(snapshot, bins)[0] for snapshot in weights])
    return np.ma.masked_equal(100 * counts / weights[0].size, 0)


def _column_edges(seen: np.ndarray) -> np.ndarray:
    """Return where the columns of snapshots touch: half way between them."""
    last = seen[-1] if len(seen) > 1 else seen[-1] + 1
    return np.concatenate([[seen[0]], (seen[1:] + seen[:-1]) / 2, [last]])
