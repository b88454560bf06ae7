"""Does orchestrated plasticity hold weights at any rate, where its Hebbian part alone runs away?

The rule of Zenke, Agnes & Gerstner (2015), Nat. Commun. 6:6922, doi:10.1038/ncomms7922, is stacked
from one file a mechanism. Pairs of a source and a target fire as Poisson processes at given rates;
each panel of the picture asks one thing of the shipped files:

a  at which rates of the target does the homosynaptic part change sign?
b  how fast does heterosynaptic plasticity pull a weight to its reference?
c  how far from its reference does a weight settle under the whole rule?
d  at which weights does the reference change its well?
e  what becomes of a weight at given rates, with and without the two non-Hebbian terms?
f  the same where the weights decide the rate: 100 sources of 10 Hz drive each target.

    python experiments/plasticity/orchestrated/run.py

Two to three minutes on two cores. The network of 4096 neurons that stores assemblies is not run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from networks import WITHOUT, Machine
from picture import draw
from protocols import (
    consolidated,
    crossings,
    heterosynaptic_rate,
    homosynaptic_drift,
    in_a_loop,
    weights_at_rates,
)

from snn_cl.command_line.scripts import run_script
from snn_cl.studies.table import markdown, write_table

A, BETA, DELTA = 1e-3, 0.05, 2e-5
TAU, TAU_SLOW = 0.02, 0.1  # [s]
SOURCE_RATE = 10.0  # of the panels c and e [Hz]
# Dense where the drift changes sign.
DRIFT_RATES = np.array([0.5, 0.9, 1.0, 1.1, 1.2, 1.3, 2, 3, 4, 6, 8.4, 8.7, 9.0, 9.3, 10])
RATES = np.array([5.0, 10, 20, 40, 80])
NULLCLINES = (1.13, 8.87)  # [Hz]
DEPTHS = (20.0, 17.07)
HELD_WEIGHTS = np.round(np.arange(0.2, 0.3005, 0.001), 3)
STARTS = (0.1, 0.5)  # weights below and above the point at which the loop turns


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    n_each : int
        Pairs of each rate.
    seconds : float
        Model time of the panels a and b.
    minutes : float
        Model time of the panels c, e and f; whole presentations of 20 s.
    hours : float
        Model time of panel d.
    dt : float [s]
    backend : str
    seed : int
    out : Path
    """

    n_each: int = 100
    seconds: float = 50.0
    minutes: float = 10.0
    hours: float = 20.0
    dt: float = 1e-4
    backend: str = "dense"
    seed: int = 0
    out: Path = Path("runs/orchestrated")


def main(options: Options) -> None:
    """Measure everything, print it beside what is expected, write the table and the picture."""
    found = measure(options)
    text = table(found)
    write_table(text, options.out)
    draw(found, curves(), options.out / "orchestrated.png")


def measure(options: Options) -> dict:
    """Return what is drawn and tabulated, by panel.

    Parameters
    ----------
    options : Options

    Returns
    -------
    dict
    """
    machine = Machine(options.dt, options.backend, options.seed)
    n_each, seconds, n = options.n_each, options.seconds, round(3 * options.minutes)
    some = max(2, n_each // 4)
    drift, error = homosynaptic_drift(DRIFT_RATES, n_each, seconds, machine)
    plain = (RATES, some, n, machine)
    return {
        "drift": (DRIFT_RATES, drift, error),
        "nullclines": crossings(DRIFT_RATES, drift, NULLCLINES, reach=0.25),
        "pull": (RATES, heterosynaptic_rate(RATES, n_each, seconds, machine)),
        "whole": weights_at_rates(*plain),
        "control": weights_at_rates(*plain, WITHOUT),
        "rates": RATES,
        "wells": {depth: wells(depth, options.hours, machine) for depth in DEPTHS},
        "weights": HELD_WEIGHTS,
        "loop": {
            (start, name): in_a_loop(start, n, machine, parameters)
            for start in STARTS
            for name, parameters in (("whole", None), ("control", WITHOUT))
        },
    }


def wells(depth: float, hours: float, machine: Machine) -> tuple[np.ndarray, np.ndarray]:
    """Return where the references of held weights settle from the lower and from the upper well."""
    return tuple(consolidated(HELD_WEIGHTS, well, hours, depth, machine) for well in (0, 0.5))


def expected_drift(rate: np.ndarray) -> np.ndarray:
    """Return the mean homosynaptic change per source spike of independent Poisson trains."""
    return A * TAU * TAU_SLOW * rate**2 - A * TAU * rate + DELTA


def expected_pull(rate: np.ndarray) -> np.ndarray:
    """Return the mean heterosynaptic rate [1/s] of a Poisson target: beta*rate*<trace**3>."""
    mean = rate * TAU
    return BETA * rate * (mean**3 + 1.5 * mean**2 + mean / 3)


def expected_distance(rate: np.ndarray) -> np.ndarray:
    """Return w - w_ref where drift and pull are equal, were weight and trace independent."""
    return SOURCE_RATE * expected_drift(rate) / expected_pull(rate)


def switching_weights(depth: float) -> tuple[float, float]:
    """Return the weights beyond which a well of the reference vanishes: the lower, the upper."""
    # The reference settles where w equals w_ref + depth*w_ref*(1/4 - w_ref)*(1/2 - w_ref).
    held = np.polynomial.Polynomial([0, 1 + depth / 8, -0.75 * depth, depth])
    extremes = np.sort(held.deriv().roots().real)
    return tuple(held(extremes))


def curves() -> Mapping[str, object]:
    """Return what is expected, as functions of the rate and by depth of the wells."""
    return {
        "drift": expected_drift,
        "pull": expected_pull,
        "distance": expected_distance,
        "switches": {depth: switching_weights(depth) for depth in DEPTHS},
    }


def found_switches(settled: tuple[np.ndarray, np.ndarray]) -> tuple[float, float]:
    """Return the first held weight to leave the lower well, and the last to leave the upper."""
    lower, upper = settled
    left, fallen = HELD_WEIGHTS[lower > 0.25], HELD_WEIGHTS[upper < 0.25]
    return min(left, default=np.nan), max(fallen, default=np.nan)


def table(found: Mapping) -> str:
    """Return what was measured beside what is expected, as a Markdown table."""
    rows = []
    for value, zero in zip(found["nullclines"], NULLCLINES, strict=True):
        rows.append(("homosynaptic nullcline [Hz]", f"{value:.2f}", f"{zero}"))
    for rate, pull in zip(*found["pull"], strict=True):
        expected = f"{expected_pull(rate):.3g}"
        rows.append((f"heterosynaptic rate at {rate:g} Hz [1/s]", f"{pull:.3g}", expected))
    rows += _distances(found)
    for depth, settled in found["wells"].items():
        pairs = zip(found_switches(settled), switching_weights(depth), strict=True)
        for name, (value, exact) in zip(("up", "down"), pairs, strict=True):
            what = f"weight that brings the reference {name}, well_depth {depth:g}"
            rows.append((what, f"{value:.3f}", f"{exact:.4f}"))
    for (start, name), (w, rate) in found["loop"].items():
        last = f"w {w[-1]:.3f}, {rate[-1]:.1f} Hz"
        rows.append((f"loop, {name}, from w = {start}", last, None))
    return markdown(("quantity", "measured", "expected"), rows)


def _distances(found: Mapping) -> list[tuple[str, str, str]]:
    w, reference = found["whole"]
    distance = (w - reference)[len(w) // 2 :]
    runaway = found["control"][0][-1].mean(axis=-1)
    rows = []
    for k, rate in enumerate(found["rates"]):
        mean, sd = distance[:, k].mean(), distance[:, k].std()
        expected = f"{expected_distance(rate):.4f}"
        rows.append((f"w - w_ref at {rate:g} Hz, mean ± sd", f"{mean:.4f} ± {sd:.4f}", expected))
    for k, rate in enumerate(found["rates"]):
        rows.append((f"w at the end without beta and delta, {rate:g} Hz", f"{runaway[k]:.3f}", "-"))
    return rows


if __name__ == "__main__":
    run_script(main, Options)
