"""Spikes of every population over the first presentations of an experience."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from snn_cl.errors import RunError
from snn_cl.figures._applies import no_run, require
from snn_cl.figures._rasters import COLUMNS, rasters_of
from snn_cl.picture_style import COLOURS, SMALL, new_figure, one_record, set_title, tidy, title_of
from snn_cl.records.record import Record

ONE_RUN = True  # takes no more at a time
_SMALL_POPULATION = 20  # up to here every neuron has a row of its own that can be told apart


def spike_raster(records: Sequence[Record], first: int | None = None) -> Figure:
    """Draw the spikes of every population, one panel each.

    Parameters
    ----------
    records : sequence of Record
        One run.
    first : int, optional
        Number of the first presentation to draw, one at which an experience begins; that of the
        last experience so far if not given.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If no spikes were recorded there.
    """
    record = one_record(records, "spike_raster")
    require(applies(record))
    begin, spikes = _spikes(record, first)
    sizes = {name: n for name, n in record.header.populations.items() if name in spikes}
    heights = _heights(list(sizes.values()))
    figure = new_figure(height=max(4.5, 2.6 + 0.9 * len(sizes)))
    axes = figure.subplots(len(sizes), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    n_shown = max([1, *(int(s[:, 0].max()) - begin + 1 for s in spikes.values() if len(s))])
    for k, (ax, name) in enumerate(zip(axes, sizes, strict=True)):
        _draw(ax, _milliseconds(record, spikes[name], begin), spikes[name][:, 1], sizes[name], k)
        tidy(ax, "time (ms)" if ax is axes[-1] else "", f"{name}\nneuron")
        _mark_presentations(ax, _duration(record), n_shown)
    _write_answers(axes[0], record, begin, n_shown)
    figure.align_ylabels(axes)
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
    reason = no_run(record)
    if reason or any(name.endswith(f".{COLUMNS[0]}") for name in record.arrays("spikes")):
        return reason
    return (
        f"{record.folder}: holds no spikes yet; expected those of the first presentations; "
        f"go on with 'snn-cl resume {record.folder}'"
    )


def _spikes(record: Record, first: int | None) -> tuple[int, dict[str, np.ndarray]]:
    found = rasters_of(record)
    begin = max(found) if first is None else first
    if begin not in found:
        there = ", ".join(str(number) for number in sorted(found))
        raise RunError(
            f"{record.folder}: holds no spikes from presentation {begin} on; expected a first "
            f"presentation of an experience; give one of {there}"
        )
    return begin, found[begin]


def _heights(sizes: Sequence[int]) -> np.ndarray:
    """Return the heights of panels: by the root of the size, the least a third of the largest."""
    roots = np.sqrt(np.array(sizes, dtype=float))
    return np.maximum(roots, roots.max() / 3)


def _duration(record: Record) -> float:
    """Return how long one presentation lasts, in ms."""
    simulator = record.header.simulator
    return 1000 * simulator.dt * (simulator.show_steps + simulator.rest_steps)


def _milliseconds(record: Record, spikes: np.ndarray, begin: int) -> np.ndarray:
    within = 1000 * record.header.simulator.dt * spikes[:, 2]
    return (spikes[:, 0] - begin) * _duration(record) + within


def _draw(ax: Axes, time: np.ndarray, neuron: np.ndarray, size: int, k: int) -> None:
    colour = COLOURS[k % len(COLOURS)]
    style = {"color": colour, "linestyle": "none", "gid": "spikes"}
    if size > _SMALL_POPULATION:
        ax.plot(time, neuron, marker="o", markersize=1.3, markeredgewidth=0, **style)
    else:
        ax.plot(time, neuron, marker="|", markersize=7, markeredgewidth=1.1, **style)
    ax.set_ylim(-0.6, size - 0.4)
    ax.yaxis.set_major_locator(MaxNLocator(3, integer=True, min_n_ticks=1))


def _mark_presentations(ax: Axes, duration: float, n_shown: int) -> None:
    ax.set_xlim(0, n_shown * duration)
    for border in duration * np.arange(1, n_shown):
        ax.axvline(border, color="0.4", linewidth=0.8, zorder=0, gid="border")


def _write_answers(ax: Axes, record: Record, begin: int, n_shown: int) -> None:
    """Write number, label and answer above each presentation, a taught one by its name."""
    stream = record.arrays("stream")
    answers = getattr(record.header, "answers", "prediction")
    what = "answer" if answers == "prediction" else "taught answer"
    for k in range(n_shown):
        text = f"presentation {begin + k}"
        if "label" in stream and begin + k < len(stream["label"]):
            label = int(stream["label"].values[begin + k])
            answer = int(stream[answers].values[begin + k])
            text += f"\nlabel {label}, {what} {answer if answer >= 0 else 'none'}"
        ax.text(
            (k + 0.5) / n_shown,
            1.03,
            text,
            transform=ax.transAxes,
            ha="center",
            va="bottom",
            fontsize=SMALL,
        )
