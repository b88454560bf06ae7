"""The experiences of a stream behind a plot whose x axis counts presentations."""

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from snn_cl.course import Course, course_from
from snn_cl.picture_style import SMALL
from snn_cl.records.record import Record

X_LABEL = "presentations seen"
_SHADES = ("1.0", "0.92")  # grey levels of every other experience
_LINE = 72  # characters of size SMALL that fit above a plot
_LEVEL = {"ha": "center", "va": "bottom"}
_SLANTED = {"ha": "left", "va": "bottom", "rotation": 30, "rotation_mode": "anchor"}


def is_sequential(record: Record) -> bool:
    """Tell whether the experiences follow one another, as opposed to being mixed.

    Parameters
    ----------
    record : Record

    Returns
    -------
    bool
        As far as the run has come.
    """
    ends = _ends(record)
    if len(ends) != len(record.header.stream.experiences):
        return False
    experience = _seen(record)
    expected = np.searchsorted(ends, np.arange(len(experience)), side="right")
    return bool(np.array_equal(experience, expected))


def spans(record: Record) -> list[tuple[str, int, int]]:
    """Return where in the stream each experience begins and ends.

    Parameters
    ----------
    record : Record

    Returns
    -------
    list of (name, begin, end)
        In presentations; empty if the experiences are mixed.
    """
    if not is_sequential(record):
        return []
    ends = _ends(record)
    return list(zip(record.header.stream.experiences, [0, *ends[:-1]], ends, strict=True))


def course_of_record(record: Record) -> Course | None:
    """Return what was shown before each evaluation.

    Parameters
    ----------
    record : Record

    Returns
    -------
    Course or None
        None for a record from before they said so.
    """
    stream = record.header.stream
    return course_from(stream, record.accuracy_rows()) if stream.first_shown else None


def measured_after(record: Record) -> np.ndarray:
    """Return after how many presentations each row of the accuracy matrix was measured.

    Parameters
    ----------
    record : Record

    Returns
    -------
    (n_evaluations,) int array
    """
    rows = {int(row["trained"]): int(row["presentations"]) for row in record.accuracy_rows()}
    return np.array([rows[k] for k in sorted(rows)], int)


def _ends(record: Record) -> list[int]:
    """Return where experiences end if each is followed by an evaluation."""
    return [end for end in record.header.stream.evaluate_after if end]


def shade(ax: Axes, record: Record) -> None:
    """Put every other experience on grey; where they drift, let the grey fade.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Gets the stream's length as x limits.
    record : Record
    """
    ax.set_xlim(0, record.header.stream.n_presentations)
    for k, (_, begin, end) in enumerate(spans(record)):
        grey = _SHADES[k % 2]
        ax.axvspan(begin, end, facecolor=grey, linewidth=0, zorder=-2, gid="experience")
    if not is_sequential(record) and _drift_centres(record) is not None:
        _shade_mixture(ax, _seen(record))


def shade_shared(axes: Sequence[Axes], records: Sequence[Record]) -> None:
    """Shade and name the experiences of several records, where all have the same ones.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One above the other; each gets the longest stream's length as x limits.
    records : sequence of Record
    """
    streams = [(each.header.stream.experiences, spans(each)) for each in records]
    lengths = [each.header.stream.n_presentations for each in records]
    alike = all(stream == streams[0] for stream in streams) and len(set(lengths)) == 1
    for ax in axes:
        if alike:
            shade(ax, records[0])
        ax.set_xlim(0, max(lengths))
    if alike:
        write_names(axes[0], records[0])


def mark_boundaries(ax: Axes, record: Record) -> None:
    """Draw a line where one experience follows another, over a filled plot.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    record : Record
    """
    for _, begin, _ in spans(record)[1:]:
        ax.axvline(begin, color="white", linewidth=2.2, gid="outline")
        ax.axvline(begin, color="black", linewidth=0.9, gid="boundary")


def write_names(ax: Axes, record: Record) -> None:
    """Write the experiences' names above a plot, each over its part of the stream.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    record : Record
    """
    length = record.header.stream.n_presentations
    found = spans(record)
    if found:
        places = [(name, (begin + end) / 2, (end - begin) / length) for name, begin, end in found]
    else:
        places = _names_of_mixture(record)
    slanted = any(len(max(name.split(), key=len)) > share * _LINE for name, _, share in places)
    place = _SLANTED if slanted else _LEVEL
    for name, middle, share in places:
        width = max(6, int(share * _LINE) - 2)
        text = name if slanted else textwrap.fill(name, width, break_long_words=False)
        across = ax.get_xaxis_transform()
        style = {"transform": across, "fontsize": SMALL, "linespacing": 1.0, **place}
        ax.text(middle, 1.02, text, **style, gid="experience name")


def experiences_seen(record: Record) -> np.ndarray:
    """Return which experiences have been presented so far.

    Parameters
    ----------
    record : Record

    Returns
    -------
    (n,) int array
        Rising.
    """
    experience = _seen(record)
    return np.unique(experience[experience >= 0])


def _seen(record: Record) -> np.ndarray:
    """Return the experience of each presentation that was run."""
    stream = record.arrays("stream")
    if "experience" not in stream:
        return np.zeros(0, int)
    return stream["experience"].values[stream["label"].values >= 0]


def _drift_centres(record: Record) -> np.ndarray | None:
    """Return the middle of each experience seen, None if they are mixed all along."""
    experience = _seen(record)
    seen = experiences_seen(record)
    if len(seen) < 2:
        return None
    centres = np.array([np.median(np.flatnonzero(experience == k)) for k in seen])
    apart = np.diff(centres) > 0.5 * len(experience) / len(seen)
    return centres if apart.all() else None


def _names_of_mixture(record: Record) -> list[tuple[str, float, float]]:
    names = record.header.stream.experiences
    centres = _drift_centres(record)
    if centres is None:
        return [("all experiences mixed", record.header.stream.n_presentations / 2, 1.0)]
    return [(names[k], centre, 1 / len(names)) for k, centre in enumerate(centres)]


def _shade_mixture(ax: Axes, experience: np.ndarray) -> None:
    n_windows = max(1, min(40, len(experience) // 30))
    edges = np.linspace(0, len(experience), n_windows + 1).astype(int)
    parts = np.split(experience % 2, edges[1:-1])
    white, grey = (float(level) for level in _SHADES)
    level = white + (grey - white) * np.array([part.mean() for part in parts])
    ax.pcolormesh(
        edges,
        [0, 1],
        level[None],
        cmap="gray",
        vmin=0,
        vmax=1,
        transform=ax.get_xaxis_transform(),
        zorder=-2,
        gid="mixture",
    )
