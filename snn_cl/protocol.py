"""Train along a stream, evaluate on every experience, keep a checkpoint, go on from it."""

import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from snn_cl.checkpoint import has_checkpoint, read_checkpoint, write_checkpoint
from snn_cl.configuration import Configuration
from snn_cl.errors import RunError, StreamError
from snn_cl.evaluation import Progress, encoder_and_readout, evaluate, judge, no_progress
from snn_cl.model import Model
from snn_cl.prepare import prepare_model, prepare_stream, told_labels
from snn_cl.record import Record
from snn_cl.recording import recorded_elements
from snn_cl.run_record import (
    check_same,
    cut_points,
    declare_arrays,
    make_header,
    stored_configuration,
    write_snapshot,
)
from snn_cl.silence import warn_if_tested_in_silence, warn_if_trained_in_silence
from snn_cl.simulator import Simulator
from snn_cl.state import check_state
from snn_cl.stream import Stream

N_RASTER = 3  # presentations at each experience's start whose spikes are kept


@dataclass
class Run:
    """A run under way: what is fixed, and how far it has come.

    Attributes
    ----------
    configuration : Configuration
    simulator : Simulator
    stream : Stream
    record : Record
    state : dict of str to array
    position : int
        Presentations trained on so far.
    rows : list of dict
        Measurements so far, as in accuracy.csv.
    seconds : dict of str to float
        Time spent in 'train' and 'evaluate'.
    evaluated : int
        Presentations evaluated so far.
    progress : callable
        Told the task, how many presentations are done, and of how many.
    """

    configuration: Configuration
    simulator: Simulator
    stream: Stream
    record: Record
    state: dict[str, np.ndarray]
    position: int = 0
    rows: list[dict[str, float]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: {"train": 0.0, "evaluate": 0.0})
    evaluated: int = 0
    progress: Progress = no_progress


def start(
    configuration: Configuration,
    folder: Path,
    progress: Progress = no_progress,
    *,
    stream: Stream | None = None,
    model: Model | None = None,
) -> Run:
    """Prepare a run and create its record.

    Parameters
    ----------
    configuration : Configuration
    folder : Path
        Where the record goes; must be new or empty.
    progress : callable
        Called with a task's name, presentations done and presentations in all.
    stream, model : Stream and Model, optional
        Objects of your own instead of those that the configuration names.

    Returns
    -------
    Run

    Raises
    ------
    SnnClError
        If anything of the configuration does not fit.
    """
    _check(configuration)
    stream = stream or prepare_stream(configuration)
    model = model or prepare_model(configuration, stream)
    simulator = Simulator(model, backend=configuration.backend, dtype=configuration.dtype)
    for text in configuration.record:
        recorded_elements(text, simulator.layout)
    encoder_and_readout(model)  # before there is a record, if one of them does not exist
    record = Record.create(folder, make_header(configuration, stream, simulator))
    return _begin(configuration, simulator, stream, record, progress)


def _begin(
    configuration: Configuration,
    simulator: Simulator,
    stream: Stream,
    record: Record,
    progress: Progress,
) -> Run:
    declare_arrays(record, simulator.layout, stream, configuration.record)
    state = simulator.initial_state(configuration.seed)
    run = Run(configuration, simulator, stream, record, state, progress=progress)
    write_snapshot(record, simulator.layout, stream, 0, state)
    _checkpoint(run)
    return run


def resume(
    folder: Path,
    progress: Progress = no_progress,
    *,
    stream: Stream | None = None,
    model: Model | None = None,
) -> Run:
    """Take up a run where its last checkpoint left it.

    Parameters
    ----------
    folder : Path
    progress : callable
    stream, model : Stream and Model, optional
        As they were given to `start`.

    Returns
    -------
    Run

    Raises
    ------
    SnnClError
        If the record, its equation files or its data are not as they were.
    """
    record = Record.open(folder)
    configuration = stored_configuration(record)
    stream = stream or prepare_stream(configuration)
    model = model or prepare_model(configuration, stream)
    simulator = Simulator(model, backend=configuration.backend, dtype=configuration.dtype)
    check_same(record, simulator, stream)
    if not has_checkpoint(record.folder):  # killed while its record was being made
        record.clear()
        return _begin(configuration, simulator, stream, record, progress)
    so_far, state = read_checkpoint(record.folder)
    check_state(simulator.layout, state, simulator.dtype)
    return Run(configuration, simulator, stream, record, state, progress=progress, **so_far)


def _check(configuration: Configuration) -> None:
    if configuration.block < 1:
        raise RunError(f"block is {configuration.block}; give at least 1 presentation")
    if configuration.evaluate not in ("always", "end"):
        raise RunError(f"evaluate is '{configuration.evaluate}'; expected 'always' or 'end'")
    if configuration.signal not in ("", "boundaries"):
        raise RunError(f"signal is '{configuration.signal}'; expected 'boundaries' or nothing")
    if not 0 <= configuration.labelled <= 1:
        raise RunError(f"labelled is {configuration.labelled}; expected a share from 0 to 1")
    if configuration.seed < 0:
        raise StreamError(f"seed is {configuration.seed}; give a number from 0 on")


def finish(run: Run) -> dict:
    """Train to the end of the stream, evaluating on the way, and return the summary.

    Parameters
    ----------
    run : Run

    Returns
    -------
    dict
        What `--json` prints.
    """
    for stop in cut_points(run.stream, run.configuration.block):
        if stop > run.position:
            _train_block(run, stop)
        if stop == run.position:
            if _evaluation_due(run):
                _evaluate_all(run)
            _checkpoint(run)
    run.record.header["summary"] = result = summary(run)
    run.record.write_header()
    return result


def summary(run: Run) -> dict:
    """Return the results of a run so far as plain numbers.

    Parameters
    ----------
    run : Run

    Returns
    -------
    dict
        What `--json` prints; numbers that are not defined are None.
    """
    return {
        "run": str(run.record.folder),
        **judge(run.rows, run.stream),
        "presentations": run.position,
        "ms_per_presentation": {
            "train": 1000 * run.seconds["train"] / max(1, run.position),
            "evaluate": 1000 * run.seconds["evaluate"] / max(1, run.evaluated),
        },
        "build_seconds": run.record.header["build_seconds"],
        "seed": run.configuration.seed,
        "backend": run.configuration.backend,
    }


def _train_block(run: Run, stop: int) -> None:
    begin = time.perf_counter()
    part = slice(run.position, stop)
    starts = {0, *run.stream.evaluate_after}
    encode, decode = encoder_and_readout(run.simulator.layout.model)
    outcome = run.simulator.run(
        encode(run.stream.images[part]),
        told_labels(run.stream, run.configuration)[part],
        state=run.state,
        seed=run.configuration.seed,
        first=run.position,
        modulator=run.stream.ends()[part] if run.configuration.signal else None,
        record=run.configuration.record,
        n_spikes=N_RASTER if run.position in starts else 0,
    )
    warn_if_trained_in_silence(run.record.folder, outcome.counts, run.position, len(run.stream))
    answers = {"label": run.stream.labels[part], "experience": run.stream.experience[part]}
    for name, values in (answers | {"prediction": decode(outcome.counts)}).items():
        run.record.fill(f"stream/{name}", run.position, values.astype(np.int32))
    for key, values in outcome.traces.items():
        run.record.fill(f"traces/{key}", run.position, values)
    if run.position in starts:
        for population, spikes in outcome.spikes.items():
            run.record.put(f"spikes/{run.position}_{population}", spikes, ("spike", "column"))
    write_snapshot(run.record, run.simulator.layout, run.stream, stop, outcome.state)
    run.state, run.position = outcome.state, stop
    run.seconds["train"] += time.perf_counter() - begin
    run.progress("training", stop, len(run.stream))


def _evaluation_due(run: Run) -> bool:
    if run.position not in run.stream.evaluate_after:
        return False
    trained = _evaluation_number(run)
    if any(row["trained"] == trained for row in run.rows):
        return False
    return run.configuration.evaluate == "always" or run.position == len(run.stream)


def _evaluation_number(run: Run) -> int:
    if run.configuration.evaluate == "end":
        return 0
    return run.stream.evaluate_after.index(run.position)


def _evaluate_all(run: Run) -> None:
    begin = time.perf_counter()
    trained = _evaluation_number(run)
    rows = []
    for tested, experience in enumerate(run.stream.tests):
        seed = zlib.crc32(f"evaluate {run.configuration.seed} {run.position} {tested}".encode())
        shares = evaluate(run.simulator, experience, run.state, seed, progress=run.progress)
        rows.append(
            {
                "presentations": run.position,
                "trained": trained,
                "tested": tested,
                "accuracy": shares[0],
                "silent": shares[1],
                "n_test": len(experience.labels),
            }
        )
    warn_if_tested_in_silence(run.record.folder, rows)
    run.rows += rows
    run.evaluated += sum(row["n_test"] for row in rows)
    run.seconds["evaluate"] += time.perf_counter() - begin
    run.record.write_accuracy(run.rows)


def _checkpoint(run: Run) -> None:
    progress = {name: getattr(run, name) for name in ("position", "rows", "seconds", "evaluated")}
    write_checkpoint(run.record.folder, progress, run.state)
