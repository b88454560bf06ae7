"""The TACOS reconstruction: a spiking network that learns one task after another."""

from snn_cl.network.model import Model, Population, Projection

PLASTIC = (
    "synapses/transmission",
    "synapses/error_driven",
    "synapses/metaplasticity",
    "synapses/neuromodulation",
    "synapses/consolidation",
    "synapses/heterosynaptic_decay",
)
LEARNING = (
    "neurons/lif",
    "neurons/spike_trace",
    "neurons/error_signal",
    "neurons/neuromodulator",
)


def tacos(n_input: int = 784, n_output: int = 2, n_hidden: int = 200) -> Model:
    """TACOS reconstruction: error-driven learning with metaplastic, consolidating synapses.

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
    return Model(
        populations=[
            Population("input", n_input, ["neurons/poisson_rate", "neurons/spike_trace"]),
            Population("hidden", n_hidden, LEARNING, parameters={"I_min": "-3.5", "I_max": "3.5"}),
            Population("output", n_output, LEARNING, parameters=_OUTPUT_NEURONS),
            Population("teacher", n_output, "neurons/poisson_teacher"),
            Population("error", n_output, "neurons/error_integrator"),
        ],
        projections=[*_forward(), *_error_counts(), *_feedback()],
        teacher="teacher",
        mechanisms={
            "metaplasticity": ("synapses/metaplasticity",),
            # Without a reference weight that follows there is nothing to decay to.
            "consolidation": ("synapses/consolidation", "synapses/heterosynaptic_decay"),
            "heterosynaptic_decay": ("synapses/heterosynaptic_decay",),
            "neuromodulation": (
                "synapses/neuromodulation",
                "synapses/neuromodulator_release",
                "neurons/neuromodulator",
            ),
        },
    )


# Zohora et al. (2024), public code: slower and stronger than hidden neurons.
_OUTPUT_NEURONS = {
    "tau_syn": "25*ms",
    "tau_m": "25*ms",
    "R": "5",
    "v_threshold": "2",
    "v_floor": "-0.2",
}


# Own choice, on a validation split of the training images; dm is for 10,000 images.
_HIDDEN_RULE = {"w_min": "-4", "w_max": "4", "eta": "0.01", "dm": "0.12"}
_OUTPUT_RULE = {
    "w_min": "-1.5",
    "w_max": "1.5",
    "eta": "0.005",
    "dm": "0.01",
    "pre_theta": "2.25",
    "post_theta": "1.4",
    "decay_theta": "1.4",
}


def _forward() -> list[Projection]:
    return [
        Projection(
            "input", "hidden", PLASTIC, parameters=_HIDDEN_RULE, initial={"w": "4*rand() - 2.1"}
        ),
        Projection(
            "hidden", "output", PLASTIC, parameters=_OUTPUT_RULE, initial={"w": "2*rand() - 1"}
        ),
    ]


def _error_counts() -> list[Projection]:
    count = "synapses/error_count"
    return [
        Projection("output", "error", count, connect="one_to_one"),
        Projection("teacher", "error", count, connect="one_to_one", parameters={"gain": "-1"}),
    ]


def _feedback() -> list[Projection]:
    feedback, release = "synapses/error_feedback", "synapses/neuromodulator_release"
    return [
        Projection("error", "hidden", [feedback, release], initial={"B": "0.3*rand() - 0.15"}),
        Projection("error", "output", feedback, connect="one_to_one", initial={"B": "1"}),
        Projection("error", "output", release, name="error_output_release"),
    ]
