"""A rule is a stack of equation files, joined in order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from snn_cl.errors import EquationFileError, NotFoundError
from snn_cl.language.equation_file import SINGLE, STATEMENTS, EquationFile, read_equation_file
from snn_cl.language.lines import (
    Equation,
    Line,
    Parameter,
    Statement,
    equation_of,
    parameter_of,
    statement_of,
)
from snn_cl.language.source_location import Place

BOUNDED_UPDATE = "clip(w + plastic*dw, w_min, w_max)"
_ADDED = Place("(added by snn_cl)")


@dataclass(frozen=True)
class Rule:
    """A stack of equation files, joined in order.

    Attributes
    ----------
    kind : str
        'neurons' or 'synapses'.
    files : tuple of EquationFile
    parameters : tuple of Parameter
    equations : tuple of Equation
    statements : tuple of (str, str, tuple of Statement)
        Section name, argument and statements; one entry a section name and argument.
    single : dict of str to Line
        The sections that hold one line, by name.
    ports : tuple of Line
    initial : tuple of Statement
    """

    kind: str
    files: tuple[EquationFile, ...]
    parameters: tuple[Parameter, ...]
    equations: tuple[Equation, ...]
    statements: tuple[tuple[str, str, tuple[Statement, ...]], ...]
    single: dict[str, Line]
    ports: tuple[Line, ...]
    initial: tuple[Statement, ...]

    def section(self, name: str) -> tuple[Statement, ...]:
        """Return the joined statements of a section; empty if no file has it.

        Parameters
        ----------
        name : str

        Returns
        -------
        tuple of Statement
        """
        return tuple(s for key, _, body in self.statements if key == name for s in body)

    def expressions(self) -> list[tuple[str, Place]]:
        """Return all that is worked out but starting values, and where it stands.

        Returns
        -------
        list of (str, Place)
        """
        lines = [*self.equations, *(s for _, _, body in self.statements for s in body)]
        found = [(line.expression, line.expression_place) for line in lines]
        return found + [(line.text, line.place) for line in self.single.values()]

    def reads(self, name: str) -> bool:
        """Return whether any line but those of [initial] reads a name.

        Parameters
        ----------
        name : str

        Returns
        -------
        bool
        """
        return any(re.search(rf"\b{name}\b", text) for text, _ in self.expressions())


def stack(files: list[EquationFile]) -> Rule:
    """Join equation files into one rule.

    Sections of one name are joined in the order of the files. Where an event's statements assign
    `dw`, the bounded and gated change of `w` is added after the last file.

    Parameters
    ----------
    files : list of EquationFile

    Returns
    -------
    Rule

    Raises
    ------
    EquationFileError
        If files of both kinds are mixed, or a file, a name or a single-line section is given twice.
    """
    kinds = {file.kind for file in files}
    if len(kinds) != 1:
        listed = ", ".join(str(file.path) for file in files) or "nothing"
        raise EquationFileError(
            f"{listed}: a stack holds one or more files of one kind, neurons or synapses"
        )
    for number, file in enumerate(files):
        if file.path in [before.path for before in files[:number]]:
            raise EquationFileError(f"{file.path}: stands twice in one stack; leave it out once")
    parameters = [parameter_of(line) for file in files for line in file.lines("parameters")]
    equations = [equation_of(line) for file in files for line in file.lines("equations")]
    defined = [(parameter.name, parameter.place) for parameter in parameters]
    defined += [(equation.name, equation.line.place) for equation in equations]
    for error in doubles(defined):
        raise error
    return Rule(
        kind=kinds.pop(),
        files=tuple(files),
        parameters=tuple(parameters),
        equations=tuple(equations),
        statements=_join_statements(files, parameters),
        single=_join_single(files),
        ports=tuple(line for file in files for line in file.lines("ports")),
        initial=tuple(statement_of(line) for file in files for line in file.lines("initial")),
    )


def read_rule(names: list[str] | tuple[str, ...]) -> Rule:
    """Read and join a stack of equation files.

    Parameters
    ----------
    names : list of str
        Names or paths, in order.

    Returns
    -------
    Rule

    Raises
    ------
    NotFoundError
        If a file does not exist.
    EquationFileError
        If the files cannot be read or joined.
    """
    if not names:
        raise NotFoundError("a stack needs at least one equation file; name one")
    return stack([read_equation_file(name) for name in names])


def doubles(defined: Iterable[tuple[str, Place]]) -> Iterator[EquationFileError]:
    """Yield an error for every name that is defined before.

    Parameters
    ----------
    defined : iterable of (str, Place)
        In order.

    Yields
    ------
    EquationFileError
    """
    first = {}
    for name, place in defined:
        if name not in first:
            first[name] = place
        elif first[name].source == place.source:
            yield place.error(
                f"'{name}' is defined here and in line {first[name].line}; "
                "rename or remove one of the two"
            )
        else:
            yield place.error(
                f"'{name}' is defined here and in {first[name]}; rename one, or leave one file out"
            )


def _per_synapse(statement: Statement, shared: set[str]) -> Statement:
    # From parameters alone Brian2 would make dw one number for all synapses, and then refuse the
    # next file that scales it synapse by synapse.
    read = set(re.findall(r"[A-Za-z_]\w*", statement.expression))
    if statement.name != "dw" or statement.operator != "=" or not read <= shared:
        return statement
    expression = f"({statement.expression}) + 0*w"
    line = replace(statement.line, text=f"dw = {expression}")
    return replace(statement, expression=expression, line=line)


def _join_statements(files, parameters):
    joined = {}
    for file in files:
        for section in file.sections:
            if section.name in STATEMENTS:
                body = joined.setdefault((section.name, section.argument), [])
                body.extend(statement_of(line) for line in section.lines)
    shared = {parameter.name for parameter in parameters}
    for body in joined.values():
        if any(statement.name == "dw" for statement in body):
            body[:] = [_per_synapse(statement, shared) for statement in body]
            line = Line(f"w = {BOUNDED_UPDATE}", _ADDED)
            body.append(Statement("w", "=", BOUNDED_UPDATE, _ADDED, line))
    return tuple((name, argument, tuple(body)) for (name, argument), body in joined.items())


def _join_single(files):
    found = {}
    for file in files:
        for name in SINGLE:
            for line in file.lines(name):
                if name in found and found[name].text != line.text:
                    raise line.place.error(
                        f"[{name}] is given here and in {found[name].place}; keep one of the two"
                    )
                found[name] = line
    return found
