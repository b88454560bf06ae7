"""State variables along the stream: weights, reference weights and metaplasticity together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.errors import RunError
from snn_cl.figures._applies import no_run, require
from snn_cl.figures._comparison import compared
from snn_cl.figures._experiences import X_LABEL, shade_shared
from snn_cl.picture_style import COLOURS, SMALL, new_figure, set_title, tidy, title_of
from snn_cl.records.record import Record

_LINES = ("-", "--", "-.", (0, (1, 1)))  # of runs, which lie on one another until they part
_WEIGHT = "w"  # `w` and what is named after it, such as `w_ref`, share a panel


@dataclass(frozen=True)
class Panel:
    """What one panel shows.

    Attributes
    ----------
    title : str
        Such as 'input_hidden[406, 12]'; '' where the panel above says it.
    axis : str
        Text of the y axis.
    lines : dict of str to (n_presentations,) float array
        By what the legend says.
    colours : sequence of str
        One per line.
    height : float
        Relative to the other panels.
    styles : sequence of str or tuple
        Line styles of matplotlib, one a line.
    named : bool
        Whether the legend says which line is which.
    """

    title: str
    axis: str
    lines: dict[str, np.ndarray]
    colours: Sequence[str]
    height: float
    styles: Sequence[str | tuple] = ("-",)
    named: bool = True


@dataclass(frozen=True)
class Trace:
    """One recorded element: part 'input_hidden', variable 'w', index (406, 12)."""

    part: str
    variable: str
    index: tuple[int, ...]
    unit: str
    values: np.ndarray

    @property
    def name(self) -> str:
        """Such as 'input_hidden.w[406, 12]'."""
        return self.element.replace("[", f".{self.variable}[", 1)

    @property
    def element(self) -> str:
        """Such as 'input_hidden[406, 12]'."""
        return f"{self.part}[{', '.join(map(str, self.index))}]"

    @property
    def is_weight(self) -> bool:
        """Whether it is `w` or named after it."""
        return self.variable == _WEIGHT or self.variable.startswith(_WEIGHT + "_")


def state_traces(records: Sequence[Record], n_elements: int = 4) -> Figure:
    """Draw the recorded state variables along the stream.

    A synapse's weights share a panel and each of its other variables has a panel beneath; every
    variable of a population has one panel with a line a neuron. Of several runs each variable of
    each element that all have recorded has a panel, with a line a run.

    Parameters
    ----------
    records : sequence of Record
        One run, or several to compare.
    n_elements : int
        At most so many synapses, and so many neurons a variable.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If nothing was recorded, or by several runs nothing in common.
    """
    if not records:
        raise RunError("state_traces: got no run; expected at least one; give a run's folder")
    for record in records:
        require(applies(record))
    require(together(records))
    if len(records) == 1:
        title, panels = title_of(records), _panels(records[0], n_elements)
    else:
        title, labels = compared([[record] for record in records])
        panels = _panels_of_runs(records, labels, n_elements)
    heights = [panel.height for panel in panels]
    figure = new_figure(height=1.4 + 1.2 * sum(heights), width=8.0)
    axes = figure.subplots(len(panels), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    shade_shared(axes, records)
    for ax, panel in zip(axes, panels, strict=True):
        _draw(ax, panel)
        tidy(ax, X_LABEL if ax is axes[-1] else "", panel.axis)
    figure.align_ylabels(axes)
    set_title(figure, title + _left_out(records, n_elements))
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
    if reason or any("coordinates" in each.attrs for each in record.arrays("traces").values()):
        return reason
    return (
        f"{record.folder}: no state variable was recorded; expected at least one; "
        "run again with --record input_hidden.w[406,12]"
    )


def together(records: Sequence[Record]) -> str:
    """Return why several records do not make one picture, '' if they do.

    Parameters
    ----------
    records : sequence of Record

    Returns
    -------
    str
    """
    if _common(records):
        return ""
    found = (f"{record.folder} {_traces(record)[0].name}" for record in records)
    return (
        f"state_traces: the runs recorded nothing in common ({', '.join(found)}, ...); expected "
        "an element that all have; run again with the same --record"
    )


def _traces(record: Record) -> list[Trace]:
    found = []
    for key, array in sorted(record.arrays("traces").items()):
        if "coordinates" not in array.attrs:
            continue
        part, variable = key.split(".", 1)
        unit = array.attrs.get("units", "1")
        places = [array[name].values for name in array.attrs["coordinates"].split()]
        for k, index in enumerate(zip(*places, strict=True)):
            place = tuple(int(number) for number in index)
            found.append(Trace(part, variable, place, unit, array.values[:, k]))
    return found


def _common(records: Sequence[Record]) -> list[list[Trace]]:
    """Return what all records hold: the traces of each element and variable, one a record."""
    found = [{(t.name, t.unit): t for t in _traces(record)} for record in records]
    return [[each[key] for each in found] for key in found[0] if all(key in e for e in found)]


def _first(record: Record, traces: Sequence[Trace], n_elements: int) -> list[Trace]:
    """Return the traces of the first synapses, and of the first neurons of each variable."""
    synapses = _synapses(record, traces)[:n_elements]
    kept = [t for t in traces if t.element in synapses]
    of_neurons = [t for t in traces if _is_neuron(record, t)]
    for part, variable in dict.fromkeys((t.part, t.variable) for t in of_neurons):
        kept += [t for t in of_neurons if (t.part, t.variable) == (part, variable)][:n_elements]
    return kept


def _is_neuron(record: Record, trace: Trace) -> bool:
    return trace.part in record.header.populations


def _synapses(record: Record, traces: Sequence[Trace]) -> list[str]:
    return list(dict.fromkeys(t.element for t in traces if not _is_neuron(record, t)))


def _panels(record: Record, n_elements: int) -> list[Panel]:
    traces = _first(record, _traces(record), n_elements)
    panels = []
    for element in _synapses(record, traces):
        panels += _panels_of_synapse([t for t in traces if t.element == element])
    of_neurons = [t for t in traces if _is_neuron(record, t)]
    for part, variable in dict.fromkeys((t.part, t.variable) for t in of_neurons):
        chosen = [t for t in of_neurons if (t.part, t.variable) == (part, variable)]
        lines = {f"neuron {t.index[0]}": t.values for t in chosen}
        panels.append(Panel(part, _axis(variable, chosen[0].unit), lines, COLOURS, 1.0))
    return panels


def _panels_of_runs(
    records: Sequence[Record], labels: Sequence[str], n_elements: int
) -> list[Panel]:
    by_name = {traces[0].name: traces for traces in _common(records)}
    chosen = _first(records[0], [traces[0] for traces in by_name.values()], n_elements)
    neurons = {t.name for t in chosen if _is_neuron(records[0], t)}
    # Synapse by synapse, weights first, as the panels of one run are.
    chosen.sort(key=lambda t: (t.name in neurons, t.part, t.index, not t.is_weight, t.variable))
    legend = 0.17 * "\n".join(["", *labels, ""]).count("\n")  # as high as its lines
    panels = []
    for trace in chosen:
        values = [each.values for each in by_name[trace.name]]
        lines = dict(zip(labels, values, strict=True))
        axis, height = _axis(trace.variable, trace.unit), 0.8 if panels else max(0.8, legend)
        panels.append(Panel(trace.element, axis, lines, COLOURS, height, _LINES, not panels))
    return panels


def _panels_of_synapse(traces: Sequence[Trace]) -> list[Panel]:
    weights = sorted((t for t in traces if t.is_weight), key=lambda t: t.variable)
    others = [t for t in traces if t not in weights]
    title = traces[0].element
    panels = []
    if weights:
        lines = {t.variable: t.values for t in weights}
        panels.append(Panel(title, _axis("weight", weights[0].unit), lines, COLOURS, 1.0))
    for k, trace in enumerate(others):
        lines = {trace.variable: trace.values}
        above = "" if panels else title
        colour = COLOURS[(2 + k) % len(COLOURS)]  # after those of w and w_ref
        panels.append(Panel(above, _axis(trace.variable, trace.unit), lines, [colour], 0.6))
    return panels


def _axis(name: str, unit: str) -> str:
    return name if unit in ("", "1") else f"{name} ({unit})"


def _draw(ax: Axes, panel: Panel) -> None:
    for k, (label, values) in enumerate(panel.lines.items()):
        seen = np.arange(1, len(values) + 1)
        colour = panel.colours[k % len(panel.colours)]
        style = panel.styles[k % len(panel.styles)]
        ax.plot(seen, values, color=colour, linestyle=style, linewidth=1.2, label=label)
    ax.margins(y=0.1)
    if not panel.title and len(panel.lines) == 1:
        return
    ax.legend(
        handles=ax.get_lines() if panel.named else [],
        title=panel.title or None,
        title_fontsize=SMALL,
        fontsize=SMALL,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.05),
        borderaxespad=0,
        frameon=False,
        alignment="left",
    )


def _left_out(records: Sequence[Record], n_elements: int) -> str:
    common = [traces[0] for traces in _common(records)]
    n = len(_synapses(records[0], common))
    by_all = " by all runs" if len(records) > 1 else ""
    return f"\nfirst {n_elements} of {n} synapses recorded{by_all}" if n > n_elements else ""
