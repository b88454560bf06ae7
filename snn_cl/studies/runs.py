"""Runs of many rows and seeds: each done once, some side by side."""

import os
import shutil
import signal
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from snn_cl.configuration import Configuration
from snn_cl.errors import INTERRUPTED, NotFoundError, RunError, did_you_mean
from snn_cl.records.header_parts import Summary
from snn_cl.records.record import Record
from snn_cl.training.run import Run, finish, resume, start
from snn_cl.training.run_contents import stored_configuration


def run_once(configuration: Configuration, folder: Path) -> Summary:
    """Return the summary of a run, from its record if it was finished before.

    Parameters
    ----------
    configuration : Configuration
    folder : Path
        Of the record; an unfinished one is resumed.

    Returns
    -------
    Summary

    Raises
    ------
    RunError
        If the folder holds a run of another configuration.
    """
    record = _opened(configuration, folder)
    if record and "summary" in record.header:
        return record.header.summary
    return finish(take_up(configuration, folder))


def take_up(configuration: Configuration, folder: Path) -> Run:
    """Return a run, begun anew or where its record left it.

    Parameters
    ----------
    configuration : Configuration
    folder : Path

    Returns
    -------
    Run

    Raises
    ------
    RunError
        If the folder holds a run of another configuration.
    """
    if _opened(configuration, folder) is None:
        return start(configuration, folder)
    # the record names what the caller does, so it is the caller's own Python that runs
    return resume(folder, trust=True)


def _opened(configuration: Configuration, folder: Path) -> Record | None:
    """Return a record, None if there is none."""
    if not (folder / "record.json").exists():
        return None
    record = Record.open(folder)
    if stored_configuration(record) != configuration:
        raise RunError(f"{folder}: holds a run of another configuration; give another --out")
    return record


def run_and_slim(configuration: Configuration, folder: Path) -> Summary:
    """As `run_once`, and drop what a finished record holds besides its header and accuracies.

    Weights and checkpoint take 20 MB a run, too much for hundreds of runs.

    Parameters
    ----------
    configuration : Configuration
    folder : Path

    Returns
    -------
    Summary
    """
    summary = run_once(configuration, folder)
    shutil.rmtree(folder / "arrays.zarr", ignore_errors=True)
    (folder / "checkpoint.npz").unlink(missing_ok=True)
    return summary


def run_all(
    jobs: Mapping[Hashable, Sequence[tuple[Configuration, Path]]],
    processes: int,
    run: Callable[[Configuration, Path], Summary] = run_once,
) -> dict[Hashable, list[Summary]]:
    """Return the summaries of all runs, by the name of their row.

    Parameters
    ----------
    jobs : mapping of names to sequence of (Configuration, Path)
        For each row its runs, one a seed. A run that belongs to several rows is done once.
    processes : int
        Runs at a time.
    run : callable
        `run_once` or `run_and_slim`.

    Returns
    -------
    dict of names to list of Summary

    Raises
    ------
    RunError
        If there are no runs, or a folder holds a run of another configuration.
    """
    runs = {folder: configuration for row in jobs.values() for configuration, folder in row}
    if not runs:
        raise RunError("there is nothing to run; give at least one seed, such as --seeds 0")
    with workers(processes) as pool:
        summaries = dict(zip(runs, pool.map(run, runs.values(), runs), strict=True))
    return {name: [summaries[folder] for _, folder in row] for name, row in jobs.items()}


def workers(processes: int) -> ProcessPoolExecutor:
    """Return processes that work side by side, and that Ctrl-C ends without a word.

    Parameters
    ----------
    processes : int

    Returns
    -------
    ProcessPoolExecutor

    Raises
    ------
    RunError
        If there is to be none.
    """
    if processes < 1:
        raise RunError(f"--processes is {processes}; expected at least 1")
    return ProcessPoolExecutor(processes, initializer=_end_quietly)


def _end_quietly() -> None:
    # What is under way begins again at its last block, as after a kill.
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))


def check_chosen(what: str, chosen: Collection[str], known: Collection[str]) -> None:
    """Check names that were chosen on the command line.

    Parameters
    ----------
    what : str
        What one of them is called, which with an 's' is also the option.
    chosen, known : collection of str

    Raises
    ------
    NotFoundError
        If one is not known, or none was chosen.
    """
    for name in chosen:
        if name not in known:
            raise NotFoundError(f"no {what} '{name}'{did_you_mean(name, known)}")
    if not chosen:
        raise NotFoundError(f"--{what}s is empty; expected at least one{did_you_mean('', known)}")


def folder_name(name: str) -> str:
    """Return the name of a row as that of a folder."""
    return name.replace(", ", "-").replace(" ", "_")
