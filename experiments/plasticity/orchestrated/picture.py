"""The picture of the experiment `orchestrated`."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from snn_cl.picture_style import COLOURS, SMALL, TEXT, new_figure, set_title, tidy

WELLS = {"lower": "^", "upper": "v"}
LINES = {"whole": "-", "control": "--"}
NAMES = {"whole": "whole rule", "control": "β = δ = 0"}
REFERENCE = r"$w_\mathrm{ref}$"
PER_MINUTE = 3  # presentations
TITLES = (
    "Homosynaptic part",
    "Heterosynaptic pull",
    "Whole rule, sources at 10 Hz",
    "Consolidation",
    "Given rates (dashed: β = δ = 0)",
    "Rates driven by the weights",
)


def draw(found: Mapping, expected: Mapping, path: Path) -> None:
    """Draw the six panels.

    Parameters
    ----------
    found : mapping
        As `measure` of the experiment returns it.
    expected : mapping
        As its `curves`.
    path : Path
    """
    figure = new_figure(width=12, height=7)
    panels = figure.subplots(2, 3)
    draw_drift(panels[0, 0], found, expected)
    draw_pull(panels[0, 1], found, expected)
    draw_distance(panels[0, 2], found, expected)
    draw_wells(panels[1, 0], found, expected)
    draw_runaway(panels[1, 1], found)
    draw_loop(panels[1, 2], found)
    for ax, letter, title in zip(panels.flat, "abcdef", TITLES, strict=True):
        ax.set_title(f"{letter}   {title}", loc="left", fontsize=TEXT)
    set_title(figure, "Orchestrated plasticity, simulated; the curves in a to c are closed forms")
    figure.savefig(path)


def draw_drift(ax: Axes, found: Mapping, expected: Mapping) -> None:
    """Draw the homosynaptic change against the target's rate."""
    rates, drift, error = found["drift"]
    line = np.linspace(0, rates.max(), 200)
    ax.axhline(0, color="0.6", linewidth=0.8)
    ax.plot(line, 1e5 * expected["drift"](line), color=COLOURS[0])
    ax.errorbar(rates, 1e5 * drift, 1e5 * error, fmt="o", color=COLOURS[1], markersize=4)
    for rate, side in zip(found["nullclines"], ("left", "right"), strict=True):
        ax.annotate(
            f"{rate:.2f} Hz",
            (rate, 0),
            xytext=(6 if side == "left" else -6, 10),
            textcoords="offset points",
            ha=side,
            fontsize=SMALL,
        )
    tidy(ax, "target rate [Hz]", "homosynaptic change\nper source spike [10⁻⁵]")


def draw_pull(ax: Axes, found: Mapping, expected: Mapping) -> None:
    """Draw the heterosynaptic rate against the target's rate."""
    rates, pull = found["pull"]
    line = np.geomspace(rates.min() / 1.5, rates.max() * 1.5, 100)
    ax.loglog(line, expected["pull"](line), color=COLOURS[0])
    ax.loglog(rates, pull, "o", color=COLOURS[1])
    _rate_axis(ax, rates)
    tidy(ax, "target rate [Hz]", "heterosynaptic rate [1/s]")


def draw_distance(ax: Axes, found: Mapping, expected: Mapping) -> None:
    """Draw how far from the reference weights settle: mean and spread over time and synapses."""
    rates = found["rates"]
    w, reference = found["whole"]
    distance = (w - reference)[len(w) // 2 :]
    line = np.geomspace(rates.min(), rates.max(), 100)
    ax.axhspan(-0.03, 0.03, color="0.92")
    ax.semilogx(line, expected["distance"](line), color=COLOURS[0])
    mean, spread = distance.mean(axis=(0, 2)), distance.std(axis=(0, 2))
    ax.errorbar(rates, mean, spread, fmt="o", color=COLOURS[1], capsize=2)
    _rate_axis(ax, rates)
    tidy(ax, "target rate [Hz]", f"$w$ − {REFERENCE} (mean ± sd)")


def draw_wells(ax: Axes, found: Mapping, expected: Mapping) -> None:
    """Draw where the references of held weights settle, and where a well vanishes."""
    for colour, (depth, settled) in zip(COLOURS, found["wells"].items(), strict=False):
        for marker, reference in zip(WELLS.values(), settled, strict=True):
            ax.plot(found["weights"], reference, marker, color=colour, markersize=3)
        for weight in expected["switches"][depth]:
            ax.axvline(weight, ymax=0.85, color=colour, linewidth=0.8, linestyle=":")
        ax.plot([], [], "s", color=colour, markersize=4, label=f"depth {depth:g}")
    for name, marker in WELLS.items():
        ax.plot([], [], marker, color="0.4", markersize=4, label=f"from the {name} well")
    ax.legend(fontsize=SMALL, frameon=False, loc="upper center", ncols=2)
    ax.set_ylim(0, 0.55)
    tidy(ax, "held weight $w$", f"{REFERENCE} in the end")


def draw_runaway(ax: Axes, found: Mapping) -> None:
    """Draw the mean weights at given rates, with and without the two non-Hebbian terms."""
    for k, rate in enumerate(found["rates"]):
        for name, style in LINES.items():
            w = found[name][0][:, k].mean(axis=-1)
            time = np.arange(len(w) + 1) / PER_MINUTE
            label = f"{rate:g} Hz" if name == "control" else None
            ax.plot(time, np.append(0.5, w), style, color=COLOURS[k], label=label)
    ax.set_ylim(-0.2, 7.2)
    ax.set_yticks(range(6))
    ax.legend(fontsize=SMALL, frameon=False, loc="upper center", ncols=3)
    tidy(ax, "time [min]", "$w$ at given target rates")


def draw_loop(ax: Axes, found: Mapping) -> None:
    """Draw the rates of targets that are driven through their plastic weights."""
    starts = list(dict.fromkeys(start for start, _ in found["loop"]))
    for colour, start in zip(COLOURS, starts, strict=False):
        for name, style in LINES.items():
            _, rate = found["loop"][start, name]
            time = (np.arange(len(rate)) + 0.5) / PER_MINUTE
            ax.semilogy(time, rate, style, color=colour)
        ax.plot([], [], "s", color=colour, markersize=4, label=f"from $w$ = {start}")
    for name, style in LINES.items():
        ax.plot([], [], style, color="0.4", label=NAMES[name])
    ax.set_ylim(1, 2000)
    ax.legend(fontsize=SMALL, frameon=False, loc="upper center", ncols=2)
    tidy(ax, "time [min]", "target rate [Hz]")


def _rate_axis(ax: Axes, rates: np.ndarray) -> None:
    ax.set_xticks(rates, [f"{rate:g}" for rate in rates])
    ax.minorticks_off()
