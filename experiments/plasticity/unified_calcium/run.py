"""Does one calcium rule give timing windows, a sliding threshold and a choice among inputs?

The rule of Yeung, Blais, Cooper & Shouval, from the shipped equation files, four times over:
the change of a weight per pair of spikes for five conductances of the NMDA receptors; the output
rate at which depression turns into potentiation, for six of them; an integrate-and-fire neuron
with 50 correlated and 50 independent inputs; and one with four patterns of rates. In the last two
the conductance is metaplastic or, as a control, frozen.

    python experiments/plasticity/unified_calcium/run.py
    python experiments/plasticity/unified_calcium/run.py --seeds 0 --dt 1e-3  # a rough picture

The expected numbers are those of an independent calculation from the same equations. The paces of
insertion and removal are not the paper's, which are not known to us; so the last two parts test
the mechanism and not a published number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from picture import draw
from protocols import (
    SHOW,
    Course,
    change_per_pair,
    drift,
    group_stimulus,
    learn,
    pattern_stimulus,
    sliding_threshold,
)

from snn_cl.command_line.scripts import run_script
from snn_cl.studies.runs import workers
from snn_cl.studies.table import markdown, write_table

LAGS = (-40, -20, -10, -5, 2, 10, 20, 30, 40, 60, 100)  # [ms]
# Change per pair over the learning rate [uM ms] by conductance [uM/(ms mV)], at the lags above.
WINDOWS = {
    -0.0015: (0.06, 0.07, 0.04, -0.14, -3.4, -3.0, -2.4, -1.6, -0.7, 0.05, 0.06),
    -0.0020: (-0.07, -0.7, -2.1, -3.5, -2.4, -2.3, -2.7, -3.0, -2.9, -1.25, 0.10),
    -0.0025: (-2.5, -4.2, -4.95, -4.8, 2.9, 2.4, 1.1, -0.75, -2.5, -3.6, -0.8),
    -0.0030: (-5.4, -5.4, -4.2, -1.9, 7.9, 7.0, 5.1, 2.1, -1.0, -6.2, -4.9),
    -0.0045: (0.9, 5.3, 8.8, 11.9, 20.5, 18.7, 15.2, 12.5, 10.2, 5.0, -6.1),
}
# Threshold [Hz] by conductance as a share of the pool; above 80 Hz for the last.
THRESHOLDS = {0.556: 5.5, 0.40: 9.5, 0.30: 15.6, 0.20: 31.0, 0.15: 50.0, 0.10: np.nan}
RATES = np.geomspace(2, 80, 24)  # output rates at which the drift is measured [Hz]


@dataclass(frozen=True)
class Condition:
    """What a neuron learns from: a group with a correlation, or patterns of rates without one."""

    correlation: float | None
    frozen: bool
    expected: str
    start: tuple[float, float] = (0.5, 0.6)  # between which weights begin

    @property
    def jump(self) -> float:
        """Of the conductance at a weight of 1; with 0.07 one or two patterns of four win."""
        return 0.08 if self.correlation is None else 0.07


# Weights of the groups, output rate [Hz], conductance; or weights and rates by pattern.
CONDITIONS = {
    "c = 0.3": Condition(0.3, False, "0.95-0.99, 0.00, 32, 0.12-0.13"),
    "c = 0.8": Condition(0.8, False, "0.80-0.82, 0.00, 30-31, 0.10-0.12"),
    "c = 0.3, frozen": Condition(0.3, True, "1.00, 1.00, 70-79, 0.56"),
    "c = 0.8, frozen": Condition(0.8, True, "1.00, 1.00, 70-79, 0.56"),
    "uncorrelated": Condition(0.0, False, "0.88, 0.88, 72, 0.05, still falling"),
    "patterns": Condition(None, False, "1.00, 3 x 0.26-0.29; 68, 3 x 9-10", (0.2, 0.4)),
    "patterns, frozen": Condition(None, True, "4 x 1.00; 4 x 61", (0.4, 0.6)),
    "patterns, frozen, low start": Condition(None, True, "-", (0.2, 0.4)),
}


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    seeds : tuple of int
    duration : float
        Time that a neuron learns from a group [s]; from patterns it learns twice as long.
    dt : float
        Step of the neurons that learn [s]; pairs have 0.02 ms and the threshold 0.1 ms.
    out : Path
    processes : int
        Runs at a time.
    """

    seeds: tuple[int, ...] = (0, 1, 2)
    duration: float = 1200.0
    dt: float = 5e-4
    out: Path = Path("runs/unified_calcium")
    processes: int = 2


def main(options: Options) -> None:
    """Run all four parts, print the table, write it and the picture."""
    lags = np.union1d(LAGS, np.arange(-60, 121, 2))
    windows = change_per_pair(lags, np.array(list(WINDOWS)))
    rates, change = drift(np.array(list(THRESHOLDS)), RATES, 20, 40, seed=options.seeds[0])
    found = np.array([sliding_threshold(*pair) for pair in zip(rates, change, strict=True)])
    courses = learn_all(options)
    text = "\n\n".join(
        [
            window_table(windows[:, np.searchsorted(lags, LAGS)]),
            threshold_table(found),
            course_table(courses),
        ]
    )
    write_table(text, options.out)
    first = {name: course for (name, seed), course in courses.items() if seed == options.seeds[0]}
    figure = draw(
        (lags, windows, LAGS, WINDOWS), (rates, change), (found, THRESHOLDS), courses, first
    )
    figure.savefig(options.out / "unified_calcium.png")


def learn_all(options: Options) -> dict[tuple[str, int], Course]:
    """Return how the neuron learned, by condition and seed."""
    jobs = list(product(CONDITIONS, options.seeds))
    # The first run compiles the program, which the others then find.
    courses = {jobs[0]: learn_one(*jobs[0], options)}
    names, seeds = zip(*jobs[1:], strict=True)
    with workers(options.processes) as pool:
        others = pool.map(learn_one, names, seeds, [options] * len(names))
        return courses | dict(zip(jobs[1:], others, strict=True))


def learn_one(name: str, seed: int, options: Options) -> Course:
    """Return how the neuron learned in one condition with one seed."""
    condition = CONDITIONS[name]
    if condition.correlation is None:
        stimulus, _ = pattern_stimulus(2 * options.duration, seed)
    else:
        stimulus = group_stimulus(condition.correlation, options.duration)
    return learn(
        stimulus,
        condition.start,
        condition.correlation or 0.0,
        condition.frozen,
        condition.jump,
        seed,
        options.dt,
    )


def window_table(windows: np.ndarray) -> str:
    """Return change per pair [uM ms], measured and expected, as a Markdown table."""
    rows = []
    for (conductance, expected), measured in zip(WINDOWS.items(), windows, strict=True):
        cells = [f"{one:.2f} ({other:g})" for one, other in zip(measured, expected, strict=True)]
        rows.append((f"{conductance:.4f}", *cells))
    lines = markdown(("g [uM/(ms mV)], lag [ms]", *LAGS), rows)
    return f"Change of the weight per pair, (expected):\n\n{lines}"


def threshold_table(found: Sequence[float]) -> str:
    """Return the sliding threshold [Hz], measured and expected, as a Markdown table."""
    rows = [
        (f"{share:g}", _or_above(measured), _or_above(expected))
        for (share, expected), measured in zip(THRESHOLDS.items(), found, strict=True)
    ]
    return markdown(("g/g_t", "threshold [Hz]", "expected [Hz]"), rows)


def _or_above(rate: float) -> str:
    return "> 80" if np.isnan(rate) else f"{rate:.1f}"


def course_table(courses: Mapping[tuple[str, int], Course]) -> str:
    """Return what the neurons ended with as a Markdown table, one row a seed.

    Weights are the last ones; rates and conductances are means over the last fifth of the time.
    """
    rows = []
    for (name, seed), course in courses.items():
        condition = CONDITIONS[name]
        n_groups = 2 if condition.correlation is not None else 4
        weights = course.weights[-1].reshape(n_groups, -1).mean(axis=1)
        rates = output_rates(condition, course, seed)
        if condition.correlation is None:
            order = np.argsort(-rates)
            weights, rates = weights[order], rates[order]
        share = course.conductance[-len(course.conductance) // 5 :].mean()
        cells = (_joined(weights, ".2f"), _joined(rates, ".1f"), f"{share:.2f}", condition.expected)
        rows.append((name, seed, *cells))
    return markdown(("inputs", "seed", "weights", "output [Hz]", "g/g_t", "expected"), rows)


def output_rates(condition: Condition, course: Course, seed: int) -> np.ndarray:
    """Return the late output rate, or that for each of four patterns [Hz]."""
    n_shown = len(course.counts)
    late = np.arange(n_shown) >= 0.8 * n_shown
    if condition.correlation is not None:
        return np.array([course.rate(late)])
    _, active = pattern_stimulus(n_shown * SHOW, seed)
    return np.array([course.rate(late & (active == pattern)) for pattern in range(4)])


def _joined(values: np.ndarray, form: str) -> str:
    return ", ".join(f"{value:{form}}" for value in values)


if __name__ == "__main__":
    run_script(main, Options)
