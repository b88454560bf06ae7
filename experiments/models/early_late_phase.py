"""Single synapses with an early and a late phase, many trials side by side."""

from snn_cl.network.model import Model, Population, Projection

_RULE = ("synapses/early_phase", "synapses/late_phase")
_OUTPUT = ("neurons/lif_psp", "neurons/lasting_trace", "neurons/protein_synthesis")


def early_late_phase(
    n_input: int = 100,
    n_output: int = 0,
    source: tuple[str, ...] = ("neurons/poisson_rate",),
    delays: bool = True,
) -> Model:
    """Early and late phase: each input neuron has one synapse, onto an output neuron of its own.

    Parameters
    ----------
    n_input : int
        Trials.
    n_output : int
        As many as `n_input`; what is given here is not looked at.
    source : tuple of str
        Stack of the input neurons.
    delays : bool
        Without them the network hears no spikes, for times in which nothing is to be heard: then
        any time step will do.

    Returns
    -------
    Model

    Source: Luboeinski & Tetzlaff (2021), Commun. Biol. 4:275, doi:10.1038/s42003-021-01778-y, and
    the authors' public code, single-synapse simulations. No background current there.
    """
    across = (*_RULE, "synapses/axonal_delay") if delays else _RULE
    projections = [Projection("input", "output", across, connect="one_to_one")]
    if delays:
        back = ("synapses/delayed_trace",)
        projections.append(Projection("input", "input", back, connect="one_to_one"))
    # Neurons that fire when told are silent until they are.
    initial = {"n_bursts": "0"} if "neurons/prescribed_spikes" in source else {}
    return Model(
        populations=[
            Population("input", n_input, (*source, "neurons/delayed_trace"), initial=initial),
            Population("output", n_input, _OUTPUT),
        ],
        projections=projections,
    )
