"""record.json, read as what a stranger may have written: every value has the type it must have."""

import errno
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from snn_cl.errors import NotFoundError, RunError
from snn_cl.files import damaged
from snn_cl.records.header import FORMAT, RecordHeader
from snn_cl.records.header_parts import Summary
from snn_cl.records.kinds import check_kind

LONGEST = 2**26  # bytes; a record.json has some ten thousand


def read_header(folder: Path) -> RecordHeader:
    """Return what the record.json of a folder holds.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    RecordHeader

    Raises
    ------
    NotFoundError
        If there is none.
    RunError
        If it is damaged, or written by a newer version.
    """
    path = folder / "record.json"
    try:
        if not _is_there(path):
            raise NotFoundError(f"{folder}: is no run; expected a folder with a record.json")
        contents = _read_json(path)
        if not isinstance(contents, dict):
            raise ValueError("is no mapping")
        check_kind(contents["format"], int, "format")
        if contents["format"] > FORMAT:
            raise RunError(
                f"{path}: has format {contents['format']}, this snn_cl reads up to {FORMAT}; "
                "install a newer snn_cl"
            )
        check_kind(contents, RecordHeader)
        _check_metrics(contents.get("summary", {}))
        _check_sizes(contents)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(path, error) from error
    return RecordHeader.of(contents, path)


def _check_metrics(summary: Mapping[str, Any]) -> None:
    for name, value in summary.items():
        if name not in Summary.__annotations__:
            check_kind(value, float | None, f"summary.{name}")


def _check_sizes(contents: Mapping[str, Any]) -> None:
    """Refuse numbers of things that cannot be."""
    stream, simulator = contents.get("stream", {}), contents.get("simulator", {})
    counts = {
        **{f"stream.{name}": stream.get(name, 1) for name in ("n_presentations", "n_labels")},
        **{f"stream.image_shape, {k}": n for k, n in enumerate(stream.get("image_shape", ()))},
        **{f"populations.{name}": n for name, n in contents.get("populations", {}).items()},
        "simulator.show_steps": simulator.get("show_steps", 1),
    }
    for name, number in counts.items():
        if not 1 <= number < 2**31:
            raise ValueError(f"'{name}' is {number}, expected 1 or more")
    if simulator.get("dt", 1) <= 0:
        raise ValueError(f"'simulator.dt' is {simulator['dt']}, expected a time")
    ends = stream.get("evaluate_after", [])
    if (
        ends != sorted({*ends})
        or min(ends, default=0) < 0
        or ends[-1:] > [stream.get("n_presentations", 2**31)]
    ):
        raise ValueError(f"'stream.evaluate_after' is {ends}, expected rising numbers")


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise


def _read_json(path: Path) -> dict:
    if path.stat().st_size > LONGEST:
        raise ValueError(f"more than {LONGEST} bytes")
    return json.loads(path.read_bytes().decode(), parse_constant=_no_number)


def _no_number(text: str) -> None:
    raise ValueError(f"'{text}' is no number")
