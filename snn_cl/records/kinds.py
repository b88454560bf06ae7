"""What a value out of a file must be, as type hints say it: checked, and made into what they name.

A kind is `str`, `int`, `float`, `bool`, `None`, `list[X]`, `tuple[X, ...]`, `dict[str, X]`, a
dataclass, a TypedDict, a union of these, or `Any`. A name that a mapping lacks is no fault of its
kind, and neither is one that a dataclass or a TypedDict does not know: versions differ.
"""

import dataclasses
import json
import math
import types
import typing
from collections.abc import Iterator
from typing import Any

Kind = Any
LARGEST = 2**63  # whole numbers are below
_ANYTHING = (dict[str, Any], list[Any], str, bool, int, float, types.NoneType)
_WORDS = {
    int: "a whole number below 2**63",
    float: "a finite number",
    str: "a text",
    bool: "true or false",
    types.NoneType: "null",
}


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
    kind = _fitting(value, kind, name)
    if isinstance(value, list):
        for inner in value:
            check_kind(inner, typing.get_args(kind)[0], name)
    elif isinstance(value, dict):
        for key, inner, its_kind in _items(value, kind):
            check_kind(key, str, name)
            check_kind(inner, its_kind, f"{name}.{key}".strip("."))


def made_of(value: Any, kind: Kind, name: str = "") -> Any:
    """Return a value read from JSON as its kind says: tuples and dataclasses in their places.

    Parameters
    ----------
    value : object
    kind : Kind
    name : str
        Of the value.

    Returns
    -------
    object
        Names that a dataclass does not know are left out; those without a value have its default.

    Raises
    ------
    KeyError
        With the name of what a dataclass needs and the value lacks.
    ValueError
        If the value is not of that kind.
    """
    kind = _fitting(value, kind, name)
    if isinstance(value, list):
        made = (made_of(inner, typing.get_args(kind)[0], name) for inner in value)
        return (typing.get_origin(kind) or list)(made)
    if not isinstance(value, dict):
        return value
    items = _items(value, kind)
    made = {key: made_of(inner, its_kind, f"{name}.{key}") for key, inner, its_kind in items}
    return _filled(kind, made, name) if dataclasses.is_dataclass(kind) else made


def _filled(kind: type, values: dict[str, Any], name: str) -> Any:
    fields = dataclasses.fields(kind)
    for field in fields:
        if field.name not in values and field.default is dataclasses.MISSING:
            raise KeyError(f"{name}.{field.name}")
    return kind(**{field.name: values[field.name] for field in fields if field.name in values})


def _fitting(value: Any, kind: Kind, name: str) -> Kind:
    """Return that of a union's kinds which a value is of, what it holds left aside."""
    if kind is Any:
        alternatives = _ANYTHING
    else:
        alternatives = typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
    for each in alternatives:
        if _fits(value, each):
            return each
    shown = json.dumps(value)
    shown = shown if len(shown) < 40 else f"{shown[:36]} ..."
    raise ValueError(f"'{name}' is {shown}, expected {_in_words(kind, value)}")


def _fits(value: Any, kind: Kind) -> bool:
    if isinstance(value, list):
        return typing.get_origin(kind) in (list, tuple)
    if isinstance(value, dict):
        return _is_mapping(kind)
    if kind is float and type(value) in (int, float):
        return abs(value) < LARGEST or (type(value) is float and math.isfinite(value))
    if kind is int and type(value) is int:
        return abs(value) < LARGEST
    if kind is str and type(value) is str:
        return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    return type(value) is kind and kind in (bool, types.NoneType)


def _is_mapping(kind: Kind) -> bool:
    described = isinstance(kind, type) and "__annotations__" in vars(kind)
    return described or typing.get_origin(kind) is dict


def _items(value: dict, kind: Kind) -> Iterator[tuple[str, Any, Kind]]:
    """Yield each name of a mapping with its value and its kind."""
    if typing.get_origin(kind) is dict:
        known, others = {}, typing.get_args(kind)[1]
    else:
        known, others = typing.get_type_hints(kind), Any
    for key, inner in value.items():
        yield key, inner, known.get(key, others)


def _in_words(kind: Kind, value: Any = None) -> str:
    if kind is Any:  # it is a text that is none, or a number too large
        kind = type(value)
    if isinstance(kind, types.UnionType):
        return " or ".join(_in_words(each) for each in typing.get_args(kind))
    if _is_mapping(kind):
        return "a mapping"
    if typing.get_origin(kind) in (list, tuple):
        return f"a list, each {_in_words(typing.get_args(kind)[0])}"
    return _WORDS[kind]
