"""Show that the iterations of a generated loop do not depend on each other.

The compiler may work on several synapses at once only if none of them reads what another one
writes. `find_conflict` says why not. A loop with a conflict stays correct: it is then compiled
without the promise of independence.
"""

from collections.abc import Mapping
from typing import Any

from brian2.core.functions import Function

#: for each template of ours the index that moves on with every iteration of the inner loop
MOVING_INDEX = {
    "dense_on_pre": "_postsynaptic_idx",
    "dense_on_post": "_presynaptic_idx",
    "dense_stateupdate": "_postsynaptic_idx",
    "dense_threshold": "_idx",
    "dense_neurons": "_idx",
}


def find_conflict(
    read: set[str],
    write: set[str],
    used: set[str],
    variables: Mapping[str, Any],
    arrays: Mapping[str, str],
    indices: Mapping[str, str],
    moving: str,
) -> str | None:
    """Return why iterations may depend on each other, or None.

    Parameters
    ----------
    read, write : set of str
        Names of the array variables that the loop reads and writes.
    used : set of str
        All names in the loop, functions too.
    variables : mapping of str to Variable
        What the names stand for.
    arrays : mapping of str to str
        C++ name of the array behind each name in `read` and `write`; two names may share one.
    indices : mapping of str to str
        Name of the index of each variable.
    moving : str
        Index of the neuron that changes with every iteration, see `MOVING_INDEX`.
    """
    for name in sorted(used):
        if isinstance(variables.get(name), Function) and not variables[name].stateless:
            return f"'{name}' gives another value at every call"
    for name in sorted(write):
        if indices[name] not in ("_idx", moving):
            return f"'{name}' is written by several iterations"
        for other in sorted(read | write):
            if arrays[other] == arrays[name] and indices[other] != indices[name]:
                return f"'{name}' and '{other}' are one array, used in two ways"
    return None
