"""Time, memory and build time of one network on its backends, interleaved."""

import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace

from memory import peak_bytes
from rows import STOCK, Images, Row, make_simulator
from updates import n_plastic, n_post_spikes, n_synapses, n_updates

from snn_cl.simulator import Outcome, Simulator


@dataclass(frozen=True)
class Measurement:
    """What was measured of one row on one backend.

    Attributes
    ----------
    row, backend : str
    synapses : int
        Plastic ones.
    presentations, rounds : int
        In a round, and number of rounds.
    ms : float [ms]
        Of one presentation, block hand-over excluded; median over rounds.
    ms_low, ms_high : float [ms]
        Lowest and highest round.
    ratio : float or None
        Times as fast as stock Brian2 in float64.
    updates : float
        Synapse updates in one presentation.
    ns : float or None [ns]
        Time of one update, all else that a presentation needs included.
    post_spikes : float
        Spikes of the targets of the largest plastic projection in one presentation.
    bytes_per_synapse : float or None
        Of all synapses; None where there is no /proc.
    build : float [s]
    handover : float [ms]
        A block of one presentation, mostly process start, files and connections.
    share : float
        `handover` as a share of a block of 1,000 presentations.
    all_images : float [s]
        60,000 presentations in blocks of 1,000, from `ms` and `handover`.
    """

    row: str
    backend: str
    synapses: int
    presentations: int
    rounds: int
    ms: float
    ms_low: float
    ms_high: float
    ratio: float | None
    updates: float
    ns: float | None
    post_spikes: float
    bytes_per_synapse: float | None
    build: float
    handover: float
    share: float
    all_images: float


@dataclass(frozen=True)
class Candidate:
    """A compiled network, and the times it has needed so far.

    Attributes
    ----------
    simulator : Simulator
    state : dict of str to array
        Where every block starts.
    build : float [s]
    singles, blocks : list of float [s]
        Times of a block of one presentation and of a whole round.
    """

    simulator: Simulator
    state: dict
    build: float
    singles: list[float] = field(default_factory=list)
    blocks: list[float] = field(default_factory=list)

    def run(self, images: Images, n_spikes: int = 0) -> Outcome:
        """Run a block from the starting state."""
        options = {"state": self.state, "seed": 0, "modulator": images.modulator}
        return self.simulator.run(images.rates, images.labels, n_spikes=n_spikes, **options)

    def seconds(self, images: Images) -> float:
        """Return the wall time of a block [s], its hand-over included."""
        begin = time.perf_counter()
        self.run(images)
        return time.perf_counter() - begin

    def rounds_ms(self) -> list[float]:
        """Return the time of what the longer block presents more, in each round [ms]."""
        pairs = zip(self.singles, self.blocks, strict=True)
        return [1000 * (block - single) for single, block in pairs]


def measure_row(row: Row, images: Images, rounds: int) -> list[Measurement]:
    """Measure a row on all its backends, one after another in every round.

    Parameters
    ----------
    row : Row
    images : Images
    rounds : int

    Returns
    -------
    list of Measurement
    """
    candidates = {backend: _candidate(row, backend, images) for backend in row.backends}
    for _ in range(rounds):
        for candidate in candidates.values():
            candidate.singles.append(candidate.seconds(images.part(0, 1)))
            candidate.blocks.append(candidate.seconds(images))
    stock = statistics.median(candidates[STOCK].rounds_ms()) if STOCK in candidates else None
    return [_summary(row, backend, images, made, stock) for backend, made in candidates.items()]


def _candidate(row: Row, backend: str, images: Images) -> Candidate:
    n_input = images.rates.shape[1]
    build = _built_apart(row, backend, n_input)
    simulator = make_simulator(row, backend, n_input)
    return Candidate(simulator, simulator.initial_state(0), build)


def _built_apart(row: Row, backend: str, n_input: int) -> float:
    """Compile in a process of its own, so that no build profits from the one before."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(build_seconds, row, backend, n_input).result()


def build_seconds(row: Row, backend: str, n_input: int) -> float:
    """Return how long a network took to generate and compile [s].

    Parameters
    ----------
    row : Row
    backend : str
    n_input : int

    Returns
    -------
    float
    """
    return make_simulator(row, backend, n_input).build_seconds


def _summary(
    row: Row, backend: str, images: Images, made: Candidate, stock: float | None
) -> Measurement:
    times = [ms / (len(images.rates) - 1) for ms in made.rounds_ms()]
    ms = statistics.median(times)
    return Measurement(
        row=row.name,
        backend=backend,
        presentations=len(images.rates),
        rounds=len(times),
        ms=ms,
        ms_low=min(times),
        ms_high=max(times),
        ratio=stock and stock / statistics.median(made.rounds_ms()),
        bytes_per_synapse=_bytes_per_synapse(row, backend, made, images),
        build=made.build,
        **_in_blocks(made, ms),
        **_counted(made, images, ms),
    )


def _in_blocks(made: Candidate, ms: float) -> dict[str, float]:
    handover = 1000 * statistics.median(made.singles)
    block = handover + 999 * ms
    return {"handover": handover, "share": handover / block, "all_images": 60 * block / 1000}


def _counted(made: Candidate, images: Images, ms: float) -> dict[str, float | None]:
    n = len(images.rates)
    outcome = made.run(images, n_spikes=n)
    updates = n_updates(made.simulator, outcome) / n
    return {
        "synapses": n_plastic(made.simulator),
        "updates": updates,
        "ns": 1e6 * ms / updates if updates else None,
        "post_spikes": n_post_spikes(made.simulator, outcome) / n,
    }


def _bytes_per_synapse(row: Row, backend: str, made: Candidate, images: Images) -> float | None:
    """Divide the memory that a network needs beyond its smallest twin by its synapses."""
    tiny = _candidate(replace(row, n_hidden=1), backend, images)
    peaks = [peak_bytes(lambda network=network: network.run(images)) for network in (made, tiny)]
    if not all(peaks):
        return None
    counts = [n_synapses(network.simulator) for network in (made, tiny)]
    return (peaks[0] - peaks[1]) / (counts[0] - counts[1])
