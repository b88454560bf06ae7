"""Which dense synapses can do without the numbers of their neurons, and without their delays.

A dense loop knows the neurons of each synapse. Whoever else asks for them (Brian2's own templates,
its results folder, monitors) reads arrays of 4 bytes a number and synapse, and one of delays. The
program makes these arrays only where the header written here says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

CHOICES = "dense_choices.h"


def lean_variables(synapses: Any) -> set:
    """Return the variables of dense `synapses` that only others than dense loops read."""
    delays = {path.variables["delay"] for path in synapses._pathways}
    numbers = {synapses.variables[name] for name in ("_synaptic_pre", "_synaptic_post")}
    return (delays | numbers) & synapses._registered_variables


def choices_header(
    codes: Iterable[Any],
    names: Iterable[str],
    keeps_results: bool,
    put_off: Mapping[str, str] | None = None,
) -> str:
    """Return a header that says, by the name of synapses, whether they keep these variables.

    It also names the code whose steps are put off, and its synapses: one piece of code for each,
    and only where nobody but dense loops looks at them.

    Parameters
    ----------
    codes : iterable of CodeObject
        All code of the program.
    names : iterable of str
        Names of the synapses.
    keeps_results : bool
        Whether the program writes its arrays to Brian2's results folder.
    put_off : mapping of str to str
        Code whose steps may be put off, and its synapses.
    """
    others = [code for code in codes if not code.template_name.startswith("dense_")]
    needed = set().union(*(_asked(code.owner) for code in others))
    lines = [f"#define DENSE_KEEPS_{name} {int(keeps_results or name in needed)}" for name in names]
    found = Counter((put_off or {}).values())
    for code, name in (put_off or {}).items():
        if found[name] == 1 and name not in needed:
            lines += [f"#define DENSE_LAZY_{code} 1", f"#define DENSE_LAZY_{name} 1"]
    return "\n".join(["#pragma once", *lines, ""])


def _asked(owner: Any) -> set[str]:
    """Return the names of all that the code of `owner`, a pathway or monitor say, may read."""
    parts = (owner, getattr(owner, "synapses", None), getattr(owner, "source", None))
    return {part.name for part in parts if part is not None}
