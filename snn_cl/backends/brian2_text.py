"""A model's lines as Brian2 is given them: the author's text, exact on every backend."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from snn_cl.language.exact import exact
from snn_cl.language.lines import Equation, Line, Statement
from snn_cl.language.number_kinds import FINITE, GIVEN, Kind, declared_kinds, whole
from snn_cl.language.rule import Rule
from snn_cl.network.resolved import Part, ResolvedModel


def exact_in_both(resolved: ResolvedModel) -> ResolvedModel:
    """Return a model whose lines mean the same in C++ and in numpy.

    Parameters
    ----------
    resolved : ResolvedModel

    Returns
    -------
    ResolvedModel

    Raises
    ------
    EquationFileError
        If a line has no one meaning; `checks` finds the same before.
    """
    parts = {
        name: replace(part, rule=_exact_rule(part.rule, _kinds(part, resolved)))
        for name, part in resolved.parts.items()
    }
    return replace(resolved, parts=parts)


def _kinds(part: Part, resolved: ResolvedModel) -> dict[str, Kind]:
    """Return the kinds of all names that a part may read; others are real."""
    ends = dict(zip(("pre", "post"), (resolved.parts[end] for end in part.ends), strict=False))
    sizes = {"N": int(np.prod(part.shape))}
    sizes |= {f"N_{side}": end.shape[0] for side, end in ends.items()}
    last = {"i": sizes.get("N_pre", sizes["N"]) - 1, "j": sizes.get("N_post", sizes["N"]) - 1}
    kinds = GIVEN | {name: whole(size, size) for name, size in sizes.items()}
    kinds |= {name: whole(0, number) for name, number in last.items()}
    for side, end in ends.items():
        own = {"not_refractory": GIVEN["not_refractory"]} | declared_kinds(end.rule.equations)
        own |= _finite(end.rule)
        kinds |= {f"{name}_{side}": kind for name, kind in own.items()}
    return kinds | _finite(part.rule) | declared_kinds(_own(part.rule))


def _finite(rule: Rule) -> dict[str, Kind]:
    return dict.fromkeys((parameter.name for parameter in rule.parameters), FINITE)


def _own(rule: Rule) -> Iterable[Equation]:
    return [equation for equation in rule.equations if "summed" not in equation.flags]


def _exact_rule(rule: Rule, kinds: Mapping[str, Kind]) -> Rule:
    own = {equation.name for equation in _own(rule)}
    return replace(
        rule,
        equations=tuple(_exact_equation(equation, kinds) for equation in rule.equations),
        statements=tuple(
            (name, argument, tuple(_exact_statement(s, kinds, s.name in own) for s in body))
            for name, argument, body in rule.statements
        ),
        single={
            name: _exact_condition(line, kinds) if name in ("threshold", "refractory") else line
            for name, line in rule.single.items()
        },
    )


def _exact_equation(equation: Equation, kinds: Mapping[str, Kind]) -> Equation:
    if equation.kind == "variable":
        return equation
    text = equation.line.text
    start = equation.expression_place.column - equation.line.place.column
    end = start + len(equation.expression)
    written, kind = exact(equation.expression, kinds, equation.expression_place)
    target = kinds.get(equation.name) if equation.kind == "subexpression" else None
    written = _given(written, kind, target)
    line = replace(equation.line, text=text[:start] + written + text[end:])
    return replace(equation, expression=written, line=line)


def _exact_statement(statement: Statement, kinds: Mapping[str, Kind], own: bool) -> Statement:
    name, operator = statement.name, statement.operator
    target = kinds.get(name)
    expression = statement.expression
    # What many synapses add to a neuron stays a sum; an own integer is checked as a whole.
    if own and operator != "=" and target is not None and target.name == "integer":
        expression, operator = f"{name} {operator[0]} ({expression})", "="
    written, kind = exact(expression, kinds, statement.expression_place)
    written = _given(written, kind, target)
    if name == "dw" and operator == "=" and kind.name != "real":
        # Brian2 goes by its first value, and would cut all that dw gets later.
        written = f"snn_real({written})"
    line = replace(statement.line, text=f"{name} {operator} {written}")
    return replace(statement, operator=operator, expression=written, line=line)


def _exact_condition(line: Line, kinds: Mapping[str, Kind]) -> Line:
    return replace(line, text=exact(line.text, kinds, line.place)[0])


def _given(text: str, kind: Kind, target: Kind | None) -> str:
    """Write what a variable is given."""
    target_name = "real" if target is None else target.name
    if kind.name == "boolean":
        return text if target_name == "boolean" else f"int({text})"
    fits = kind.is_counted and max(-kind.low, kind.high) < 2**31
    return f"snn_integer({text})" if target_name == "integer" and not fits else text
