"""State variables along the stream: weights, reference weights and metaplasticity together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.figures._applies import no_run, require
from snn_cl.figures._experiences import X_LABEL, shade, write_names
from snn_cl.picture_style import COLOURS, SMALL, new_figure, one_record, set_title, tidy, title_of
from snn_cl.records.record import Record

ONE_RUN = True  # takes no more at a time
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
    """

    title: str
    axis: str
    lines: dict[str, np.ndarray]
    colours: Sequence[str]
    height: float


@dataclass(frozen=True)
class Trace:
    """One recorded element: part 'input_hidden', variable 'w', index (406, 12)."""

    part: str
    variable: str
    index: tuple[int, ...]
    unit: str
    values: np.ndarray


def state_traces(records: Sequence[Record], n_elements: int = 4) -> Figure:
    """Draw the recorded state variables along the stream.

    A synapse's weights share a panel and each of its other variables has a panel beneath; every
    variable of a population has one panel with a line a neuron.

    Parameters
    ----------
    records : sequence of Record
        One run.
    n_elements : int
        At most so many synapses, and so many neurons a panel.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If nothing was recorded.
    """
    record = one_record(records, "state_traces")
    require(applies(record))
    traces = _traces(record)
    panels = _panels(record, traces, n_elements)
    heights = [panel.height for panel in panels]
    figure = new_figure(height=1.4 + 1.2 * sum(heights), width=8.0)
    axes = figure.subplots(len(panels), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    for ax, panel in zip(axes, panels, strict=True):
        shade(ax, record)
        _draw(ax, panel)
        tidy(ax, X_LABEL if ax is axes[-1] else "", panel.axis)
    write_names(axes[0], record)
    figure.align_ylabels(axes)
    set_title(figure, title_of([record]) + _left_out(record, traces, n_elements))
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


def _is_neuron(record: Record, trace: Trace) -> bool:
    return trace.part in record.header["populations"]


def _synapses(record: Record, traces: Sequence[Trace]) -> list[tuple[str, tuple[int, ...]]]:
    found = [(t.part, t.index) for t in traces if not _is_neuron(record, t)]
    return list(dict.fromkeys(found))


def _panels(record: Record, traces: Sequence[Trace], n_elements: int) -> list[Panel]:
    panels = []
    for part, index in _synapses(record, traces)[:n_elements]:
        panels += _panels_of_synapse([t for t in traces if (t.part, t.index) == (part, index)])
    of_neurons = [t for t in traces if _is_neuron(record, t)]
    for part, variable in dict.fromkeys((t.part, t.variable) for t in of_neurons):
        chosen = [t for t in of_neurons if (t.part, t.variable) == (part, variable)]
        lines = {f"neuron {t.index[0]}": t.values for t in chosen[:n_elements]}
        panels.append(Panel(part, _axis(variable, chosen[0].unit), lines, COLOURS, 1.0))
    return panels


def _panels_of_synapse(traces: Sequence[Trace]) -> list[Panel]:
    weights = [t for t in traces if t.variable == _WEIGHT or t.variable.startswith(_WEIGHT + "_")]
    weights = sorted(weights, key=lambda t: t.variable)
    others = [t for t in traces if t not in weights]
    title = f"{traces[0].part}[{', '.join(str(i) for i in traces[0].index)}]"
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
        ax.plot(seen, values, color=colour, linewidth=1.2, label=label)
    ax.margins(y=0.1)
    if not panel.title and len(panel.lines) == 1:
        return
    ax.legend(
        title=panel.title or None,
        title_fontsize=SMALL,
        fontsize=SMALL,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.05),
        borderaxespad=0,
        frameon=False,
        alignment="left",
    )


def _left_out(record: Record, traces: Sequence[Trace], n_elements: int) -> str:
    n = len(_synapses(record, traces))
    return f"\nfirst {n_elements} of {n} recorded synapses" if n > n_elements else ""
