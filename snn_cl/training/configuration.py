"""What a run is: everything that decides its result, and nothing else."""

import operator
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from numbers import Real
from typing import Any

from snn_cl.errors import RunError, StreamError

EVALUATE = ("always", "end", "untrained")
LARGEST_SEED = 2**63 - 1  # the programs take whole numbers of 64 bits


@dataclass(frozen=True)
class Configuration:
    """The choices of one run.

    From Python a name may be a path, a number one of NumPy's, a single text stand for a tuple of
    one, and `param`, `size` and `rule` be mappings, such as {'input_hidden.eta': 0.001}.

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
        of the test set: for the choice of hyper-parameters. Of a training set that is sorted by
        class they are drawn from every class instead, by the seed.
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
        'always': after every experience; 'end': once, after the last; 'untrained': after every
        experience and before the first, which forward transfer is then measured against.
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

    def __post_init__(self):
        _normalise(self)


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
        _normalise(self)


def _normalise(chosen: Configuration | ProbeConfiguration) -> None:
    """Bring every field into the form that its type says, or say in one line what is wrong."""
    for field in fields(chosen):
        value = _READ[field.type](getattr(chosen, field.name), field.name)
        object.__setattr__(chosen, field.name, value)


def _optional_text(value: Any, name: str) -> str:
    return "" if value is None else _text(value, name)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str | os.PathLike):
        raise RunError(f"{name} is {value!r}; expected text or a path")
    return os.fspath(value)


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise RunError(f"{name} is {value!r}; expected a whole number")
    return operator.index(value)


def _optional(value: Any, name: str) -> int | None:
    return None if value is None else _whole(value, name)


def _real(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise RunError(f"{name} is {value!r}; expected a number")
    return float(value)


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool) and type(value).__name__ != "bool":  # that of NumPy too
        raise RunError(f"{name} is {value!r}; expected True or False")
    return bool(value)


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return tuple(f"{_text(key, name)}={_written(item, name)}" for key, item in value.items())
    return tuple(_text(item, name) for item in _several(value, name))


def _written(value: Any, name: str) -> str:
    """Return a value of a mapping as the command line takes it."""
    if isinstance(value, str | os.PathLike):
        return os.fspath(value)
    if isinstance(value, Iterable) and name == "rule":
        return ",".join(_texts(value, name))
    if isinstance(value, Real) and not isinstance(value, bool):
        return str(operator.index(value) if hasattr(value, "__index__") else float(value))
    raise RunError(f"{name} holds {value!r}; expected a number, or text such as '25*ms'")


def _reals(value: Any, name: str) -> tuple[float, ...]:
    return tuple(_real(item, name) for item in _several(value, name))


def _several(value: Any, name: str) -> tuple:
    if value is None:
        return ()
    alone = isinstance(value, str | os.PathLike) or not isinstance(value, Iterable)
    return (value,) if alone else tuple(value)


_READ = {
    str: _optional_text,
    int: _whole,
    int | None: _optional,
    float: _real,
    bool: _flag,
    tuple[str, ...]: _texts,
    tuple[float, ...]: _reals,
}


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


def check_configuration(configuration: Configuration) -> None:
    """Check what a run is told, as far as that needs neither model nor data.

    Parameters
    ----------
    configuration : Configuration

    Raises
    ------
    RunError, StreamError
        If a value is none that it may have.
    """
    if configuration.block < 1:
        raise RunError(f"block is {configuration.block}; give at least 1 presentation")
    if configuration.evaluate not in EVALUATE:
        raise RunError(
            f"evaluate is '{configuration.evaluate}'; expected 'always', 'end' or 'untrained'"
        )
    if configuration.signal not in ("", "boundaries"):
        raise RunError(f"signal is '{configuration.signal}'; expected 'boundaries' or nothing")
    if not 0 <= configuration.labelled <= 1:
        raise RunError(f"labelled is {configuration.labelled}; expected a share from 0 to 1")
    check_seed(configuration.seed)
