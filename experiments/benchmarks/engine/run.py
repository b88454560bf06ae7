"""How fast are plastic networks on the dense device, and how much memory do they need?

Stock Brian2 standalone, with its default flags, beside the dense device, interleaved in one go on
one core: the TACOS training stream, pair STDP, a three-factor rule that moves every synapse at
every step, the network of Diehl and Cook, and pair STDP at sizes up to five million synapses.

    python experiments/benchmarks/engine/run.py --data-root DATA
    python experiments/benchmarks/engine/run.py --data-root DATA --rows tacos --full

In each round every backend runs a block of one presentation and a block of many; their difference
is the time of the presentations, the first alone is the hand-over of a block. Updates count what
the rule's events or steps touch: spikes times the synapses they change, or synapses times steps.
Memory is the peak of the compiled process beyond that of the same network with one hidden neuron,
divided by the synapses. Everything is compiled anew, each time in a fresh process.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from measure import Measurement, measure_row
from rows import ROWS, Row, chosen_rows, make_simulator, read_images
from table import benchmark_table, machine, write

from snn_cl.command_line.scripts import run_script

BLOCK = 1000
IMAGES = 60_000


@dataclass(frozen=True)
class Options:
    """Options of the benchmark.

    Attributes
    ----------
    data_root : str
        Folder of the data set.
    dataset : str
    rows : tuple of str
        Names of the rows to run; all where empty.
    backends : tuple of str
        Such as 'dense float32'; all where empty.
    rounds : int
    presentations : int
        In a round, at least 2; 0 leaves each row its own number.
    stock_up_to : int
        Stock Brian2 is left out, and dashes shown, with more hidden neurons than that.
    full : bool
        Also run 60,000 presentations of the TACOS stream in float32, in blocks of 1,000.
    core : int
        Core to stay on; -1 takes the last one.
    out : Path
        Markdown table; a CSV file with all fields is written beside it.
    """

    data_root: str = ""
    dataset: str = "mnist"
    rows: tuple[str, ...] = ()
    backends: tuple[str, ...] = ()
    rounds: int = 5
    presentations: int = 0
    stock_up_to: int = 6400
    full: bool = False
    core: int = -1
    out: Path = Path("runs/engine.md")


def main(options: Options) -> None:
    """Measure, print the table and write it."""
    stay_on_core(options.core)
    heading = machine()
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        measurements, left_out = measure_rows(options)
        text = f"{heading}\n\n{benchmark_table(measurements, left_out)}"
        if options.full:
            text += f"\n\n{full_stream(options)}"
    print(text)
    write(text, measurements, options.out)


def stay_on_core(core: int) -> None:
    """Keep this process and all it starts on one core, where the system can.

    Parameters
    ----------
    core : int
        -1 takes the last one.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0)) if core < 0 else core})


def measure_rows(options: Options) -> tuple[list[Measurement], list[tuple[str, str]]]:
    """Measure row after row, and show each on standard error when it is done.

    Parameters
    ----------
    options : Options

    Returns
    -------
    measurements : list of Measurement
    left_out : list of (str, str)
        Row and backend of what would take too long.
    """
    measurements, left_out = [], []
    for whole in chosen_rows(options.rows, options.presentations, options.backends):
        row = affordable(whole, options.stock_up_to)
        left_out += [(row.name, name) for name in whole.backends if name not in row.backends]
        images = read_images(row, options.dataset, options.data_root, row.presentations)
        found = measure_row(row, images, options.rounds)
        print(benchmark_table(found), file=sys.stderr, flush=True)
        measurements += found
    return measurements, left_out


def affordable(row: Row, stock_up_to: int) -> Row:
    """Return a row without stock Brian2 if its network is too large for that.

    Parameters
    ----------
    row : Row
    stock_up_to : int
        Largest hidden layer.

    Returns
    -------
    Row
    """
    if row.n_hidden <= stock_up_to:
        return row
    return replace(row, backends=tuple(b for b in row.backends if not b.startswith("brian2")))


def full_stream(options: Options) -> str:
    """Return what 60,000 presentations of the TACOS stream took.

    Parameters
    ----------
    options : Options

    Returns
    -------
    str
    """
    row = ROWS[0]
    images = read_images(row, options.dataset, options.data_root, IMAGES)
    simulator = make_simulator(row, "dense float32", images.rates.shape[1])
    state, begin = simulator.initial_state(0), time.perf_counter()
    for first in range(0, len(images.rates), BLOCK):
        block = images.part(first, BLOCK)
        state = simulator.run(block.rates, block.labels, state=state, seed=0, first=first).state
    seconds = time.perf_counter() - begin
    shown = f"{len(images.rates):,} presentations of {row.name} on dense float32"
    return f"{shown}, really run in blocks of {BLOCK:,}: {seconds:.1f} s"


if __name__ == "__main__":
    run_script(main, Options)
