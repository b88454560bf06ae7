"""The parts of a record's header: what a run, a probe and an experiment say of themselves."""

from dataclasses import dataclass
from typing import TypedDict

from snn_cl.course import Outline


@dataclass(frozen=True, kw_only=True)
class StreamHeader(Outline):
    """The stream of a run.

    Attributes
    ----------
    evaluate_after : tuple of int
        Presentations before each evaluation, rising.
    image_shape : tuple of int
    crc32 : int
        Of all images and labels.
    """

    evaluate_after: tuple[int, ...]
    image_shape: tuple[int, ...]
    crc32: int


@dataclass(frozen=True, kw_only=True)
class SimulatorHeader:
    """How the run was simulated.

    Attributes
    ----------
    dt : float [s]
    show_steps, rest_steps : int
        Time steps of an image, and of the silence after it.
    dtype : str
    teacher_rate : float [Hz]
    """

    dt: float
    show_steps: int
    rest_steps: int
    dtype: str
    teacher_rate: float


@dataclass(frozen=True, kw_only=True)
class EquationText:
    """An equation file as it was.

    Attributes
    ----------
    file : str
        Its name without a folder.
    sha256, text : str
    """

    file: str
    sha256: str
    text: str


class Summary(TypedDict, total=False):
    """The results of a run, as `finish` returns them; beside these names, every metric by its own.

    A metric is a number, or None where it is not defined; `notes` says why by its name.
    """

    run: str
    accuracy_matrix: list[list[float | None]]
    notes: dict[str, str]
    presentations: int
    ms_per_presentation: dict[str, float]
    build_seconds: float
    seed: int
    backend: str


@dataclass(frozen=True, kw_only=True)
class ProbeHeader:
    """What a plasticity curve is of: a `ProbeConfiguration` in numbers, and what was found of it.

    Attributes
    ----------
    protocol : str
    points : tuple of float
        In the unit of the axis.
    spikes : int
        Of the source at each point.
    rate : float [Hz]
    lag : float [ms]
    alone : bool
        Whether the target stays silent.
    pre, post, rule : tuple of str
        Stacks, without folders.
    param : tuple of str
    start : str
        Weight before, as it was given.
    repeats : int
        Synapses at each point.
    dt : float [s]
    backend : str
    seed : int
    axis : str
        What the points are, with their unit.
    before : float
        Weight before.
    """

    protocol: str
    points: tuple[float, ...]
    spikes: int
    rate: float
    lag: float
    alone: bool
    pre: tuple[str, ...]
    post: tuple[str, ...]
    param: tuple[str, ...]
    start: str
    repeats: int
    dt: float
    backend: str
    seed: int
    axis: str
    before: float
    rule: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemoryHeader:
    """What a decay of memories is of.

    Attributes
    ----------
    n_synapses : int
    synapse : str
        What a legend calls it.
    noise : float
        Spread of the weight.
    samples : int
        Memories times synapses.
    """

    n_synapses: int
    synapse: str
    noise: float
    samples: int
