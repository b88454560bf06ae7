"""Memories in an ensemble of synapses: how they are stored, how their signal is read, exact decay.

Every synapse is asked for more or for less in each presentation, at random. What all were asked for
at one time is a memory; its signal later is the mean over synapses of request times weight, its
noise the spread of the weight over the root of their number. As synapses do not know of each other
and every presentation stores a memory, one run holds as many samples as synapses times memories.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from decay import Decay
from scipy.linalg import solve_discrete_lyapunov
from theory import chain_snr

from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

CHAINS = (4, 6, 8)  # numbers of beakers
STEP = 0.001  # one presentation is one step of 1 ms
ALWAYS = 1 / STEP  # Hz, at which a source fires in every step
EVENTS = ("synapses/transmission", "synapses/random_events")


@dataclass(frozen=True)
class Synapse:
    """What an ensemble is made of.

    Attributes
    ----------
    files : tuple of str
        Stack that keeps the requested changes.
    parameters, initial : mapping of str to str
        As in `Projection`.
    flows : bool
        Whether a change sits in the weight at once and flows on at the presentation's end, so that
        the signal right after the storage is read in between.
    """

    files: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    initial: Mapping[str, str] = field(default_factory=dict)
    flows: bool = False


def cascade(depths: int) -> Synapse:
    """Return cascade synapses, spread evenly over their 2*depths states as in equilibrium."""
    start = {"w": "2*int(rand() < 0.5) - 1", "cascade_depth": f"1 + floor({depths}*rand())"}
    return Synapse(("synapses/cascade",), {"cascade_depths": str(depths)}, start)


def two_state(p: float) -> Synapse:
    """Return synapses of two states that follow an event with probability p."""
    start = {"w": "2*int(rand() < 0.5) - 1"}
    return Synapse(("synapses/two_state",), {"switch_p": f"{p:.12g}"}, start)


def beakers(count: int = 6, levels: int = 0) -> Synapse:
    """Return chains of 2 to 6 or 8 beakers, with a number of levels or, at 0, of any content."""
    bounds = {"w_min": "-1e6", "w_max": "1e6"}
    chain = Synapse(("synapses/beakers",), bounds, {"w": "0"}, flows=True)
    if count == 8:
        chain = _with(chain, "synapses/beakers_seven_eight", beaker_leak="0")
    elif count != 6:
        chain = _with(chain, "synapses/beaker_count", beaker_count=str(count))
    return _with(chain, "synapses/beaker_levels", beaker_levels=str(levels)) if levels else chain


def _with(synapse: Synapse, file: str, **parameters: str) -> Synapse:
    return replace(
        synapse,
        files=(*synapse.files, file),
        parameters={**synapse.parameters, **parameters},
    )


def make_simulator(synapse: Synapse, side: int, backend: str = "dense", **events) -> Simulator:
    """Return side sources, each joined to side targets, in double precision.

    Parameters
    ----------
    synapse : Synapse
    side : int
    backend : str
    **events : str
        Parameters of synapses/random_events.

    Returns
    -------
    Simulator
    """
    projection = Projection(
        "input",
        "output",
        [*EVENTS, *synapse.files],
        parameters={**synapse.parameters, **events},
        initial=synapse.initial,
    )
    populations = [
        Population("input", side, "neurons/poisson_rate"),
        Population("output", side, "neurons/lif"),
    ]
    return Simulator(
        Model(populations, [projection]), show=STEP, dt=STEP, backend=backend, dtype="float64"
    )


def chain_state(simulator: Simulator, seed: int, count: int) -> dict[str, np.ndarray]:
    """Return beakers with the means and covariances that random events leave in the long run.

    Parameters
    ----------
    simulator : Simulator
    seed : int
    count : int
        Beakers in the chain.

    Returns
    -------
    dict of str to array
    """
    step = chain_step(simulator, count)
    covariance = solve_discrete_lyapunov(step, np.outer(step[:, 0], step[:, 0]))
    shape = simulator.resolved.parts["input_output"].shape
    rng = np.random.default_rng([seed, count])
    levels = rng.multivariate_normal(np.zeros(count), covariance, shape, method="eigh")
    names = enumerate(chain_names(count))
    given = {f"input_output.{name}": levels[..., number] for number, name in names}
    return simulator.initial_state(seed, given)


def chain_names(count: int) -> list[str]:
    """Return the variables of a chain, the weight first."""
    return ["w", *(f"beaker{number}" for number in range(2, count + 1))]


def chain_step(simulator: Simulator, count: int) -> np.ndarray:
    """Return what a presentation without events does to the levels, as simulated.

    Returns
    -------
    (count, count) float array
        Levels afterwards by levels before; one synapse of the simulator for each column.
    """
    state = simulator.initial_state(0)
    names = [f"input_output.{name}" for name in chain_names(count)]
    for number, name in enumerate(names):
        state[name] = np.zeros_like(state[name])
        state[name].flat[number] = 1
    n_input = state[names[0]].shape[0]
    after = simulator.run(np.zeros((1, n_input)), state=state, seed=0).state
    return np.array([after[name].ravel()[:count] for name in names])


def simulate_decay(
    synapse: Synapse,
    lags: Sequence[int],
    side: int = 32,
    presentations: int = 12_000,
    seeds: Sequence[int] = (0,),
    backend: str = "dense",
) -> Decay:
    """Store a memory in every presentation and follow them all.

    Parameters
    ----------
    synapse : Synapse
    lags : sequence of int
        Presentations after the storage at which a memory is read.
    side : int
        The ensemble has side**2 synapses.
    presentations : int
        In a run.
    seeds : sequence of int
        One run each.
    backend : str

    Returns
    -------
    Decay
    """
    simulator = make_simulator(synapse, side, backend)
    found = [
        (_signals(requests, weights, lags), np.mean(weights**2, dtype=float))
        for requests, weights in _runs(simulator, synapse, presentations, seeds)
    ]
    signals, power = (np.mean(values, axis=0) for values in zip(*found, strict=True))
    samples = len(found) * side**2 * (presentations - max(lags))
    return Decay(np.asarray(lags), signals, float(np.sqrt(power)), samples)


def _runs(simulator, synapse, presentations, seeds) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield requests and weights, (presentations, n_synapses) each."""
    keys = [f"input_output.{name}" for name in ("event", "w")]
    side = simulator.resolved.parts["input"].shape[0]
    for seed in seeds:
        state = simulator.initial_state(seed)
        if synapse.flows and "beaker_levels" not in synapse.parameters:
            state = chain_state(simulator, seed, chain_length(synapse))
        start = state["input_output.w"].ravel()
        rates = np.full((presentations, side), ALWAYS)
        traces = simulator.run(rates, state=state, seed=seed, record=keys).traces
        requests, weights = (traces[key].astype(np.float32) for key in keys)
        if synapse.flows:
            weights = requests + np.vstack([start.astype(np.float32), weights[:-1]])
        yield requests, weights


def chain_length(synapse: Synapse) -> int:
    """Return the number of beakers of a chain."""
    if "synapses/beakers_seven_eight" in synapse.files:
        return 8
    return int(synapse.parameters.get("beaker_count", 6))


def _signals(requests: np.ndarray, weights: np.ndarray, lags: Sequence[int]) -> np.ndarray:
    n = len(requests) - max(lags)  # as many memories at each lag
    stored = requests[:n].ravel()
    return np.array([stored @ weights[lag : lag + n].ravel() / stored.size for lag in lags])


def impulse_response(count: int, presentations: int, backend: str = "dense") -> np.ndarray:
    """Return the level of the first of count beakers after one unit was poured in.

    Parameters
    ----------
    count : int
    presentations : int
    backend : str

    Returns
    -------
    (presentations,) float array
        By presentations since, the first right after the event: 1.
    """
    simulator = make_simulator(beakers(count), 1, backend, event_share="1")
    rates = np.zeros((presentations - 1, 1))
    rates[0] = ALWAYS
    key = "input_output.w"
    outcome = simulator.run(rates, state=simulator.initial_state(0), seed=0, record=key)
    return np.concatenate([[1.0], outcome.traces[key].ravel()])


@dataclass(frozen=True)
class Chains:
    """What single chains of beakers do after one event, by the number of beakers.

    Attributes
    ----------
    steps : dict of int to (count, count) float array
        What a presentation without events does to the levels, as simulated.
    responses : dict of int to (last,) float array
        Level of the first beaker, as simulated.
    """

    steps: dict[int, np.ndarray] = field(default_factory=dict)
    responses: dict[int, np.ndarray] = field(default_factory=dict)

    def snr(self, count: int) -> np.ndarray:
        """Return the ratio of one chain for each presentation after the event."""
        return self.responses[count] * chain_snr(self.steps[count])([0.0])


def single_chains(last: int = 100_000) -> Chains:
    """Return what chains of four, six and eight beakers do after an event, as simulated."""
    chains = Chains()
    for count in CHAINS:
        chains.steps[count] = chain_step(make_simulator(beakers(count), 3), count)
        chains.responses[count] = impulse_response(count, last)
    return chains
