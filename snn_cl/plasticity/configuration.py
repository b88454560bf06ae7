"""What a plasticity curve is: everything that decides it."""

from dataclasses import dataclass

from snn_cl.fields import normalise


@dataclass(frozen=True)
class ProbeConfiguration:
    """What a plasticity curve is, as the command line takes it.

    Attributes
    ----------
    protocol : str
        'stdp', 'frequency' or 'pairing'.
    points : tuple of float
        Lags [ms], frequencies [Hz] or clamped potentials [mV]; the usual ones if not given.
    spikes : int
        Spikes of the source at each point.
    rate : float [Hz]
        Spikes of the source per second, where the protocol does not vary it.
    lag : float [ms]
        Protocol 'frequency': time of the target's spike after that of the source.
    alone : bool
        Protocol 'frequency': the target stays silent.
    pre, post : tuple of str
        Neuron files of the source and the target, instead of those that the rule names.
    param : tuple of str
        Changed parameters, each pre.NAME=VALUE, post.NAME=VALUE or synapse.NAME=VALUE.
    start : str
        Weight before, with its unit; half way between its bounds if not given.
    repeats : int
        Synapses at each point, for rules that draw random numbers.
    dt : float [s]
    backend : str
        'dense', 'brian2' or 'numpy'.
    seed : int
    """

    protocol: str = "stdp"
    points: tuple[float, ...] = ()
    spikes: int = 60
    rate: float = 1.0
    lag: float = 10.0
    alone: bool = False
    pre: tuple[str, ...] = ()
    post: tuple[str, ...] = ()
    param: tuple[str, ...] = ()
    start: str = ""
    repeats: int = 1
    dt: float = 0.0002
    backend: str = "dense"
    seed: int = 0

    def __post_init__(self):
        normalise(self)
