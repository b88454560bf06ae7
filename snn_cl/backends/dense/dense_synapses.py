"""Dense blocks of synapses: what one is, and which `Synapses` are one.

A block is made by a single `connect()` without conditions. Brian2 then stores the synapses
pre-major, ``index = pre * n_post + post``, so that the synapses of a pre neuron lie side by side in
memory and no list of synapse numbers is needed.
"""

from dataclasses import dataclass
from typing import Any

from brian2.groups.neurongroup import NeuronGroup
from brian2.groups.subgroup import Subgroup
from brian2.input.poissongroup import PoissonGroup
from brian2.input.spikegeneratorgroup import SpikeGeneratorGroup

NEURONS = (NeuronGroup, PoissonGroup, SpikeGeneratorGroup)


@dataclass(frozen=True)
class DenseSynapses:
    """Numbers and C++ names of a dense block, as its templates want them.

    Attributes
    ----------
    name : str
        Of the synapses.
    n_pre, n_post : int
        Neurons on the two sides.
    pre_start, post_start : int
        Number of the first neuron within its whole group; not 0 for subgroups.
    pre_ids, post_ids : str
        C++ names of the two arrays of neuron numbers in generated code.
    events : str
        C++ name of the list of events that a pathway reacts to; empty for a state update.
    n_events : int
        Where in this list Brian2 stores the number of events.
    ring : str
        Name of the pathway if it has one delay for all its synapses, and so a ring of lists.
    """

    name: str
    n_pre: int
    n_post: int
    pre_start: int
    post_start: int
    pre_ids: str
    post_ids: str
    events: str = ""
    n_events: int = 0
    ring: str = ""


def is_plain_connect(condition: Any, i: Any, j: Any, p: Any, n: Any) -> bool:
    """Whether these arguments of `Synapses.connect` ask for every pair exactly once."""
    every_pair = condition is None or condition is True or condition == "True"
    once = not isinstance(p, str) and p == 1 and not isinstance(n, str) and n == 1
    return every_pair and i is None and j is None and once


def is_neurons(group: Any) -> bool:
    """Whether a group is made of neurons (and not of synapses, say), whole or in part."""
    whole = group.source if isinstance(group, Subgroup) else group
    return isinstance(whole, NEURONS)


def make_block(synapses: Any, device: Any, events: Any = None, ring: str = "") -> DenseSynapses:
    """Describe dense `synapses`.

    Parameters
    ----------
    synapses : Synapses
        Known to be dense.
    device : DenseDevice
        Knows the C++ names of variables.
    events : ArrayVariable, optional
        The list of events that a pathway reacts to.
    ring : str
        Name of a pathway with a delay.
    """
    variables = synapses.variables
    return DenseSynapses(
        name=synapses.name,
        n_pre=len(synapses.source),
        n_post=len(synapses.target),
        pre_start=synapses.source.start,
        post_start=synapses.target.start,
        pre_ids="_ptr" + device.get_array_name(variables["_synaptic_pre"]),
        post_ids="_ptr" + device.get_array_name(variables["_synaptic_post"]),
        events="" if events is None else device.get_array_name(events),
        n_events=0 if events is None else events.size - 1,
        ring=ring,
    )
