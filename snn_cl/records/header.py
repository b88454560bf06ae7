"""record.json, read as what a stranger may have written: every value has the type it must have."""

import errno
import hashlib
import json
import math
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from snn_cl.errors import NotFoundError, RunError
from snn_cl.files import damaged

FORMAT = 2
LONGEST = 2**26  # bytes; a record.json has some ten thousand
LARGEST = 2**63  # whole numbers are below

# What a value must be: a type or a union of types, [what] for a list, {name: what} for a mapping;
# in a mapping '*' stands for every other name. A name that is not there is no fault here:
# records of probes and of experiments hold less.
Kind = Any
ANYTHING = object()
# What `snn_cl.training` says a configuration is; a test holds that the two agree.
CONFIGURATION = {
    **dict.fromkeys(("model", "dataset", "scenario", "data_root", "backend", "dtype"), str),
    **dict.fromkeys(("encoder", "evaluate", "signal", "keep"), str),
    **dict.fromkeys(("show", "rest", "dt", "teacher_rate"), str),
    **dict.fromkeys(("seed", "validation", "block"), int),
    **dict.fromkeys(("n_train", "n_test"), int | None),
    **dict.fromkeys(("size", "param", "drop", "rule", "replace", "add", "record"), [str]),
    "labelled": float,
}
_FILE = {"file": str, "sha256": str, "text": str}
_HEADER = {
    "format": int,
    "configuration": CONFIGURATION,
    "stream": {
        "name": str,
        "n_presentations": int,
        "n_labels": int,
        "experiences": [str],
        "evaluate_after": [int],
        "first_shown": [int],
        "last_shown": [int],
        "image_shape": [int],
        "crc32": int,
    },
    "given": [str],
    "initial": {"*": str},
    "model": str,
    "encoder": str,
    "readout": str,
    "answers": str,
    "populations": {"*": int},
    "simulator": {
        "dt": float,
        "show_steps": int,
        "rest_steps": int,
        "dtype": str,
        "teacher_rate": float,
    },
    "parameters": {"*": float},
    "versions": {"*": str},
    "machine": {"*": str},
    "build_seconds": float,
    "fallbacks": {"*": str},
    "summary": {
        **dict.fromkeys(("run", "backend"), str),
        **dict.fromkeys(("presentations", "seed"), int),
        "accuracy_matrix": [[float | None]],
        "notes": {"*": str},
        "ms_per_presentation": {"*": float},
        "*": float | None,  # metrics
    },
    "probe": {
        **dict.fromkeys(("rule", "pre", "post", "param"), [str]),
        **dict.fromkeys(("protocol", "axis", "start", "backend"), str),
        **dict.fromkeys(("before", "rate", "lag", "dt"), float),
        **dict.fromkeys(("spikes", "repeats", "seed"), int),
        "points": [float],
        "alone": bool,
    },
    "memory": {"noise": float, "n_synapses": int, "samples": int, "synapse": str, "*": ANYTHING},
    "*": ANYTHING,
}
# What decides a run's result, and so stays as it is as long as the run goes on.
_DECIDING = (
    *("configuration", "stream", "given", "initial", "model", "encoder", "readout", "answers"),
    *("populations", "simulator", "parameters", "equations"),
)
_NOT_DECIDING = ("data_root",)  # of the configuration: data may move


class Header(dict):
    """Contents of a record.json that says in one line what it lacks: a probe's is no run's.

    Parameters
    ----------
    path : Path
        Of the file.
    contents : mapping
    inside : str
        Names of the mappings around this one, each with a dot behind it.
    """

    def __init__(self, path: Path, contents: Mapping[str, Any], inside: str = ""):
        super().__init__(
            (name, Header(path, value, f"{inside}{name}.") if isinstance(value, dict) else value)
            for name, value in contents.items()
        )
        self._path, self._inside = path, inside

    def __missing__(self, name: str) -> None:
        raise RunError(
            f"{self._path}: has no '{self._inside}{name}'; expected the record of a run; give the "
            "folder of one that 'snn-cl run' has made"
        )


def read_header(folder: Path) -> Header:
    """Return what the record.json of a folder holds.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Header

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
        header = _read_json(path)
        if header["format"] > FORMAT:
            raise RunError(
                f"{path}: has format {header['format']}, this snn_cl reads up to {FORMAT}; "
                "install a newer snn_cl"
            )
        header = Header(path, header)
        check_kind(header, _HEADER)
        _check_sizes(header)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(path, error) from error
    return header


def _check_sizes(header: Mapping[str, Any]) -> None:
    """Refuse numbers of things that cannot be."""
    stream, simulator = header.get("stream", {}), header.get("simulator", {})
    counts = {
        **{f"stream.{name}": stream.get(name, 1) for name in ("n_presentations", "n_labels")},
        **{f"stream.image_shape, {k}": n for k, n in enumerate(stream.get("image_shape", ()))},
        **{f"populations.{name}": n for name, n in header.get("populations", {}).items()},
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


def check_kind(value: Any, kind: Kind, name: str = "") -> None:
    """Check that a value read from JSON is what it must be, and all below it.

    Parameters
    ----------
    value : object
    kind : Kind
    name : str
        What the message calls it.

    Raises
    ------
    ValueError
        If it is not, or holds a text that is none, or a number that no array can hold.
    """
    if kind is ANYTHING:
        kind = {"*": ANYTHING} if isinstance(value, dict) else type(value)
        kind = [ANYTHING] if kind is list else kind
    if isinstance(kind, dict) and isinstance(value, dict):
        for key, inner in value.items():
            check_kind(key, str, name)
            check_kind(inner, kind.get(key, kind.get("*", ANYTHING)), f"{name}.{key}".strip("."))
    elif isinstance(kind, list) and isinstance(value, list):
        for inner in value:
            check_kind(inner, kind[0], name)
    elif not _is_plain(value, kind):
        shown = json.dumps(value)
        shown = shown if len(shown) < 40 else f"{shown[:36]} ..."
        raise ValueError(f"'{name}' is {shown}, expected {_in_words(kind)}")


def _is_plain(value: Any, kind: Kind) -> bool:
    """Tell whether a value without parts is of a kind."""
    if isinstance(kind, types.UnionType):
        return any(_is_plain(value, each) for each in typing.get_args(kind))
    if kind is float and type(value) in (int, float):
        return abs(value) < LARGEST or (type(value) is float and math.isfinite(value))
    if kind is int and type(value) is int:
        return abs(value) < LARGEST
    if kind is str and type(value) is str:
        return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    return type(value) is kind and kind in (bool, types.NoneType)


def _in_words(kind: Kind) -> str:
    if isinstance(kind, types.UnionType):
        return " or ".join(_in_words(each) for each in typing.get_args(kind))
    if isinstance(kind, list):
        return f"a list, each {_in_words(kind[0])}"
    if isinstance(kind, dict):
        return "a mapping"
    words = {int: "a whole number below 2**63", float: "a finite number", str: "a text"}
    return words.get(kind, "true or false" if kind is bool else "null")


def header_hash(header: Mapping[str, Any]) -> str:
    """Return a hash of what decides a run's result, to be kept beside its state.

    Parameters
    ----------
    header : mapping

    Returns
    -------
    str
    """
    kept = {name: header[name] for name in _DECIDING if name in header}
    configuration = dict(kept.get("configuration", {}))
    for name in _NOT_DECIDING:
        configuration.pop(name, None)
    text = json.dumps(kept | {"configuration": configuration}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
