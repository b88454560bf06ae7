"""What a run is: everything that decides its result, and nothing else."""

from dataclasses import dataclass

from snn_cl.errors import RunError
from snn_cl.fields import normalise
from snn_cl.network.timing import si_value, time_text
from snn_cl.stream_checks import check_seed

TIMES = ("show", "rest", "dt", "teacher_rate")
EVALUATE = ("always", "end", "untrained")
KEEP = ("nothing", "final", "all")


@dataclass(frozen=True)
class Configuration:
    """The choices of one run.

    From Python a name may be a path, a number one of NumPy's, a time one of Brian2's quantities or
    a number in seconds (the teacher's rate in Hz), and a single text stand for a tuple of one.
    `param`, `size`, `rule`, `replace` and `add` may be mappings, such as
    {'input_hidden.eta': 0.001}.

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
    show : str
        How long each image is shown, such as 350*ms; as long as the model says if not given.
    rest : str
        The silence after each image, such as 150*ms; the model's own if not given.
    dt : str
        The time step, such as 0.5*ms; the model's own if not given.
    teacher_rate : str
        Rate of the teacher's unit of the right answer, such as 60*Hz; the model's own if not given.
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
    replace : tuple of str
        Files instead of a mechanism's, or instead of a file, wherever the model uses it; each
        MECHANISM=FILE,FILE...
    add : tuple of str
        Files at the end of a stack, each PART=FILE,FILE...; FILE,FILE... alone stands at the end of
        every projection that learns, that is, whose rule proposes a `dw`.
    record : tuple of str
        State variables to trace, each GROUP.VARIABLE[INDICES], or GROUP.VARIABLE for all of it.
    block : int
        Presentations between two checkpoints.
    evaluate : str
        'always': after every experience; 'end': once, after the last; 'untrained': after every
        experience and before the first, which forward transfer is then measured against.
    signal : str
        'boundaries' tells the network where an experience ends: `modulator(t)` is 1 in the last
        presentation of each and 0 in all others. Without it, the default, it is always 0 and the
        network is told nothing.
    keep : str
        Which weights go into the record besides those of the checkpoint: 'all' of the way, at
        evenly spaced points and at every evaluation; the 'final' ones; or 'nothing'.
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
    show: str = ""
    rest: str = ""
    dt: str = ""
    teacher_rate: str = ""
    size: tuple[str, ...] = ()
    param: tuple[str, ...] = ()
    encoder: str = ""
    drop: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    block: int = 500
    evaluate: str = "always"
    signal: str = ""
    labelled: float = 1.0
    keep: str = "all"

    def __post_init__(self):
        for name in TIMES:
            object.__setattr__(self, name, time_text(name, getattr(self, name)))
        normalise(self)


def chosen_times(configuration: Configuration) -> dict[str, str]:
    """Return the times that a run sets itself, as `Simulator` takes them.

    Parameters
    ----------
    configuration : Configuration

    Returns
    -------
    dict of str to str
        Those that are left to the model are not there.
    """
    times = {name: getattr(configuration, name) for name in TIMES}
    return {name: text for name, text in times.items() if text}


def check_configuration(configuration: Configuration) -> None:
    """Check what a run is told, as far as that needs neither model nor data.

    Parameters
    ----------
    configuration : Configuration

    Raises
    ------
    RunError, StreamError, ModelError, EquationFileError
        If a value is none that it may have.
    """
    if configuration.block < 1:
        raise RunError(f"block is {configuration.block}; give at least 1 presentation")
    if configuration.evaluate not in EVALUATE:
        raise RunError(
            f"evaluate is '{configuration.evaluate}'; expected 'always', 'end' or 'untrained'"
        )
    if configuration.keep not in KEEP:
        raise RunError(f"keep is '{configuration.keep}'; expected 'nothing', 'final' or 'all'")
    if configuration.signal not in ("", "boundaries"):
        raise RunError(f"signal is '{configuration.signal}'; expected 'boundaries' or nothing")
    if not 0 <= configuration.labelled <= 1:
        raise RunError(f"labelled is {configuration.labelled}; expected a share from 0 to 1")
    check_seed(configuration.seed)
    for name, text in chosen_times(configuration).items():
        si_value(name, text)
