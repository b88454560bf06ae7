"""Heat map of the accuracy on every experience after training on each."""

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from snn_cl.figures._applies import no_run, require
from snn_cl.figures._experiences import course_of_record, is_sequential, measured_after
from snn_cl.find import find_file, is_shipped
from snn_cl.judgement import Judgement, judge
from snn_cl.picture_style import (
    SEQUENTIAL,
    SMALL,
    TEXT,
    fitted,
    groups_of,
    new_figure,
    set_title,
    tidy,
    title_of,
)
from snn_cl.records.record import Record

_LINE, _SHORT_LINE = 84, 56  # characters of a title that fit above a figure, or a panel of it


def accuracy_matrix(records: Sequence[Record]) -> Figure:
    """Draw the accuracy on each experience (columns) after training on each (rows).

    The title gives every metric that is defined: in percent those that ship, as it is a user's own.

    Parameters
    ----------
    records : sequence of Record
        Runs that differ in the seed alone are averaged: each cell then holds the mean and, smaller,
        the standard deviation over seeds (ddof 1). Runs that differ otherwise get a panel each.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If nothing was measured yet.

    Source: the accuracy matrix R of Lopez-Paz & Ranzato (2017), arXiv:1706.08840, section 2.
    """
    for record in records:
        require(applies(record))
    groups = groups_of(records, "accuracy_matrix")
    stacks = [np.stack([_whole_matrix(record) for record in group]) for group in groups]
    n_rows = max(stack.shape[1] for stack in stacks)
    width, height = max(7.0, 5.2 * len(groups)), max(3.0, 1.9 + 0.55 * n_rows)
    figure = new_figure(height, width)
    axes = figure.subplots(1, len(groups), squeeze=False)[0]
    for ax, group, stack in zip(axes, groups, stacks, strict=True):
        image = _draw(ax, group[0], stack)
        result = _result(group, stack, _LINE if len(groups) == 1 else _SHORT_LINE)
        text = f"{title_of(group)}\n{result}"
        if len(groups) == 1:
            set_title(figure, text)
        else:
            ax.set_title(fitted(text, 72 * 0.85 * width / len(groups), TEXT), fontsize=TEXT)
    bar = figure.colorbar(image, ax=axes, shrink=0.9)
    bar.set_label("accuracy (%)", fontsize=TEXT)
    bar.ax.tick_params(labelsize=SMALL)
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
    if reason or np.isfinite(record.accuracy_matrix()).any():
        return reason
    return (
        f"{record.folder}: holds no accuracy yet; expected at least one evaluation; "
        f"go on with 'snn-cl resume {record.folder}'"
    )


def _whole_matrix(record: Record) -> np.ndarray:
    """Return the matrix with a row for every evaluation, nan for those to come."""
    measured = record.accuracy_matrix()
    n_rows = max(len(_row_places(record)), len(measured))
    missing = np.full((n_rows - len(measured), measured.shape[1]), np.nan)
    return np.concatenate([measured, missing])


def _row_places(record: Record) -> list[int]:
    """Return after how many presentations each row is measured, those to come included."""
    ends = list(record.header.stream.evaluate_after)
    if record.header.configuration.evaluate == "end":
        ends = ends[-1:]
    measured = measured_after(record).tolist()
    return measured + ends[len(measured) :]


def _draw(ax: Axes, record: Record, stack: np.ndarray) -> AxesImage:
    mean = stack.mean(axis=0)
    image = ax.imshow(100 * mean, cmap=SEQUENTIAL, vmin=0, vmax=100, aspect="auto")
    columns = [_wrap(name) for name in record.header.stream.experiences]
    places = _row_places(record)
    sequential = is_sequential(record) and len([place for place in places if place]) == len(columns)
    untrained = ["nothing"] if sequential and places[0] == 0 else []
    rows = [*untrained, *columns] if sequential else [f"{n}" for n in places]
    ax.set_xticks(range(len(columns)), columns, rotation=_rotation(columns))
    ax.set_yticks(range(len(rows)), rows)
    tidy(ax, "tested on", "after training on" if sequential else "after presentations")
    ax.spines[:].set(visible=True, color="0.8")
    ax.tick_params(length=0)
    sd = stack.std(axis=0, ddof=1) if len(stack) > 1 else None
    for i, j in np.argwhere(np.isfinite(mean)):
        _write(ax, i, j, mean[i, j], None if sd is None else sd[i, j])
    return image


def _write(ax: Axes, i: int, j: int, mean: float, sd: float | None) -> None:
    colour = "black" if mean > 0.6 else "white"
    place = {"ha": "center", "color": colour}
    if sd is None:
        ax.text(j, i, f"{100 * mean:.1f}", va="center", fontsize=TEXT, **place)
        return
    ax.text(j, i + 0.05, f"{100 * mean:.1f}", va="bottom", fontsize=TEXT, **place)
    ax.text(j, i + 0.1, f"± {100 * sd:.1f}", va="top", fontsize=SMALL - 1, **place)


def _result(group: Sequence[Record], stack: np.ndarray, line: int) -> str:
    finished = np.isfinite(stack[:, -1]).all(axis=1)
    if not finished.all():
        if len(stack) > 1:
            return f"{np.sum(~finished)} of {len(stack)} runs unfinished"
        n_measured = np.isfinite(stack[0]).any(axis=1).sum()
        return f"unfinished: {n_measured} of {stack.shape[1]} evaluations"
    judged = [judge(R, course_of_record(each)) for each, R in zip(group, stack, strict=True)]
    words = [
        _with_spread(name, judged).replace(" ", "\N{NO-BREAK SPACE}") for name in judged[0].values
    ]
    whole = textwrap.fill(", ".join(filter(None, words)), line, break_on_hyphens=False)
    return whole.replace("\N{NO-BREAK SPACE}", " ")


def _with_spread(name: str, judged: Sequence[Judgement]) -> str:
    """Return 'name mean ± sd', nothing where a run has no value."""
    values = [each.values[name] for each in judged]
    if None in values:
        return ""
    share = is_shipped(find_file("metrics", name))
    found = np.array(values, float) * (100 if share else 1)
    form = ".1f" if share else ".4g"
    spread = f" ± {found.std(ddof=1):{form}}" if len(found) > 1 else ""
    part = " (in part)" if any(name in each.notes for each in judged) else ""
    return f"{name.replace('_', ' ')} {found.mean() + 0.0:{form}}{spread}{' %' * share}{part}"


def _wrap(name: str) -> str:
    return textwrap.fill(name, 10, break_long_words=False)


def _rotation(names: Sequence[str]) -> int:
    """Return 90 degrees where the names would not fit beside one another."""
    longest = max(len(line) for name in names for line in name.split("\n"))
    return 90 if longest * len(names) > 60 else 0
