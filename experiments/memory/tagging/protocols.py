"""Protocols of tagging and capture: stimulation in short steps, the hours between in long ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from course import HOUR, MINUTE, PATHWAY, Z_UP, Course

from snn_cl.find import find_function
from snn_cl.simulator import Simulator

MODELS = Path(__file__).resolve().parents[2] / "models"
SYNAPSES, PROTEIN = "input_output", "output.protein"
EARLY_LATE = (f"{SYNAPSES}.h", f"{SYNAPSES}.z", PROTEIN)
TAGTRIC = (f"{SYNAPSES}.high", f"{SYNAPSES}.low", f"{SYNAPSES}.z", PROTEIN)
BIN = 0.05  # s; the rate of Poisson sources may change so often


@dataclass(frozen=True)
class Networks:
    """A network in short steps for stimulation, and the same in long steps for the time between.

    Attributes
    ----------
    busy, quiet : Simulator
    lasting : tuple of str
        What goes from one to the other, by 'part.variable'; the rest starts afresh.
    """

    busy: Simulator
    quiet: Simulator
    lasting: tuple[str, ...]

    def wait(self, seconds: float) -> "Stage":
        """Return a time without any spikes, a multiple of a quiet presentation."""
        n = seconds / self.quiet.timing.show
        return Stage(self.quiet, np.zeros((round(n), self._n_input)))

    @property
    def _n_input(self):
        return self.busy.resolved.parts["input"].shape[0]


@dataclass(frozen=True)
class Stage:
    """A part of a protocol.

    Attributes
    ----------
    simulator : Simulator
    rates : (n_presentations, n_input) float array [Hz]
    timing : mapping of str to (n_input,) array
        Starting values of the input neurons.
    """

    simulator: Simulator
    rates: np.ndarray
    timing: Mapping[str, np.ndarray] = field(default_factory=dict)


def follow(
    stages: Sequence[Stage], networks: Networks, state: Mapping[str, np.ndarray], seed: int
) -> Course:
    """Run the stages of a protocol one after another.

    Parameters
    ----------
    stages : sequence of Stage
    networks : Networks
    state : mapping of str to array
        What lasts, at the beginning; the model's starting values where nothing is said.
    seed : int

    Returns
    -------
    Course
    """
    times, values, now = [], [], 0.0
    for number, stage in enumerate(stages):
        simulator = stage.simulator
        timing = {f"input.{name}": array for name, array in stage.timing.items()}
        start = simulator.initial_state(seed, {**state, **timing})
        outcome = simulator.run(
            stage.rates, state=start, seed=1000 * seed + number, record=networks.lasting
        )
        state = {key: outcome.state[key] for key in networks.lasting}
        show = simulator.timing.show
        times.append(now + show * np.arange(1, len(stage.rates) + 1))
        now = times[-1][-1]
        values.append(outcome.traces)
    joined = {
        key.split(".")[1]: np.concatenate([one[key] for one in values]) for key in networks.lasting
    }
    ends = tuple(int(n) for n in np.cumsum([len(one) for one in times]))
    return Course(np.concatenate(times), joined, ends)


@cache
def early_late_networks(n_trials: int, regular: bool = False, backend: str = "dense") -> Networks:
    """Return single synapses with an early and a late phase, steps of 0.2 ms and 1 s.

    Parameters
    ----------
    n_trials : int
    regular : bool
        Whether the sources fire at prescribed times and not at random.
    backend : str

    Returns
    -------
    Networks
    """
    model = find_function("models", str(MODELS / "early_late_phase.py"))
    source = ("neurons/prescribed_spikes",) if regular else ("neurons/poisson_rate",)
    options = {"backend": backend, "dtype": "float64"}
    return Networks(
        Simulator(model(n_trials, source=source), show=BIN, dt=2e-4, **options),
        Simulator(model(n_trials, source=source, delays=False), show=2, dt=1, **options),
        EARLY_LATE,
    )


def early_late_protocol(name: str, networks: Networks) -> list[Stage]:
    """Return an hour of rest, the stimulation and eight hours after it.

    Parameters
    ----------
    name : str
        'STET', 'WTET', 'SLFS', 'WLFS' or, with sources that fire when told, 'regular SLFS'.
    networks : Networks

    Returns
    -------
    list of Stage
    """
    busy = networks.busy
    n = busy.resolved.parts["input"].shape[0]
    rates = {
        "STET": [100] * 20 + [0] * 20,
        "WTET": [100] * 4 + [0] * 36,
        "SLFS": ([20] * 3 + [0] * 20) * 900,
        "regular SLFS": [0] * 23 * 900,
        "WLFS": [1] * 900 * 20 + [0] * 20,
    }[name]
    timing = {}
    if name == "regular SLFS":
        values = {"interval": BIN, "n_pulses": 3, "period": 1.15, "n_bursts": 900}
        timing = {key: np.full(n, float(value)) for key, value in values.items()}
    train = Stage(busy, np.repeat(np.array(rates, float)[:, None], n, axis=1), timing)
    trains = [train] if name != "STET" else [train, networks.wait(598), train, networks.wait(598)]
    trains += [train] if name == "STET" else []
    return [networks.wait(HOUR), *trains, networks.wait(8 * HOUR)]


@cache
def tagtric_networks(n_trials: int, backend: str = "dense") -> Networks:
    """Return targets with two pathways of 100 synapses, steps of 1 ms and 1 s.

    Parameters
    ----------
    n_trials : int
        Targets; all hear the same spikes.
    backend : str

    Returns
    -------
    Networks
    """
    model = find_function("models", str(MODELS / "tagtric.py"))
    options = {"backend": backend, "dtype": "float64"}
    return Networks(
        Simulator(model(2 * PATHWAY, n_trials), show=1, **options),
        Simulator(model(2 * PATHWAY, n_trials, spiking=False), show=MINUTE, dt=1, **options),
        TAGTRIC,
    )


def tagtric_start(n_trials: int, seed: int) -> dict[str, np.ndarray]:
    """Return what lasts before anything was stimulated: some synapses have a late phase.

    Parameters
    ----------
    n_trials, seed : int

    Returns
    -------
    dict of str to array
    """
    rng = np.random.default_rng(seed)
    up = np.repeat(np.arange(PATHWAY) < Z_UP * PATHWAY, n_trials).reshape(PATHWAY, n_trials)
    pathways = [rng.permuted(up.astype(float), axis=0) for _ in range(2)]
    return {f"{SYNAPSES}.z": np.concatenate(pathways)}


def tagtric_protocol(name: str, networks: Networks, pathway: int = 0) -> list[Stage]:
    """Return the stimulation of one pathway.

    Parameters
    ----------
    name : str
        'WTET', 'STET', 'WLFS' or 'SLFS'.
    networks : Networks
    pathway : int
        0 or 1.

    Returns
    -------
    list of Stage
    """
    if name == "STET":
        return trains(networks, pathway, 3, 10 * MINUTE, n_pulses=100, frequency=100)
    n_pulses, frequency, n_bursts, period = {
        "WTET": (21, 100, 1, 1),
        "WLFS": (900, 1, 1, 901),
        "SLFS": (3, 20, 900, 1.1),
    }[name]
    return [train(networks, pathway, n_pulses, frequency, n_bursts, period)]


def trains(
    networks: Networks, pathway: int, n: int, gap: float, n_pulses: int, frequency: float
) -> list[Stage]:
    """Return trains of pulses with a gap [s] in between."""
    one = train(networks, pathway, n_pulses, frequency)
    return [stage for _ in range(n) for stage in (one, networks.wait(gap))][:-1]


def train(
    networks: Networks,
    pathway: int,
    n_pulses: int,
    frequency: float,
    n_bursts: int = 1,
    period: float = 1e6,
) -> Stage:
    """Return bursts of pulses for one pathway, and a tenth of a second or more after the last.

    Parameters
    ----------
    networks : Networks
    pathway : int
    n_pulses : int
        In a burst.
    frequency : float [Hz]
    n_bursts : int
    period : float [s]
        From burst to burst.

    Returns
    -------
    Stage
    """
    timing = {name: np.ones(2 * PATHWAY) for name in ("interval", "n_pulses", "period")}
    timing["n_bursts"] = np.zeros(2 * PATHWAY)
    of_pathway = slice(PATHWAY * pathway, PATHWAY * (pathway + 1))
    values = (1 / frequency, n_pulses, period, n_bursts)
    for array, value in zip(timing.values(), values, strict=True):
        array[of_pathway] = value
    seconds = (n_bursts - 1) * period + (n_pulses - 1) / frequency + 0.1
    return Stage(networks.busy, np.zeros((int(np.ceil(seconds)), 2 * PATHWAY)), timing)
