"""How memories fade: their signal-to-noise ratio against the time since storage, on log axes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from snn_cl.errors import RunError
from snn_cl.figures._applies import require
from snn_cl.picture_style import COLOURS, MARKERS, SMALL, new_figure, set_title, tidy
from snn_cl.records.header_parts import MemoryHeader
from snn_cl.records.record import Record

CERTAIN = 3  # standard errors below which a ratio is noise and left out
EVERY = 4  # lag that gets a symbol


def signal_to_noise(records: Sequence[Record]) -> Figure:
    """Draw one decay a record: symbols for what was measured, a line for what is exact.

    Parameters
    ----------
    records : sequence of Record
        Of memories, such as `experiments/memory/lifetime/run.py` leaves behind.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    RunError
        If a record holds no decay of a memory.
    """
    if not records:
        raise RunError("signal_to_noise: got no run; expected at least one decay; give its folder")
    figure = new_figure()
    ax = figure.subplots()
    draw_decays(ax, records)
    sizes = {_memory(record).n_synapses for record in records}
    set_title(figure, "Memories in " + " and ".join(f"{n:,}" for n in sorted(sizes)) + " synapses")
    return figure


def draw_decays(ax: Axes, records: Sequence[Record]) -> None:
    """Draw decays into a panel, both axes logarithmic, with the ratio of 1 where memories end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    records : sequence of Record
    """
    for place, record in enumerate(records):
        memory, arrays = _memory(record), record.arrays("memory")
        lags = arrays["lags"].values
        style = {"color": COLOURS[place % len(COLOURS)]}
        if "exact" in arrays:
            ax.plot(lags[1:], arrays["exact"].values[1:], **style)
        seen, ratios = certain_ratios(lags, arrays["signal"].values, memory)
        marker = MARKERS[place % len(MARKERS)]
        ax.plot(seen, ratios, marker, markersize=4, label=memory.synapse, **style)
    ax.axhline(1, color="0.6", linewidth=0.8)
    ax.set(xscale="log", yscale="log")
    ax.legend(fontsize=SMALL, frameon=False)
    tidy(ax, "time since storage [presentations]", "signal-to-noise ratio")


def certain_ratios(
    lags: np.ndarray, signal: np.ndarray, memory: MemoryHeader
) -> tuple[np.ndarray, np.ndarray]:
    """Return every fourth lag from 1 on, and its ratio, where that is no noise itself.

    Parameters
    ----------
    lags : (n_lags,) int array [presentations]
    signal : (n_lags,) float array
        Mean of request times weight.
    memory : MemoryHeader

    Returns
    -------
    lags : (n,) int array [presentations]
    ratios : (n,) float array
    """
    ratios = signal / memory.noise
    seen = (lags > 0) & (ratios > CERTAIN / np.sqrt(memory.samples))
    return lags[seen][::EVERY], np.sqrt(memory.n_synapses) * ratios[seen][::EVERY]


def applies(record: Record) -> str:
    """Return why there is nothing to draw of a record, '' if there is something.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str
    """
    if "memory" in record.header:
        return ""
    return (
        f"{record.folder}: holds no decay of a memory; expected signal and noise by lag; draw "
        "one that 'experiments/memory/lifetime/run.py' has made"
    )


def _memory(record: Record) -> MemoryHeader:
    require(applies(record))
    return record.header.memory
