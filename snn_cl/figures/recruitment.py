"""How a layer fills up along the stream: neurons recruited so far, by the class they came for."""

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.errors import RunError
from snn_cl.figures._experiences import X_LABEL, mark_boundaries, write_names
from snn_cl.figures._style import (
    SEQUENTIAL,
    SMALL,
    new_figure,
    one_record,
    set_title,
    tidy,
    title_of,
)
from snn_cl.record import Record

CROWDING = "novelty.crowding"


def recruitment(records: Sequence[Record]) -> Figure:
    """Draw the neurons in use against presentations, in a band for each label.

    Parameters
    ----------
    records : sequence of Record
        One run of a model with neurons/novelty, made with --record novelty.crowding[0].

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If the share of neurons in use was not recorded.
    """
    record = one_record(records, "recruitment")
    used = _used(record)
    figure = new_figure()
    ax = figure.subplots()
    _draw(ax, recruited_by_label(used, record.arrays("stream")["label"].values[: len(used)]))
    mark_boundaries(ax, record)
    write_names(ax, record)
    ax.set_xlim(0, record.header["stream"]["n_presentations"])
    tidy(ax, X_LABEL, "hidden neurons in use (%)")
    set_title(figure, title_of([record]))
    return figure


def recruited_by_label(used: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the share of a layer that each label has recruited so far.

    Parameters
    ----------
    used : (n_presentations,) float array
        Share in use after each presentation.
    labels : (n_presentations,) int array

    Returns
    -------
    (n_labels, n_presentations) float array
    """
    new = np.diff(used, prepend=0.0)
    of_label = labels == np.arange(labels.max() + 1)[:, None]
    return np.cumsum(new * of_label, axis=1)


def _used(record: Record) -> np.ndarray:
    traces = record.arrays("traces")
    if CROWDING not in traces:
        raise RunError(
            f"{record.folder}: does not hold which share of the neurons was in use; expected a "
            f"model such as competitive; run again with --record {CROWDING}[0]"
        )
    return traces[CROWDING].values[:, 0]


def _draw(ax: Axes, bands: np.ndarray) -> None:
    seen = np.arange(1, bands.shape[1] + 1)
    colours = colormaps[SEQUENTIAL](np.linspace(0.05, 0.95, len(bands)))
    ax.stackplot(seen, 100 * bands, colors=colours, edgecolor="white", linewidth=0.4)
    middles = 100 * (np.cumsum(bands[:, -1]) - bands[:, -1] / 2)
    for label, (middle, share) in enumerate(zip(middles, bands[:, -1], strict=True)):
        if share > 0.01:
            _write_beside(ax, str(label), middle, 0)
    _write_beside(ax, "label", 100 * bands[:, -1].sum(), 8)


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
