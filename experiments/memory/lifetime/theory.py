"""Exact decay of a memory under random events, from the equations of the papers, without chance.

What the simulated ensembles of `_memory_ensemble.py` are compared with: the transition matrices of
Fusi, Drew & Abbott (2005) and of the two-state synapse, and the linear chain of Benna & Fusi (2016)
with all flows taken from the levels before the step. Both kinds of events are as frequent.
"""

from collections.abc import Callable, Sequence

import numpy as np
from decay import lifetime

SIZES = (10**4, 10**5, 10**6)  # synapses
DEPTHS = dict(
    zip(SIZES, (8, 10, 12), strict=True)
)  # with which a cascade of that many synapses remembers longest
X = 0.5  # factor on the probabilities of the cascade per depth
TUBE = 0.125  # share of the first tube


def cascade_matrices(depths: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the transitions of a cascade at a potentiating and at a depressing event.

    Parameters
    ----------
    depths : int

    Returns
    -------
    up, down : (2*depths, 2*depths) float array
        Probabilities by state before and after; weak states first, by depth, then strong ones.
    """
    turn = X ** np.arange(depths)
    turn[-1] = min(1, turn[-1] / (1 - X))
    sink = X ** np.arange(1, depths) / (1 - X)
    up = np.zeros((2, depths, 2, depths))
    for depth in range(depths):
        up[0, depth, 1, 0] = turn[depth]
        up[0, depth, 0, depth] = 1 - turn[depth]
        up[1, depth, 1, depth] = 1 if depth == depths - 1 else 1 - sink[depth]
        if depth < depths - 1:
            up[1, depth, 1, depth + 1] = sink[depth]
    down = up[::-1, :, ::-1]
    size = 2 * depths
    return up.reshape(size, size), down.reshape(size, size)


def markov_signal(up: np.ndarray, down: np.ndarray, last: int) -> np.ndarray:
    """Return mean request times weight, 0 to last presentations after the storage.

    Parameters
    ----------
    up, down : (n_states, n_states) float array
        Doubly stochastic together: all states are as frequent; the first half is weak (-1).
    last : int

    Returns
    -------
    (last + 1,) float array
    """
    n_states = len(up)
    mean = (up + down) / 2
    difference = np.full(n_states, 1 / n_states) @ (up - down) / 2
    weight = np.repeat([-1.0, 1.0], n_states // 2)
    signal = np.empty(last + 1)
    for lag in range(last + 1):
        signal[lag] = difference @ weight
        difference = difference @ mean
    return signal


def cascade_signal(depths: int, last: int) -> np.ndarray:
    """Return the signal of a cascade, 0 to last presentations after the storage."""
    return markov_signal(*cascade_matrices(depths), last)


def two_state_signal(p: float, last: int) -> np.ndarray:
    """Return the signal of a two-state synapse, 0 to last presentations after the storage."""
    return p * (1 - p) ** np.arange(last + 1)


def best_p(n_synapses: float) -> float:
    """Return the probability with which n_synapses two-state synapses remember longest."""
    return np.e / np.sqrt(n_synapses)


def chain_matrix(count: int) -> np.ndarray:
    """Return what a presentation without events does to the levels of a chain of beakers.

    Parameters
    ----------
    count : int

    Returns
    -------
    (count, count) float array
        Levels afterwards by levels before.
    """
    step = np.eye(count)
    for k in range(count):
        flow = np.zeros(count)  # through the tube behind beaker k, by the levels before
        flow[k] = TUBE / 2**k
        if k + 1 < count:
            flow[k + 1] = -flow[k]
            step[k + 1] += flow / 2 ** (k + 1)
        step[k] -= flow / 2**k
    return step


def chain_snr(step: np.ndarray) -> Callable[[Sequence[float]], np.ndarray]:
    """Return the ratio of signal to noise of one chain as a function of the lag.

    Parameters
    ----------
    step : (count, count) float array

    Returns
    -------
    callable
        Lags to the impulse response of the first beaker over the root of its summed square.
    """
    decays, modes = np.linalg.eig(step)
    decays, modes = decays.real, modes.real
    shares = np.linalg.solve(modes, np.eye(len(step))[:, 0]) * modes[0]
    power = np.sum(np.outer(shares, shares) / (1 - np.outer(decays, decays)))
    return lambda lags: decays ** np.asarray(lags, float)[..., None] @ shares / np.sqrt(power)


def slowest_time(step: np.ndarray) -> float:
    """Return the longest time constant of a linear step, in presentations."""
    return float(-1 / np.log(np.abs(np.linalg.eigvals(step)).max()))


def chain_lifetime(step: np.ndarray, n_synapses: float) -> int:
    """Return the last presentation at which n_synapses chains still have a ratio of 1."""
    snr = chain_snr(step)
    low, high = 0, int(20 * slowest_time(step))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if np.sqrt(n_synapses) * snr(middle) >= 1 else (low, middle)
    return low


def exact_lifetime(kind: str, n_synapses: int) -> int:
    """Return the lifetime by matrix iteration; of six beakers, the best cascade or two states."""
    if kind == "beakers":
        return chain_lifetime(chain_matrix(6), n_synapses)
    signal = exact_signal(kind, n_synapses, 4000)
    return lifetime(np.arange(len(signal)), np.sqrt(n_synapses) * signal)


def exact_signal(kind: str, n_synapses: int, last: int) -> np.ndarray:
    """Return signal over noise of one cascade or two-state synapse, 0 to last presentations."""
    if kind == "two-state":
        return two_state_signal(best_p(n_synapses), last)
    return cascade_signal(DEPTHS[n_synapses], last)


def exact_ratio(kind: str, number: int, lags: np.ndarray) -> np.ndarray | None:
    """Return the exact ratio of signal to noise by lag, None where it is not known.

    Parameters
    ----------
    kind : str
    number : int
        Synapses; 0 for chains, of which a million are taken.
    lags : (n_lags,) int array [presentations]

    Returns
    -------
    (n_lags,) float array or None
    """
    if kind == "beakers":
        return np.sqrt(SIZES[-1]) * chain_snr(chain_matrix(6))(lags)
    if number not in SIZES:
        return None
    return np.sqrt(number) * exact_signal(kind, number, lags[-1])[lags]
