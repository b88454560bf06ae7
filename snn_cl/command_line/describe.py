"""Text for people: what there is, what a rule or a model says, how a run ended."""

import ast
import inspect
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from snn_cl.command_line.latex_tables import model_table, rule_table
from snn_cl.errors import NotFoundError, PlugInError, SnnClError, did_you_mean
from snn_cl.find import find_file, full_name, names
from snn_cl.language.equation_file import read_equation_file
from snn_cl.language.rule import Rule, read_rule
from snn_cl.network.model import Model
from snn_cl.network.resolved import Part, resolve
from snn_cl.plug_in import PlugIn, find_plug_in, plug_in_options
from snn_cl.plug_in_name import KINDS, WITH_OPTIONS, split_options
from snn_cl.records.record import Record
from snn_cl.simulator import slow_parts


def describe(name: str) -> str:
    """Describe an equation file, a model or another plug-in.

    Parameters
    ----------
    name : str
        Name or path.

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If there is neither.
    """
    if name.endswith(".eq") or name in names("equations"):
        return _describe_rule(read_rule([name]))
    if name.endswith(".py") or name in names("models"):
        return _describe_model(name)
    for kind in WITH_OPTIONS:
        if split_options(kind, name)[0] in names(kind):
            return _describe_plug_in(kind, name)
    if os.path.isdir(name):
        raise NotFoundError(f"{name}: is a folder; give a file in it that ends in '.eq' or '.py'")
    known = [other for kind in KINDS if kind != "metrics" for other in names(kind)]
    raise NotFoundError(f"nothing is named '{name}'{did_you_mean(name, known)}")


def describe_in_latex(name: str) -> str:
    """Describe an equation file or a model as LaTeX tables.

    Parameters
    ----------
    name : str
        Name or path.

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If there is neither.
    """
    if name.endswith(".eq") or name in names("equations"):
        return rule_table([name])
    if name.endswith(".py") or name in names("models"):
        return model_table(_model(find_plug_in("models", name)))
    known = names("equations") + names("models")
    raise NotFoundError(f"no equation file or model '{name}'{did_you_mean(name, known)}")


def _describe_plug_in(kind: str, name: str) -> str:
    """Show the summary of a plug-in that is called by name, and the options that it takes."""
    plug_in = find_plug_in(kind, name)
    summary = inspect.getdoc(plug_in.function) or "it has no docstring"
    full = full_name(kind, name)
    called = name if full == name else f"{name}, short for {full}"
    lines = [f"{called}, one of the {kind}", summary.partition("\n\nParameters\n")[0]]
    chosen = plug_in.options
    options = plug_in_options(kind, plug_in.function)
    shown = [
        str(replace(option, default=chosen.get(name, option.default)))
        for name, option in options.items()
    ]
    lines += _section(f"options, with their {'values' if chosen else 'defaults'}", shown)
    return "\n".join(lines)


def _describe_model(name: str) -> str:
    plug_in = find_plug_in("models", name)
    model = _model(plug_in)
    parts = resolve(model).parts.values()
    mechanisms = ", ".join(model.mechanisms) or "none"
    head = [f"{name}: {_title(plug_in.function)}"]
    head += [f"readout {model.readout}; mechanisms that can be dropped: {mechanisms}"]
    head += [f"{model.timing}"]
    described = [_describe_part(part) for part in parts]
    return "\n\n".join(["\n".join(head), *described, _describe_speed(model)])


def _model(plug_in: PlugIn) -> Model:
    sizes = {"n_input": 784, "n_output": 2}  # as shipped models have them by themselves
    needed = {k: n for k, n in sizes.items() if plug_in.needs(k)}
    return plug_in.returned(plug_in(**needed), Model)


def _describe_speed(model: Model) -> str:
    """Say what the dense backend cannot make fast."""
    slow = slow_parts(model)
    lines = [f"{name}: {reason}" for name, reason in slow.items()]
    title = "not in fast loops on the dense backend" if lines else "all in fast loops"
    return "\n".join([f"== {title} ==", *lines])


def _describe_part(part: Part) -> str:
    description = part.description
    size = " x ".join(map(str, part.shape))
    what = f"population {part.name}, {size} neurons"
    if part.is_projection:
        connect = description.connect if isinstance(description.connect, str | float) else "indices"
        what = (
            f"projection {part.name}, {description.pre} to {description.post} ({connect}), {size}"
        )
    initial = "".join(f"\ninitially {k} = {v}" for k, v in description.initial.items())
    return f"== {what} ==\n{_describe_rule(part.rule, description.parameters)}{initial}"


def _describe_rule(rule: Rule, own: Mapping[str, str] | None = None) -> str:
    lines = []
    for file in rule.files:
        lines.append(f"{file.title}")
        lines += [f"  Source: {source}" for source in file.sources]
    lines += _parameter_lines(rule, own or {})
    lines += _section("equations", [equation.line.text for equation in rule.equations])
    for name, line in rule.single.items():
        lines += _section(name, [line.text])
    lines += _section("ports", [line.text for line in rule.ports])
    lines += _section("initial", [statement.line.text for statement in rule.initial])
    for name, argument, statements in rule.statements:
        title = f"{name} {argument}".strip()
        lines += _section(title, [_statement_text(statement) for statement in statements])
    return "\n".join(lines)


def _parameter_lines(rule: Rule, own: Mapping[str, str]) -> list[str]:
    """Return a line a parameter: the value in force first, as the model or the file writes it."""
    rows = []
    for parameter in rule.parameters:
        text = str(own.get(parameter.name, parameter.text))
        note = f"  ({parameter.text} in the file)" if text != parameter.text else ""
        rows.append(f"{parameter.name:<14} = {text:<8} {parameter.meaning}{note}")
    return _section("parameters", rows)


def _statement_text(statement) -> str:
    if statement.line.place.line:
        return statement.line.text
    return f"{statement.line.text:<44} # {statement.line.place.source}"


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"[{title}]", *lines] if lines else []


def listing(kinds: Sequence[str]) -> str:
    """List the plug-ins of some kinds.

    Parameters
    ----------
    kinds : sequence of str

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If there is no such kind.
    """
    if len(kinds) == 1:
        return "\n".join(_listed(kinds[0], name) for name in names(kinds[0]))
    return "\n".join(f"{kind}: {', '.join(names(kind))}" for kind in kinds)


def _listed(kind: str, name: str) -> str:
    """Return a plug-in's name and what it is, and its options in a line below."""
    if full_name(kind, name) != name:
        return f"{name}: short for {full_name(kind, name)}"
    try:
        if kind == "equations":
            return f"{name}: {read_equation_file(name).title}"
        if kind == "figures":  # matplotlib is slow to load; 'show' tells what they take
            return f"{name}: {_title_in_text(find_file(kind, name))}"
        function = find_plug_in(kind, name).function
    except SnnClError as error:  # a broken file of the user's hides no other
        return f"{name}: cannot be read: {error}"
    line, options = f"{name}: {_title(function)}", plug_in_options(kind, function)
    return f"{line}\n    {', '.join(map(str, options.values()))}" if options else line


def _title(function: Callable) -> str:
    return _first_line(function.__doc__)


def _title_in_text(path: Path) -> str:
    """Return the title of a plug-in without running its file."""
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, SyntaxError, ValueError) as error:
        raise PlugInError(f"{path}: is no Python file that can be read; mend it") from error
    found = [n for n in body if isinstance(n, ast.FunctionDef) and n.name == path.stem]
    return _first_line(ast.get_docstring(found[0]) if found else None)


def _first_line(docstring: str | None) -> str:
    return (docstring or "").strip().partition("\n")[0] or "it has no docstring"


def accuracy_table(record: Record) -> str:
    """Return the accuracy matrix of a run as a table [%], and every metric in a line below it.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str
    """
    matrix = record.accuracy_matrix()
    table = Table()
    table.add_column("presentations", justify="right")
    for name in record.header.stream.experiences:
        table.add_column(Text(name), justify="right")
    table.add_column("mean", justify="right")
    seen = sorted({row["presentations"] for row in record.accuracy_rows()})
    for presentations, row in zip(seen, matrix, strict=True):
        cells = [f"{100 * value:.1f}" for value in (*row, row.mean())]
        table.add_row(str(presentations), *cells)
    text = io.StringIO()
    Console(file=text, width=100).print(table)
    head = f"{record.folder}: accuracy [%] on each experience\n{text.getvalue().rstrip()}"
    return "\n".join([head, *_metric_lines(record)])


def _metric_lines(record: Record) -> list[str]:
    summary = getattr(record.header, "summary", {})
    notes = summary.get("notes", {})
    shown = [name for name in names("metrics") if name in summary]
    width = max(map(len, shown), default=0)
    lines = []
    for name in shown:
        value = "none" if summary[name] is None else f"{summary[name]:.4g}"
        note = f"  ({notes[name]})" if name in notes else ""
        lines.append(f"{name:<{width}}  {value}{note}")
    return lines
