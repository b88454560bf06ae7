"""What an equation file declares, read as far as its errors allow."""

import re
from dataclasses import dataclass

from snn_cl.errors import EquationFileError
from snn_cl.language.dimension import Dimension
from snn_cl.language.equation_file import SECTIONS, STATEMENTS, EquationFile
from snn_cl.language.lines import (
    Equation,
    Parameter,
    Statement,
    equation_of,
    parameter_of,
    statement_of,
)
from snn_cl.language.source_location import Place


@dataclass(frozen=True)
class Known:
    """What is known of a name.

    Attributes
    ----------
    role : str
        'variable', 'constant', 'parameter', 'subexpression', 'given' (by Brian2 or the runner),
        'weight' (declared by another file of the stack) or 'broken' (its own line is wrong).
    options : tuple of Dimension
        The units it may have; none if not known.
    unit : str
        As written.
    """

    role: str
    options: tuple[Dimension, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Lines:
    """The lines of an equation file, read as far as they can be.

    Attributes
    ----------
    file : EquationFile
    parameters : tuple of Parameter
    equations : tuple of Equation
    statements : tuple of (str, str, tuple of Statement)
        Section name, its argument, and its statements.
    initial : tuple of Statement
    broken : tuple of str
        Names that the lines with errors seem to define.
    errors : tuple of EquationFileError
    """

    file: EquationFile
    parameters: tuple[Parameter, ...]
    equations: tuple[Equation, ...]
    statements: tuple[tuple[str, str, tuple[Statement, ...]], ...]
    initial: tuple[Statement, ...]
    broken: tuple[str, ...]
    errors: tuple[EquationFileError, ...]

    def defined(self) -> list[tuple[str, Place]]:
        """Return the names that the file defines, and where."""
        found = [(parameter.name, parameter.place) for parameter in self.parameters]
        return found + [(equation.name, equation.line.place) for equation in self.equations]

    def known(self) -> dict[str, Known]:
        """Return what the file says of the names that it defines."""
        found = {name: Known("broken") for name in self.broken}
        for parameter in self.parameters:
            found[parameter.name] = Known("parameter", (parameter.dimension,))
        for equation in self.equations:
            role = "subexpression" if equation.kind == "subexpression" else "variable"
            role = "constant" if "constant" in equation.flags else role
            found[equation.name] = Known(role, (equation.dimension,), equation.unit)
        return found


def read_lines(file: EquationFile) -> Lines:
    """Read every line of a file; what cannot be read becomes an error and a broken name.

    Parameters
    ----------
    file : EquationFile

    Returns
    -------
    Lines
    """
    errors, broken = [], []

    def read(reader, lines):
        good = []
        for line in lines:
            try:
                good.append(reader(line))
            except EquationFileError as error:
                errors.append(error)
                broken.extend(_name_on(line.text))
        return tuple(good)

    for section in file.sections:
        if section.name not in SECTIONS[file.kind]:
            broken.extend(name for line in section.lines for name in _name_on(line.text))
    return Lines(
        file=file,
        parameters=read(parameter_of, file.lines("parameters")),
        equations=read(equation_of, file.lines("equations")),
        statements=tuple(
            (section.name, section.argument, read(statement_of, section.lines))
            for section in file.sections
            if section.name in STATEMENTS
        ),
        initial=read(statement_of, file.lines("initial")),
        broken=tuple(broken),
        errors=tuple(errors),
    )


def _name_on(text: str) -> list[str]:
    match = re.match(r"d(\w+)\s*/\s*dt|(\w+)", text)
    return [match[1] or match[2]] if match else []
