"""Train along a stream, evaluate on every experience, keep a checkpoint, go on from it."""

import logging
import time
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from snn_cl.configuration import Configuration, check_configuration, chosen_times
from snn_cl.files import remove_fresh
from snn_cl.folder_lock import held_if_well, hold
from snn_cl.network.model import Model
from snn_cl.network.state import check_state, checked_initial
from snn_cl.records.array_store import STORE
from snn_cl.records.checkpoint import read_checkpoint
from snn_cl.records.header_parts import Summary
from snn_cl.records.record import Record, check_empty
from snn_cl.simulator import Simulator
from snn_cl.stream import Stream
from snn_cl.training.evaluation import Progress, evaluate, judge, no_progress
from snn_cl.training.from_configuration import (
    evaluated_untrained,
    prepare_functions,
    prepare_model,
    prepare_stream,
)
from snn_cl.training.recording_size import check_recording
from snn_cl.training.resume_checks import check_same, checked_configuration, checked_progress
from snn_cl.training.run_arrays import cut_points, declare_arrays
from snn_cl.training.run_contents import make_header, stored_initial
from snn_cl.training.run_under_way import KEPT, RUNS, Run, hold_again, keep_checkpoint, new_record
from snn_cl.training.silence import warn_if_tested_in_silence
from snn_cl.training.train_block import keep_weights, train_block

logger = logging.getLogger(__name__)


def start(
    configuration: Configuration,
    folder: Path | None = None,
    progress: Progress = no_progress,
    *,
    stream: Stream | None = None,
    model: Model | None = None,
    initial: Mapping[str, np.ndarray] | None = None,
) -> Run:
    """Prepare a run and create its record.

    Parameters
    ----------
    configuration : Configuration
    folder : Path, optional
        Where the record goes; must be new or empty. A new one under runs/ if not given.
    progress : callable
        Called with a task's name, presentations done and presentations in all.
    stream, model : Stream and Model, optional
        Objects of your own instead of those that the configuration names.
    initial : mapping of str to array, optional
        State before the first presentation by 'part.variable', such as weights learned elsewhere:
        {'input_hidden.w': w}. What is not given begins as the model says.

    Returns
    -------
    Run

    Raises
    ------
    SnnClError
        If anything of the configuration does not fit.
    """
    check_configuration(configuration)
    if folder is not None:
        check_empty(Path(folder))  # before hours of work, if it holds something
    given = [name for name, own in (("stream", stream), ("model", model)) if own is not None]
    stream = _stream(configuration, stream)
    model = model or prepare_model(configuration, stream)
    functions = prepare_functions(model, stream, configuration)
    simulator = _simulator(configuration, model)
    where = Path(folder if folder is not None else RUNS)
    recorded, block = configuration.record, configuration.block
    check_recording(recorded, simulator.resolved, len(stream), block, where)
    initial = checked_initial(simulator.resolved, initial)
    header = make_header(configuration, stream, simulator, given, initial)
    record, lock = new_record(folder, configuration, header, initial)
    run = Run(configuration, simulator, stream, record, {}, functions, progress=progress, lock=lock)
    with held_if_well(lock):
        logger.info("%s: a stream of %d presentations begins", record.folder, len(run.stream))
        return _begin(run)


def _simulator(configuration: Configuration, model: Model) -> Simulator:
    times = chosen_times(configuration)
    return Simulator(model, backend=configuration.backend, dtype=configuration.dtype, **times)


def _stream(configuration: Configuration, given: Stream | None) -> Stream:
    if given is None:
        return prepare_stream(configuration)
    return evaluated_untrained(given, configuration)


def _begin(run: Run) -> Run:
    chosen = run.configuration
    declare_arrays(run.record, run.simulator.resolved, run.stream, chosen.record, chosen.keep)
    run.state = run.simulator.initial_state(run.configuration.seed)
    run.state |= stored_initial(run.record, run.simulator.resolved)
    keep_weights(run, run.sums, 0, run.state)
    keep_checkpoint(run)
    return run


def resume(
    folder: Path,
    progress: Progress = no_progress,
    *,
    stream: Stream | None = None,
    model: Model | None = None,
    data_root: str | Path = "",
    trust: bool = False,
) -> Run:
    """Take up a run where its last checkpoint left it.

    Parameters
    ----------
    folder : Path
    progress : callable
    stream, model : Stream and Model, optional
        As they were given to `start`.
    data_root : str or Path
        Folder of the data, if it has moved since then.
    trust : bool
        Let Python files run that the record names by their paths. Without it only what the user
        has in $SNN_CL_PATH, and what comes with snn_cl, is ever imported.

    Returns
    -------
    Run

    Raises
    ------
    SnnClError
        If the record, its equation files or its data are not as they were.
    """
    Record.open(folder)  # so that no folder without a record gets a lock
    lock = hold(Path(folder))
    with held_if_well(lock):
        record = Record.open(folder)
        given = [name for name, own in (("stream", stream), ("model", model)) if own is not None]
        configuration = checked_configuration(record, given, data_root, trust)
        check_configuration(configuration)
        so_far = checked_progress(record)
        stream = _stream(configuration, stream)
        model = model or prepare_model(configuration, stream)
        simulator = _simulator(configuration, model)
        check_same(record, simulator, stream)
        remove_fresh(record.folder)
        remove_fresh(record.folder / STORE, "**/*.partial")  # as zarr calls them
        functions = prepare_functions(model, stream, configuration)
        run = Run(
            configuration, simulator, stream, record, {}, functions, progress=progress, lock=lock
        )
        return _begin_anew(run) if so_far is None else _take_up(run, so_far)


def _begin_anew(run: Run) -> Run:
    """Begin a run that was killed while its record was being made."""
    run.record.make_store()
    return _begin(run)


def _take_up(run: Run, so_far: dict) -> Run:
    run.record.check_all()
    _, run.state = read_checkpoint(run.record.folder, run.simulator.resolved.arrays())
    check_state(run.simulator.resolved, run.state, run.simulator.dtype)
    for name in KEPT:
        setattr(run, name, so_far[name])
    run.saved = run.position
    logger.info("%s: goes on after %d presentations", run.record.folder, run.position)
    return run


def finish(run: Run) -> Summary:
    """Train to the end of the stream, evaluating on the way, and return the summary.

    Parameters
    ----------
    run : Run

    Returns
    -------
    Summary
        What `--json` prints.
    """
    hold_again(run)
    try:
        for stop in cut_points(run.stream, run.configuration.block):
            if stop > run.position:
                train_block(run, stop)
            if stop == run.position:
                if _evaluation_due(run):
                    _evaluate_all(run)
                keep_checkpoint(run)
        run.record.write_accuracy(run.rows)
        result = summary(run)
        run.record.write_summary(result)
    finally:
        run.lock.release()
    return result


def summary(run: Run) -> Summary:
    """Return the results of a run so far as plain numbers.

    Parameters
    ----------
    run : Run

    Returns
    -------
    Summary
        What `--json` prints; numbers that are not defined are None.
    """
    return {
        "run": str(run.record.folder),
        **judge(run.rows, run.stream, run.functions.metrics),
        "presentations": run.position,
        "ms_per_presentation": {
            "train": 1000 * run.seconds["train"] / max(1, run.position),
            "evaluate": 1000 * run.seconds["evaluate"] / max(1, run.evaluated),
        },
        "build_seconds": run.record.header.build_seconds,
        "seed": run.configuration.seed,
        "backend": run.configuration.backend,
    }


def _evaluation_due(run: Run) -> bool:
    if run.position not in run.stream.evaluate_after:
        return False
    trained = _evaluation_number(run)
    if any(row["trained"] == trained for row in run.rows):
        return False
    return run.configuration.evaluate != "end" or run.position == len(run.stream)


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
        functions = (run.functions.encode, run.functions.decode)
        shares = evaluate(
            run.simulator, experience, run.state, seed, progress=run.progress, functions=functions
        )
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
    mean = np.mean([row["accuracy"] for row in rows])
    logger.info("%s: after %d, accuracy %.4f", run.record.folder, run.position, mean)
    run.evaluated += sum(row["n_test"] for row in rows)
    run.seconds["evaluate"] += time.perf_counter() - begin
    run.record.write_accuracy(run.rows)
