"""A layer that learns the timing of its input's spikes, without labels."""

from snn_cl.network.model import Model, Population, Projection

# Song et al. (2000): 20 ms on both sides.
_TRACE = {"tau_trace": "20*ms"}
# Own choice: slower than the paper's, so that the layer neither falls silent nor saturates within
# some hundred images.
_RULE = {"w_min": "0", "w_max": "0.3", "A_plus": "0.001", "A_minus": "0.0013"}


def stdp_pair(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """Pair STDP: one layer of integrate-and-fire neurons with all-to-all plastic input synapses.

    The output hears the hidden layer through fixed random weights and is not taught: the network
    shows what the rule does and what it costs, not how well it could classify.

    Parameters
    ----------
    n_input : int
        Pixels of an image.
    n_output : int
        Neurons that are read out.
    n_hidden : int

    Returns
    -------
    Model

    Source: rule and constants after Song, Miller & Abbott (2000), doi:10.1038/78829; neurons after
    the public code of Zohora et al. (2024), doi:10.1038/s41598-024-78290-w; bounds, learning rates
    and starting weights are our own choice, for about 10 spikes a second in each hidden neuron at
    images of up to 63.75 Hz.
    """
    return Model(
        populations=[
            Population(
                "input", n_input, ["neurons/poisson_rate", "neurons/spike_trace"], parameters=_TRACE
            ),
            Population(
                "hidden", n_hidden, ["neurons/lif", "neurons/spike_trace"], parameters=_TRACE
            ),
            Population("output", n_output, "neurons/lif"),
        ],
        projections=[
            Projection(
                "input",
                "hidden",
                ["synapses/transmission", "synapses/stdp_pair"],
                parameters=_RULE,
                initial={"w": "0.29*rand()"},
            ),
            Projection("hidden", "output", "synapses/transmission", initial={"w": "rand()"}),
        ],
        mechanisms={"stdp_pair": ("synapses/stdp_pair",)},
    )
