"""A run under way: what it consists of, its folder, its lock and its checkpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from snn_cl.configuration import Configuration
from snn_cl.errors import RunError
from snn_cl.files import new_folder, sync_tree, writing
from snn_cl.folder_lock import FolderLock, held_if_well, hold
from snn_cl.plug_in_name import file_name
from snn_cl.records.array_store import STORE
from snn_cl.records.checkpoint import INITIAL, read_progress, write_checkpoint
from snn_cl.records.header import RecordHeader, header_hash
from snn_cl.records.record import Record, check_empty
from snn_cl.simulator import Simulator
from snn_cl.stream import Stream
from snn_cl.training.evaluation import Progress, no_progress
from snn_cl.training.from_configuration import Functions

RUNS = Path("runs")  # where a run goes that is told no folder
KEPT = ("position", "rows", "seconds", "evaluated", "sums")  # of a run, in a checkpoint


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
    functions : Functions
        Encoder, readout and metrics as they were found at the start.
    position : int
        Presentations trained on so far.
    rows : list of dict
        Measurements so far, as in accuracy.csv.
    seconds : dict of str to float
        Time spent in 'train' and 'evaluate'.
    evaluated : int
        Presentations evaluated so far.
    sums : dict of str to (int, int)
        Rows and checksum of every array of the record.
    progress : callable
        Told the task, how many presentations are done, and of how many.
    lock : FolderLock
        On the record's folder.
    saved : int
        Presentations trained on at the last checkpoint.
    synced : int [ns]
        Changes of arrays up to this time are on the disk.
    """

    configuration: Configuration
    simulator: Simulator
    stream: Stream
    record: Record
    state: dict[str, np.ndarray]
    functions: Functions
    position: int = 0
    rows: list[dict[str, float]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: {"train": 0.0, "evaluate": 0.0})
    evaluated: int = 0
    sums: dict[str, list[int]] = field(default_factory=dict)
    progress: Progress = no_progress
    lock: FolderLock | None = None
    saved: int = 0
    synced: int = 0

    def __repr__(self) -> str:
        done = f"{self.position} of {len(self.stream)} presentations"
        return f"<Run {self.record.folder}: {self.configuration.model}, {done}>"


def new_record(
    folder: Path | None,
    configuration: Configuration,
    header: RecordHeader,
    initial: Mapping[str, np.ndarray],
) -> tuple[Record, FolderLock]:
    """Create the record of a run, in a folder that nobody else writes into.

    Parameters
    ----------
    folder : Path or None
        A new one under runs/ if not given.
    configuration : Configuration
    header : RecordHeader
    initial : mapping of str to array
        What the user gave of the state before the first presentation.

    Returns
    -------
    record : Record
    lock : FolderLock

    Raises
    ------
    RunError
        If the folder holds something, cannot be written, or is being written by somebody else.
    """
    folder = Path(folder) if folder is not None else new_folder(RUNS, _name(configuration))
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = hold(folder)
    with held_if_well(lock):
        check_empty(folder)
        if initial:
            write_checkpoint(folder, {}, initial, INITIAL)
        return Record.create(folder, header), lock


def _name(configuration: Configuration) -> str:
    named = {"models": configuration.model, "datasets": configuration.dataset}
    named |= {"scenarios": configuration.scenario}
    return "_".join(file_name(*item) for item in named.items()) + f"_seed{configuration.seed}"


def hold_again(run: Run) -> None:
    """Lock a run that was interrupted, unless somebody else has gone on with it.

    Parameters
    ----------
    run : Run

    Raises
    ------
    RunError
        If somebody else runs it, or has done so meanwhile.
    """
    if run.lock and run.lock.held:
        return
    run.lock = hold(run.record.folder)
    with held_if_well(run.lock):
        position = read_progress(run.record.folder)["position"]
        if position not in (run.saved, run.position):  # the latter if its writing was interrupted
            raise RunError(
                f"{run.record.folder}: has come from presentation {run.saved} to {position} "
                "elsewhere; go on with snn_cl.resume"
            )


def keep_checkpoint(run: Run) -> None:
    """Write down how far a run has come, after all that it has recorded up to there.

    Parameters
    ----------
    run : Run

    Raises
    ------
    RunError
        If it cannot be written.
    """
    with writing(run.record.folder):  # what the checkpoint counts on is on the disk before it
        run.synced = sync_tree(run.record.folder / STORE, run.synced)
    progress = {name: getattr(run, name) for name in KEPT}
    progress["header"] = header_hash(run.record.header)
    write_checkpoint(run.record.folder, progress, run.state)
    run.saved = run.position
