"""The order of computation within a time step: that of the model."""

from brian2 import NeuronGroup, Synapses
from brian2.core.base import BrianObject
from brian2.synapses.synapses import SummedVariableUpdater, SynapticPathway

# Brian2 breaks ties within a slot of its schedule by the names of objects. Here the place in the
# model decides: a part has so many numbers for its objects.
_SPAN = 1_000
# What advances together starts from the values before the step: sums over synapses are taken first,
# then the equations of synapses, then those of the neurons that both read.
_SUMS = -2_000_000
_SYNAPSES = -1_000_000
# Spikes of the source are delivered before those of the target.
_TARGET_SPIKES = 1_000_000


def set_order(group: NeuronGroup | Synapses, number: int) -> None:
    """Put all that Brian2 does for a part of a model into its place in a time step.

    Parameters
    ----------
    group : NeuronGroup or Synapses
    number : int
        Place of the part in the model, populations first.
    """
    for count, item in enumerate(group.contained_objects):
        item.order = _offset(group, item) + number * _SPAN + count


def _offset(group: NeuronGroup | Synapses, item: BrianObject) -> int:
    if isinstance(item, SummedVariableUpdater):
        return _SUMS
    if isinstance(item, SynapticPathway):
        return _TARGET_SPIKES if item.prepost == "post" else 0
    advances_synapses = isinstance(group, Synapses) and item is group.state_updater
    return _SYNAPSES if advances_synapses else 0
