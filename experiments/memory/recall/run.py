"""How well can a pattern be recalled from weights, and what must the network know of them?

A network of binary units stores patterns in additive weights, one presentation each, and recalls
them from noisy cues by sampling. Weights of the covariance rule are uncorrelated, and linear
feedback inhibition makes recall optimal. Those of the Hebb rule are correlated where pairs share a
unit: recalled as if they were not, they are worth less than the cue; recalled with their grand mean
and the sums of each unit taken off, and with inhibition that is not linear, nearly as much as those
of the covariance rule. Beside it: what metaplastic synapses still say of a pattern as it ages.

    python experiments/memory/recall/run.py
    python experiments/memory/recall/run.py --n-trials 2 --stored 10 20 --n-looks 3

Savin, Dayan & Lengyel, NIPS (2013), and (2014), doi:10.1371/journal.pcbi.1003489. All networks run
from the shipped equation files in steps of 1 ms, in which a unit draws its state anew with
probability 0.02; a recall lasts 25 such draws of each unit. The expected numbers were worked out
beforehand with a separate program, those of the palimpsest exactly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from memories import (
    MEAN_AGE,
    SWEEPS,
    Memory,
    Recalled,
    exact_shares,
    kept,
    over_ages,
    recall_coefficients,
)

from snn_cl.command_line.scripts import run_script
from snn_cl.picture_style import COLOURS, MARKERS, SMALL, TEXT, new_figure, set_title, tidy
from snn_cl.studies.table import markdown, write_table

RULES = {
    "covariance": "covariance rule, optimal",
    "independent": "Hebb, correlations ignored",
    "correlated": "Hebb, correlation-aware",
}
CUE_NOISE = {0.2: 0.08, 0.5: 0.1}  # by coding level, for cues with 10 to 13 % of the bits wrong
# By coding level and number of stored patterns, in the order of RULES [%].
EXPECTED = {
    (0.2, 20): ("0.06-0.12", "36-40", "0.08"),
    (0.2, 50): ("4-5 ± 1.3", "43", "4.9"),
    (0.5, 20): ("0.1-0.2", "38-39", "0.17"),
    (0.5, 50): ("8-11 ± 1.2", "42-43", "9.6"),
}
SHOWN = 20  # patterns stored where the picture shows how recall goes on


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    n_units : int
        Of the network with additive weights.
    coding_levels : tuple of float
        Shares of ones in a pattern.
    stored : tuple of int
        Numbers of patterns.
    n_trials : int
        Networks for each number, each with patterns of its own.
    n_recalled : int
        Patterns that each of them recalls.
    n_units_palimpsest : int
    n_ages : int
        Patterns back to which the palimpsest is looked at.
    n_looks : int
        States of the palimpsest that are looked at, 20 patterns apart.
    seed : int
    backend : str
    out : Path
    """

    n_units: int = 200
    coding_levels: tuple[float, ...] = (0.2, 0.5)
    stored: tuple[int, ...] = (5, 10, 20, 30, 40, 50, 70, 100)
    n_trials: int = 40
    n_recalled: int = 5
    n_units_palimpsest: int = 250
    n_ages: int = 150
    n_looks: int = 100
    seed: int = 0
    backend: str = "dense"
    out: Path = Path("runs/optimal_recall")


def main(options: Options) -> None:
    """Run all networks, print and write the two tables, and draw the picture."""
    results = {
        (level, rule): recall_all(level, rule, options)
        for level in options.coding_levels
        for rule in RULES
    }
    shares = kept(
        options.n_units_palimpsest,
        options.n_ages,
        options.n_looks,
        options.seed,
        options.backend,
    )
    text = f"{table(results, options)}\n\n{palimpsest_table(shares)}"
    write_table(text, options.out)
    draw(results, shares, options)


def recall_all(level: float, rule: str, options: Options) -> dict[int, Recalled]:
    """Return what recall came to by number of stored patterns."""
    memory = Memory(rule, level, CUE_NOISE[level], options.n_units, options.backend)
    trials = (options.n_trials, options.n_recalled, options.seed)
    return {n: memory.trials(trials[0], n, *trials[1:]) for n in options.stored}


def table(results: Mapping[tuple[float, str], dict[int, Recalled]], options: Options) -> str:
    """Return the error per bit as a Markdown table, with what was expected in brackets."""
    rows = []
    for level in options.coding_levels:
        for n in options.stored:
            found = [results[level, rule][n] for rule in RULES]
            expected = EXPECTED.get((level, n), ("",) * len(RULES))
            cells = [f"{level:g}", f"{n}", mean_and_error(found[0].cue_errors)]
            for one, told in zip(found, expected, strict=True):
                cells.append(mean_and_error(one.errors) + (f" ({told})" if told else ""))
            rows.append(cells)
    what = f"Error per bit [%], mean ± standard error over {options.n_trials} networks (expected):"
    titles = ("coding level", "stored", "cue", *RULES.values())
    return f"{what}\n\n{markdown(titles, rows)}"


def mean_and_error(shares: np.ndarray) -> str:
    """Return mean and standard error of shares in per cent."""
    error = standard_error(shares)
    return f"{100 * shares.mean():.2f} ± {100 * error:.2f}"


def standard_error(values: np.ndarray) -> np.ndarray:
    """Return the standard error of the mean along the first axis; 0 of a single value."""
    return values.std(axis=0, ddof=min(1, len(values) - 1)) / len(values) ** 0.5


def palimpsest_table(shares: np.ndarray) -> str:
    """Return what the palimpsest keeps as a Markdown table.

    Parameters
    ----------
    shares : (n_looks, n_ages, 2, 2) float array
        From `kept`.
    """
    n_ages = shares.shape[1]
    exact, mean = exact_shares(n_ages), shares.mean(axis=0)
    rows = [
        (f"P(W=1), age {t}, source 1, target {b}", mean[t - 1, 1, b], exact[t - 1, 1, b])
        for t in (1, 2, 20, 60)
        if t <= n_ages
        for b in (1, 0)
    ]
    over = (over_ages(mean), over_ages(exact_shares(1000)))
    rows += [
        (f"P(W=1), all ages, source 1, target {b}", over[0][1, b], over[1][1, b]) for b in (1, 0)
    ]
    found, expected = (recall_coefficients(strong) for strong in over)
    rows += [(name, found[name], expected[name]) for name in found]
    rows.append(("a3/a1", found["a3"] / found["a1"], expected["a3"] / expected["a1"]))
    shown = [(name, f"{one:.3f}", f"{other:.3f}") for name, one, other in rows]
    return (
        f"Palimpsest of cascades, ages with a geometric prior of mean {MEAN_AGE}:\n\n"
        f"{markdown(('quantity', 'simulated', 'exact'), shown)}"
    )


def draw(results: Mapping, shares: np.ndarray, options: Options) -> None:
    """Draw recall over time, error against memory load at each coding level, and the palimpsest."""
    levels = options.coding_levels
    figure = new_figure(width=11, height=6.5)
    panels = list(figure.subplots(2, 2).flat)
    shown = SHOWN if SHOWN in options.stored else options.stored[-1]
    draw_course(panels[0], {rule: results[levels[0], rule][shown] for rule in RULES})
    panels[0].set_title(f"{shown} patterns, {100 * levels[0]:g} % ones", fontsize=TEXT)
    for ax, level in zip(panels[1:3], levels, strict=False):
        draw_load(ax, {rule: results[level, rule] for rule in RULES})
        ax.set_title(f"{100 * level:g} % ones in a pattern", fontsize=TEXT)
    draw_palimpsest(panels[3], shares)
    for ax, letter in zip(panels, "abcd", strict=True):
        ax.set_title(letter, fontsize=TEXT, fontweight="bold", loc="left")
    handles, names = panels[1].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=4, fontsize=TEXT, frameon=False)
    set_title(figure, f"Recall from correlated weights, {options.n_units} units")
    figure.savefig(options.out / "optimal_recall.png")


def style_of(place: int) -> dict:
    """Return the style of a rule; the last is open and dashed, as it lies upon the first."""
    face = {"mfc": "white", "ls": "--"} if place == len(RULES) - 1 else {}
    return {"color": COLOURS[place], "marker": MARKERS[place], "ms": 5} | face


def draw_course(ax, found: Mapping[str, Recalled]) -> None:
    """Draw the error after each sweep."""
    for place, one in enumerate(found.values()):
        course = np.concatenate([[one.cue_errors.mean()], one.course])
        ax.plot(range(SWEEPS + 1), 100 * course, **style_of(place))
    ax.axhline(100 * one.cue_errors.mean(), color="grey", ls="--", lw=1)
    ax.set_ylim(bottom=-1)
    tidy(ax, "updates of each unit", "error per bit [%]")


def draw_load(ax, found: Mapping[str, Mapping[int, Recalled]]) -> None:
    """Draw the error against the number of stored patterns."""
    for place, (rule, by_load) in enumerate(found.items()):
        errors = np.array([100 * one.errors.mean() for one in by_load.values()])
        spread = [100 * standard_error(one.errors) for one in by_load.values()]
        ax.errorbar(list(by_load), errors, spread, label=RULES[rule], **style_of(place))
    cue = np.mean([one.cue_errors.mean() for one in by_load.values()])
    ax.axhline(100 * cue, color="grey", ls="--", lw=1, label="cue")
    ax.set_ylim(bottom=-1)
    tidy(ax, "patterns stored", "error per bit [%]")


def draw_palimpsest(ax, shares: np.ndarray) -> None:
    """Draw the share of strong synapses against the age of a pattern, beside the exact one."""
    ages = np.arange(1, shares.shape[1] + 1)
    exact, mean, error = exact_shares(len(ages)), shares.mean(axis=0), standard_error(shares)
    some = np.unique(np.geomspace(1, len(ages), 14).round().astype(int)) - 1
    for target, colour, words in ((1, COLOURS[0], "active"), (0, COLOURS[1], "silent")):
        ax.plot(ages, exact[:, 1, target], color=colour)
        values, bars = mean[some, 1, target], error[some, 1, target]
        ax.errorbar(ages[some], values, bars, fmt="o", color=colour, ms=4)
        place = (1.6, exact[0, 1, target])
        ax.annotate(f"target {words} (line: exact)", place, fontsize=SMALL, color=colour)
    ax.axhline(0.5, color="grey", ls="--", lw=1)
    ax.set_xscale("log")
    ax.set_title("gated cascades, source active", fontsize=TEXT)
    tidy(ax, "age of the pattern [patterns]", "share of strong synapses")


if __name__ == "__main__":
    run_script(main, Options)
