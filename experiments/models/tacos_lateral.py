"""The network of `tacos` with hidden neurons that inhibit their neighbours."""

from dataclasses import replace

from snn_cl.models.tacos import tacos
from snn_cl.network.edits import with_rule
from snn_cl.network.model import Model, Projection


def tacos_lateral(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """`tacos` with lateral inhibition: important neurons neither give nor take much of it.

    Parameters
    ----------
    n_input, n_output, n_hidden : int

    Returns
    -------
    Model

    Source: as `tacos`; inhibition after Aljundi, Rohrbach & Tuytelaars (2019), arXiv:1806.05421.
    """
    model = tacos(n_input, n_output, n_hidden)
    hidden = [*model.population("hidden").neurons, "neurons/neuron_importance"]
    inhibition = Projection("hidden", "hidden", "synapses/lateral_inhibition")
    model = with_rule(model, "hidden", hidden)
    # First, so that what is learned in a step feels the field of the spikes of this step.
    return replace(model, projections=(inhibition, *model.projections))
