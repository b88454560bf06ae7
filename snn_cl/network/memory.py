"""How much memory a network takes, said before any of it is taken."""

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from snn_cl.errors import ModelError
from snn_cl.language.rule import Rule
from snn_cl.network.model import Model, Projection
from snn_cl.network.names import MOST_ELEMENTS

MOST_DRAWING = 2**28  # elements that have random numbers of their own, see engine/stream.h
_CONTAINERS = ("memory.max", "memory/memory.limit_in_bytes")  # below /sys/fs/cgroup


def n_elements(model: Model, part: str) -> float:
    """Return how many neurons or synapses a part has; what is drawn by chance, on average.

    Parameters
    ----------
    model : Model
    part : str

    Returns
    -------
    float
    """
    described = model.part(part)
    if not isinstance(described, Projection):
        return described.size
    n_pre, n_post = (model.population(end).size for end in (described.pre, described.post))
    connect = described.connect
    if isinstance(connect, float) and 0 < connect <= 1:
        return connect * n_pre * n_post
    if isinstance(connect, tuple | list) and len(connect) == 2:
        return np.size(connect[0])
    return n_pre if _is(connect, "one_to_one") else n_pre * n_post


def _is(connect: object, form: str) -> bool:
    return isinstance(connect, str) and connect == form  # arrays compare by element


def bytes_needed(
    model: Model,
    part: str,
    rule: Rule,
    variables: Iterable[np.dtype],
    lists_synapses: bool = False,
    dtype: str = "float32",
) -> float:
    """Return what a part takes at least while a block runs.

    Its variables before and after the block, those of the program that runs it, and what Brian2
    keeps of each neuron or synapse.

    Parameters
    ----------
    model : Model
    part : str
    rule : Rule
    variables : iterable of dtype
        Of the part's state.
    lists_synapses : bool
        Whether the backend keeps the two neurons of each synapse where all are connected.
    dtype : str

    Returns
    -------
    float [bytes]
    """
    variables = list(variables)
    here = 2 * sum(kind.itemsize for kind in variables)
    held = sum(
        np.dtype(dtype).itemsize if kind.kind == "f" else kind.itemsize for kind in variables
    )
    described = model.part(part)
    if not isinstance(described, Projection):
        kept = 8  # its number, and a place in the list of spikes
    elif _is(described.connect, "all") and not lists_synapses:
        kept = 0
    else:
        pathways = sum(bool(rule.section(name)) for name in ("on_pre", "on_post"))
        kept = 8 + 12 * pathways  # numbers of its neurons; delay, place in a queue
    if isinstance(described, Projection) and not _is(described.connect, "all"):
        kept += 16  # the indices as numpy has them
    return n_elements(model, part) * (here + held + kept)


def check_size(model: Model, needed: Mapping[str, float], rules: Mapping[str, Rule]) -> None:
    """Refuse a network that this machine cannot hold.

    Parameters
    ----------
    model : Model
    needed : mapping of str to float [bytes]
        By part.
    rules : mapping of str to Rule
        By part.

    Raises
    ------
    ModelError
        If it needs more memory than there is, or a part has more elements than can be numbered.
    """
    total, has = sum(needed.values()), memory_of_machine()
    if total > has:
        largest = max(needed, key=needed.__getitem__)
        raise ModelError(
            f"the network would take {size_in_words(total)} of memory, {largest} alone "
            f"{size_in_words(needed[largest])} for {n_elements(model, largest):.3g} "
            f"{'synapses' if rules[largest].kind == 'synapses' else 'neurons'}; this machine has "
            f"{size_in_words(has)}: choose smaller populations or fewer synapses"
        )
    for part, rule in rules.items():
        _check_count(model, part, rule)


def _check_count(model: Model, part: str, rule: Rule) -> None:
    n = n_elements(model, part)
    if n > MOST_ELEMENTS:
        raise ModelError(
            f"{part}: {n:.3g} {rule.kind}; expected at most {MOST_ELEMENTS}, which is as far as "
            "Brian2 counts"
        )
    described = model.part(part)
    if isinstance(described, Projection):
        n = model.population(described.pre).size * model.population(described.post).size
    lines = [s for _, _, body in rule.statements for s in body]
    texts = [line.expression for line in (*lines, *rule.equations)]
    texts += [line.text for line in rule.single.values()]
    if n > MOST_DRAWING and any(re.search(r"\brandn?\b", text) for text in texts):
        raise ModelError(
            f"{part}: rand() has numbers of their own for at most {MOST_DRAWING} "
            f"{'pairs of neurons' if rule.kind == 'synapses' else 'neurons'}, here are {n:.3g}: "
            "choose smaller populations"
        )


def memory_of_machine() -> float:
    """Return how much memory this process can have at most; infinity if nobody knows.

    Returns
    -------
    float [bytes]
    """
    limits = []
    with contextlib.suppress(AttributeError, ValueError, OSError):
        limits.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for name in _CONTAINERS:
        with contextlib.suppress(OSError, ValueError):
            limits.append(int((Path("/sys/fs/cgroup") / name).read_text()))
    return float(min((limit for limit in limits if limit > 0), default=np.inf))


def size_in_words(n_bytes: float) -> str:
    """Return a number of bytes as a reader takes it in.

    Parameters
    ----------
    n_bytes : float

    Returns
    -------
    str
        Such as '1.5 GB'.
    """
    number, unit = n_bytes / 1e3, "kB"
    for larger in ("MB", "GB", "TB"):
        if number >= 1e3:
            number, unit = number / 1e3, larger
    return f"{number:,.1f} {unit}"
