"""The picture of the experiment `tagging`: weights over hours, and a frequency curve."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from course import H_0, HOUR, Course, Pathway

from snn_cl.picture_style import COLOURS, MARKERS, SMALL, TEXT, new_figure, set_title, tidy

# One colour a protocol; what is not here is a pathway of two.
PROTOCOLS = ("STET", "WTET", "SLFS", "WLFS", "regular SLFS")


def draw(
    single: Mapping[str, Course],
    rows: Mapping[str, Pathway],
    curve: Mapping[float, np.ndarray],
    path: Path,
) -> None:
    """Draw weights over hours for both models, the second pathway, and the frequency curve.

    Parameters
    ----------
    single : mapping of str to Course
        Of the synapses with an early and a late phase, by protocol.
    rows : mapping of str to Pathway
        By protocol, and the two pathways of the experiment with both last, the weak one first.
    curve : mapping of float to (n_targets,) array
        Change of weight [%] by frequency [Hz].
    path : Path
    """
    figure = new_figure(width=10, height=7)
    (ax_single, ax_many), (ax_two, ax_curve) = figure.subplots(2, 2)
    for name, course in single.items():
        late = 100 + 100 * course.values["z"]
        total = late - 100 + 100 / H_0 * course.values["h"]
        _band(ax_single, course.seconds / HOUR, total, late, name)
    for name, one in rows.items():
        if name in PROTOCOLS:
            _band(ax_many, one.hours, one.weight, one.late, name)
    for name, one in zip(("WTET", "STET"), list(rows.values())[-2:], strict=True):
        label = {"WTET": "first pathway, WTET", "STET": "second pathway, STET"}[name]
        _band(ax_two, one.hours, one.weight, one.late, name, label)
    n_single = next(iter(single.values())).values["h"].shape[1]
    n_many = next(iter(rows.values())).weight.shape[1]
    _finish(ax_single, f"early and late phase, n = {n_single} single synapses", 2, "lower right")
    _finish(ax_many, f"TagTriC, n = {n_many} targets, one pathway stimulated", 2, "upper right")
    _finish(ax_two, "TagTriC, the other pathway an hour later", 1, (0.52, 0.16))
    _draw_curve(ax_curve, curve)
    set_title(figure, "Weights (solid) and their late phase (dashed), mean ± sd over trials")
    figure.savefig(path)


def _band(ax, hours, total, late, name, label="") -> None:
    colour = COLOURS[PROTOCOLS.index(name)]
    mean, sd = total.mean(axis=1), total.std(axis=1)
    ax.fill_between(hours, mean - sd, mean + sd, color=colour, alpha=0.2, linewidth=0)
    ax.plot(hours, mean, color=colour, label=label or name)
    ax.plot(hours, late.mean(axis=1), "--", color=colour, linewidth=1)


def _finish(ax, title, columns, place) -> None:
    ax.axhline(100, color="0.8", linewidth=0.8, zorder=0)
    tidy(ax, "time [h]", "weight [%]")
    ax.set_title(title, fontsize=TEXT)
    ax.legend(frameon=False, ncols=columns, loc=place, fontsize=SMALL)


def _draw_curve(ax, curve: Mapping[float, np.ndarray]) -> None:
    found = [(change.mean(), change.std()) for change in curve.values()]
    mean, sd = np.array(found).T
    ax.errorbar(list(curve), mean, sd, color=COLOURS[0], marker=MARKERS[0], capsize=3)
    ax.axhline(0, color="0.8", linewidth=0.8, zorder=0)
    ax.set_xscale("log")
    ax.set_xticks(list(curve), [f"{frequency:g}" for frequency in curve])
    ax.minorticks_off()
    tidy(ax, "frequency of three trains of 100 pulses [Hz]", "change of weight [%]")
    ax.set_title("TagTriC, right after the last train", fontsize=TEXT)
