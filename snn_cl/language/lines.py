"""The lines of an equation file: parameters, equations and statements, each with its place."""

import re
from dataclasses import dataclass

from snn_cl.language.dimension import Dimension
from snn_cl.language.expression import check_brackets
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import quantity, unit_of

_PARAMETER = re.compile(r"(\w+)(\s*=\s*)([^#]*?)\s*(?:#\s*(.*))?$")
_EQUATION = re.compile(
    r"(?:d(?P<ode>\w+)\s*/\s*dt|(?P<name>\w+))\s*(?:(?P<eq>=)\s*(?P<expression>[^:]*?))?\s*"
    r":\s*(?P<unit>[^(#]+?)\s*(?:\((?P<flags>[^)]*)\))?\s*$"
)
_STATEMENT = re.compile(r"(?P<name>\w+)\s*(?P<operator>[-+*/]?=)(?!=)\s*(?P<expression>.*)$")


@dataclass(frozen=True)
class Line:
    """One line of a section, without its comment.

    Attributes
    ----------
    text : str
    place : Place
    """

    text: str
    place: Place


@dataclass(frozen=True)
class Parameter:
    """A constant that a run may change without a rebuild.

    Attributes
    ----------
    name : str
    value : float
        In SI units.
    text : str
        As written, such as '15*ms'.
    dimension : Dimension
    meaning : str
        The comment behind it; may be empty.
    place : Place
    """

    name: str
    value: float
    text: str
    dimension: Dimension
    meaning: str
    place: Place


@dataclass(frozen=True)
class Equation:
    """A line of [equations]: a differential equation, a subexpression or a bare variable.

    Attributes
    ----------
    name : str
    kind : str
        'differential', 'subexpression' or 'variable'.
    expression : str
        Right side; empty for a bare variable.
    expression_place : Place
    unit : str
    dimension : Dimension
    flags : tuple of str
    line : Line
    """

    name: str
    kind: str
    expression: str
    expression_place: Place
    unit: str
    dimension: Dimension
    flags: tuple[str, ...]
    line: Line


@dataclass(frozen=True)
class Statement:
    """A line such as `w = clip(w + dw, 0, 1)`.

    Attributes
    ----------
    name : str
        What is assigned.
    operator : str
        `=`, `+=`, `-=`, `*=` or `/=`.
    expression : str
    expression_place : Place
    line : Line
    """

    name: str
    operator: str
    expression: str
    expression_place: Place
    line: Line


def parameter_of(line: Line) -> Parameter:
    """Read a line of [parameters].

    Parameters
    ----------
    line : Line

    Returns
    -------
    Parameter

    Raises
    ------
    EquationFileError
        If it is not `name = value*unit`.
    """
    match = _PARAMETER.match(line.text)
    if not match:
        raise line.place.error(
            f"'{line.text}' is not a parameter; write 'name = value*unit  # meaning'"
        )
    name, equals, text, meaning = match.groups()
    value, dimension = quantity(text, line.place.moved(len(name) + len(equals)))
    return Parameter(name, value, text, dimension, meaning or "", line.place)


def equation_of(line: Line) -> Equation:
    """Read a line of [equations].

    Parameters
    ----------
    line : Line

    Returns
    -------
    Equation

    Raises
    ------
    EquationFileError
        If it is not one of Brian2's three forms, or its unit is unknown.
    """
    match = _EQUATION.match(line.text)
    if not match:
        check_brackets(line.text, line.place)
        raise line.place.error(_what_is_wrong_with_equation(line.text))
    name = match["ode"] or match["name"]
    kind = "differential" if match["ode"] else "subexpression" if match["eq"] else "variable"
    if match["ode"] and not match["eq"]:
        raise line.place.error(f"'d{name}/dt' has no right side; write 'd{name}/dt = ... : unit'")
    offset = match.start("expression") if match["eq"] else 0
    unit_place = line.place.moved(match.start("unit"))
    flags = tuple(flag.strip() for flag in (match["flags"] or "").split(",") if flag.strip())
    return Equation(
        name=name,
        kind=kind,
        expression=match["expression"] or "",
        expression_place=line.place.moved(offset),
        unit=match["unit"],
        dimension=unit_of(match["unit"], unit_place),
        flags=flags,
        line=line,
    )


def _what_is_wrong_with_equation(text: str) -> str:
    if ":" not in text:
        return (
            f"'{text}' has no unit; add ' : unit' at its end, such as ' : 1' for a plain number "
            "or ' : volt'"
        )
    if re.search(r":\s*$", text):
        return f"'{text}' ends without a unit; write ': 1' for a plain number or ': volt'"
    return (
        f"'{text}' is not an equation; "
        "expected 'dx/dt = ... : unit', 'x = ... : unit' or 'x : unit'"
    )


def statement_of(line: Line) -> Statement:
    """Split a line of a statement section.

    Parameters
    ----------
    line : Line

    Returns
    -------
    Statement

    Raises
    ------
    EquationFileError
        If it is not `name = expression` (or `+=`, `-=`, `*=`, `/=`).
    """
    match = _STATEMENT.match(line.text)
    if not match:
        message = f"'{line.text}' is not a statement; write 'name = expression'"
        if re.match(r"\w+\s*==", line.text):
            message = f"'{line.text}' compares; to assign, write '='"
        raise line.place.error(message)
    place = line.place.moved(match.start("expression"))
    return Statement(match["name"], match["operator"], match["expression"], place, line)
