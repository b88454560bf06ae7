"""What record.json says of a run, as an object: its names complete in an editor, with their types.

The types are stated here and in `Configuration`; what is read from a file is checked against them.
"""

import dataclasses
import hashlib
import json
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from snn_cl.configuration import Configuration
from snn_cl.errors import MissingError
from snn_cl.records.header_parts import (
    EquationText,
    MemoryHeader,
    ProbeHeader,
    SimulatorHeader,
    StreamHeader,
    Summary,
)
from snn_cl.records.kinds import made_of

FORMAT = 2
# What decides a run's result, and so stays as it is as long as the run goes on.
_DECIDING = (
    *("configuration", "stream", "given", "initial", "model", "encoder", "readout", "answers"),
    *("populations", "simulator", "parameters", "equations"),
)
_NOT_DECIDING = ("data_root",)  # of the configuration: data may move


class RecordHeader:
    """What record.json holds; what it lacks is said in one line: a probe's is no run's.

    Names that are asked for are read from the contents, checked and made into what is stated here.
    `header["name"]` is what the file says under a name, also one that is not listed here, and
    `"name" in header` whether it says anything.

    Attributes
    ----------
    format : int
        Version of the files' form.
    probe : ProbeHeader
        Only of a plasticity curve.
    memory : MemoryHeader
        Only of a decay of memories.
    configuration : Configuration
        What the record is from before has its default.
    given : tuple of str
        Which of 'stream' and 'model' were objects of the user's.
    model : str
        Hash of its sizes, connections and initial values.
    initial : dict of str to str
        Hashes of the arrays that the user gave.
    stream : StreamHeader
    encoder, readout : str
    answers : str
        Name of the array that holds the answers in training.
    populations : dict of str to int
        Sizes, in the order of the model.
    simulator : SimulatorHeader
    parameters : dict of str to float [SI units]
        By 'part.name'.
    equations : dict of str to tuple of EquationText, or tuple of EquationText
        The stack of each part; that of the rule, if it is a probe's.
    versions, machine : dict of str to str
    build_seconds : float [s]
    fallbacks : dict of str to str
        What the device did as stock Brian2 does, and why.
    summary : Summary
        Once the run is finished.
    """

    format: int
    probe: ProbeHeader
    memory: MemoryHeader
    configuration: Configuration
    given: tuple[str, ...]
    model: str
    initial: dict[str, str]
    stream: StreamHeader
    encoder: str
    readout: str
    answers: str
    populations: dict[str, int]
    simulator: SimulatorHeader
    parameters: dict[str, float]
    equations: dict[str, tuple[EquationText, ...]] | tuple[EquationText, ...]
    versions: dict[str, str]
    machine: dict[str, str]
    build_seconds: float
    fallbacks: dict[str, str]
    summary: Summary

    __slots__ = ("_contents", "_path")

    def __init__(self, **said: Any):
        unknown = set(said) - set(_KINDS)
        if unknown:
            raise TypeError(f"a record's header has no '{min(unknown)}'")
        said = {"format": FORMAT} | said
        self._contents = {name: _as_json(said[name]) for name in _KINDS if name in said}
        self._path = Path("record.json")

    @classmethod
    def of(cls, contents: Mapping[str, Any], path: Path) -> "RecordHeader":
        """Return the header that a file holds.

        Parameters
        ----------
        contents : mapping
            As JSON has it, of the right kinds.
        path : Path
            Of the file.

        Returns
        -------
        RecordHeader
        """
        header = cls()
        header._contents, header._path = dict(contents), path
        return header

    @property
    def contents(self) -> dict[str, Any]:
        """All that the file says, as JSON has it."""
        return self._contents

    def __getattr__(self, name: str) -> Any:
        if name not in _KINDS:
            raise AttributeError(f"a record's header has no '{name}'")
        try:
            return made_of(self[name], _KINDS[name], name)
        except KeyError as error:
            raise self._lacks(error.args[0]) from None

    def __getitem__(self, name: str) -> Any:
        if name not in self.contents:
            raise self._lacks(name)
        return self.contents[name]

    def __contains__(self, name: str) -> bool:
        return name in self.contents

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(name for name in self.contents if name in _KINDS)]

    def __repr__(self) -> str:
        return f"<RecordHeader {self._path}: {', '.join(self.contents)}>"

    def _lacks(self, name: str) -> MissingError:
        return MissingError(
            f"{self._path}: has no '{name}'; expected the record of a run; give the folder of one "
            "that 'snn-cl run' has made"
        )


_KINDS = typing.get_type_hints(RecordHeader)


def _as_json(value: Any) -> Any:
    """Return a value as JSON would give it back."""
    if dataclasses.is_dataclass(value):
        value = vars(value)
    if isinstance(value, Mapping):
        return {name: _as_json(inner) for name, inner in value.items()}
    return [_as_json(inner) for inner in value] if isinstance(value, list | tuple) else value


def header_hash(header: RecordHeader) -> str:
    """Return a hash of what decides a run's result, to be kept beside its state.

    Parameters
    ----------
    header : RecordHeader

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
