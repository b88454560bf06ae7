"""How the mean weight of groups of inputs develops along the stream."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.errors import RunError
from snn_cl.figures._experiences import X_LABEL, experiences_seen, shade, write_names
from snn_cl.figures._rasters import spikes_by_experience
from snn_cl.figures._snapshots import kept_weights, no_weights, source_of
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
_N_NEIGHBOURS = 4
_SILENT = "none ({})"
_FIRED = "the experience in whose first presentations they fired most"
_NUMBERED = "their numbers"
_LEGENDS = {_FIRED: "fired most in\n(number of sources)", _NUMBERED: "sources"}


def weight_development(records: Sequence[Record], n_groups: int | None = None) -> Figure:
    """Draw the mean weight from each group of sources, one panel a projection.

    Sources are grouped by the experience in which they fired most, those that never fired apart;
    where a run has not kept their spikes in every experience it has seen, by their numbers.

    Parameters
    ----------
    records : sequence of Record
        One run.
    n_groups : int, optional
        Groups of neighbours of equal size instead, in the order of the sources' numbers; fewer
        where there are fewer sources.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If no weights were kept.
    """
    record = one_record(records, "weight_development")
    if n_groups is not None and not 1 <= n_groups <= len(COLOURS):
        raise RunError(
            f"weight_development: n_groups is {n_groups}; expected 1 to {len(COLOURS)}, "
            "for which there are colours"
        )
    seen, weights = kept_weights(record)
    groups = {name: _groups(record, name, w.shape[1], n_groups) for name, w in weights.items()}
    n_lines = 2 + max(len(found) for _, found in groups.values())
    height = max(2.2, 0.2 * n_lines)  # of a panel, beside which the legend has room
    figure = new_figure(height=1.6 + height * len(weights), width=7.5)
    axes = figure.subplots(len(weights), 1, sharex=True, squeeze=False)[:, 0]
    for ax, (name, values) in zip(axes, weights.items(), strict=True):
        shade(ax, record)
        _draw(ax, seen, values, groups[name][1], _LEGENDS[groups[name][0]])
        tidy(ax, X_LABEL if ax is axes[-1] else "", f"{name}\nmean weight")
    write_names(axes[0], record)
    which = " or ".join(dict.fromkeys(way for way, _ in groups.values()))
    set_title(figure, f"{title_of([record])}\nsources grouped by {which}")
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


def _groups(
    record: Record, projection: str, n_sources: int, n_groups: int | None
) -> tuple[str, dict[str, np.ndarray]]:
    """Return by what the sources of a projection are grouped, and the groups."""
    found = {} if n_groups else groups_by_experience(record, projection, n_sources)
    if found:
        return _FIRED, found
    return _NUMBERED, neighbours(n_sources, n_groups or _N_NEIGHBOURS)


def neighbours(n_sources: int, n_groups: int) -> dict[str, np.ndarray]:
    """Return groups of sources with neighbouring numbers, of equal size.

    Parameters
    ----------
    n_sources, n_groups : int

    Returns
    -------
    dict of str to (n,) int array
        By the numbers of the sources, such as '0 to 195'.
    """
    parts = np.array_split(np.arange(n_sources), min(n_groups, n_sources))
    return {f"{p[0]} to {p[-1]}" if len(p) > 1 else str(p[0]): p for p in parts}


def groups_by_experience(record: Record, projection: str, n_sources: int) -> dict[str, np.ndarray]:
    """Return sources by the experience in whose first presentations they fired most.

    Parameters
    ----------
    record : Record
    projection : str
    n_sources : int

    Returns
    -------
    dict of str to (n,) int array
        By name and size, such as '0 1 (75)', with those that never fired last; empty if spikes of
        an experience seen were not kept, or only one was seen.
    """
    rates = spikes_by_experience(record, source_of(record, projection))
    known = np.isfinite(rates).all(axis=1)
    if rates.shape[1] != n_sources or known.sum() < 2 or not known[experiences_seen(record)].all():
        return {}
    most = np.where(
        rates[known].any(axis=0), np.flatnonzero(known)[rates[known].argmax(axis=0)], -1
    )
    names = record.header.stream.experiences
    parts = {f"{name} ({sum(most == k)})": most == k for k, name in enumerate(names)}
    parts[_SILENT.format(sum(most < 0))] = most < 0
    return {name: np.flatnonzero(part) for name, part in parts.items() if part.any()}


def _draw(
    ax: Axes, seen: np.ndarray, weights: np.ndarray, groups: dict[str, np.ndarray], title: str
) -> None:
    for k, (name, sources) in enumerate(groups.items()):
        silent = name == _SILENT.format(len(sources))
        colour = "0.5" if silent else COLOURS[k % len(COLOURS)]
        marker = MARKERS[(k + k // len(COLOURS)) % len(MARKERS)]  # no pair comes twice
        mean = weights[:, sources].mean(axis=(1, 2))
        ax.plot(seen, mean, color=colour, marker=marker, markersize=4, label=name)
    ax.legend(
        title=title,
        fontsize=SMALL,
        title_fontsize=SMALL,
        loc="center left",
        bbox_to_anchor=(1, 0.5),
        frameon=False,
        alignment="left",
    )
