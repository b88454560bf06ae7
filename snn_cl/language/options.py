"""Options of plug-ins as text: 'n_experiences=2,width=0.2', read by a function's signature.

An option is a parameter with a default and an annotation: int, float, bool, str, or a tuple of one
of them; or one of these or None, which is written 'none'. A list is written with '/' between its
items, for a comma begins the next option. The unit of a float is the one in brackets in the
docstring, as in `max_rate : float [Hz]`.
"""

import inspect
import math
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from snn_cl.errors import EquationFileError, PlugInError, did_you_mean
from snn_cl.language.dimension import DIMENSIONLESS
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import quantity
from snn_cl.language.unit_table import units

_EXPECTED = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}


@dataclass(frozen=True)
class Option:
    """What one option takes.

    Attributes
    ----------
    name : str
    type : type
        int, float, bool or str, of each item where it takes several.
    several : bool
    unit : str
        Of a float; empty for a plain number.
    default : object
    """

    name: str
    type: type
    several: bool
    unit: str
    default: Any

    def __str__(self) -> str:
        return f"{self.name}={self._text(self.default)}"

    @property
    def expected(self) -> str:
        """What a value must look like."""
        one = f"a quantity such as 20*{self.unit}" if self.unit else _EXPECTED[self.type]
        return f"{one}, or several with '/' between them" if self.several else one

    def _text(self, value: Any) -> str:
        if value is None:
            return "none"
        if isinstance(value, tuple | list):
            return "/".join(map(self._text, value))
        if isinstance(value, bool):
            return str(value).lower()
        text = f"{value:.15g}" if isinstance(value, float) else str(value)
        return f"{text}*{self.unit}" if self.unit else text


def options_of(function: Callable, inputs: Iterable[str] = ()) -> dict[str, Option]:
    """Return the options of a plug-in's function, by name.

    Parameters
    ----------
    function : callable
    inputs : iterable of str
        Parameters that whoever calls it fills.

    Returns
    -------
    dict of str to Option
    """
    try:
        parameters = inspect.signature(function).parameters.values()
        hints = typing.get_type_hints(function)
    except (ValueError, TypeError, NameError):  # written in C, or with names that are not there
        return {}
    found = {}
    for parameter in parameters:
        type_, several = _item_type(hints.get(parameter.name))
        named = parameter.kind in (parameter.KEYWORD_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        if type_ and named and parameter.default is not parameter.empty:
            unit = _unit(function, parameter.name) if type_ is float else ""
            option = Option(parameter.name, type_, several, unit, parameter.default)
            found[parameter.name] = option
    return {name: option for name, option in found.items() if name not in set(inputs)}


def read_options(text: str, options: Mapping[str, Option], where: str) -> dict[str, Any]:
    """Return the values that a text gives to options.

    Parameters
    ----------
    text : str
        Such as 'n_experiences=2,width=0.2'.
    options : mapping of str to Option
    where : str
        What a message begins with: the plug-in's name with its options.

    Returns
    -------
    dict of str to object
        In the unit that the function takes.

    Raises
    ------
    PlugInError
        If an option is unknown, comes twice, or has a value of another type or unit.
    """
    values = {}
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise PlugInError(f"{where}: '{part}' is no option; expected NAME:option=value,...")
        if name not in options:
            raise PlugInError(f"{where}: no option '{name}'{_which(name, options)}")
        if name in values:
            raise PlugInError(f"{where}: '{name}' comes twice; give it once")
        values[name] = _value(value, options[name], where)
    return values


def _which(name: str, options: Mapping[str, Option]) -> str:
    if not options:
        return "; it takes none"
    hint = did_you_mean(name, options)
    hint = hint if hint.startswith("; did") else ""
    return f"{hint}; there are {', '.join(map(str, options.values()))}"


def _value(text: str, option: Option, where: str) -> Any:
    if text == "none" and option.default is None:
        return None
    items = text.split("/") if option.several else [text]
    try:
        values = tuple(_item(item.strip(), option) for item in items)
    except (ValueError, EquationFileError) as error:
        raise PlugInError(
            f"{where}: '{option.name}' is {text}; expected {option.expected}"
        ) from error
    return values if option.several else values[0]


def _item(text: str, option: Option) -> Any:
    if option.type is str and text:
        return text
    if option.type is bool and text in ("true", "false"):
        return text == "true"
    if option.type is int and re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return int(text)
    if option.type is not float:
        raise ValueError
    value, dimension = quantity(text, Place(""))
    unit, expected = units()[option.unit] if option.unit else (1.0, DIMENSIONLESS)
    if dimension != expected or not math.isfinite(value):
        raise ValueError
    return float(value / unit)


def _item_type(annotation: Any) -> tuple[type | None, bool]:
    if isinstance(annotation, types.UnionType):
        others = [each for each in typing.get_args(annotation) if each is not types.NoneType]
        annotation = others[0] if len(others) == 1 else None
    items = typing.get_args(annotation)
    several = typing.get_origin(annotation) is tuple and items[1:] == (Ellipsis,)
    type_ = items[0] if several else annotation
    return (type_ if type_ in (int, float, bool, str) else None), several


def _unit(function: Callable, name: str) -> str:
    """Return the unit that the docstring gives a parameter, if it is one that may be written."""
    found = re.search(rf"^\s*{name} : [^\n]*\[(\w+)\]", function.__doc__ or "", re.MULTILINE)
    return found[1] if found and found[1] in units() else ""
