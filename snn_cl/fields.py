"""Fields of configurations: what can be meant is understood, all else is one line."""

import operator
import os
from collections.abc import Iterable, Mapping
from dataclasses import fields
from numbers import Real
from typing import Any

from snn_cl.errors import RunError
from snn_cl.language.given_quantity import given_dimension, given_number, quantity_text

_OF_FILES = ("rule", "replace", "add")  # mappings to names of files, one or several


def normalise(chosen: Any) -> None:
    """Bring every field into the form that its type says, in place.

    Parameters
    ----------
    chosen : dataclass
        From Python a name may be a path, a number one of NumPy's, and a single text stand for a
        tuple of one.

    Raises
    ------
    RunError
        If a value cannot be brought into that form.
    """
    for field in fields(chosen):
        value = _READ[field.type](getattr(chosen, field.name), field.name)
        object.__setattr__(chosen, field.name, value)


def _optional_text(value: Any, name: str) -> str:
    return "" if value is None else _text(value, name)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str | os.PathLike):
        raise RunError(f"{name} is {value!r}; expected text or a path")
    return os.fspath(value)


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise RunError(f"{name} is {value!r}; expected a whole number")
    return operator.index(value)


def _optional(value: Any, name: str) -> int | None:
    return None if value is None else _whole(value, name)


def _real(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise RunError(f"{name} is {value!r}; expected a number")
    return float(value)


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool) and type(value).__name__ != "bool":  # that of NumPy too
        raise RunError(f"{name} is {value!r}; expected True or False")
    return bool(value)


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return tuple(f"{_text(key, name)}={_written(item, name)}" for key, item in value.items())
    return tuple(_text(item, name) for item in _several(value, name))


def _written(value: Any, name: str) -> str:
    """Return a value of a mapping as the command line takes it."""
    if isinstance(value, str | os.PathLike):
        return os.fspath(value)
    if isinstance(value, Iterable) and name in _OF_FILES:
        return ",".join(_texts(value, name))
    dimension = given_dimension(value)
    if dimension is not None and given_number(value) is not None:
        return quantity_text(given_number(value), dimension)
    if isinstance(value, Real) and not isinstance(value, bool):
        return str(operator.index(value) if hasattr(value, "__index__") else float(value))
    raise RunError(
        f"{name} holds {value!r}; expected a number, a quantity, or text such as '25*ms'"
    )


def _reals(value: Any, name: str) -> tuple[float, ...]:
    return tuple(_real(item, name) for item in _several(value, name))


def _several(value: Any, name: str) -> tuple:
    if value is None:
        return ()
    alone = isinstance(value, str | os.PathLike) or not isinstance(value, Iterable)
    return (value,) if alone else tuple(value)


_READ = {
    str: _optional_text,
    int: _whole,
    int | None: _optional,
    float: _real,
    bool: _flag,
    tuple[str, ...]: _texts,
    tuple[float, ...]: _reals,
}
