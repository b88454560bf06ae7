"""What a plasticity curve is: everything that decides it."""

from dataclasses import dataclass

from snn_cl.fields import normalise
from snn_cl.network.timing import time_text

TIMES = ("rate", "lag", "dt")
STEPS = (0.0002, 0.0001, 0.00005, 0.00001)  # [s]


@dataclass(frozen=True)
class ProbeConfiguration:
    """What a plasticity curve is, as the command line takes it.

    From Python a time may also be one of Brian2's quantities, or a number in seconds (a rate in
    Hz).

    Attributes
    ----------
    protocol : str
        'stdp', 'frequency' or 'pairing'.
    points : tuple of float
        Numbers without a unit: lags in ms, frequencies in Hz or clamped potentials in mV, as the
        protocol has it; the usual ones if not given.
    spikes : int
        Spikes of the source at each point.
    rate : str
        Spikes of the source per second, such as 5*Hz, where the protocol does not vary it.
    lag : str
        Protocol 'frequency': time of the target's spike after that of the source, such as 10*ms.
    alone : bool
        Protocol 'frequency': the target stays silent.
    pre : tuple of str
        Neuron files of the source, instead of those that the rule names.
    post : tuple of str
        Neuron files of the target, likewise.
    param : tuple of str
        Changed parameters, each pre.NAME=VALUE, post.NAME=VALUE or synapse.NAME=VALUE.
    start : str
        Weight before, with its unit; half way between its bounds if not given.
    repeats : int
        Synapses at each point, for rules that draw random numbers.
    dt : str
        The time step, such as 0.1*ms; if not given 0.2*ms, or less where a delay or a period of
        the rule is no multiple of that.
    backend : str
        'dense', 'brian2' or 'numpy'.
    seed : int
    """

    protocol: str = "stdp"
    points: tuple[float, ...] = ()
    spikes: int = 60
    rate: str = "1*Hz"
    lag: str = "10*ms"
    alone: bool = False
    pre: tuple[str, ...] = ()
    post: tuple[str, ...] = ()
    param: tuple[str, ...] = ()
    start: str = ""
    repeats: int = 1
    dt: str = ""
    backend: str = "dense"
    seed: int = 0

    def __post_init__(self):
        for name in TIMES:
            object.__setattr__(self, name, time_text(name, getattr(self, name)))
        normalise(self)
