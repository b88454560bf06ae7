"""Checks of every line of one equation file."""

from collections.abc import Iterator

from snn_cl.checks.declared import Lines, read_lines
from snn_cl.checks.expressions import condition_errors, delay_errors, equation_errors, time_errors
from snn_cl.checks.reserved import reserved_message
from snn_cl.checks.scope import Neurons, Scope
from snn_cl.checks.statements import initial_errors, statement_errors
from snn_cl.checks.unknown import unknown_message
from snn_cl.errors import EquationFileError, did_you_mean
from snn_cl.language.equation_file import SECTIONS
from snn_cl.language.lines import Equation, Line

# The flags that Brian2 knows, by kind of file and of equation.
FLAGS = {
    ("neurons", "differential"): ("unless refractory",),
    # The state of a run holds one value a neuron or synapse, so no variable can be shared.
    ("neurons", "variable"): ("constant", "linked"),
    ("neurons", "subexpression"): ("shared", "constant over dt"),
    ("synapses", "differential"): ("event-driven", "clock-driven"),
    ("synapses", "variable"): ("constant", "linked"),
    ("synapses", "subexpression"): ("summed", "shared", "constant over dt"),
}
# What of Brian2 integrates differential equations on every backend.
METHODS = ("exact", "linear", "exponential_euler", "euler", "rk2", "rk4")
# Its other ones, and why they are no choice here.
OTHER_METHODS = dict.fromkeys(
    ("gsl", "gsl_rk2", "gsl_rk4", "gsl_rkf45", "gsl_rkck", "gsl_rk8pd"),
    "needs a library that not every backend has; write rk4",
) | {
    "independent": "solves coupled equations as if they were not; write exponential_euler",
    "milstein": "is for noise, which stands under [every dt] here; write euler",
    "heun": "is for noise, which stands under [every dt] here; write rk2",
}
_CALLED = {
    "differential": "a differential equation",
    "variable": "a variable",
    "subexpression": "a subexpression",
}


def line_errors(lines: Lines, scope: Scope) -> list[EquationFileError]:
    """Check every line of a file.

    Parameters
    ----------
    lines : Lines
    scope : Scope

    Returns
    -------
    list of EquationFileError
    """
    errors = [*lines.errors, *_name_errors(lines)]
    for equation in lines.equations:
        errors += _flag_errors(equation, lines.file.kind)
        errors += _summed_errors(equation, scope)
        errors += equation_errors(equation, scope)
    for _, _, statements in lines.statements:
        for statement in statements:
            errors += statement_errors(statement, scope)
    for statement in lines.initial:
        errors += initial_errors(statement, scope)
    for section in lines.file.sections:
        if section.name == "every" and section.argument:
            errors += time_errors(section.argument, section.argument_place, "every")
        elif section.name in SECTIONS[lines.file.kind]:
            for line in section.lines:
                errors += _section_line_errors(section.name, line, scope)
    return errors


def _name_errors(lines: Lines) -> Iterator[EquationFileError]:
    summed = {equation.name for equation in lines.equations if "summed" in equation.flags}
    for name, place in lines.defined():
        message = reserved_message(name, lines.file.kind)
        if message and name not in summed:
            yield place.error(message)


def _flag_errors(equation: Equation, kind: str) -> Iterator[EquationFileError]:
    every = {flag: key for key, flags in FLAGS.items() for flag in flags}
    allowed = FLAGS[kind, equation.kind]
    text = equation.line.text
    for flag in equation.flags:
        if flag in allowed:
            continue
        if flag in every:
            fits = [key for key, flags in FLAGS.items() if flag in flags]
            where = " or ".join(sorted({_CALLED[key[1]] for key in fits}))
            kinds = " or ".join(sorted({key[0] for key in fits}))
            message = f"'{flag}' cannot stand at {_CALLED[equation.kind]} of {kind}; "
            message += f"it belongs to {where} of {kinds}"
        else:
            message = f"no flag '{flag}'{did_you_mean(flag, every)}"
        yield equation.line.place.error(message, text.rindex(flag))


def _summed_errors(equation: Equation, scope: Scope) -> Iterator[EquationFileError]:
    if "summed" not in equation.flags:
        return
    place, name = equation.line.place, equation.name
    side = scope.side_of(name)
    if side is None:
        yield place.error(f"'{name}' is summed, so its name must be a port and '_post' or '_pre'")
    elif side[0] not in side[1].ports():
        ports = ", ".join(side[1].ports(named_only=bool(side[1].title))) or "none"
        who = side[1].title or "no known neuron"
        yield place.error(f"'{name}' is summed, but {who} has no port '{side[0]}'; ports: {ports}")
    elif _moves_by_itself(*side):
        yield place.error(
            f"'{name}' is summed, but '{side[0]}' of {side[1].title} has a differential equation; "
            "sum into a variable without one, and let the neuron's equation read it"
        )


def _moves_by_itself(name: str, neurons: Neurons) -> bool:
    equations = [equation for file in neurons.named for equation in read_lines(file).equations]
    return any(e.name == name and e.kind == "differential" for e in equations)


def _section_line_errors(section: str, line: Line, scope: Scope) -> list[EquationFileError]:
    if section == "threshold":
        return condition_errors(line, scope, time=False)
    if section == "refractory":
        return condition_errors(line, scope, time=True)
    if section == "delay":
        return delay_errors(line, scope)
    if section == "method":
        return _method_errors(line)
    return _port_errors(line, scope) if section == "ports" else []


def _method_errors(line: Line) -> list[EquationFileError]:
    if line.text in METHODS:
        return []
    if line.text in OTHER_METHODS:
        return [line.place.error(f"'{line.text}' {OTHER_METHODS[line.text]}")]
    return [line.place.error(f"no method '{line.text}'{did_you_mean(line.text, METHODS)}")]


def _port_errors(line: Line, scope: Scope) -> list[EquationFileError]:
    if not line.text.isidentifier():
        return [line.place.error(f"'{line.text}' is not one name; write one port a line")]
    known = scope.known.get(line.text)
    if known is None:
        return [line.place.error(unknown_message(line.text, scope))]
    if known.role not in ("variable", "broken"):
        return [
            line.place.error(
                f"'{line.text}' is no variable, so nothing can be added to it; "
                f"declare '{line.text} : unit' under [equations] or remove this port"
            )
        ]
    return []
