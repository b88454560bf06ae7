"""What a protocol of spikes does to a weight: change against timing, frequency or potential."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.errors import RunError
from snn_cl.figures._applies import require
from snn_cl.picture_style import COLOURS, MARKERS, SMALL, new_figure, set_title, tidy
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
    relative = all(probe["before"] > 0 for probe in probes)
    figure = new_figure()
    ax = figure.subplots()
    ax.axhline(1 if relative else 0, color="0.6", linewidth=0.8)
    if probes[0]["protocol"] == "stdp":
        ax.axvline(0, color="0.6", linewidth=0.8)
    for place, (record, probe) in enumerate(zip(records, probes, strict=True)):
        _draw(ax, record, probe, relative, place)
    tidy(ax, probes[0]["axis"], "weight, after / before" if relative else "change of the weight")
    if len(records) > 1:
        ax.legend(fontsize=SMALL, frameon=False)
    set_title(figure, " and ".join(dict.fromkeys(_title(probe) for probe in probes)))
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
    protocols = {_probe(record)["protocol"] for record in records}
    if len(protocols) == 1:
        return ""
    return (
        f"plasticity_curve: got the protocols {' and '.join(sorted(protocols))}; expected one; "
        "draw them one by one"
    )


def _probe(record: Record) -> dict:
    require(applies(record))
    return record.header["probe"]


def _draw(ax: Axes, record: Record, probe: dict, relative: bool, place: int) -> None:
    arrays = record.arrays("curves")
    points, after = arrays["points"].values, arrays["after"].values
    values = after / probe["before"] if relative else after - probe["before"]
    colour, marker = COLOURS[place % len(COLOURS)], MARKERS[place % len(MARKERS)]
    mean = values.mean(axis=1)
    ax.plot(points, mean, color=colour, marker=marker, markersize=4, label=_label(probe))
    if values.shape[1] > 1:
        spread = values.std(axis=1, ddof=1)
        ax.fill_between(points, mean - spread, mean + spread, color=colour, alpha=0.2, linewidth=0)


def _title(probe: dict) -> str:
    return f"{probe['rule'][-1]}, protocol {probe['protocol']}"


def _label(probe: dict) -> str:
    return ", ".join([probe["rule"][-1], *probe["param"]])
