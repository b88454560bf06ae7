"""Unsupervised learning of digits by spike timing, competition and adaptive thresholds."""

from snn_cl.model import Model, Population, Projection

_EXCITATORY = ["neurons/lif_adaptive", "neurons/nearest_trace", "neurons/slow_nearest_trace"]


def diehl_cook(n_input: int = 784, n_output: int = 2, n_hidden: int = 400) -> Model:
    """Diehl & Cook: plastic input synapses, and inhibition that lets one neuron win at a time.

    Each excitatory neuron drives an inhibitory one of its own, which silences all the others. The
    original divides each neuron's weights by their sum between images and assigns neurons to labels
    afterwards; neither is done here. Instead an output hears the excitatory neurons through fixed
    random weights. It is not taught: the network shows what the rule does and what it costs.

    Parameters
    ----------
    n_input : int
        Pixels of an image.
    n_output : int
        Neurons that are read out.
    n_hidden : int
        Excitatory neurons, and as many inhibitory ones.

    Returns
    -------
    Model

    Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, and
    its public code. There an image is shown for 350 ms with 150 ms of rest, at dt = 0.5 ms.
    """
    return Model(
        populations=[
            Population("input", n_input, ["neurons/poisson_rate", "neurons/nearest_trace"]),
            Population("excitatory", n_hidden, _EXCITATORY),
            Population("inhibitory", n_hidden, "neurons/lif_conductance"),
            Population("output", n_output, "neurons/lif"),
        ],
        projections=[_learned(), *_competition(), _read_out()],
        mechanisms={
            "stdp_triplet": ("synapses/stdp_triplet",),
            "conduction_delay": ("synapses/conduction_delay",),
        },
    )


def _learned() -> Projection:
    rule = ["synapses/excitation", "synapses/stdp_triplet", "synapses/conduction_delay"]
    # The original scales 784 weights to a sum of 78; these have it on average.
    return Projection("input", "excitatory", rule, initial={"w": "0.2*rand()"})


def _competition() -> list[Projection]:
    return [
        Projection(
            "excitatory",
            "inhibitory",
            "synapses/excitation",
            connect="one_to_one",
            initial={"w": "10.4"},
        ),
        Projection(
            "inhibitory", "excitatory", "synapses/inhibition", initial={"w": "17*int(i != j)"}
        ),
    ]


def _read_out() -> Projection:
    # Strong, for one excitatory spike at a time is all there is to hear.
    return Projection(
        "excitatory",
        "output",
        "synapses/transmission",
        parameters={"w_max": "160"},
        initial={"w": "160*rand()"},
    )
