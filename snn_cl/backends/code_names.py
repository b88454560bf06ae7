"""What things are called in generated code: never what a user calls them.

A neuron's `errno` is as good a name as any, but a C++ compiler reads a macro, a `size_t` breaks the
loop around it, and `a_b` of the population `c` meets `b` of a projection `c_a`. So every name of an
equation file gets an ending of ours before Brian2 sees it, and every part of a model a number.
"""

import re
from dataclasses import replace

from snn_cl.errors import EquationFileError
from snn_cl.language.dimension import DIMENSIONLESS
from snn_cl.language.lines import Equation, Line, Statement
from snn_cl.language.rule import Rule
from snn_cl.network.resolved import Part, ResolvedModel

# An ending, so that names keep their order, by which sympy writes its sums and products.
_END = "_own"
_WORD = re.compile(r"(?<![\w.])[A-Za-z]\w*")
_OBJECT = re.compile(r"\b(neurons|synapses)(\d{3,})(?=_|\b)")


def code_name(name: str) -> str:
    """Return what a variable or parameter of an equation file is called in generated code.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return name + _END


def object_names(resolved: ResolvedModel) -> dict[str, str]:
    """Return what each part of a model is called in generated code, in the model's order.

    Parameters
    ----------
    resolved : ResolvedModel

    Returns
    -------
    dict of str to str
        By the part's own name.
    """
    return {
        part.name: f"{part.rule.kind}{number:03d}"
        for number, part in enumerate(resolved.parts.values())
    }


def code_parts(resolved: ResolvedModel) -> list[Part]:
    """Return the parts of a model with the names of generated code in their rules.

    Parameters
    ----------
    resolved : ResolvedModel

    Returns
    -------
    list of Part
        The parts' own names and their variables stay as they are.
    """
    found = []
    for part in resolved.parts.values():
        words = _code_words(part, resolved)
        renamed = replace(
            part,
            rule=_code_rule(part.rule, words),
            parameters={words[name]: value for name, value in part.parameters.items()},
            clock_times=frozenset(words.get(name, name) for name in part.clock_times),
        )
        found.append(renamed)
    return found


def in_users_words(text: str, resolved: ResolvedModel) -> str:
    """Return a text of Brian2 or of the compiler with the user's names in it.

    Parameters
    ----------
    text : str
    resolved : ResolvedModel

    Returns
    -------
    str
    """
    parts = list(resolved.parts)

    def own(match: re.Match) -> str:
        number = int(match[2])
        return parts[number] if number < len(parts) else match[0]

    return _OBJECT.sub(own, re.sub(rf"(?<=\w){_END}(?=_pre\b|_post\b|\b)", "", text))


def refusal(part: Part, resolved: ResolvedModel, error: Exception) -> EquationFileError:
    """Return the error to raise for an exception that Brian2 raised over a rule.

    Parameters
    ----------
    part : Part
        With the user's names.
    resolved : ResolvedModel
    error : Exception

    Returns
    -------
    EquationFileError
        At the line that the exception speaks of, as far as it can be told.
    """
    reason = error.__cause__ or error
    text = " ".join(in_users_words(str(reason), resolved).split()) or type(reason).__name__
    return _line_of(part.rule, text).place.error(f"{part.name}: Brian2 cannot build this: {text}")


def _line_of(rule: Rule, text: str) -> Line:
    """Return the line that a message quotes most of; else the first one."""
    if "method" in rule.single and "solve" in text:
        return rule.single["method"]
    lines = [*rule.single.values(), *(equation.line for equation in rule.equations)]
    lines += [statement.line for _, _, body in rule.statements for statement in body]
    quoted = set(_WORD.findall(" ".join(re.findall(r"'([^']*)'", text))))
    written = [line for line in lines if line.place.line]
    return max(written, key=lambda line: len(quoted & set(_WORD.findall(line.text))))


def equation_text(part: Part) -> str:
    """Return the equations of a part as Brian2 reads them, parameters included.

    Parameters
    ----------
    part : Part

    Returns
    -------
    str
    """
    lines = [equation.line.text for equation in part.rule.equations]
    for parameter in part.rule.parameters:
        lines.append(f"{parameter.name} : {_unit_expression(parameter)} (shared, constant)")
    if part.gate:
        lines.append(f"{part.gate} : 1 (shared, constant)")
    return "\n".join(lines)


def _unit_expression(parameter) -> str:
    dimension = parameter.dimension
    if dimension == DIMENSIONLESS:
        return "1"
    names = ("metre", "kilogram", "second", "amp", "kelvin", "mole", "candle")
    powers = zip(names, dimension.exponents, strict=True)
    return " * ".join(f"{name}**{power:g}" for name, power in powers if power)


def _code_words(part: Part, resolved: ResolvedModel) -> dict[str, str]:
    """Return the words of a rule that stand for something else in generated code."""
    words = {}
    for side, end in zip(("pre", "post"), part.ends, strict=False):
        neurons = _declared(resolved.parts[end].rule)
        words |= {f"{name}_{side}": f"{code_name(name)}_{side}" for name in neurons}
    return words | {name: code_name(name) for name in _declared(part.rule)}


def _declared(rule: Rule) -> list[str]:
    # A sum over synapses is declared by the name of the neuron's variable that it goes to.
    own = [equation.name for equation in rule.equations if "summed" not in equation.flags]
    return own + [parameter.name for parameter in rule.parameters]


def _code_rule(rule: Rule, words: dict[str, str]) -> Rule:
    def new(text: str) -> str:
        return _WORD.sub(lambda match: words.get(match[0], match[0]), text)

    def statement(old: Statement) -> Statement:
        line = replace(old.line, text=new(old.line.text))
        return replace(old, name=new(old.name), expression=new(old.expression), line=line)

    lines = {
        name: replace(line, text=new(line.text))
        for name, line in rule.single.items()
        if name != "method"
    }
    return replace(
        rule,
        parameters=tuple(replace(p, name=new(p.name)) for p in rule.parameters),
        equations=tuple(_code_equation(equation, new) for equation in rule.equations),
        statements=tuple(
            (section, argument, tuple(map(statement, body)))
            for section, argument, body in rule.statements
        ),
        single=rule.single | lines,
    )


def _code_equation(equation: Equation, new) -> Equation:
    # Units and flags are words of Brian2, whatever else a user calls so.
    name, expression = new(equation.name), new(equation.expression)
    left = {"differential": f"d{name}/dt = {expression}", "variable": name}
    text = left.get(equation.kind, f"{name} = {expression}") + f" : {equation.unit}"
    text += f" ({', '.join(equation.flags)})" if equation.flags else ""
    line = replace(equation.line, text=text)
    return replace(equation, name=name, expression=expression, line=line)
