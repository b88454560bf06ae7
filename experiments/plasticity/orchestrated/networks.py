"""Networks of the experiment `orchestrated` from the shipped files, and how they are run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Outcome, Simulator

TRANSMISSION = "synapses/dynamic_excitation"
HOMOSYNAPTIC = (TRANSMISSION, "synapses/stdp_triplet_minimal", "synapses/transmitter_induced")
WHOLE = (
    *HOMOSYNAPTIC,
    "synapses/double_well_consolidation",
    "synapses/heterosynaptic_plasticity",
)
SOURCE = ("neurons/poisson_rate", "neurons/spike_trace", "neurons/short_term_plasticity")
TARGET = (
    "neurons/excitatory_conductance",
    "neurons/poisson_linear",
    "neurons/spike_trace",
    "neurons/slow_spike_trace",
)
TRACE = {"tau_trace": "20*ms"}
WITHOUT = {"beta": "0", "delta": "0"}  # the control
HELD = ("synapses/excitation", "synapses/double_well_consolidation")
MIDDLE = 2.5  # a weight that is far from both bounds
SHOW = 20.0  # length of a presentation [s], where a course of time is wanted
BASELINE = 2.0  # rate of a target without input, where it hears its sources [Hz]


@dataclass(frozen=True)
class Machine:
    """How the networks are simulated.

    Attributes
    ----------
    dt : float [s]
    backend : str
    seed : int
    """

    dt: float = 1e-4
    backend: str = "dense"
    seed: int = 0

    def start(self, model: Model, show: float) -> Simulator:
        """Return a simulator of a model in double precision: changes of 1e-5 add up over hours."""
        return Simulator(model, show=show, dt=self.dt, backend=self.backend, dtype="float64")


def make_pairs(
    n: int, rule: Sequence[str] = WHOLE, parameters: Mapping[str, str] | None = None
) -> Model:
    """Return n pairs of a source and a target that do not hear of each other but in the synapse.

    Parameters
    ----------
    n : int
    rule : sequence of str
    parameters : mapping of str to str, optional
        Of the synapses.

    Returns
    -------
    Model
    """
    return Model(
        [
            Population("input", n, SOURCE, TRACE),
            Population("output", n, TARGET, {**TRACE, "gain": "0*Hz"}),
        ],
        [Projection("input", "output", rule, "one_to_one", parameters or {})],
    )


def make_layer(n_input: int, n_output: int, parameters: Mapping[str, str] | None = None) -> Model:
    """Return targets that all hear the same sources, and fire the more the stronger they hear them.

    Parameters
    ----------
    n_input, n_output : int
    parameters : mapping of str to str, optional
        Of the synapses.

    Returns
    -------
    Model
    """
    return Model(
        [
            Population("input", n_input, SOURCE, TRACE),
            Population("output", n_output, TARGET, TRACE),
        ],
        [Projection("input", "output", WHOLE, "all", parameters or {})],
    )


def run(
    simulator: Simulator,
    source_rate: float,
    target_rate: np.ndarray | float,
    weight: np.ndarray | float,
    n: int,
    seed: int,
    reference: float | None = None,
) -> Outcome:
    """Run presentations at steady rates and keep all weights at the end of each.

    Parameters
    ----------
    simulator : Simulator
    source_rate : float [Hz]
    target_rate : (n_output,) float array or float [Hz]
        Without input.
    weight : array or float
        At the start.
    n : int
        Presentations.
    seed : int
    reference : float, optional
        Reference weights at the start, if not the weights themselves.

    Returns
    -------
    Outcome
    """
    names = [n for n in ("w", "w_ref") if n in simulator.resolved.parts["input_output"].variables]
    given = {"output.baseline": target_rate} | {f"input_output.{name}": weight for name in names}
    if reference is not None:
        given["input_output.w_ref"] = reference
    state = simulator.initial_state(seed, given)
    rates = np.full((n, simulator.resolved.parts["input"].shape[0]), float(source_rate))
    record = [f"input_output.{name}" for name in names]
    return simulator.run(rates, state=state, seed=seed, record=record)
