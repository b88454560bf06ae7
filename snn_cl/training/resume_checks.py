"""Whether a run can be taken up: who wrote its record, and what has changed since then."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

from snn_cl.configuration import Configuration
from snn_cl.errors import RunError
from snn_cl.files import damaged
from snn_cl.find import names, split_options
from snn_cl.records.accuracy_table import COLUMNS
from snn_cl.records.checkpoint import has_checkpoint, read_progress
from snn_cl.records.header import FORMAT, RecordHeader
from snn_cl.records.header_parts import StreamHeader
from snn_cl.records.kinds import check_kind
from snn_cl.records.record import Record
from snn_cl.simulator import Simulator
from snn_cl.stream import Stream
from snn_cl.training.run_contents import make_header, stored_configuration


class _Progress(TypedDict):
    """What `resume` must know besides the state, as a checkpoint holds it."""

    position: int
    rows: list[dict[str, float]]
    seconds: dict[str, float]
    evaluated: int
    sums: dict[str, list[int]]
    header: str


def checked_configuration(
    record: Record, given: Sequence[str], data_root: str | Path = "", trust: bool = False
) -> Configuration:
    """Return the configuration of a run to be taken up, before anything it names is looked at.

    Parameters
    ----------
    record : Record
    given : sequence of str
        Which of 'stream' and 'model' the user hands in.
    data_root : str or Path
        Where the data is now, if not where it was.
    trust : bool
        Whether Python files that the record names may run.

    Returns
    -------
    Configuration

    Raises
    ------
    RunError
        If the record is another one than at its beginning, was written by an older version, needs
        objects that are not given, or names Python that is not the user's own.
    """
    if record.header.format < FORMAT:
        raise RunError(
            f"{record.folder}: was begun by an older snn_cl, whose results were others; "
            "start a new run, or use the snn_cl of then"
        )
    record.check_header()
    configuration = stored_configuration(record)
    for name in record.header.given:
        if name not in given:
            raise RunError(
                f"{record.folder}: was begun with a {name} of its own; "
                f"give it again: snn_cl.resume(folder, {name}=...)"
            )
    if not trust:
        _check_trusted(record, configuration, given)
    configuration = replace(configuration, **_times_of_then(record.header))
    return _with_data(configuration, str(data_root))


def _times_of_then(header: RecordHeader) -> dict[str, str]:
    """Return the times of a run, for a record from before a model had times of its own."""
    if "dt" in header["configuration"]:
        return {}
    simulator = header.simulator
    return {
        "show": f"{simulator.show_steps * simulator.dt!r}*second",
        "rest": f"{simulator.rest_steps * simulator.dt!r}*second",
        "dt": f"{simulator.dt!r}*second",
        "teacher_rate": f"{simulator.teacher_rate!r}*Hz",
    }


def _check_trusted(record: Record, configuration: Configuration, given: Sequence[str]) -> None:
    named = {"encoders": configuration.encoder} if configuration.encoder else {}
    if "stream" not in given:
        named |= {"datasets": configuration.dataset, "scenarios": configuration.scenario}
    if "model" not in given:
        named |= {"models": configuration.model}
    for kind, name in named.items():
        if split_options(kind, name)[0] not in names(kind):
            raise RunError(
                f"{record.folder}: names '{name}', which is none of the {kind} in $SNN_CL_PATH or "
                "of snn_cl; its Python would run: look at it, then give --trust (trust=True)"
            )


def _with_data(configuration: Configuration, data_root: str) -> Configuration:
    moved = configuration.data_root and not os.path.isdir(configuration.data_root)
    if not data_root and moved and os.environ.get("SNN_CL_DATA"):
        return replace(configuration, data_root="")  # then the variable is looked at
    return replace(configuration, data_root=data_root or configuration.data_root)


def checked_progress(record: Record) -> dict | None:
    """Return what the last checkpoint holds besides the state.

    Parameters
    ----------
    record : Record

    Returns
    -------
    dict or None
        Nothing if the run was killed while its record was being made.

    Raises
    ------
    RunError
        If it cannot be read, or is none of this run's.
    """
    if not has_checkpoint(record.folder):
        return None
    progress = read_progress(record.folder)
    try:
        check_kind(progress, _Progress)
        _check_numbers(progress, record.header.stream)
    except (ValueError, KeyError, RecursionError) as error:
        raise damaged(record.folder / "checkpoint.npz", error) from error
    return progress


def _check_numbers(progress: _Progress, stream: StreamHeader) -> None:
    odd = sorted(set(progress) ^ set(_Progress.__annotations__))
    if odd:
        raise ValueError(f"'{odd[0]}' is one too many or few")
    if not 0 <= progress["position"] <= stream.n_presentations:
        raise ValueError(f"position is {progress['position']} of {stream.n_presentations}")
    if any(len(sum_) != 2 for sum_ in progress["sums"].values()):
        raise ValueError("'sums' are no pairs of rows and checksum")
    n_rows, n_tests = len(progress["rows"]), len(stream.experiences)
    for row in progress["rows"]:
        known = set(row) == set(COLUMNS)
        if not (known and 0 <= row["tested"] < n_tests and 0 <= row["trained"] < n_rows):
            raise ValueError(f"a measurement is {row}")


def check_same(record: Record, simulator: Simulator, stream: Stream) -> None:
    """Check that a run to be resumed meets the model and the images it began with.

    Parameters
    ----------
    record : Record
    simulator : Simulator
    stream : Stream

    Raises
    ------
    RunError
        If one of them has changed.
    """
    before, now = record.header, make_header(stored_configuration(record), stream, simulator)
    _check_parts(record, before, now)
    if before.model != now.model:
        raise RunError(
            f"{record.folder}: the model's sizes, connections or initial values have changed; "
            "start a new run, or restore the model"
        )
    if before.simulator != now.simulator:
        raise RunError(
            f"{record.folder}: the simulator was {before['simulator']} "
            f"and is {now['simulator']} now; start a new run, or use the snn_cl of then"
        )
    if before.stream.crc32 != now.stream.crc32:
        raise RunError(
            f"{record.folder}: the data is not the one the run began with; "
            "give the folder it had with --data-root or $SNN_CL_DATA, or start a new run"
        )


def _check_parts(record: Record, before: RecordHeader, now: RecordHeader) -> None:
    known = before.equations
    for name, files in now.equations.items():
        then = known.get(name, ()) if isinstance(known, dict) else ()
        if [file.sha256 for file in then] != [file.sha256 for file in files]:
            raise RunError(
                f"{record.folder}: the equation files of '{name}' have changed since then; "
                "start a new run, or restore them from record.json"
            )
    for name, value in now.parameters.items():
        was = before.parameters.get(name)
        if was != value:
            raise RunError(
                f"{record.folder}: {name} was {was} and is {value} now [SI units]; "
                "start a new run, or restore the model"
            )
    for name in ("encoder", "readout"):
        was, value = getattr(before, name), getattr(now, name)
        if was != value:
            raise RunError(
                f"{record.folder}: the {name} was '{was}' and is '{value}' now; "
                "start a new run, or restore the model"
            )
