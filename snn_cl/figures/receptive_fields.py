"""Input weights of the neurons behind a projection, each as an image."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure

from snn_cl.errors import RunError, did_you_mean
from snn_cl.figures._applies import require
from snn_cl.figures._snapshots import no_weights, snapshots_of
from snn_cl.picture_style import (
    DIVERGING,
    SMALL,
    TEXT,
    new_figure,
    one_record,
    set_title,
    title_of,
)
from snn_cl.records.record import Record

ONE_RUN = True  # takes no more at a time
_GAP = 1  # pixels between two tiles


def receptive_fields(
    records: Sequence[Record],
    projection: str | None = None,
    n_tiles: int = 100,
    presentation: int | None = None,
    change: bool | None = None,
) -> Figure:
    """Draw the input weights of neurons, or how they have changed, as tiles of the image's shape.

    Weights that begin as signed noise stay that to the eye, so of these the change is drawn.

    Parameters
    ----------
    records : sequence of Record
        One run.
    projection : str, optional
        Whose weights; the first with as many sources as an image has pixels if not given.
    n_tiles : int
        At most so many neurons, the first ones.
    presentation : int, optional
        Draw the last snapshot up to so many presentations; the last of all if not given.
    change : bool, optional
        Draw the change since the start, not the weight; if not given, where the weights begin with
        both signs and their start was kept.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If there is no such projection or snapshot.
    """
    record = one_record(records, "receptive_fields")
    if n_tiles < 1:
        raise RunError(f"receptive_fields: n_tiles is {n_tiles}; expected at least 1")
    require(applies(record))
    shape = record.header.stream.image_shape
    seen, weights = snapshots_of(record)
    name = _projection(record, weights, projection, int(np.prod(shape)))
    index = _snapshot(record, seen, presentation)
    n_neurons = weights[name].shape[2]
    begin = _start(record, seen, weights[name], change)
    shown = weights[name][index] - (0 if begin is None else begin)
    tiles = shown[:, :n_tiles].T.reshape(-1, *shape)
    label = "weight" if begin is None else "change of weight since the start"
    figure = _draw(tiles, label)
    some = "" if len(tiles) == n_neurons else f"the first {len(tiles)} of "
    drawn = "weights" if begin is None else "changes of weights"
    what = f"{name}: {drawn} onto {some}{n_neurons} neurons after {seen[index]} presentations"
    set_title(figure, f"{title_of([record])}\n{what}")
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
    reason = no_weights(record)
    if reason:
        return reason
    n_pixels = int(np.prod(record.header.stream.image_shape))
    if any(array.shape[1] == n_pixels for array in snapshots_of(record)[1].values()):
        return ""
    return (
        f"{record.folder}: keeps no weights of a projection from the {n_pixels} pixels; "
        "expected one with connect='all' and weights 'w'; draw another run"
    )


def _projection(
    record: Record, weights: Mapping[str, np.ndarray], projection: str | None, n_pixels: int
) -> str:
    sizes = {name: array.shape[1] for name, array in weights.items()}
    fitting = [name for name, size in sizes.items() if size == n_pixels]
    if projection is None and fitting:
        return fitting[0]
    if projection in fitting:
        return projection
    if projection in sizes:
        raise RunError(
            f"{record.folder}: projection '{projection}' has {sizes[projection]} sources; expected "
            f"one per pixel, {n_pixels}{did_you_mean(projection, fitting)}"
        )
    raise RunError(
        f"{record.folder}: keeps no weights of a projection '{projection}'"
        f"{did_you_mean(projection, fitting)}"
    )


def _snapshot(record: Record, seen: np.ndarray, presentation: int | None) -> int:
    """Return the index of the last snapshot up to a presentation."""
    suiting = np.flatnonzero(seen <= (np.inf if presentation is None else presentation))
    if not len(suiting):
        upto = "" if presentation is None else f" up to presentation {presentation}"
        raise RunError(
            f"{record.folder}: holds no weight snapshot{upto}; expected at least one; "
            "give a later presentation, or draw a run that has begun"
        )
    return int(suiting[-1])


def _start(
    record: Record, seen: np.ndarray, weights: np.ndarray, change: bool | None
) -> np.ndarray | None:
    """Return the weights that changes are counted from, None if the weights are to be drawn."""
    kept = seen[0] == 0
    if change and not kept:
        raise RunError(
            f"{record.folder}: holds no weights of the start to count changes from; expected a run "
            "with --keep all; draw the weights with change=false"
        )
    signed = kept and weights[0].min() < 0 < weights[0].max()
    return weights[0] if (signed if change is None else change) else None


def mosaic(tiles: np.ndarray) -> np.ndarray:
    """Lay tiles side by side, row by row, as nearly square as can be.

    Parameters
    ----------
    tiles : (n, height, width) float array

    Returns
    -------
    (n_rows * (height + 1) - 1, n_columns * (width + 1) - 1) float array
        nan in the gaps and where there is no tile.
    """
    n, height, width = tiles.shape
    n_columns = int(np.ceil(np.sqrt(n)))
    n_rows = -(-n // n_columns)
    whole = np.full((n_rows * n_columns, height + _GAP, width + _GAP), np.nan)
    whole[:n, :height, :width] = tiles
    whole = whole.reshape(n_rows, n_columns, height + _GAP, width + _GAP)
    rows = whole.transpose(0, 2, 1, 3).reshape(n_rows * (height + _GAP), -1)
    return rows[:-_GAP, :-_GAP]


def _draw(tiles: np.ndarray, label: str) -> Figure:
    figure = new_figure(height=6.4)
    ax = figure.subplots()
    largest = float(np.abs(tiles).max())
    limit = float(np.percentile(np.abs(tiles), 99.5)) or largest or 1.0
    colours = colormaps[DIVERGING].with_extremes(bad="white")
    image = ax.imshow(mosaic(tiles), cmap=colours, vmin=-limit, vmax=limit, interpolation="nearest")
    ax.set_axis_off()
    ax.set_gid(f"{len(tiles)} tiles")
    extend = "both" if largest > limit else "neither"
    bar = figure.colorbar(image, ax=ax, shrink=0.8, extend=extend)
    bar.set_label(label, fontsize=TEXT)
    bar.ax.tick_params(labelsize=SMALL)
    return figure
