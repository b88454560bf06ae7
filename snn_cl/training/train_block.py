"""Train on a block of presentations, and write what it gives into the record."""

import time
from collections.abc import Mapping

import numpy as np

from snn_cl.training.from_configuration import told_labels
from snn_cl.training.run_arrays import keep, keep_spikes, write_snapshot
from snn_cl.training.run_under_way import Run
from snn_cl.training.silence import warn_if_trained_in_silence

N_RASTER = 3  # presentations at each experience's start whose spikes are kept


def train_block(run: Run, stop: int) -> None:
    """Train on a block of presentations, and take the run to its end.

    Parameters
    ----------
    run : Run
    stop : int
        Number of the first presentation after the block.
    """
    begin = time.perf_counter()
    part = slice(run.position, stop)
    starts = {0, *run.stream.evaluate_after}
    outcome = run.simulator.run(
        run.functions.encode(run.stream.images[part]),
        told_labels(run.stream, run.configuration)[part],
        state=run.state,
        seed=run.configuration.seed,
        first=run.position,
        modulator=run.stream.ends()[part] if run.configuration.signal else None,
        record=run.configuration.record,
        n_spikes=N_RASTER if run.position in starts else 0,
    )
    warn_if_trained_in_silence(run.record.folder, outcome.counts, run.position, len(run.stream))
    sums = dict(run.sums)  # put in place when the whole block is written
    answers = {"label": run.stream.labels[part], "experience": run.stream.experience[part]}
    answers[run.record.header.answers] = run.functions.decode(outcome.counts)
    for name, values in answers.items():
        keep(run.record, sums, f"stream/{name}", run.position, values)
    for key, values in outcome.traces.items():
        keep(run.record, sums, f"traces/{key}", run.position, values)
    if run.position in starts:
        keep_spikes(run.record, sums, run.position, outcome.spikes)
    keep_weights(run, sums, stop, outcome.state)
    run.state, run.position, run.sums = outcome.state, stop, sums
    run.seconds["train"] += time.perf_counter() - begin
    run.progress("training", stop, len(run.stream))


def keep_weights(run: Run, sums: dict, position: int, state: Mapping[str, np.ndarray]) -> None:
    """Write the weights into the record if this is a point at which they are kept.

    Parameters
    ----------
    run : Run
    sums : dict of str to (int, int)
        As in `keep`.
    position : int
        Presentations seen.
    state : mapping of str to array
    """
    resolved, kept = run.simulator.resolved, run.configuration.keep
    write_snapshot(run.record, sums, resolved, run.stream, position, state, kept)
