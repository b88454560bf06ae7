"""Unsupervised learning of digits by spike timing, competition and adaptive thresholds."""

from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.timing import Timing

_EXCITATORY = [
    "neurons/lif_adaptive",
    "neurons/nearest_trace",
    "neurons/slow_nearest_trace",
    "neurons/incoming_weight",
    "neurons/spike_vote",
]
_LEARNED = [
    "synapses/excitation",
    "synapses/stdp_triplet",
    "synapses/weight_normalisation",
    "synapses/conduction_delay",
]
_OUTPUT = ["neurons/vote_counter", "neurons/class_gate", "neurons/instruction"]


def diehl_cook(n_input: int = 784, n_output: int = 2, n_hidden: int = 400) -> Model:
    """Diehl & Cook: plastic input synapses, and inhibition that lets one neuron win at a time.

    Each excitatory neuron drives an inhibitory one of its own, which silences all the others. These
    two layers hear no label. The original assigns neurons to labels after training; here outputs
    learn from a teacher what each excitatory neuron stands for, and change nothing else.

    Parameters
    ----------
    n_input : int
        Pixels of an image.
    n_output : int
        Number of different answers.
    n_hidden : int
        Excitatory neurons, and as many inhibitory ones.

    Returns
    -------
    Model

    Source: Diehl & Cook (2015), Front. Comput. Neurosci. 9:99, doi:10.3389/fncom.2015.00099, and
    its public code. There an image is shown for 350 ms with 150 ms of rest, at dt = 0.5 ms and up
    to 63.75 Hz, and again with higher rates if it made fewer than 5 spikes. Outputs: own.
    """
    return Model(
        populations=[
            Population("input", n_input, ["neurons/poisson_rate", "neurons/arrived_nearest_trace"]),
            Population("excitatory", n_hidden, _EXCITATORY),
            Population("inhibitory", n_hidden, "neurons/lif_conductance"),
            Population("output", n_output, _OUTPUT),
            Population("teacher", n_output, "neurons/poisson_teacher"),
        ],
        projections=[*_learned(n_input), *_competition(), *_outputs()],
        teacher="teacher",
        mechanisms={
            "stdp_triplet": ("synapses/stdp_triplet",),
            "weight_normalisation": ("synapses/weight_normalisation",),
            "conduction_delay": ("synapses/conduction_delay",),
        },
        timing=Timing(show="350*ms", rest="150*ms", dt="0.5*ms"),
    )


def _learned(n_input: int) -> list[Projection]:
    # The mean weight is the original's, 78 over 784 inputs, at the start as later.
    total = {"w_total": f"{78 / 784 * n_input:g}"}
    arrival = ["synapses/arrival", "synapses/conduction_delay"]
    return [
        Projection("input", "excitatory", _LEARNED, parameters=total, initial={"w": "0.2*rand()"}),
        Projection("input", "input", arrival, connect="one_to_one"),
    ]


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


def _outputs() -> list[Projection]:
    return [
        Projection("excitatory", "output", "synapses/class_link"),
        Projection("teacher", "output", "synapses/class_teacher", connect="one_to_one"),
        Projection("teacher", "output", "synapses/instruction", name="instruction"),
    ]
