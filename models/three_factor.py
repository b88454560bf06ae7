"""A layer whose synapses learn on three time scales when a modulator tells them to."""

from snn_cl.network.model import Model, Population, Projection

# The window of the pairs that mark a synapse, 20 ms on both sides.
_TRACE = {"tau_trace": "20*ms"}
_RULE = {"w_min": "0", "w_max": "0.3"}


def three_factor(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """Three-factor learning: eligibility, weight and reference weight move in every synapse.

    The modulator is a number a presentation, given to `Simulator.run`; at 0 the weights only relax.
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

    Source: eligibility and modulator after Izhikevich (2007), doi:10.1093/cercor/bhl152; two
    coupled weights after Ziegler et al. (2015), doi:10.1523/JNEUROSCI.3989-14.2015; neurons after
    the public code of Zohora et al. (2024), doi:10.1038/s41598-024-78290-w; time constants, bounds
    and starting weights are our own choice.
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
                ["synapses/transmission", "synapses/three_factor"],
                parameters=_RULE,
                initial={"w": "0.29*rand()"},
            ),
            Projection("hidden", "output", "synapses/transmission", initial={"w": "rand()"}),
        ],
        mechanisms={"three_factor": ("synapses/three_factor",)},
    )
