"""TACOS reconstruction: error-driven learning with metaplastic, consolidating synapses."""

from snn_cl.model import Model, Population, Projection

PLASTIC = (
    "synapses/transmission",
    "synapses/error_driven",
    "synapses/metaplasticity",
    "synapses/consolidation",
    "synapses/heterosynaptic_decay",
)


def tacos(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """Return the TACOS reconstruction.

    Parameters
    ----------
    n_input : int
        Pixels of an image.
    n_output : int
        Number of different answers.
    n_hidden : int

    Returns
    -------
    Model

    Source: structure after Soures et al. (2024), arXiv:2409.00021, abstract only; equations and
    constants after the public code of Zohora et al. (2024), doi:10.1038/s41598-024-78290-w; what
    neither states is our own choice and marked so in the equation files.
    """
    learning = ["neurons/lif", "neurons/spike_trace", "neurons/error_signal"]
    return Model(
        populations=[
            Population("input", n_input, ["neurons/poisson_rate", "neurons/spike_trace"]),
            Population("hidden", n_hidden, learning),
            Population(
                "output",
                n_output,
                learning,
                parameters={
                    "tau_syn": "25*ms",
                    "tau_m": "25*ms",
                    "R": "5",
                    "v_threshold": "2",
                    "v_floor": "-0.2",
                },
            ),
            Population("teacher", n_output, "neurons/poisson_teacher"),
            Population("error", n_output, "neurons/error_integrator"),
        ],
        projections=[
            Projection("input", "hidden", PLASTIC, initial={"w": "2*rand() - 1"}),
            Projection(
                "hidden",
                "output",
                PLASTIC,
                parameters={
                    "w_min": "-1.5",
                    "w_max": "1.5",
                    "eta": "0.005",
                    "dm": "0.002",
                    "pre_theta": "2.25",
                    "post_theta": "1.4",
                },
                initial={"w": "2*rand() - 1"},
            ),
            Projection("output", "error", "synapses/error_count", connect="one_to_one"),
            Projection(
                "teacher",
                "error",
                "synapses/error_count",
                connect="one_to_one",
                parameters={"gain": "-1"},
            ),
            Projection(
                "error", "hidden", "synapses/error_feedback", initial={"B": "0.3*rand() - 0.15"}
            ),
            Projection(
                "error",
                "output",
                "synapses/error_feedback",
                connect="one_to_one",
                initial={"B": "1"},
            ),
        ],
        teacher="teacher",
        mechanisms={
            "metaplasticity": ("synapses/metaplasticity",),
            "consolidation": ("synapses/consolidation", "synapses/heterosynaptic_decay"),
            "heterosynaptic_decay": ("synapses/heterosynaptic_decay",),
        },
    )
