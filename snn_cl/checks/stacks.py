"""Checks of what the sections and files of a stack owe each other."""

import re
from collections.abc import Iterator

from snn_cl.checks.declared import Lines, read_lines
from snn_cl.checks.event_driven import event_driven_errors
from snn_cl.checks.linear import Expanded, degree
from snn_cl.checks.ports import port_errors, synapse_writes
from snn_cl.checks.scope import Scope, short_name
from snn_cl.errors import EquationFileError
from snn_cl.language.equation_file import Section
from snn_cl.language.lines import Statement
from snn_cl.language.rule import BOUNDED_UPDATE
from snn_cl.language.unit_inference import has_unit


def stack_errors(parts: list[Lines], scope: Scope, whole: bool) -> list[EquationFileError]:
    """Check a stack of files together.

    Parameters
    ----------
    parts : list of Lines
    scope : Scope
    whole : bool
        Whether nothing else will be joined to the stack.

    Returns
    -------
    list of EquationFileError
    """
    if parts[-1].file.kind == "neurons":
        replaced = [*_replaced_values(parts), *_unfit_methods(parts)]
        return replaced + [*_missing_sections(parts)] if whole else replaced
    errors = [*_early_dw(parts, whole), *_events_without_spikes(parts, scope)]
    errors += [*_replaced_values(parts), *_unfit_methods(parts)]
    errors += [*event_driven_errors(parts, scope)]
    equations = [equation for part in parts for equation in part.equations]
    statements = [statement for event in _events(parts).values() for statement in event]
    ends = {"pre": "the source", "post": "the target"}
    errors += port_errors(synapse_writes(equations, statements, ends))
    errors += _names_of_neurons(parts, scope)
    return errors + [*_bounds(parts, scope), *_vain_delays(parts)] if whole else errors


def _sections(parts: list[Lines], name: str) -> list[Section]:
    return [section for part in parts for section in part.file.sections if section.name == name]


def _missing_sections(parts: list[Lines]) -> Iterator[EquationFileError]:
    if not _sections(parts, "threshold"):
        for section in _sections(parts, "reset"):
            yield section.place.error(
                "[reset] without [threshold] never happens; add [threshold] "
                "or, if another file has it, a '# Stack: with ...' line"
            )
    if _sections(parts, "refractory"):
        return
    for part in parts:
        for equation in part.equations:
            if "unless refractory" in equation.flags:
                yield equation.line.place.error(
                    f"'{equation.name}' is held 'unless refractory', but there is no [refractory]; "
                    "add one with a time such as 5*ms, or remove the flag",
                    equation.line.text.rindex("unless refractory"),
                )


def _early_dw(parts: list[Lines], whole: bool) -> Iterator[EquationFileError]:
    """Yield an error where dw is read or scaled before it is set."""
    for event in _events(parts).values():
        early = None
        for statement in event:
            if statement.name == "dw" and not _reads_dw(statement):
                break
            if early is None and (statement.name == "dw" or _reads_dw(statement)):
                early = statement
        else:
            early = early if whole else None
        if early is not None:
            yield early.line.place.error(
                "'dw' is used before anything sets it; put a file or a line "
                "that says 'dw = ...' first, or leave this one out"
            )


def _replaced_values(parts: list[Lines]) -> Iterator[EquationFileError]:
    """Yield an error where a file replaces what an earlier one set, and nobody has read it."""
    for event in _events(parts).values():
        unread: dict[str, Statement] = {}
        known: set[str] = set()
        for statement in event:
            name, place = statement.name, statement.line.place
            if _reads_dw(statement) and "dw" not in known:
                continue  # said by _early_dw
            read = _names_read(statement.expression, parts)
            if statement.operator != "=":
                read.add(name)
            for other in read:
                unread.pop(other, None)
            before = unread.get(name)
            if before and (name == "dw" or before.line.place.source != place.source):
                yield place.error(
                    f"'{name} = ...' replaces what {before.line.place} sets, unread; "
                    f"to add to it write '{name} += ...', or leave one of the two out"
                )
            unread[name] = statement
            known.add(name)


def _vain_delays(parts: list[Lines]) -> Iterator[EquationFileError]:
    if not _sections(parts, "on_pre"):
        for section in _sections(parts, "delay"):
            yield section.place.error(
                "[delay] without [on_pre] delays nothing; add [on_pre] or remove this section"
            )


def _unfit_methods(parts: list[Lines]) -> Iterator[EquationFileError]:
    """Yield an error for a method that cannot solve the equations of a stack."""
    equations = {equation.name: equation for part in parts for equation in part.equations}
    moving = {name for name, equation in equations.items() if equation.kind == "differential"}
    for section in _sections(parts, "method"):
        for name in sorted(moving):
            exact = section.lines and section.lines[0].text in ("exact", "linear")
            if not exact and section.lines[0].text != "exponential_euler":
                continue
            tree = Expanded(equations[name], equations).tree
            if tree and degree(tree, moving if exact else {name}) > 1:
                yield section.lines[0].place.error(
                    f"'{section.lines[0].text}' solves linear equations only, and that of '{name}' "
                    "is not; write euler or rk4"
                )
                break


def _names_read(expression: str, parts: list[Lines]) -> set[str]:
    """Return the names in an expression, and those that its subexpressions read."""
    inner = {e.name: e.expression for p in parts for e in p.equations if e.kind == "subexpression"}
    found: set[str] = set()
    ahead = set(re.findall(r"[A-Za-z_]\w*", expression))
    while ahead:
        name = ahead.pop()
        found.add(name)
        ahead |= set(re.findall(r"[A-Za-z_]\w*", inner.get(name, ""))) - found
    return found


def _events(parts: list[Lines]) -> dict[tuple[str, str], list[Statement]]:
    joined = {}
    for part in parts:
        for section, argument, statements in part.statements:
            joined.setdefault((section, argument), []).extend(statements)
    return joined


def _reads_dw(statement: Statement) -> bool:
    scaled = statement.name == "dw" and statement.operator != "="
    return scaled or bool(re.search(r"\bdw\b", statement.expression))


def _bounds(parts: list[Lines], scope: Scope) -> Iterator[EquationFileError]:
    """Yield an error if the bounded change of w that snn_cl adds cannot be worked out."""
    assigned = [s for event in _events(parts).values() for s in event if s.name == "dw"]
    if not assigned:
        return
    known = {name: scope.known[name] for name in ("w", "w_min", "w_max") if name in scope.known}
    missing = [name for name in ("w", "w_min", "w_max") if name not in known]
    added = f"snn_cl adds 'w = {BOUNDED_UPDATE}'"
    if missing:
        yield assigned[0].line.place.error(
            f"'dw' is assigned, but nothing declares {' and '.join(missing)}; {added}: "
            "declare what is missing, or stack synapses/transmission"
        )
        return
    if known["w"].role not in ("variable", "broken"):
        yield assigned[0].line.place.error(
            f"'dw' is assigned, but 'w' is a {known['w'].role}; {added}: "
            "write 'w : 1' under [equations]"
        )
    for name, place in (defined for part in parts for defined in part.defined()):
        options, wanted = known[name].options if name in known else (), known["w"].options
        if options and wanted and options != wanted:
            yield place.error(
                f"'{name}' {has_unit(options[0])}, but 'w' {has_unit(wanted[0])}; "
                "a bound has the unit of the weight"
            )


def _names_of_neurons(parts: list[Lines], scope: Scope) -> Iterator[EquationFileError]:
    """Yield an error for every name that the neurons have too; Brian2 refuses these."""
    taken = {}
    for neurons in scope.sides.values():
        for file in neurons.named:
            own = [name for name, _ in read_lines(file).defined()]
            taken |= dict.fromkeys(own, short_name(file))
    for name, place in (defined for part in parts for defined in part.defined()):
        if name in taken:
            yield place.error(
                f"'{name}' is a name of {taken[name]} too, and Brian2 tells the two apart by "
                f"their ends only; call it 'syn_{name}' here"
            )


def _events_without_spikes(parts: list[Lines], scope: Scope) -> Iterator[EquationFileError]:
    for side, neurons in scope.sides.items():
        if neurons.given and not any(file.lines("threshold") for file in neurons.named):
            for section in _sections(parts, f"on_{side}"):
                yield section.place.error(
                    f"[on_{side}] never happens: {neurons.title} has no [threshold]; "
                    "join spiking neurons, or remove this section"
                )
