"""The network of `tacos` with fast weights from the hidden neurons to the output."""

from dataclasses import replace

from snn_cl.models.tacos import PLASTIC, tacos
from snn_cl.network.edits import with_rule
from snn_cl.network.model import Model, Projection


def tacos_fast(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """`tacos` with fast weights beside the slow ones; the teacher tells an output that it is meant.

    Parameters
    ----------
    n_input, n_output, n_hidden : int

    Returns
    -------
    Model

    Source: as `tacos`; fast weights after Thangarasa, Miconi & Taylor (2020), arXiv:2006.16558.
    """
    model = tacos(n_input, n_output, n_hidden)
    fast = ("synapses/transmission_fast", PLASTIC[1], "synapses/fast_weights", *PLASTIC[2:])
    output = [*model.population("output").neurons, "neurons/class_gate"]
    model = with_rule(with_rule(model, "output", output), "hidden_output", fast)
    teacher = Projection("teacher", "output", "synapses/class_teacher", connect="one_to_one")
    return replace(model, projections=(*model.projections, teacher))
