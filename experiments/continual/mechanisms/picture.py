"""The two pictures of `run.py`: accuracy against forgetting, and along the stream."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from snn_cl.picture_style import COLOURS, MARKERS, SMALL, new_figure, set_title, tidy
from snn_cl.records.record import Record

N_BEST = 5
CONTROLS = ("no protection", "frozen hidden layer")


def draw_accuracy_against_forgetting(
    rows: Mapping[str, Sequence[dict]], title: str, path: Path
) -> None:
    """Draw one point a row: mean over seeds, bars of one standard deviation.

    Parameters
    ----------
    rows : mapping of str to sequence of dict
        Summaries of the runs of each row; rows without forgetting are left out.
    title : str
    path : Path
        Where the picture goes.
    """
    figure = _figure_for(len(rows))
    ax = figure.subplots()
    best_first = sorted(rows, key=lambda name: -np.mean([s["accuracy"] for s in rows[name]]))
    for number, name in enumerate(best_first):
        summaries = rows[name]
        lost = [summary["forgetting"] for summary in summaries]
        if None in lost:
            continue
        x, y = 100 * np.array(lost), 100 * np.array([s["accuracy"] for s in summaries])
        ax.errorbar(
            *(x.mean(), y.mean()), xerr=_spread(x), yerr=_spread(y), label=name, **_look(number)
        )
    _finish(ax, "forgetting [%]", "accuracy after the last experience [%]")
    set_title(figure, title)
    figure.savefig(path)


def draw_accuracy_along_stream(
    folders: Mapping[str, Sequence[Path]], title: str, path: Path
) -> None:
    """Draw for each row the mean accuracy on the experiences seen so far.

    The best rows and the controls have colours, all others are grey.

    Parameters
    ----------
    folders : mapping of str to sequence of Path
        Records of each row; rows with a single evaluation are left out.
    title : str
    path : Path
        Where the picture goes.
    """
    curves = {
        name: 100 * np.array([accuracy_on_seen(Record.open(r).accuracy_matrix()) for r in records])
        for name, records in folders.items()
    }
    curves = {name: values for name, values in curves.items() if values.shape[1] > 1}
    best_first = sorted(curves, key=lambda name: -curves[name][:, -1].mean())
    shown = [name for k, name in enumerate(best_first) if k < N_BEST or name in CONTROLS]
    figure = new_figure(width=8.5)
    ax = figure.subplots()
    for name in best_first:
        steps = np.arange(1, curves[name].shape[1] + 1)
        if name not in shown:
            ax.plot(steps, curves[name].mean(axis=0), color="0.8", linewidth=1, zorder=1)
    for number, name in enumerate(shown):
        look = {"yerr": _spread(curves[name]), "label": name} | _look(number, "-")
        ax.errorbar(np.arange(1, curves[name].shape[1] + 1), curves[name].mean(axis=0), **look)
    if len(shown) < len(curves):
        ax.plot([], [], color="0.8", label=f"{len(curves) - len(shown)} others")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    _finish(ax, "experiences seen", "mean accuracy on these [%]")
    set_title(figure, title)
    figure.savefig(path)


def accuracy_on_seen(matrix: np.ndarray) -> np.ndarray:
    """Return the mean accuracy on all experiences trained on so far.

    Parameters
    ----------
    matrix : (n_evaluations, n_experiences) float array
        The last n_experiences rows follow one experience each.

    Returns
    -------
    (n,) float array
        n is the smaller of both numbers.
    """
    n = min(matrix.shape)
    return np.array([matrix[-n + k, : k + 1].mean() for k in range(n)])


def _figure_for(n_rows: int) -> Figure:
    return new_figure(width=8.5, height=max(4.5, 1 + 0.18 * n_rows))  # the legend has a line a row


def _spread(values: np.ndarray) -> np.ndarray | None:
    return values.std(axis=0, ddof=1) if len(values) > 1 else None


def _look(number: int, line: str = "none") -> dict:
    colour = COLOURS[number % len(COLOURS)]
    marker = MARKERS[(number + number // len(COLOURS)) % len(MARKERS)]
    return {"color": colour, "marker": marker, "linestyle": line, "capsize": 2, "linewidth": 1}


def _finish(ax: Axes, x: str, y: str) -> None:
    tidy(ax, x, y)
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, fontsize=SMALL)
