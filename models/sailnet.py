"""A sparse code of image patches, learned by spikes and local rules, without labels."""

from snn_cl.network.model import Model, Population, Projection

LAYER = [
    "neurons/lif_graded",
    "neurons/spike_count",
    "neurons/batch",
    "neurons/homeostatic_threshold",
]


def sailnet(n_input: int = 784, n_output: int = 2, n_hidden: int = 256) -> Model:
    """SAILnet: Oja's rule, anti-Hebbian inhibition and thresholds that make a code sparse.

    The output hears the layer through fixed random weights and is not taught. Show 51 ms at steps
    of 1 ms: one step in which the input arrives, and the 50 of the source.

    Parameters
    ----------
    n_input : int
        Pixels of a patch.
    n_output : int
        Neurons that are read out; 0 to read the layer itself and leave the output away.
    n_hidden : int
        Neurons of the layer.

    Returns
    -------
    Model

    Source: Zylberberg, Murphy & DeWeese (2011), PLoS Comput. Biol. 7:e1002250,
    doi:10.1371/journal.pcbi.1002250, and its public code. There the first weights have norm 1;
    here they have it on average. The output is our own addition.
    """
    populations = [
        Population("input", n_input, "neurons/graded_input"),
        Population("hidden", n_hidden, LAYER),
    ]
    projections = [_learned(), Projection("hidden", "hidden", _LATERAL)]
    if n_output:
        populations.append(Population("output", n_output, "neurons/lif"))
        read_out = Projection(
            "hidden", "output", "synapses/transmission", initial={"w": "3*rand()"}
        )
        projections.append(read_out)
    return Model(
        populations,
        projections,
        output="output" if n_output else "hidden",
        encoder="contrast",
        mechanisms={"oja": ("synapses/oja",), "foldiak": ("synapses/foldiak",)},
    )


_LATERAL = ["synapses/pulse_inhibition", "synapses/foldiak"]


def _learned() -> Projection:
    rule = ["synapses/graded_transmission", "synapses/oja"]
    return Projection("input", "hidden", rule, initial={"w": "randn()/sqrt(N_pre)"})
