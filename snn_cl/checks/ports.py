"""Checks that nothing that reaches a port of a neuron is silently overwritten by something else.

A `(summed)` equation sets its port anew at every step. Whatever else adds to the port, or sets it,
would be lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from snn_cl.errors import EquationFileError
from snn_cl.language.lines import Equation, Statement
from snn_cl.language.source_location import Place


@dataclass(frozen=True)
class Write:
    """A line that changes a variable of a population.

    Attributes
    ----------
    population : str
    variable : str
    place : Place
    is_sum : bool
        Whether it is a `(summed)` equation.
    """

    population: str
    variable: str
    place: Place
    is_sum: bool = False


def synapse_writes(
    equations: Iterable[Equation], statements: Iterable[Statement], ends: dict[str, str]
) -> list[Write]:
    """Return what a rule of synapses writes to the neurons that it joins.

    Parameters
    ----------
    equations : iterable of Equation
    statements : iterable of Statement
    ends : dict of str to str
        Populations by 'pre' and 'post'.

    Returns
    -------
    list of Write
    """
    lines = [(e.name, e.line.place, True) for e in equations if "summed" in e.flags]
    lines += [(s.name, s.line.place, False) for s in statements]
    split = [(*name.rpartition("_")[::2], place, is_sum) for name, place, is_sum in lines]
    return [
        Write(ends[side], variable, place, is_sum)
        for variable, side, place, is_sum in split
        if variable and side in ends
    ]


def neuron_writes(
    population: str, equations: Iterable[Equation], statements: Iterable[Statement]
) -> list[Write]:
    """Return what a rule of neurons writes to itself.

    Parameters
    ----------
    population : str
    equations : iterable of Equation
    statements : iterable of Statement

    Returns
    -------
    list of Write
    """
    moved = [Write(population, e.name, e.line.place) for e in equations if e.kind == "differential"]
    return moved + [Write(population, s.name, s.line.place) for s in statements]


def port_errors(writes: Iterable[Write]) -> Iterator[EquationFileError]:
    """Yield an error for whatever meets a sum at one port.

    Parameters
    ----------
    writes : iterable of Write

    Yields
    ------
    EquationFileError
    """
    writes = list(writes)
    sums: dict[tuple[str, str], Write] = {}
    for write in writes:
        port = (write.population, write.variable)
        if write.is_sum and port in sums:
            yield _error(write, sums[port], "sums into")
        elif write.is_sum:
            sums[port] = write
    for write in writes:
        port = (write.population, write.variable)
        if not write.is_sum and port in sums:
            yield _error(write, sums[port], "changes")


def _error(write: Write, other: Write, verb: str) -> EquationFileError:
    return write.place.error(
        f"this {verb} '{write.variable}' of {write.population}, which the sum in {other.place} "
        "sets anew at every step; give each a variable of its own and add them up in the neuron"
    )
