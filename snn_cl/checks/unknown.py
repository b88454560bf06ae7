"""What to say of a name that nothing defines."""

from functools import cache

from snn_cl.checks.declared import read_lines
from snn_cl.checks.scope import Scope
from snn_cl.errors import did_you_mean
from snn_cl.find import find_file, names
from snn_cl.language.equation_file import read_text, split_equation_file
from snn_cl.language.unit_inference import N_ARGUMENTS
from snn_cl.language.unit_table import units


def unknown_message(name: str, scope: Scope, what: str = "is not defined") -> str:
    """Return what is wrong with a name that is not in a scope, and what was perhaps meant.

    Parameters
    ----------
    name : str
    scope : Scope
    what : str

    Returns
    -------
    str
    """
    if name == "xi" or name.startswith("xi_"):
        return (
            f"'{name}' is noise that no run could repeat block by block; "
            "write '... += ...*sqrt(dt)*randn()' under [every dt]"
        )
    if name in N_ARGUMENTS:
        return f"'{name}' is a function; write '{name}({'...' if N_ARGUMENTS[name] else ''})'"
    if name in ("not_refractory", "lastspike") and scope.kind == "neurons":
        return f"'{name}' exists only in a neuron with a [refractory] section; add one"
    if (name, scope.kind) in (("plastic", "neurons"), ("learning", "synapses")):
        other = {"plastic": "learning", "learning": "plastic"}[name]
        return f"'{name}' {what}; {scope.kind} are told by '{other}' whether the network learns"
    if scope.side_of(name):
        return _unknown_in_neuron(name, scope)
    return f"'{name}' {what}{_hint(name, scope)}"


def _unknown_in_neuron(name: str, scope: Scope) -> str:
    base, neurons = scope.side_of(name)
    side = "source" if neurons.side == "pre" else "target"
    end = f"_{neurons.side}"
    own = sorted(neurons.known())
    hint = did_you_mean(base, own).replace("'?", f"{end}'?")
    files = _files_with(base, "neurons")
    if neurons.others:
        wrong = f"'{name}' means '{base}' of the {side} neuron, but no neuron file has it"
        hint = hint if hint.startswith("; did") else "; give the name of a neuron's variable"
        return wrong + hint
    if files:
        hint = f"; {' or '.join(files)} has it: add that file to the population"
    elif not hint.startswith("; did"):
        hint = f"; it has {', '.join(own)}" if own else "; it has no variables"
    return f"'{name}' is not defined: the {side} {neurons.title} has no '{base}'{hint}"


def _hint(name: str, scope: Scope) -> str:
    for side in ("post", "pre"):
        if f"{name}_{side}" in scope.known:
            return f"; did you mean '{name}_{side}', the {side} neuron's?"
    files = _files_with(name, scope.kind)
    if files:
        which = "that file" if len(files) == 1 else "one of them"
        return f"; {' or '.join(files)} defines it: stack {which} too, or declare it here"
    own = [known for known in scope.known if not scope.side_of(known)]
    for known in (own, [unit for unit in units() if len(unit) < 3]):
        hint = did_you_mean(name, known)
        if hint.startswith("; did"):
            return hint
    return "; declare it in [equations] or [parameters]"


def _files_with(name: str, kind: str) -> list[str]:
    """Return the names of the equation files of a kind that define a name."""
    files = [file for file in names("equations") if file.startswith(f"{kind}/")]
    return [file for file in files if name in _defined_in(find_file("equations", file))]


@cache
def _defined_in(path) -> set[str]:
    file, _ = split_equation_file(read_text(path), path)
    return {name for name, _ in read_lines(file).defined()}
