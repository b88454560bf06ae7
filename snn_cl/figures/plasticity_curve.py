"""What a protocol of spikes does to a weight: change against timing, frequency or potential."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.errors import RunError
from snn_cl.figures._applies import require
from snn_cl.figures._comparison import labels_of, parted
from snn_cl.picture_style import COLOURS, MARKERS, SMALL, new_figure, set_title, tidy
from snn_cl.records.header_parts import ProbeHeader
from snn_cl.records.record import Record


def plasticity_curve(records: Sequence[Record]) -> Figure:
    """Draw one line a probe: mean over its synapses, and their standard deviation.

    Parameters
    ----------
    records : sequence of Record
        Made by `snn-cl probe`, all with the same protocol.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If a record holds no curve, or they were made with different protocols.
    """
    if not records:
        raise RunError("plasticity_curve: got no run; expected at least one probe; give its folder")
    probes = [_probe(record) for record in records]
    require(together(records))
    relative = all(probe.before > 0 for probe in probes)
    figure = new_figure(width=7.0 if len(records) == 1 else 9.0)
    ax = figure.subplots()
    ax.axhline(1 if relative else 0, color="0.6", linewidth=0.8)
    if probes[0].protocol == "stdp":
        ax.axvline(0, color="0.6", linewidth=0.8)
    title, labels = _words(records, probes)
    for place, (record, probe) in enumerate(zip(records, probes, strict=True)):
        _draw(ax, record, probe, relative, place, labels[place])
    tidy(ax, probes[0].axis, "weight, after / before" if relative else "change of the weight")
    if len(records) > 1:
        place = {"loc": "upper left", "bbox_to_anchor": (1.02, 1), "borderaxespad": 0}
        ax.legend(fontsize=SMALL, frameon=False, **place)
    set_title(figure, title)
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
    if "probe" in record.header:
        return ""
    return (
        f"{record.folder}: holds no plasticity curve; expected the folder of a probe; "
        "draw one that 'snn-cl probe' has made"
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
    protocols = {_probe(record).protocol for record in records}
    if len(protocols) == 1:
        return ""
    return (
        f"plasticity_curve: got the protocols {' and '.join(sorted(protocols))}; expected one; "
        "draw them one by one"
    )


def _probe(record: Record) -> ProbeHeader:
    require(applies(record))
    return record.header.probe


def _draw(
    ax: Axes, record: Record, probe: ProbeHeader, relative: bool, place: int, label: str
) -> None:
    arrays = record.arrays("curves")
    points, after = arrays["points"].values, arrays["after"].values
    values = after / probe.before if relative else after - probe.before
    colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
    mean = values.mean(axis=1)
    ax.plot(points, mean, color=colour, marker=marker, markersize=4, label=label)
    if values.shape[1] > 1:
        spread = values.std(axis=1, ddof=1)
        ax.fill_between(points, mean - spread, mean + spread, color=colour, alpha=0.2, linewidth=0)


def _words(records: Sequence[Record], probes: Sequence[ProbeHeader]) -> tuple[str, list[str]]:
    """Return the title, what all probes have in common, and a label for each."""
    said = [[probe.rule[-1], *_conditions(probe)] for probe in probes]
    common, own = parted(said)
    own = [phrases or each[:1] for phrases, each in zip(own, said, strict=True)]
    rules = " and ".join(dict.fromkeys(each[0] for each in said))
    conditions = ", ".join(phrase for phrase in common if phrase != said[0][0])
    first = f"{rules}, protocol {probes[0].protocol}"
    return "\n".join(filter(None, [first, conditions])), labels_of(own, records)


def _conditions(probe: ProbeHeader) -> list[str]:
    """Say what the spikes were, what the weight began with, and what was changed."""
    repeats = probe.repeats
    return [
        _spikes(probe),
        f"weight starts at {probe.start or format(probe.before, 'g')}",
        *([f"{repeats} synapses a point (mean ± sd)"] if repeats > 1 else []),
        f"dt {1000 * probe.dt:g} ms",
        *probe.param,
    ]


def _spikes(probe: ProbeHeader) -> str:
    n, many = probe.spikes, "s" * (probe.spikes != 1)
    at = f" at {probe.rate:g} Hz" if n > 1 else ""
    if probe.protocol == "stdp":
        return f"{n} pair{many} of spikes{at}"
    if probe.protocol == "pairing":
        return f"{n} spike{many} of the source{at}"
    after = "alone" if probe.alone else f"and of the target {probe.lag:g} ms later"
    return f"{n} spike{many} of the source {after}"
