"""The rows of `mechanisms.py`: the files of each mechanism, and the parameters to search."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    scenario : str
        If it is not that of the row's stream.
    """

    files: tuple[str, ...] = ()
    transmission: str = "synapses/transmission"
    neurons: tuple[str, ...] = ()
    parts: tuple[str, ...] = PLASTIC
    keep: tuple[str, ...] = ()
    search: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    fixed: Mapping[str, float] = field(default_factory=dict)
    scenario: str = ""

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Return all ranges, those of the learning rates included unless they are given."""
        rates = {name: limits for name, limits in RATES.items() if name not in self.fixed}
        return rates | dict(self.search)

    def rules(self, hidden: tuple[str, ...]) -> tuple[str, ...]:
        """Return the stacks as --rule takes them.

        Parameters
        ----------
        hidden : tuple of str
            Files of the model's hidden neurons.
        """
        plain = ("synapses/transmission", "synapses/error_driven")
        whole = (self.transmission, "synapses/error_driven", *self.files)
        stacks = {part: whole if part in self.parts else plain for part in PLASTIC}
        rules = tuple(f"{part}={','.join(stack)}" for part, stack in stacks.items())
        if self.neurons:
            rules += (f"hidden={','.join((*hidden, *self.neurons))}",)
        return rules

    def drops(self) -> tuple[str, ...]:
        """Return the mechanisms of the model that are dropped."""
        return tuple(name for name in MODEL if name not in self.keep)


def setting_of_parts(setting: Mapping[str, float]) -> dict[str, float]:
    """Return a setting with '*.NAME' written out for both plastic projections."""
    found = {}
    for name, value in setting.items():
        part, _, parameter = name.partition(".")
        found |= {f"{p}.{parameter}": value for p in (PLASTIC if part == "*" else (part,))}
    return found


# A slow reference weight, and the pull to it that importance strengthens.
ANCHOR = ("synapses/consolidation", "synapses/anchor_pull")
PULL = {"*.pull_strength": (1e-4, 10), "*.alpha": (1e-4, 1e-2)}

MECHANISMS = {
    "no protection": Mechanism(),
    "frozen hidden layer": Mechanism(fixed={"input_hidden.eta": 0}),
    "joint, no protection": Mechanism(scenario="joint"),
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
        search=PULL | {"*.importance_share": (1e-4, 1e-2)},
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
    "binary metaplasticity": Mechanism(
        files=("synapses/binary_metaplasticity",),
        transmission="synapses/binary_transmission",
        search={"*.binary_m": (0.1, 10), "*.binary_scale": (0.1, 3)},
    ),
    "memristive levels": Mechanism(transmission="synapses/memristive_transmission"),
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
}
