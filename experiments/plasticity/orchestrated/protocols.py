"""What the experiment `orchestrated` measures: means over pairs of neurons, by rate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from networks import (
    BASELINE,
    HELD,
    HOMOSYNAPTIC,
    MIDDLE,
    SHOW,
    SOURCE,
    TARGET,
    WHOLE,
    Machine,
    make_layer,
    make_pairs,
    run,
)

from snn_cl.network.model import Model, Population, Projection


def of_each_rate(rates: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and standard error over the pairs that share a rate.

    Parameters
    ----------
    rates : (n_rates,) float array
    values : (n_rates*n_each,) float array
        The pairs of one rate stand together.

    Returns
    -------
    mean, error : (n_rates,) float array
    """
    groups = values.reshape(len(rates), -1)
    return groups.mean(axis=1), groups.std(axis=1, ddof=1) / np.sqrt(groups.shape[1])


def homosynaptic_drift(
    rates: np.ndarray, n_each: int, duration: float, machine: Machine, source_rate: float = 40.0
) -> tuple[np.ndarray, np.ndarray]:
    """Measure the change of a weight per source spike without heterosynaptic pull.

    Parameters
    ----------
    rates : (n_rates,) float array [Hz]
        Of the target.
    n_each : int
        Pairs of each rate.
    duration : float [s]
    machine : Machine
    source_rate : float [Hz]
        The drift is proportional to it, so it decides the precision alone.

    Returns
    -------
    mean, error : (n_rates,) float array
    """
    simulator = machine.start(make_pairs(len(rates) * n_each, HOMOSYNAPTIC), duration)
    targets = np.repeat(rates, n_each)
    outcome = run(simulator, source_rate, targets, MIDDLE, 1, machine.seed)
    change = outcome.state["input_output.w"] - MIDDLE
    return of_each_rate(rates, change / (source_rate * duration))


def crossings(rates: np.ndarray, drift: np.ndarray, near: Sequence[float], reach: float) -> list:
    """Return where straight lines through the drift around given rates pass zero.

    Parameters
    ----------
    rates : (n_rates,) float array [Hz]
    drift : (n_rates,) float array
    near : sequence of float [Hz]
    reach : float
        Share of the given rate that a line reaches to each side.

    Returns
    -------
    list of float [Hz]
    """
    found = []
    for middle in near:
        close = abs(rates - middle) <= reach * middle
        slope, offset = np.polyfit(rates[close], drift[close], 1)
        found.append(-offset / slope)
    return found


def heterosynaptic_rate(
    rates: np.ndarray, n_each: int, duration: float, machine: Machine, weaker: float = 1000.0
) -> np.ndarray:
    """Measure how fast bursts of the target pull the weight of a silent source to its reference.

    The pull is made weaker, so that the distance hardly shrinks from one spike of a burst to the
    next and the mean over time is that over spikes; the result is scaled back. References stand.

    Parameters
    ----------
    rates : (n_rates,) float array [Hz]
        Of the target.
    n_each : int
        Pairs of each rate.
    duration : float [s]
    machine : Machine
    weaker : float

    Returns
    -------
    (n_rates,) float array [1/s]
    """
    parameters = {"beta": f"{0.05 / weaker}", "tau_consolidation": "1e12*second"}
    model = make_pairs(len(rates) * n_each, WHOLE, parameters)
    simulator = machine.start(model, duration)
    outcome = run(simulator, 0, np.repeat(rates, n_each), MIDDLE, 1, machine.seed, reference=0)
    left, _ = of_each_rate(rates, outcome.state["input_output.w"] / MIDDLE)
    return -weaker * np.log(left) / duration


def weights_at_rates(
    rates: np.ndarray,
    n_each: int,
    n: int,
    machine: Machine,
    parameters: Mapping[str, str] | None = None,
    weight: float = 0.5,
    source_rate: float = 10.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Run the whole rule at given rates and return weights and references along time.

    Parameters
    ----------
    rates : (n_rates,) float array [Hz]
        Of the target.
    n_each : int
        Pairs of each rate.
    n : int
        Presentations of 20 s.
    machine : Machine
    parameters : mapping of str to str, optional
    weight : float
        Weight and reference at the start.
    source_rate : float [Hz]

    Returns
    -------
    w, w_ref : (n, n_rates, n_each) float array
    """
    model = make_pairs(len(rates) * n_each, WHOLE, parameters)
    simulator = machine.start(model, SHOW)
    outcome = run(simulator, source_rate, np.repeat(rates, n_each), weight, n, machine.seed)
    shape = (n, len(rates), n_each)
    return tuple(outcome.traces[f"input_output.{name}"].reshape(shape) for name in ("w", "w_ref"))


def consolidated(
    weights: np.ndarray, reference: float, hours: float, depth: float, machine: Machine
) -> np.ndarray:
    """Hold weights still and return where their reference weights settle.

    Nothing fires, so the step may be as long as that of the reference, 1.2 s.

    Parameters
    ----------
    weights : (n,) float array
    reference : float
        All reference weights at the start.
    hours : float
        Time that the references have.
    depth : float
        Of the double well.
    machine : Machine

    Returns
    -------
    (n,) float array
    """
    n = len(weights)
    model = Model(
        [Population("input", n, SOURCE[0]), Population("output", n, TARGET[:2])],
        [Projection("input", "output", HELD, "one_to_one", {"well_depth": str(depth)})],
    )
    simulator = replace(machine, dt=1.2).start(model, 3600 * hours)
    outcome = run(simulator, 0, 0, weights, 1, machine.seed, reference)
    return outcome.state["input_output.w_ref"]


def in_a_loop(
    weight: float, n: int, machine: Machine, parameters: Mapping[str, str] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Let 20 targets hear 100 sources of 10 Hz, so that stronger weights make them fire faster.

    Parameters
    ----------
    weight : float
        All weights and references at the start.
    n : int
        Presentations of 20 s.
    machine : Machine
    parameters : mapping of str to str, optional

    Returns
    -------
    w : (n,) float array
        Mean weight at the end of each presentation.
    rate : (n,) float array [Hz]
        Mean rate of the targets in it.
    """
    simulator = machine.start(make_layer(100, 20, parameters), SHOW)
    outcome = run(simulator, 10, BASELINE, weight, n, machine.seed)
    w = outcome.traces["input_output.w"].mean(axis=1)
    return w, outcome.counts.mean(axis=1) / SHOW
