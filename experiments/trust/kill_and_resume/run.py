"""Is a run that was killed at any moment and resumed the same, to the bit, as one that was not?

For each model one run is left alone. Then the same run is started again and again, killed with
SIGKILL at a random moment, and resumed; each time the record (accuracies, every state variable,
weights, traces, spikes) is compared with the first one's.

    python experiments/trust/kill_and_resume/run.py  # 100 kills over all models
    python experiments/trust/kill_and_resume/run.py --models diehl_cook --kills 10
    python experiments/trust/kill_and_resume/run.py --faults  # every write fails once

With `--faults` nothing is killed: the n-th write, sync or rename of a run fails, as on a disk that
is full or broken, for every n, and the run goes on from what that left. A run of a few
presentations has some five hundred of them: `--faults --models stdp_pair --n-train 5 --n-test 5`.

It uses the small digits that come with scikit-learn. A run that is killed before its record exists
has nothing to resume, and one that ends before its time to be killed proves nothing: both are
started again and counted apart.
"""

import functools
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faults import try_faults

from snn_cl.command_line.scripts import run_script
from snn_cl.configuration import Configuration
from snn_cl.find import find_function, names
from snn_cl.network.resolved import resolve
from snn_cl.records.checkpoint import read_checkpoint
from snn_cl.records.record import Record
from snn_cl.training.run import resume, start

SNN_CL = (sys.executable, "-m", "snn_cl")


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    models : tuple of str
        Those to run; all if none is given.
    kills : int
        Number of killed runs, shared out over the models.
    n_train, n_test, block : int
        Length of the runs, and presentations between checkpoints.
    backend : str
    seed : int
        Decides the moments at which runs are killed.
    faults : bool
        Let writes fail instead.
    """

    models: tuple[str, ...] = ()
    kills: int = 100
    n_train: int = 60
    n_test: int = 10
    block: int = 7
    backend: str = "dense"
    seed: int = 0
    faults: bool = False


def main(options: Options) -> None:
    """Kill or let fail, resume, compare; exit with 1 if any record differs."""
    models = options.models or tuple(names("models"))
    if options.faults:
        return main_of_faults(models, options)
    random = np.random.default_rng(options.seed)
    different = 0
    print("| model | killed | bit-identical | too early or too late |\n|---|---|---|---|")
    for number, model in enumerate(models):
        kills = len(range(number, options.kills, len(models)))
        with tempfile.TemporaryDirectory() as folder:
            same, early = try_model(model, kills, options, random, Path(folder))
        print(f"| {model} | {kills} | {same} | {early} |", flush=True)
        different += kills - same
    if different:
        raise SystemExit(f"{different} records differ from those of the runs left alone")
    return None


def main_of_faults(models: Sequence[str], options: Options) -> None:
    """Let every write, sync and rename of a run of each model fail once."""
    wrong = 0
    print("| model | calls that failed | faults |\n|---|---|---|")
    for model in models:
        configuration = Configuration(
            model=model,
            n_train=options.n_train,
            n_test=options.n_test,
            block=options.block,
            backend=options.backend,
            scenario="joint",
            evaluate="end",
            record=traced(model)[:1],
        )
        begin = functools.partial(start, configuration)
        with tempfile.TemporaryDirectory() as folder:
            n, faults = try_faults(begin, resume, content, Path(folder))
        print(f"| {model} | {n} | {len(faults)} |", *faults, sep="\n", flush=True)
        wrong += len(faults)
    if wrong:
        raise SystemExit(f"{wrong} faults")


def try_model(
    model: str, kills: int, options: Options, random: np.random.Generator, folder: Path
) -> tuple[int, int]:
    """Kill so many runs of a model, and resume them.

    Returns
    -------
    same, early : int
        Records equal to that of the run left alone, and attempts that left nothing to resume.
    """
    command = run_command(model, options)
    subprocess.run([*command, folder / "warm"], check=True, stdout=subprocess.DEVNULL)  # compiles
    begin = time.perf_counter()
    subprocess.run([*command, folder / "whole"], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    whole = content(folder / "whole")
    early, same = 0, 0
    for number in range(kills):
        killed = folder / f"killed_{number}"
        while not killed_after([*command, killed], random.uniform(0, seconds), killed):
            early += 1
        subprocess.run([*SNN_CL, "resume", killed], check=True, stdout=subprocess.DEVNULL)
        same += is_same(whole, content(killed))
    return same, early


def run_command(model: str, options: Options) -> list[str]:
    """Return the command of a run, but for the folder of its record."""
    numbers = {"n-train": options.n_train, "n-test": options.n_test, "block": options.block}
    return [
        *(*SNN_CL, "run", "--model", model, "--backend", options.backend),
        *(word for name, value in numbers.items() for word in (f"--{name}", str(value))),
        *("--record", *traced(model), "--out"),
    ]


def traced(model: str) -> tuple[str, ...]:
    """Return the first element of every state variable of a model, as `--record` takes them."""
    described = resolve(find_function("models", model)(n_input=784, n_output=2))
    arrays = described.arrays().items()
    return tuple(f"{key}[{','.join('0' * len(shape))}]" for key, (shape, _) in arrays)


def killed_after(command: list, seconds: float, folder: Path) -> bool:
    """Start a run and kill it after a while; return whether that left something to resume.

    A run that ends before its time to be killed proves nothing: its record is removed.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    if process.returncode != -signal.SIGKILL:
        shutil.rmtree(folder, ignore_errors=True)
    return (folder / "record.json").is_file()


def content(folder: Path) -> dict[str, bytes]:
    """Return all that a record holds, but for the times it took."""
    record = Record.open(folder)
    progress, state = read_checkpoint(folder)
    found = {f"state/{key}": array.tobytes() for key, array in state.items()}
    for group in ("stream", "traces", "snapshots", "spikes"):
        arrays = record.arrays(group)
        found |= {f"{group}/{name}": array.values.tobytes() for name, array in arrays.items()}
    found["position"] = str(progress["position"]).encode()
    found["accuracy.csv"] = (folder / "accuracy.csv").read_bytes()
    return found


def is_same(first: dict[str, bytes], second: dict[str, bytes]) -> bool:
    """Whether two records hold the same; says on standard error where not."""
    keys = first.keys() | second.keys()
    different = sorted(key for key in keys if first.get(key) != second.get(key))
    if different:
        print(f"different: {', '.join(different)}", file=sys.stderr)
    return not different


if __name__ == "__main__":
    run_script(main, Options)
