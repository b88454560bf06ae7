"""A model or a rule as LaTeX tables for a paper.

The parts of a model's table are those of Nordlie, Gewaltig & Plesser (2009),
doi:10.1371/journal.pcbi.1000456, figure 1 and tables 1 to 5.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from snn_cl.language.latex import equation_latex, expression_latex, name_latex, statement_latex
from snn_cl.language.rule import Rule, read_rule
from snn_cl.network.edits import stack_of
from snn_cl.network.model import Model, Projection
from snn_cl.network.resolved import Part, ResolvedModel, resolve

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def rule_table(names: Sequence[str]) -> str:
    """Return a stack of equation files as a LaTeX table.

    Parameters
    ----------
    names : sequence of str
        Equation files.

    Returns
    -------
    str
        A `tabular` of two columns: what, and its mathematics.

    Raises
    ------
    EquationFileError, NotFoundError
        If a file cannot be read or joined.
    """
    rule = read_rule(names)
    return _table("; ".join(file.title for file in rule.files), _rule_rows(rule))


def model_table(model: Model) -> str:
    """Return a model as LaTeX tables.

    Parameters
    ----------
    model : Model

    Returns
    -------
    str
        Model summary, populations, connectivity, neurons, synapses and plasticity, input, and
        measurements, one `tabular` each.

    Raises
    ------
    EquationFileError, ModelError, NotFoundError
        If the model does not fit together.
    """
    resolved = resolve(model)
    tables = [
        _table("Model summary", _summary(model)),
        _table("Populations", _populations(model)),
        _table("Connectivity", _connectivity(resolved)),
    ]
    for title, parts in (
        ("Neuron", resolved.populations),
        ("Synapse and plasticity", resolved.projections),
    ):
        for name, stack, rule, own in _distinct(parts):
            head = f"{title} model: {name}"
            tables.append(_table(head, [("Files", _text(stack)), *_rule_rows(rule, own)]))
    tables += [_table("Input", _input(model)), _table("Measurements", _measurements(model))]
    return "\n\n".join(tables)


def _summary(model: Model) -> list[tuple[str, str]]:
    times = model.timing
    return [
        ("Populations", _text(", ".join(part.name for part in model.populations))),
        ("Mechanisms", _text(", ".join(model.mechanisms) or "none")),
        ("Presentation", f"${1e3 * times.show:g}$ ms shown, ${1e3 * times.rest:g}$ ms rest"),
        ("Time step", f"${1e3 * times.dt:g}$ ms"),
    ]


def _populations(model: Model) -> list[tuple[str, str]]:
    return [
        (_text(part.name), f"{part.size} neurons: {_text(', '.join(part.neurons))}")
        for part in model.populations
    ]


def _connectivity(resolved: ResolvedModel) -> list[tuple[str, str]]:
    return [(_text(part.name), _connection(part)) for part in resolved.projections]


def _connection(part: Part) -> str:
    projection: Projection = part.description
    how = projection.connect
    if isinstance(how, float | int):
        how = f"each pair with probability {how:g}"
    elif not isinstance(how, str):
        how = "listed pairs"
    how = {"all": "all to all", "one_to_one": "one to one"}.get(how, how)
    start = projection.initial.get("w")
    weights = f"; ${name_latex('w')}$ begins as ${expression_latex(str(start))}$" if start else ""
    return f"{_text(projection.pre)} to {_text(projection.post)}, {_text(how)}{weights}"


def _distinct(parts: Iterable[Part]) -> list[tuple[str, str, Rule, Mapping[str, str]]]:
    """Return each stack once with the parts that have it and the values that the model sets."""
    found: dict[tuple, list[Part]] = {}
    for part in parts:
        key = (stack_of(part.description), tuple(sorted(part.description.parameters.items())))
        found.setdefault(key, []).append(part)
    return [
        (
            ", ".join(p.name for p in same),
            ", ".join(stack),
            same[0].rule,
            same[0].description.parameters,
        )
        for (stack, _), same in found.items()
    ]


def _input(model: Model) -> list[tuple[str, str]]:
    rows = [("Images", f"encoder {_text(model.encoder)}, to {_text(model.input)}")]
    if model.teacher:
        rate = f"${model.timing.teacher_rate:g}$ Hz at the right answer"
        rows.append(("Label", f"{rate}, to {_text(model.teacher)}"))
    return rows


def _measurements(model: Model) -> list[tuple[str, str]]:
    return [("Answers", f"readout {_text(model.readout)} of the spikes of {_text(model.output)}")]


def _rule_rows(rule: Rule, own: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    rows = [("Equation", f"${equation_latex(equation)}$") for equation in rule.equations]
    for section, line in rule.single.items():
        shown = rf"\texttt{{{_text(line.text)}}}"
        rows.append((_text(section), shown))
    for section, argument, body in rule.statements:
        what = _text(f"{section} {argument}".strip())
        rows += [(what, f"${statement_latex(statement)}$") for statement in body]
    for parameter in rule.parameters:
        value = (own or {}).get(parameter.name, parameter.text)
        rows.append((f"${name_latex(parameter.name)}$", _text(f"{value}; {parameter.meaning}")))
    return rows


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = [rf"{left} & {right} \\" for left, right in rows]
    head = rf"\multicolumn{{2}}{{l}}{{\textbf{{{_text(title)}}}}} \\"
    return "\n".join(
        [r"\begin{tabular}{lp{0.7\textwidth}}", r"\hline", head, r"\hline", *lines, r"\hline"]
        + [r"\end{tabular}"]
    )


def _text(text: str) -> str:
    """Return plain text with what LaTeX would take for a command written out."""
    return re.sub(
        r"[\\~^&%$#_{}]", lambda found: _SPECIAL.get(found[0], "\\" + found[0]), str(text)
    )
