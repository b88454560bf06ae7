"""Checks of equation files, of stacks of them, and of models; no Brian2 object is made."""

import re
from collections.abc import Sequence

from snn_cl.checks.causality import causality_errors
from snn_cl.checks.declared import Lines, read_lines
from snn_cl.checks.gate import gate_errors
from snn_cl.checks.lines import line_errors
from snn_cl.checks.ports import Write, neuron_writes, port_errors, synapse_writes
from snn_cl.checks.scope import Neurons, Scope, make_scope
from snn_cl.checks.stacks import stack_errors
from snn_cl.checks.statements import initial_errors
from snn_cl.checks.surroundings import files_above, files_below, neurons_around
from snn_cl.checks.values import value_errors
from snn_cl.errors import EquationFileError, ModelError
from snn_cl.find import find_file
from snn_cl.language.equation_file import EquationFile, read_text, split_equation_file
from snn_cl.language.lines import Line, Statement
from snn_cl.language.rule import Rule, doubles, stack
from snn_cl.language.source_location import Place
from snn_cl.network.model import Model
from snn_cl.network.resolved import Part, ResolvedModel, resolve


def check_file(name: str, also: Sequence[str] = ()) -> list[EquationFileError]:
    """Find all errors of one equation file.

    A file whose header has a Stack line is a mechanism: it may use the weight and what the files
    of that line define.

    Parameters
    ----------
    name : str
        A name such as 'synapses/stdp_pair', or a path.
    also : sequence of str
        Neuron files, besides the shipped ones, whose variables a synapse file may use.

    Returns
    -------
    list of EquationFileError
        In line order; empty if the file is fine.

    Raises
    ------
    NotFoundError
        If there is no such file.
    """
    path = find_file("equations", name)
    try:
        file, errors = split_equation_file(read_text(path), path)
    except EquationFileError as error:
        return [error]
    below, more = files_below(file)
    files = [*below, file, *files_above(file)]
    parts = [read_lines(part) for part in files]
    own = parts[len(below)]
    sides = neurons_around([*below, file], also) if file.kind == "synapses" else {}
    whole = not file.stack and (file.kind == "neurons" or "w" in own.known())
    scope = make_scope(parts, whole, sides)
    if not errors:
        errors += stack_errors(parts, scope, whole)
    errors += more + line_errors(own, scope) + value_errors(parts)
    errors += doubles(defined for part in parts for defined in part.defined())
    if not errors and file.kind == "synapses":
        errors += gate_errors(parts)
    return _sorted(errors, [file]) or _sorted(_join_errors(files), [file])


def file_warnings(name: str) -> list[EquationFileError]:
    """Return what a reader of an equation file will miss, though it runs.

    Parameters
    ----------
    name : str
        As `check_file` takes it.

    Returns
    -------
    list of EquationFileError
        Not to be raised.

    Raises
    ------
    NotFoundError
        If there is no such file.
    """
    path = find_file("equations", name)
    try:
        file, _ = split_equation_file(read_text(path), path)
    except EquationFileError:
        return []
    found = []
    if not file.sources:
        found.append(
            Place(str(path), 1).error(
                "warning: no '# Source:' line in the header; name the paper with its doi, "
                "or write '# Source: own'"
            )
        )
    for parameter in read_lines(file).parameters:
        if not parameter.meaning:
            text = f"{parameter.name} = {parameter.text}"
            found.append(
                parameter.place.error(
                    f"warning: parameter '{parameter.name}' has no meaning; "
                    f"add a comment, as in '{text}  # what it is'"
                )
            )
    return found


def check_rule(
    rule: Rule, pre: Rule | None = None, post: Rule | None = None
) -> list[EquationFileError]:
    """Find all errors of a stack of equation files.

    Parameters
    ----------
    rule : Rule
    pre, post : Rule, optional
        The neurons on both sides of a synapse; without them, any known neuron will do.

    Returns
    -------
    list of EquationFileError
        In the order of the stack; empty if the rule is fine.
    """
    parts = [read_lines(file) for file in rule.files]
    scope = _rule_scope(rule, parts, pre, post)
    errors = [error for part in parts for error in line_errors(part, scope)]
    errors += stack_errors(parts, scope, whole=True) + value_errors(parts)
    if not errors and rule.kind == "synapses":
        errors += gate_errors(parts)
    return _sorted(errors, rule.files)


def _rule_scope(rule: Rule, parts: list[Lines], pre: Rule | None, post: Rule | None) -> Scope:
    if rule.kind == "neurons":
        return make_scope(parts, whole=True, sides={})
    sides = neurons_around(list(rule.files), ()) if pre is None or post is None else {}
    for side, neurons in (("pre", pre), ("post", post)):
        if neurons is not None:
            sides[side] = Neurons(side, neurons.files)
    return make_scope(parts, whole=True, sides=sides)


def _join_errors(files: list[EquationFile]) -> list[EquationFileError]:
    try:
        stack(files)
    except EquationFileError as error:
        return [error]
    return []


def _sorted(errors: list[EquationFileError], files: Sequence[EquationFile]):
    """Return the errors of some files, each once, in the order of files and lines."""
    order = {str(file.path): number for number, file in enumerate(files)}
    places = {
        str(error): (order[error.place.source], error.place.line, error.place.column)
        for error in errors
        if error.place.source in order
    }
    once = {str(error): error for error in errors if str(error) in places}
    return sorted(once.values(), key=lambda error: places[str(error)])


def check_model(model: Model) -> ResolvedModel:
    """Resolve a model, and check its rules, parameters and starting values.

    Parameters
    ----------
    model : Model
        Delays and periods have to be multiples of its time step.

    Returns
    -------
    ResolvedModel

    Raises
    ------
    EquationFileError
        The first error of the model's equation files.
    ModelError
        If a parameter does not exist or has a wrong unit, or a starting value does not fit.
    """
    resolved = resolve(model)
    parts = resolved.parts
    for part in parts.values():
        ends = [parts[name].rule for name in part.ends] or [None, None]
        for error in check_rule(part.rule, *ends):
            raise error
        _check_initial(part, ends)
        _check_streams(part, model)
    if "threshold" not in parts[model.output].rule.single:
        raise ModelError(
            f"population {model.output}: the network's output has no [threshold] and never "
            "answers; add a neuron file that spikes"
        )
    for error in port_errors(write for part in parts.values() for write in _writes(part)):
        raise error
    for error in causality_errors(parts):
        raise error
    return resolved


def _writes(part: Part) -> list[Write]:
    statements = [line for _, _, body in part.rule.statements for line in body]
    if part.is_projection:
        ends = dict(zip(("pre", "post"), part.ends, strict=True))
        return synapse_writes(part.rule.equations, statements, ends)
    return neuron_writes(part.name, part.rule.equations, statements)


def _check_initial(part: Part, ends: list[Rule | None]) -> None:
    scope = _rule_scope(part.rule, [read_lines(file) for file in part.rule.files], *ends)
    for name, text in part.description.initial.items():
        place = Place(f"{part.name}, initial '{name}'")
        statement = Statement(name, "=", str(text), place, Line(f"{name} = {text}", place))
        for error in initial_errors(statement, scope):
            raise ModelError(str(error)) from error


def _check_streams(part: Part, model: Model) -> None:
    # A row of the stimulus has one entry for each neuron of its population and no more.
    for function, role in (("stimulus", "input"), ("teacher", "teacher")):
        if part.name == getattr(model, role):
            continue
        for text, place in part.rule.expressions():
            match = re.search(rf"\b{function}\b", text)
            if match:
                raise place.error(
                    f"{part.name} reads {function}(t, i), which only the population may read "
                    f"that the model names as its {role}; name it so, or leave this out",
                    match.start(),
                )
