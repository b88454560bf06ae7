"""One number for a model: which runs are seeds of the same, and which are not."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from snn_cl.network.resolved import Part, ResolvedModel

# Said by what is read and worked out: texts of files, values of parameters, pairs of neurons.
_SAID_OTHERWISE = ("neurons", "rule", "parameters", "connect")
_NO_PART_OF_IT = ("populations", "projections", "mechanisms", "timing")


def model_hash(resolved: ResolvedModel) -> str:
    """Return a hash of all that a model's description says.

    Parameters
    ----------
    resolved : ResolvedModel

    Returns
    -------
    str
        Names, sizes and connections of the parts in their order, the texts of their equation files,
        their parameters and initial values, and how the model meets the outside. Where the files
        are and what their parameters are written as does not count.
    """
    described = {
        "parts": [_described(part) for part in resolved.parts.values()],
        "model": _fields(resolved.model, _NO_PART_OF_IT),
    }
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


def _described(part: Part) -> list:
    return [
        [file.sha256 for file in part.rule.files],
        {name: float(value) for name, value in part.parameters.items()},
        _fields(part.description, _SAID_OTHERWISE),
        None if part.indices is None else [_plain(np.asarray(ends)) for ends in part.indices],
    ]


def _fields(description: Any, but: tuple[str, ...]) -> dict:
    names = [field.name for field in dataclasses.fields(description) if field.name not in but]
    return {name: _plain(getattr(description, name)) for name in names}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; of an array a hash."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        numbers = np.ascontiguousarray(value, dtype=np.float64)
        return [list(value.shape), hashlib.sha256(numbers.tobytes()).hexdigest()]
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, bool | int | float | None) else str(value)
