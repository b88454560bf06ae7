"""How fast is the TACOS training stream? The dense device beside stock Brian2, interleaved.

    python experiments/benchmarks/tacos_stream.py --data-root DATA

Prints the median of several rounds, in each of which every backend runs the same presentations, and
the ratio to stock Brian2 standalone with its default flags. Building is timed apart, with an empty
cache.
"""

import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import tyro

from snn_cl.find import find_function
from snn_cl.simulator import Simulator

BACKENDS = (("brian2", "float64"), ("dense", "float64"), ("dense", "float32"))


@dataclass(frozen=True)
class Options:
    """Options of the benchmark.

    Attributes
    ----------
    data_root : str
        Folder of MNIST.
    presentations, rounds : int
        Presentations of 150 ms in a round, and number of rounds.
    """

    data_root: str = ""
    presentations: int = 300
    rounds: int = 5


def main(options: Options) -> None:
    """Time every backend and print a Markdown table."""
    root = Path(options.data_root) if options.data_root else None
    mnist = find_function("datasets", "mnist")(root, train=True)
    rates = find_function("encoders", "poisson_rate")(mnist.images[: options.presentations])
    labels = mnist.labels[: options.presentations] % 2
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        simulators = [make(*backend) for backend in BACKENDS]
        milliseconds = [[] for _ in simulators]
        for _ in range(options.rounds):
            for simulator, times in zip(simulators, milliseconds, strict=True):
                times.append(measure(simulator, rates, labels))
    report(simulators, [statistics.median(times) for times in milliseconds])


def make(backend: str, dtype: str) -> Simulator:
    """Return the TACOS reconstruction, compiled."""
    return Simulator(find_function("models", "tacos")(), backend=backend, dtype=dtype)


def measure(simulator: Simulator, rates, labels) -> float:
    """Return the wall time of one presentation [ms], the hand-over of the block included."""
    state = simulator.initial_state(0)
    begin = time.perf_counter()
    simulator.run(rates, labels, state=state, seed=0)
    return 1000 * (time.perf_counter() - begin) / len(rates)


def report(simulators: list[Simulator], medians: list[float]) -> None:
    """Print the table."""
    print("| backend | ms per presentation | ratio to stock | build [s] |\n|---|---|---|---|")
    for simulator, median in zip(simulators, medians, strict=True):
        name = f"{simulator.backend}, {simulator.dtype}"
        ratio = medians[0] / median
        print(f"| {name} | {median:.2f} | {ratio:.1f} | {simulator.build_seconds:.1f} |")


if __name__ == "__main__":
    main(tyro.cli(Options))
