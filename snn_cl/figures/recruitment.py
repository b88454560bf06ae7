"""How a layer fills up along the stream: its neurons by the class that they stand for."""

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.figures._applies import require
from snn_cl.figures._experiences import X_LABEL, mark_boundaries, write_names
from snn_cl.figures._snapshots import no_weights, snapshots_of
from snn_cl.picture_style import (
    SEQUENTIAL,
    SMALL,
    new_figure,
    one_record,
    set_title,
    tidy,
    title_of,
)
from snn_cl.records.record import Record

ONE_RUN = True  # takes no more at a time
_APART = 3.5  # per cent between two labels, the height of a digit


def recruitment(records: Sequence[Record]) -> Figure:
    """Draw the share of neurons that stand for each label against presentations.

    Parameters
    ----------
    records : sequence of Record
        One run of a model whose links to the outputs are shares, as those of synapses/class_link.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If the run keeps no such links.
    """
    record = one_record(records, "recruitment")
    require(applies(record))
    seen, links = _shares(record)
    figure = new_figure()
    ax = figure.subplots()
    _draw(ax, seen, neurons_by_label(links))
    mark_boundaries(ax, record)
    write_names(ax, record)
    ax.set_xlim(0, record.header.stream.n_presentations)
    tidy(ax, X_LABEL, "neurons that stand for a label (%)")
    set_title(figure, title_of([record]))
    return figure


def neurons_by_label(links: np.ndarray) -> np.ndarray:
    """Return the share of neurons whose strongest link goes to each label.

    Parameters
    ----------
    links : (n_snapshots, n_neurons, n_labels) float array
        Neurons without any link stand for nothing.

    Returns
    -------
    (n_labels, n_snapshots) float array
    """
    strongest = np.where(links.any(axis=2), links.argmax(axis=2), -1)
    labels = np.arange(links.shape[2])
    return (strongest == labels[:, None, None]).mean(axis=2)


def applies(record: Record) -> str:
    """Return why there is nothing to draw of a record, '' if there is something.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str
    """
    reason = no_weights(record)
    if reason or _shares(record) is not None:
        return reason
    return (
        f"{record.folder}: keeps no links that are shares of votes; expected a model such as "
        "competitive; draw another run"
    )


def _shares(record: Record) -> tuple[np.ndarray, np.ndarray] | None:
    """Return snapshots' places and links, None if no projection's weights are shares."""
    seen, weights = snapshots_of(record)
    n_labels = record.header.stream.n_labels
    for links in (each for each in weights.values() if each.shape[2] == n_labels):
        total = links.sum(axis=2)
        if links.min() >= 0 and np.all(np.isclose(total, 0) | np.isclose(total, 1, atol=1e-3)):
            return seen, links
    return None


def _draw(ax: Axes, seen: np.ndarray, bands: np.ndarray) -> None:
    colours = colormaps[SEQUENTIAL](np.linspace(0.05, 0.95, len(bands)))
    ax.stackplot(seen, 100 * bands, colors=colours, edgecolor="white", linewidth=0.4)
    last = 100 * bands[:, -1]
    middles = np.cumsum(last) - last / 2
    highest = np.inf
    for label in reversed(np.flatnonzero(last > 1)):
        highest = min(middles[label], highest - _APART)
        _write_beside(ax, str(label), highest, 0)
    _write_beside(ax, "label", last.sum(), 8)


def _write_beside(ax: Axes, text: str, y: float, rise: float) -> None:
    ax.annotate(
        text,
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(4, rise),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        annotation_clip=False,
    )
