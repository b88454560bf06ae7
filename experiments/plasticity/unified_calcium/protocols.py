"""Protocols of `unified_calcium`: what is shown to its networks, and what they make of it."""

from dataclasses import dataclass

import numpy as np
from networks import pairs, poisson_pairs, selective_neuron

from snn_cl.simulator import Simulator

POOL = -0.0045  # conductance with all receptors inserted [uM/(ms mV)], nmda_pool of the neuron
MOLAR_PER_MS_MV = 1e3  # an uM/(ms mV) in the units of a state: mol/(m^3 s V)
SHOW = 0.05  # a presentation of the selective neuron [s]
RECORDED = ("afferent_output.w", "output.g_nmda")
KEEP = 200  # every so many of its presentations the weights are kept


def change_per_pair(
    lags: np.ndarray, conductances: np.ndarray, n_pairs: int = 3, dt: float = 2e-5
) -> np.ndarray:
    """Return the change of the weight per pair of spikes at 1 Hz, over the learning rate.

    Parameters
    ----------
    lags : (n_lags,) float array [ms]
        From the presynaptic to the postsynaptic spike.
    conductances : (n_conductances,) float array [uM/(ms mV)]
    n_pairs : int
    dt : float [s]

    Returns
    -------
    (n_conductances, n_lags) float array [uM ms]
    """
    conductance, lag = np.meshgrid(conductances, np.asarray(lags) / 1000, indexing="ij")
    simulator = Simulator(pairs(lag.size), show=float(n_pairs), dt=dt, dtype="float64")
    given = {
        "afferent.onset": 0.2,
        "output.onset": 0.2 + lag.ravel(),
        "afferent.n_bursts": n_pairs,
        "output.n_bursts": n_pairs,
        "output.g_nmda": conductance.ravel() * MOLAR_PER_MS_MV,
    }
    state = simulator.initial_state(0, given)
    after = simulator.run(np.zeros((1, 1)), state=state, seed=0).state
    return after["afferent_output.w"].reshape(lag.shape) / (1e-6 * n_pairs)


def drift(
    shares: np.ndarray, rates: np.ndarray, n_pre: int, duration: int, seed: int, dt: float = 1e-4
) -> tuple[np.ndarray, np.ndarray]:
    """Return how fast weights change between independent Poisson neurons, over the learning rate.

    Parameters
    ----------
    shares : (n_shares,) float array
        Conductances as shares of the pool.
    rates : (n_rates,) float array [Hz]
        Of the target; sources fire at 10 Hz.
    n_pre : int
        Sources that the drift is averaged over.
    duration : int [s]
    seed : int
    dt : float [s]

    Returns
    -------
    (n_shares, n_rates) float array [Hz]
        At which the targets really fired.
    (n_shares, n_rates) float array [uM ms/s]
    """
    share, rate = np.meshgrid(shares, rates, indexing="ij")
    simulator = Simulator(poisson_pairs(n_pre, rate.size), show=1.0, dt=dt, dtype="float64")
    given = {"output.g_nmda": share.ravel() * POOL * MOLAR_PER_MS_MV}
    state = simulator.initial_state(0, given)
    stimulus = np.tile(np.r_[np.full(n_pre, 10.0), rate.ravel()], (duration, 1))
    outcome = simulator.run(stimulus, state=state, seed=seed)
    change = outcome.state["afferent_output.w"].mean(axis=0) / (1e-6 * duration)
    return outcome.counts.mean(axis=0).reshape(rate.shape), change.reshape(rate.shape)


def sliding_threshold(rates: np.ndarray, change: np.ndarray, reach: float = 1.7) -> float:
    """Return the rate at which depression turns into potentiation.

    A parabola in the logarithm of the rate is fitted around the last change of sign.

    Parameters
    ----------
    rates : (n_rates,) float array [Hz]
        Ascending, or nearly so.
    change : (n_rates,) float array
    reach : float
        The parabola is fitted from 1/reach to reach times the first guess.

    Returns
    -------
    float [Hz]
        NaN if the highest rate still leads to depression.
    """
    last = np.flatnonzero(change < 0).max(initial=0)
    if last == len(rates) - 1:
        return np.nan
    x = np.log(rates / rates[last])
    near = np.abs(x) < np.log(reach)
    fit = np.polynomial.Polynomial.fit(x[near], change[near], 2)
    roots = [root.real for root in fit.roots() if abs(root.imag) < 1e-9]
    return float(rates[last] * np.exp(min(roots, key=abs))) if roots else np.nan


@dataclass(frozen=True)
class Course:
    """How a neuron learned.

    Attributes
    ----------
    time : (n_kept,) float array [s]
    weights : (n_kept, n_inputs) float array
    conductance : (n_kept,) float array
        As a share of the pool.
    counts : (n_presentations,) int array
        Spikes of the neuron.
    """

    time: np.ndarray
    weights: np.ndarray
    conductance: np.ndarray
    counts: np.ndarray

    def rate(self, chosen: np.ndarray | slice) -> float:
        """Return the mean output rate in some presentations [Hz]."""
        return float(self.counts[chosen].mean() / SHOW)


def learn(
    stimulus: np.ndarray,
    start: tuple[float, float],
    correlation: float,
    frozen: bool,
    jump: float,
    seed: int,
    dt: float,
) -> Course:
    """Let a neuron learn from inputs at given rates.

    Parameters
    ----------
    stimulus : (n_presentations, 1 + n_inputs) float array [Hz]
        Of the hidden source and of each input's own.
    start : (float, float)
        Weights begin evenly spread between these.
    correlation : float
        Probability that the spikes of the hidden source are copied.
    frozen : bool
    jump : float
        Of the excitatory conductance at a weight of 1, in units of the leak conductance.
    seed : int
    dt : float [s]

    Returns
    -------
    Course
    """
    n = stimulus.shape[1] - 1
    simulator = Simulator(selective_neuron(n, n // 2, frozen, jump), SHOW, dt=dt, dtype="float64")
    drawn = np.random.default_rng(seed).uniform(*start, n)
    state = simulator.initial_state(seed, {"afferent_output.w": drawn[:, None]})
    state["input_afferent.fidelity"][: n // 2] = correlation  # the other half as the model says
    outcome = simulator.run(stimulus, state=state, seed=seed, record=RECORDED)
    kept = slice(KEEP - 1, None, KEEP)
    weights, conductance = (outcome.traces[name][kept] for name in RECORDED)
    share = conductance[:, 0] / (POOL * MOLAR_PER_MS_MV)
    time = SHOW * np.arange(1, len(stimulus) + 1)[kept]
    return Course(time, weights, share, outcome.counts[:, 0])


def group_stimulus(correlation: float, duration: float, n: int = 100) -> np.ndarray:
    """Return rates for inputs at 10 Hz, half of them with a pairwise correlation.

    Parameters
    ----------
    correlation : float
        0 for none.
    duration : float [s]
    n : int

    Returns
    -------
    (n_presentations, 1 + n) float array [Hz]
    """
    rates = np.full(1 + n, 10.0)
    if correlation:
        rates[1 : 1 + n // 2] = 0.0
    rates[0] = 10 / correlation if correlation else 0.0
    return np.tile(rates, (round(duration / SHOW), 1))


def pattern_stimulus(duration: float, seed: int, n: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """Return rates in which one of four quarters of the inputs is active at a time.

    The active one fires at 30 Hz, the others at 5 Hz. It is drawn anew after an exponential time
    of 500 ms on average, rounded to presentations.

    Parameters
    ----------
    duration : float [s]
    seed : int
    n : int

    Returns
    -------
    (n_presentations, 1 + n) float array [Hz]
    (n_presentations,) int array
        Which quarter is active.
    """
    random = np.random.default_rng(seed)
    n_shown = round(duration / SHOW)
    new = random.random(n_shown) < 1 - np.exp(-SHOW / 0.5)
    drawn_at = np.maximum.accumulate(np.arange(n_shown) * new)
    active = random.integers(0, 4, n_shown)[drawn_at]
    quarter = np.arange(n) // (n // 4)
    rates = np.where(quarter == active[:, None], 30.0, 5.0)
    return np.c_[np.zeros(n_shown), rates], active
