"""What a run is: everything that decides its result, and nothing else."""

from dataclasses import dataclass

from snn_cl.errors import StreamError

LARGEST_SEED = 2**63 - 1  # the programs take whole numbers of 64 bits


@dataclass(frozen=True)
class Configuration:
    """The choices of one run.

    Attributes
    ----------
    model, dataset, scenario : str
        Names or paths of plug-ins.
    seed : int
        Decides the stream, the initial state and every spike.
    n_train, n_test : int, optional
        Numbers of training and test images in total; all of them if not given.
    validation : int
        If not 0, hold out so many images at the end of the training set and test on them instead
        of the test set: for the choice of hyper-parameters.
    data_root : str
        Folder of the data; else $SNN_CL_DATA, else the user's cache folder.
    backend : str
        'dense' (compiled C++, the project's device), 'brian2' (compiled C++ as Brian2 makes it) or
        'numpy' (needs no compiler).
    dtype : str
        'float32' or 'float64'; without it 'float32' on the dense backend, 'float64' elsewhere.
    size : tuple of str
        Changed numbers of neurons, each POPULATION=N.
    param : tuple of str
        Changed parameters, each PART.NAME=VALUE.
    encoder : str
        How images become rates; the model's own encoder if not given.
    drop : tuple of str
        Mechanisms to leave out.
    rule : tuple of str
        Changed stacks, each PART=FILE,FILE...
    record : tuple of str
        State variables to trace, each GROUP.VARIABLE[INDICES].
    block : int
        Presentations between two checkpoints.
    evaluate : str
        'always': after every experience; 'end': once, after the last.
    signal : str
        'boundaries' tells the network where an experience ends: `modulator(t)` is 1 in the last
        presentation of each and 0 in all others. Without it, the default, it is always 0 and the
        network is told nothing.
    labelled : float
        Share of the training presentations in which the teacher tells the label, chosen by chance.
    """

    model: str = "tacos"
    dataset: str = "digits"
    scenario: str = "split_domain"
    seed: int = 0
    n_train: int | None = None
    n_test: int | None = None
    validation: int = 0
    data_root: str = ""
    backend: str = "dense"
    dtype: str = ""
    size: tuple[str, ...] = ()
    param: tuple[str, ...] = ()
    encoder: str = ""
    drop: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    block: int = 500
    evaluate: str = "always"
    signal: str = ""
    labelled: float = 1.0


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


def check_seed(seed: int) -> None:
    """Check that a seed is one that streams, states and programs all take.

    Parameters
    ----------
    seed : int

    Raises
    ------
    StreamError
        If it is not.
    """
    if not 0 <= seed <= LARGEST_SEED:
        raise StreamError(f"seed is {seed}; give a number from 0 to 2**63 - 1")
