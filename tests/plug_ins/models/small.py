"""A small network for the tests: an input, an output and a teacher that makes it fire."""

from snn_cl.network.model import Model, Population, Projection


def small(n_input: int = 16, n_output: int = 2) -> Model:
    """Small network: a teacher makes the right output fire, and its active inputs grow."""
    return Model(
        populations=[
            Population("input", n_input, ["neurons/poisson_rate", "neurons/spike_trace"]),
            Population("output", n_output, "neurons/lif", parameters={"tau_refractory": "2*ms"}),
            Population("teacher", n_output, "neurons/poisson_teacher"),
        ],
        projections=[
            Projection(
                "input",
                "output",
                ["synapses/transmission", "synapses/hebbian"],
                parameters={"w_max": "30", "eta": "0.6"},
                initial={"w": "10*rand()"},
            ),
            Projection(
                "teacher",
                "output",
                "synapses/transmission",
                connect="one_to_one",
                parameters={"w_max": "200"},
                initial={"w": "200"},
            ),
        ],
        teacher="teacher",
        mechanisms={"hebbian": ("synapses/hebbian",)},
    )
