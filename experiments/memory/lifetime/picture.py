"""Pictures of how memories fade: against time, against the number of synapses, with few levels."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from decay import Decays, lifetime, log_lags, smooth_lifetime
from ensemble import Chains
from theory import (
    SIZES,
    best_p,
    cascade_signal,
    chain_lifetime,
    chain_matrix,
    two_state_signal,
)

from snn_cl.figures.signal_to_noise import draw_decays
from snn_cl.picture_style import COLOURS, MARKERS, TEXT, new_figure, set_title, tidy
from snn_cl.records.record import Record

KINDS = ("two-state", "cascade", "beakers")
COLOUR = dict(zip(KINDS, COLOURS, strict=False))
MARKER = dict(zip(KINDS, MARKERS, strict=False))


def draw(
    decays: Decays, records: Mapping[tuple[str, int], Record], chains: Chains, path: Path
) -> None:
    """Draw the decay, the lifetimes against N, and what few levels do to a chain."""
    figure = new_figure(width=12, height=4)
    decay_panel, size_panel, level_panel = figure.subplots(1, 3)
    draw_decay(decay_panel, records, chains)
    draw_sizes(size_panel, decays, chains)
    draw_levels(level_panel, decays, chains)
    set_title(figure, "Memories under random events: simulated (symbols) and exact (lines)")
    figure.savefig(path)


def draw_decay(ax, records: Mapping[tuple[str, int], Record], chains: Chains) -> None:
    """Draw signal-to-noise ratios of a million synapses against time, both axes logarithmic."""
    size = SIZES[-1]
    draw_decays(ax, [records[kind, 0 if kind == "beakers" else size] for kind in KINDS])
    eight = np.sqrt(size) * chains.snr(8)
    lags = log_lags(len(eight) - 1)[1:]
    ax.plot(lags, eight[lags], "--", color=COLOUR["beakers"], label="eight beakers")
    ax.text(300, 25, r"$t^{-1/2}$", fontsize=TEXT)
    ax.text(80, 12, r"$t^{-3/4}$", fontsize=TEXT)
    ax.set(ylim=(0.3, 500), xlim=(0.8, lags[-1]), ylabel="signal-to-noise ratio, $N = 10^6$")
    ax.legend(frameon=False)


def draw_sizes(ax, decays: Decays, chains: Chains) -> None:
    """Draw lifetimes against the number of synapses, each kind at its best parameters."""
    sizes = np.logspace(3, 8, 11)
    lags = np.arange(15_001)
    signals = [cascade_signal(depths, lags[-1]) for depths in range(3, 18)]
    steps = [chain_matrix(count) for count in range(2, 13)]
    best = {
        "two-state": [
            lifetime(lags, np.sqrt(n) * two_state_signal(best_p(n), lags[-1])) for n in sizes
        ],
        "cascade": [max(lifetime(lags, np.sqrt(n) * s) for s in signals) for n in sizes],
        "beakers": [max(chain_lifetime(step, n) for step in steps) for n in sizes],
    }
    for kind, line in best.items():
        ax.plot(sizes, line, color=COLOUR[kind])
        keys = [(kind, 0 if kind == "beakers" else size) for size in SIZES]
        found = [smooth_lifetime(decays[key], size) for key, size in zip(keys, SIZES, strict=True)]
        if kind == "beakers":  # of a million synapses eight remember longer than six
            eight = np.sqrt(SIZES[-1]) * chains.snr(8)
            found[-1] = lifetime(range(len(eight)), eight)
        ax.plot(SIZES, found, MARKER[kind], color=COLOUR[kind], label=kind)
    for text, place in ((r"$\propto N$", (2e7, 3e5)), (r"$\propto \sqrt{N}$", (2e7, 7e2))):
        ax.text(*place, text, fontsize=TEXT)
    ax.set(xscale="log", yscale="log")
    ax.legend(frameon=False)
    tidy(ax, "synapses $N$", "lifetime [presentations]")


def draw_levels(ax, decays: Decays, chains: Chains) -> None:
    """Draw how the signal fades in chains whose beakers have few levels."""
    lags = log_lags(1000)[1:]
    ax.plot(lags, chains.snr(6)[lags], color="black", label="continuous")
    few = [levels for kind, levels in decays if kind == "levels"]
    for levels, colour, marker in zip(few, COLOURS[3:], MARKERS[3:], strict=False):
        decay = decays["levels", levels]
        snr = decay.signal / decay.noise
        style = {"color": colour, "markersize": 4, "label": f"{levels} levels"}
        ax.plot(decay.lags[1::3], snr[1::3], marker, **style)
    ax.set(xscale="log", yscale="log", ylim=(1e-3, 0.6))
    ax.legend(frameon=False)
    tidy(ax, "time since storage [presentations]", r"signal-to-noise ratio$\,/\sqrt{N}$")
