"""The rows of `run.py`: the files of each mechanism, and the parameters to search."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from os.path import relpath
from pathlib import Path

from snn_cl.models.tacos import PLASTIC as WHOLE

# As seen from where the experiment is called, so that records name no folder of a machine.
FOLDER = Path(relpath(Path(__file__).resolve().parents[2]))
PLASTIC = ("input_hidden", "hidden_output")
# What the model has of its own; all of it is dropped but for what a row keeps.
MODEL = ("metaplasticity", "consolidation", "heterosynaptic_decay", "neuromodulation")
RATES = {"input_hidden.eta": (3e-4, 3e-2), "hidden_output.eta": (1e-4, 5e-3)}


@dataclass(frozen=True)
class Mechanism:
    """A mechanism on top of error-driven learning.

    Attributes
    ----------
    files : tuple of str
        Equation files stacked after `error_driven` on both plastic projections.
    transmission : str
        File that carries spikes to the post neuron; mechanisms with another effective weight have
        their own.
    neuron : str
        File of the hidden neurons themselves.
    neurons : tuple of str
        Files stacked onto the hidden neurons.
    parts : tuple of str
        Projections that get the files; the other one learns without.
    keep : tuple of str
        Mechanisms of the model that stay.
    search : mapping of str to (float, float)
        Range of each parameter to be searched, evenly on a logarithmic scale; '*.NAME' is one value
        for both plastic projections.
    fixed : mapping of str to float
        Parameters that are given.
    model : str
        Name or path of the network.
    size : tuple of str
        Other numbers of neurons than the network's own, as --size takes them.
    signal : str
        'boundaries' if the network is told where experiences end.
    joint : bool
        Whether all experiences of a stream come in one shuffled row.
    stacked : bool
        Whether the files go onto the network of `tacos`; a model with stacks of its own is taken as
        it is.
    """

    files: tuple[str, ...] = ()
    transmission: str = "synapses/transmission"
    neuron: str = "neurons/lif"
    neurons: tuple[str, ...] = ()
    parts: tuple[str, ...] = PLASTIC
    keep: tuple[str, ...] = ()
    search: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    fixed: Mapping[str, float] = field(default_factory=dict)
    model: str = "tacos"
    size: tuple[str, ...] = ()
    signal: str = ""
    joint: bool = False
    stacked: bool = True

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return all ranges, those of the learning rates included unless they are given."""
        free = RATES.keys() - self.fixed.keys() if self.stacked else set()
        rates = {name: limits for name, limits in RATES.items() if name in free}
        return rates | dict(self.search)

    def rules(
        self, hidden: tuple[str, ...], below: tuple[str, ...] = ("synapses/error_driven",)
    ) -> tuple[str, ...]:
        """Return the stacks as --rule takes them.

        Parameters
        ----------
        hidden : tuple of str
            Files of the model's hidden neurons.
        below : tuple of str
            Files between the transmission and those of the mechanism.
        """
        if not self.stacked:
            return ()
        plain = ("synapses/transmission", *below)
        whole = (self.transmission, *below, *(file for file in self.files if file not in below))
        stacks = {part: whole if part in self.parts else plain for part in PLASTIC}
        rules = tuple(f"{part}={','.join(stack)}" for part, stack in stacks.items())
        neurons = (self.neuron, *hidden[1:], *self.neurons)
        if neurons != hidden:
            rules += (f"hidden={','.join(neurons)}",)
        return rules

    def drops(self) -> tuple[str, ...]:
        """Return the mechanisms of the model that are dropped."""
        return tuple(name for name in MODEL if self.stacked and name not in self.keep)


def setting_of_parts(setting: Mapping[str, float]) -> dict[str, float]:
    """Return a setting with '*.NAME' written out for both plastic projections."""
    found = {}
    for name, value in setting.items():
        part, _, parameter = name.partition(".")
        found |= {f"{p}.{parameter}": value for p in (PLASTIC if part == "*" else (part,))}
    return found


# A reference weight, and the pull to it that importance strengthens: one that follows slowly, and
# one that is set where an experience ends.
ANCHOR = ("synapses/consolidation", "synapses/anchor_pull")
ANCHOR_AT_EVENT = ("synapses/anchor_at_event", "synapses/anchor_pull")
PULL = {"*.pull_strength": (1e-4, 10), "*.alpha": (1e-4, 1e-2)}
PULL_AT_EVENT = {"*.pull_strength": (1e-4, 10)}

MECHANISMS = {
    "no protection": Mechanism(),
    "frozen hidden layer": Mechanism(fixed={"input_hidden.eta": 0}),
    "joint, no protection": Mechanism(joint=True),
    "TACOS, as shipped": Mechanism(
        files=WHOLE[2:],
        keep=MODEL,
        fixed={"input_hidden.eta": 0.01, "hidden_output.eta": 0.005},
    ),
    "TACOS, searched": Mechanism(
        files=WHOLE[2:],
        keep=MODEL,
        search={
            "input_hidden.dm": (1e-3, 0.3),
            "hidden_output.dm": (1e-3, 0.1),
            "*.alpha": (1e-3, 0.3),
            "*.lam": (1e-3, 0.3),
            "hidden.usual": (30, 300),
        },
    ),
    "metaplasticity": Mechanism(
        files=("synapses/metaplasticity",),
        keep=("metaplasticity",),
        search={"input_hidden.dm": (1e-3, 0.3), "hidden_output.dm": (1e-3, 0.1)},
    ),
    "consolidation": Mechanism(
        files=("synapses/consolidation", "synapses/heterosynaptic_decay"),
        keep=("consolidation", "heterosynaptic_decay"),
        search={"*.alpha": (1e-3, 0.3), "*.lam": (1e-3, 0.3)},
    ),
    "neuromodulation": Mechanism(
        files=("synapses/neuromodulation",),
        keep=("neuromodulation",),
        search={"hidden.usual": (30, 300)},
    ),
    "Hebbian importance": Mechanism(
        files=("synapses/hebbian_importance", *ANCHOR),
        keep=("consolidation",),
        # 2*x*y is about 10 where both fire, much more than the other measures.
        search=PULL | {"*.pull_strength": (1e-6, 0.1), "*.importance_share": (1e-4, 1e-2)},
    ),
    "path-integral importance": Mechanism(
        files=("synapses/path_integral_importance", *ANCHOR),
        keep=("consolidation",),
        search=PULL | {"*.path_share": (1e-4, 1e-2)},
    ),
    "Fisher importance": Mechanism(
        files=("synapses/fisher_importance", *ANCHOR),
        keep=("consolidation",),
        search=PULL | {"*.importance_share": (1e-4, 1e-2)},
    ),
    "Hebbian importance, boundaries": Mechanism(
        files=("synapses/hebbian_importance_at_event", *ANCHOR_AT_EVENT),
        search={"*.pull_strength": (1e-6, 0.1), "*.hebbian_share": (1e-4, 1e-2)},
        signal="boundaries",
    ),
    "path-integral importance, boundaries": Mechanism(
        files=("synapses/path_integral_importance_at_event", *ANCHOR_AT_EVENT),
        search=PULL_AT_EVENT | {"*.path_damping": (1e-4, 1)},
        signal="boundaries",
    ),
    "Fisher importance, boundaries": Mechanism(
        files=("synapses/fisher_importance_at_event", *ANCHOR_AT_EVENT),
        search=PULL_AT_EVENT | {"*.fisher_share": (1e-4, 1e-2)},
        signal="boundaries",
    ),
    "binary metaplasticity": Mechanism(
        files=("synapses/binary_metaplasticity",),
        transmission="synapses/binary_transmission",
        search={"*.binary_m": (0.1, 10), "*.binary_scale": (0.1, 3)},
    ),
    "memristive levels": Mechanism(transmission="synapses/memristive_transmission"),
    "memristive levels, metaplastic": Mechanism(
        files=("synapses/quantised_metaplasticity",),
        transmission="synapses/memristive_transmission",
        search={"*.quantised_m": (0.3, 10)},
    ),
    "probabilistic metaplasticity": Mechanism(
        files=("synapses/probabilistic_metaplasticity",),
        search={"input_hidden.prob_dm": (1e-3, 0.3), "hidden_output.prob_dm": (1e-3, 0.1)},
    ),
    "engram gating": Mechanism(
        files=("synapses/engram_gating",),
        neurons=("neurons/engram_gate",),
        parts=("input_hidden",),
        search={"hidden.engram_theta": (0.3, 10), "hidden.engram_slope": (0.05, 3)},
    ),
    "uncertainty (MESU)": Mechanism(
        files=("synapses/mesu",),
        transmission="synapses/uncertain_transmission",
        search={"*.mesu_sigma0": (0.01, 1), "*.mesu_window": (1e3, 1e6)},
    ),
    "uncertainty (BGD)": Mechanism(
        files=("synapses/bgd",),
        transmission="synapses/uncertain_transmission",
        search={"*.sigma_start": (0.01, 1)},
    ),
    "beakers": Mechanism(
        files=("synapses/beakers",),
        search={"*.beaker_rate": (0.003, 0.6)},
    ),
    # eta stands in for the threshold of an event here: only their ratio matters.
    "cascade": Mechanism(
        files=("synapses/cascade",),
        search={
            "input_hidden.eta": (1e-3, 0.3),
            "hidden_output.eta": (1e-4, 0.03),
            "*.cascade_x": (0.1, 0.5),
        },
    ),
    "fast weights": Mechanism(
        files=("synapses/fast_weights",),
        transmission="synapses/transmission_fast",
        parts=("hidden_output",),
        model=str(FOLDER / "models" / "tacos_fast.py"),
        search={"hidden_output.hebb_share": (1e-3, 0.1), "hidden_output.gain_eta": (1e-5, 1e-2)},
    ),
    "lateral inhibition": Mechanism(
        model=str(FOLDER / "models" / "tacos_lateral.py"),
        search={
            "hidden_hidden.inhibition_strength": (0.1, 100),
            "hidden_hidden.inhibition_width": (0.003, 1),
        },
    ),
    "lateral inhibition, decorrelation": Mechanism(
        files=("synapses/decorrelation",),
        parts=("input_hidden",),
        model=str(FOLDER / "models" / "tacos_decorrelated.py"),
        search={
            "hidden_hidden.inhibition_strength": (0.1, 100),
            "hidden_hidden.inhibition_width": (0.003, 1),
            "input_hidden.decorrelation": (1e-7, 1e-3),
        },
    ),
    "homeostasis": Mechanism(
        neuron="neurons/lif_homeostatic",
        search={"hidden.target_spikes": (1, 10), "hidden.homeostasis_rate": (1e-5, 3e-3)},
    ),
    "TACOS and homeostasis": Mechanism(
        files=WHOLE[2:],
        neuron="neurons/lif_homeostatic",
        keep=MODEL,
        search={"hidden.target_spikes": (1, 10), "hidden.homeostasis_rate": (1e-5, 3e-3)},
        fixed={"input_hidden.eta": 0.01, "hidden_output.eta": 0.005},
    ),
    "TACOS and Hebbian importance": Mechanism(
        files=(*WHOLE[2:], "synapses/hebbian_importance", "synapses/anchor_pull"),
        keep=MODEL,
        search={"*.pull_strength": (1e-4, 1), "*.importance_share": (1e-4, 1e-2)},
        fixed={"input_hidden.eta": 0.01, "hidden_output.eta": 0.005},
    ),
    "competition, 200 neurons": Mechanism(
        model="competitive",
        size=("hidden=200",),
        search={"novelty.vigilance": (0.6, 0.9), "novelty.vigilance_last": (0.5, 0.85)},
        stacked=False,
    ),
    "competition, 3,200 neurons": Mechanism(
        model="competitive", size=("hidden=3200",), stacked=False
    ),
}
