"""The picture of `unified_calcium`: windows, drift, sliding threshold, and how weights went."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from protocols import POOL, Course

from snn_cl.picture_style import COLOURS, SMALL, TEXT, new_figure, set_title, tidy

GREY = "0.55"
# By conductance, in the order of each panel; black is the one that neurons start with.
IN_WINDOWS = ("#56B4E9", "#0072B2", "#000000", "#E69F00", "#D55E00")
IN_DRIFT = ("#000000", "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#CC79A7")
DRIFT_SHOWN = (-22, 30)  # [uM ms/s]
N_INPUTS = 100


def draw(windows, change, thresholds, courses: Mapping, first: Mapping[str, Course]) -> Figure:
    """Return the figure: pairs and rates above, neurons that learn below.

    Parameters
    ----------
    windows : (lags [ms], (n_conductances, n_lags) array [uM ms], expected lags, expected values)
    change : (rates [Hz], drift [uM ms/s])
        (n_shares, n_rates) arrays.
    thresholds : (found [Hz], expected [Hz] by share of the pool)
    courses : mapping of (name, seed) to Course
    first : mapping of name to Course
        Of the first seed.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure = new_figure(width=11, height=6.4)
    panels = figure.subplots(2, 3)
    _windows(panels[0, 0], *windows)
    _drift(panels[0, 1], *change, list(thresholds[1]))
    _thresholds(panels[0, 2], *thresholds)
    for ax, correlation in zip(panels[1], ("c = 0.3", "c = 0.8"), strict=False):
        _groups(ax, correlation, courses)
    _patterns(panels[1, 2], first)
    for letter, ax in zip("ABCDEF", panels.flat, strict=True):
        ax.text(-0.2, 1.04, letter, transform=ax.transAxes, fontsize=TEXT + 2, weight="bold")
    set_title(figure, "Calcium-dependent plasticity with a metaplastic NMDA conductance")
    return figure


def _windows(ax: Axes, lags, windows, expected_lags, expected) -> None:
    rows = zip(expected.items(), windows, IN_WINDOWS, strict=True)
    for (conductance, values), change, colour in rows:
        ax.plot(lags, change, color=colour, label=f"{conductance / POOL:.2f}")
        ax.plot(expected_lags, values, "o", ms=3.5, mfc="white", color=colour)
    ax.axhline(0, color=GREY, lw=0.6)
    ax.axvline(0, color=GREY, lw=0.6)
    ax.legend(title="$g/g_t$", fontsize=SMALL, title_fontsize=SMALL, frameon=False)
    tidy(ax, "lag, post minus pre [ms]", "change per pair [$\\eta_0$ µM ms]")


def _drift(ax: Axes, rates, change, shares) -> None:
    top = DRIFT_SHOWN[1]
    for rate, values, share, colour in zip(rates, change, shares, IN_DRIFT, strict=True):
        ax.plot(rate, values, ".-", color=colour, ms=4)
        # Each curve is named where it leaves the panel: above, or at its right end.
        leaves = np.flatnonzero(values > top)
        text = {"color": colour, "fontsize": SMALL, "clip_on": False}
        if len(leaves):
            ax.text(rate[leaves[0]], top + 1, f"{share:.2f}", ha="right", **text)
        else:
            ax.text(rate[-1] * 1.04, values[-1], f"{share:.2f}", va="center", **text)
    ax.text(2, top + 1, "$g/g_t$ =", fontsize=SMALL)
    ax.axhline(0, color=GREY, lw=0.6)
    ax.set_xscale("log")
    ax.set_xticks([2, 5, 10, 20, 50], ["2", "5", "10", "20", "50"])
    ax.minorticks_off()
    ax.set_ylim(*DRIFT_SHOWN)
    tidy(ax, "output rate [Hz]", "drift [$\\eta_0$ µM ms/s]")


def _thresholds(ax: Axes, found, expected: Mapping[float, float]) -> None:
    shares, values = list(expected), np.array(list(expected.values()))
    ax.fill_between(shares, 0.85 * values, 1.15 * values, color="0.9", label="expected ± 15 %")
    ax.plot(shares, found, "o", color=COLOURS[0], label="measured")
    ax.set_yscale("log")
    ax.set_yticks([5, 10, 20, 50], ["5", "10", "20", "50"])
    ax.minorticks_off()
    ax.legend(fontsize=SMALL, frameon=False)
    tidy(ax, "conductance, $g/g_t$", "sliding threshold [Hz]")


def _groups(ax: Axes, correlation: str, courses: Mapping[tuple[str, int], Course]) -> None:
    group = np.arange(N_INPUTS) >= N_INPUTS // 2
    for (name, _), course in courses.items():
        frozen = name == f"{correlation}, frozen"
        if name != correlation and not frozen:
            continue
        style = {"ls": "--", "lw": 1} if frozen else {"lw": 1.5}
        for which, colour in ((0, COLOURS[1]), (1, COLOURS[0])):
            mean = course.weights[:, group == which].mean(axis=1)
            ax.plot(course.time, mean, color=GREY if frozen else colour, **style)
    for label, colour, style in (
        ("correlated", COLOURS[1], "-"),
        ("independent", COLOURS[0], "-"),
        ("both, $g$ frozen", GREY, "--"),
    ):
        ax.plot([], [], style, color=colour, label=label)
    ax.set_title(f"half of the inputs correlated, ${correlation}$", fontsize=SMALL)
    _weights_over_time(ax)


def _patterns(ax: Axes, first: Mapping[str, Course]) -> None:
    for name, course in first.items():
        if not name.startswith("patterns"):
            continue
        means = course.weights.reshape(len(course.time), 4, -1).mean(axis=2)
        winner = means[-1].argmax()
        for pattern in range(4):
            colour = COLOURS[1] if pattern == winner else COLOURS[0]
            frozen = name.endswith("frozen")
            style = {"color": GREY, "ls": "--", "lw": 1} if frozen else {"color": colour}
            ax.plot(course.time, means[:, pattern], **style)
    for label, colour, style in (
        ("the pattern that won", COLOURS[1], "-"),
        ("the other three", COLOURS[0], "-"),
        ("all, $g$ frozen, two starts", GREY, "--"),
    ):
        ax.plot([], [], style, color=colour, label=label)
    ax.set_title("four patterns of rates", fontsize=SMALL)
    _weights_over_time(ax)


def _weights_over_time(ax: Axes) -> None:
    ax.set_ylim(-0.03, 1.06)
    ax.legend(fontsize=SMALL, frameon=False, loc="center right")
    tidy(ax, "time [s]", "mean weight")
