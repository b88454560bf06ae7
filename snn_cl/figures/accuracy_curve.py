"""Accuracy along the stream: on every experience, and of the answers during training.

The answers during training are left out where the label has a hand in them: a teacher that drives
the output while it answers makes any network look good.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from snn_cl.errors import RunError
from snn_cl.figures._applies import no_run, require
from snn_cl.figures._conditions import draw_conditions, matrices_of
from snn_cl.figures._experiences import (
    X_LABEL,
    is_sequential,
    measured_after,
    shade,
    spans,
    write_names,
)
from snn_cl.picture_style import (
    COLOURS,
    MARKERS,
    SMALL,
    groups_of,
    new_figure,
    set_title,
    tidy,
    title_of,
)
from snn_cl.records.record import Record


def accuracy_curve(records: Sequence[Record], window: int | None = None) -> Figure:
    """Draw the accuracy on each experience after each evaluation, and that of training answers.

    Training answers are drawn only of networks whose teacher cannot reach the output before it has
    answered. Of several conditions one line each is drawn instead, the mean over experiences: over
    those trained so far where they follow one another, else over all.

    Parameters
    ----------
    records : sequence of Record
        Runs that differ in the seed alone are one condition and averaged, with the standard
        deviation over seeds as bars.
    window : int, optional
        Presentations over which the answers during training are averaged, looking back; a
        fiftieth of the stream, at least 20, if not given. Only for one condition.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If the run has not begun, or `window` is below 1, or given for several conditions.

    Source: the mean over the experiences trained so far is A_k of Chaudhry et al. (2018),
    doi:10.1007/978-3-030-01252-6_33.
    """
    if window is not None and window < 1:
        raise RunError(f"accuracy_curve: window is {window}; expected at least 1 presentation")
    for record in records:
        require(applies(record))
    groups = groups_of(records, "accuracy_curve")
    if len(groups) > 1 and window is not None:
        raise RunError(
            "accuracy_curve: window averages the answers during training, which are drawn of one "
            f"condition only, and got {len(groups)}; leave it out, or draw one condition"
        )
    figure = new_figure(width=8.0)
    ax = figure.subplots()
    if len(groups) == 1:
        _draw(ax, groups[0], window)
        set_title(figure, title_of(groups[0]))
    else:
        set_title(figure, draw_conditions(ax, groups))
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
    if reason or record.accuracy_rows() or _n_run(record):
        return reason
    return (
        f"{record.folder}: holds no answers and no accuracy yet; expected a run that has "
        f"begun; go on with 'snn-cl resume {record.folder}'"
    )


def _draw(ax: Axes, group: Sequence[Record], window: int | None) -> None:
    stream = group[0].header.stream
    shade(ax, group[0])
    write_names(ax, group[0])
    _draw_training(ax, group, window or max(20, stream.n_presentations // 50))
    tests = _draw_tests(ax, group[0], matrices_of(group))
    chance = 100 / stream.n_labels
    ax.axhline(chance, color="black", linewidth=0.9, linestyle="--", label="chance", zorder=-1)
    ax.set_ylim(0, 102)
    tidy(ax, X_LABEL, "accuracy (%)")
    _add_legends(ax, tests, is_sequential(group[0]))


def _n_run(record: Record) -> int:
    stream = record.arrays("stream")
    return int(np.sum(stream["label"].values >= 0)) if "label" in stream else 0


def _own_answers(record: Record) -> bool:
    """Return whether answers in training are known to be the network's own."""
    return getattr(record.header, "answers", None) == "prediction"


def _answered(record: Record) -> np.ndarray:
    """Return whether each presentation so far was answered rightly."""
    stream = record.arrays("stream")
    if "label" not in stream:
        return np.zeros(0, bool)
    run = stream["label"].values >= 0
    return (stream["prediction"].values == stream["label"].values)[run]


def _draw_training(ax: Axes, group: Sequence[Record], window: int) -> None:
    if not all(_own_answers(record) for record in group):
        said = "in training: not drawn,\nthe label may drive\nthe answer"
        ax.plot([], [], color="none", label=said)
        return
    right = [_answered(record) for record in group]
    n_run = min(len(answers) for answers in right)
    if not n_run:
        return
    window = min(window, n_run)
    mean = np.mean([answers[:n_run] for answers in right], axis=0)
    running = np.convolve(mean, np.full(window, 1 / window), mode="valid")
    seen = np.arange(window, n_run + 1)
    label = f"in training\n(mean of last {window})"
    ax.plot(seen, 100 * running, color="0.55", linewidth=0.9, label=label, zorder=1)


def _draw_tests(ax: Axes, record: Record, matrices: np.ndarray) -> list[Line2D]:
    """Draw a line an experience, dotted until it is trained; return the solid ones."""
    x = measured_after(record)[: matrices.shape[1]]
    mean = 100 * matrices.mean(axis=0)
    sd = 100 * matrices.std(axis=0, ddof=1) if len(matrices) > 1 else None
    sequential = is_sequential(record)
    ends = [end for _, _, end in spans(record)]
    solid = []
    for j, name in enumerate(record.header.stream.experiences):
        first = int(np.sum(x < ends[j])) if sequential else 0
        colour = COLOURS[j % len(COLOURS)]
        marker = MARKERS[(j + j // len(COLOURS)) % len(MARKERS)]  # no pair comes twice
        style = {"color": colour, "marker": marker, "clip_on": False, "in_layout": False}
        ax.plot(x[: first + 1], mean[: first + 1, j], **style, ms=3, lw=1, ls=":")
        solid += ax.plot(x[first:], mean[first:, j], **style, ms=5, lw=1.6, label=name)
        if sd is not None:
            bars = {
                "fmt": "none",
                "ecolor": colour,
                "capsize": 2,
                "clip_on": False,
                "in_layout": False,
            }
            ax.errorbar(x, mean[:, j], sd[:, j], **bars, lw=1)
    return solid


def _add_legends(ax: Axes, tests: Sequence[Line2D], sequential: bool) -> None:
    """Name the experiences at the upper right, everything else at the lower right."""
    handles, _ = ax.get_legend_handles_labels()
    others = [line for line in handles if line not in tests]
    before = Line2D([], [], color="0.3", lw=1, ls=":", marker=".", ms=3, label="before training it")
    style = {"fontsize": SMALL, "title_fontsize": SMALL, "frameon": False, "alignment": "left"}
    place = {"borderaxespad": 0, "bbox_to_anchor": (1.02, 1), "loc": "upper left"}
    upper = ax.legend(
        handles=[*tests, before] if sequential else tests, title="tested on", **style, **place
    )
    ax.legend(handles=others, **style, borderaxespad=0, bbox_to_anchor=(1.02, 0), loc="lower left")
    ax.add_artist(upper)
