"""How many synapses a network has, and how many of them its spikes or steps change."""

from math import prod

from snn_cl.network.resolved import Part
from snn_cl.simulator import Outcome, Simulator


def n_synapses(simulator: Simulator) -> int:
    """Return the number of all synapses.

    Parameters
    ----------
    simulator : Simulator

    Returns
    -------
    int
    """
    return sum(prod(part.shape) for part in simulator.resolved.projections)


def n_plastic(simulator: Simulator) -> int:
    """Return the number of plastic synapses.

    Parameters
    ----------
    simulator : Simulator

    Returns
    -------
    int
    """
    return sum(prod(part.shape) for part in plastic_projections(simulator))


def plastic_projections(simulator: Simulator) -> list[Part]:
    """Return the projections whose weights a rule changes at spikes or at every step.

    Parameters
    ----------
    simulator : Simulator

    Returns
    -------
    list of Part
    """
    sections = ("on_pre", "on_post", "every")
    parts = simulator.resolved.projections
    return [part for part in parts if any(_changes_weight(part, name) for name in sections)]


def _changes_weight(part: Part, section: str) -> bool:
    return any(statement.name == "w" for statement in part.rule.section(section))


def n_updates(simulator: Simulator, outcome: Outcome) -> int:
    """Return how many synapse updates the plastic projections did in a block.

    Parameters
    ----------
    simulator : Simulator
    outcome : Outcome
        With the spikes of all presentations.

    Returns
    -------
    int
        Synapses times steps where the rule moves the weight at every step; else one update for
        each synapse that a spike of its source or target changes.
    """
    steps = len(outcome.counts) * simulator.timing.steps
    return sum(_updates_of(part, outcome, steps) for part in plastic_projections(simulator))


def _updates_of(part: Part, outcome: Outcome, steps: int) -> int:
    if _changes_weight(part, "every"):
        return prod(part.shape) * steps
    pre, post = (len(outcome.spikes[name]) for name in part.ends)
    n_pre, n_post = part.shape
    at_pre = pre * n_post * _changes_weight(part, "on_pre")
    return at_pre + post * n_pre * _changes_weight(part, "on_post")


def n_post_spikes(simulator: Simulator, outcome: Outcome) -> int:
    """Return the spikes of the targets of the largest plastic projection.

    Parameters
    ----------
    simulator : Simulator
    outcome : Outcome
        With the spikes of all presentations.

    Returns
    -------
    int
    """
    largest = max(plastic_projections(simulator), key=lambda part: prod(part.shape))
    return len(outcome.spikes[largest.ends[1]])
