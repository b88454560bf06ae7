"""A layer that races to match its input, recruits a neuron for what is new, and keeps it."""

from snn_cl.network.model import Model, Population, Projection


def competitive(n_input: int = 784, n_output: int = 2, n_hidden: int = 4800) -> Model:
    """Competitive recruitment: one pass, no labels in the hidden layer, no word about tasks.

    Hidden neurons race to the bar; the first moves its weights towards the input, the less the more
    often it has won. Where nobody answers in time, a novelty neuron recruits the next unused one.
    Outputs learn from a teacher what each hidden neuron stands for.

    Parameters
    ----------
    n_input : int
        Pixels of an image.
    n_output : int
        Number of different answers.
    n_hidden : int
        Neurons that can be recruited; none is ever added.

    Returns
    -------
    Model

    Source: own; recruitment by novelty, plasticity that falls with use: Allred & Roy (2020),
    doi:10.3389/fnins.2020.00007. Constants: own choice, on a validation split.
    """
    return Model(
        populations=[
            Population("input", n_input, ["neurons/regular_until_answered", "neurons/spike_count"]),
            Population("hidden", n_hidden, _HIDDEN),
            Population("novelty", 1, "neurons/novelty"),
            Population("output", n_output, _OUTPUT),
            Population("teacher", n_output, "neurons/poisson_teacher"),
        ],
        projections=[*_race(), _learned(), _recruiting(), *_outputs()],
        teacher="teacher",
        encoder="unit_length",
        mechanisms={
            "recruitment": (
                "neurons/recruit",
                "synapses/succession",
                "synapses/recruitment",
                "synapses/crowding",
            ),
            "youth": ("neurons/youth",),
            "metaplasticity": ("synapses/use_metaplasticity",),
            "inhibition": ("synapses/race_inhibition",),
        },
    )


_HIDDEN = ["neurons/competitor", "neurons/youth", "neurons/recruit"]
_OUTPUT = ["neurons/vote_counter", "neurons/class_gate", "neurons/instruction"]
_LEARNED = ["synapses/matching", "synapses/competitive_learning", "synapses/use_metaplasticity"]


def _race() -> list[Projection]:
    # Before the learned synapses: these then know who was first in this step.
    return [
        Projection("hidden", "hidden", ["synapses/race_inhibition", "synapses/succession"]),
        Projection("hidden", "input", "synapses/answer"),
        Projection("hidden", "novelty", ["synapses/answer", "synapses/crowding"]),
    ]


def _learned() -> Projection:
    # Of about length 1, as learned ones; a recruited neuron forgets them with its first win.
    return Projection("input", "hidden", _LEARNED, initial={"w": "sqrt(3/N_pre)*rand()"})


def _recruiting() -> Projection:
    return Projection("novelty", "hidden", ["synapses/urge", "synapses/recruitment"])


def _outputs() -> list[Projection]:
    return [
        Projection("hidden", "output", "synapses/class_link"),
        Projection("teacher", "output", "synapses/class_teacher", connect="one_to_one"),
        Projection("teacher", "output", "synapses/instruction", name="instruction"),
    ]
