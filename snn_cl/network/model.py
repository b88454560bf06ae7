"""Models as descriptions: populations, projections, and nothing of Brian2."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from snn_cl.errors import ModelError, did_you_mean
from snn_cl.network.names import check_name, whole_size
from snn_cl.network.timing import Timing


@dataclass(frozen=True)
class Population:
    """A group of neurons of one kind.

    Attributes
    ----------
    name : str
    size : int
    neurons : tuple of str
        Stack of equation files; one name may be given as a plain string.
    parameters : mapping of str to str
        Values that differ from the files', such as {'tau_m': '25*ms'}.
    initial : mapping of str to str
        Starting values by variable; 0 where neither this nor a file says otherwise.
    """

    name: str
    size: int
    neurons: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    initial: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self):
        object.__setattr__(self, "neurons", as_tuple(self.neurons))
        check_name("population", self.name)
        object.__setattr__(self, "size", whole_size(self.size, self.name))


@dataclass(frozen=True)
class Projection:
    """Synapses from one population to another.

    Attributes
    ----------
    pre, post : str
        Names of populations.
    rule : tuple of str
        Stack of equation files, in order.
    connect : str, float or pair of (n_synapses,) int arrays
        'all', 'one_to_one', a connection probability, or pre and post indices.
    parameters, initial : mapping of str to str
        As in `Population`.
    name : str
        'pre_post' unless given.
    """

    pre: str
    post: str
    rule: tuple[str, ...]
    connect: object = "all"
    parameters: Mapping[str, str] = field(default_factory=dict)
    initial: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self):
        object.__setattr__(self, "rule", as_tuple(self.rule))
        object.__setattr__(self, "name", self.name or f"{self.pre}_{self.post}")
        check_name("projection", self.name)


@dataclass(frozen=True)
class Model:
    """A network: populations, projections, and which of them meet the outside.

    Attributes
    ----------
    populations : tuple of Population
    projections : tuple of Projection
    input, output : str
        The populations that see the stimulus and that are read out.
    teacher : str
        The population that sees the label; empty for a network that learns without one.
    encoder, readout : str
        Names of the functions from images to rates, and from spike counts to predictions.
    mechanisms : mapping of str to tuple of str
        What `drop` can leave out: a mechanism's name and its equation files.
    timing : Timing
        How long an image is shown, the rest after it, the time step, the teacher's rate.
    """

    populations: tuple[Population, ...]
    projections: tuple[Projection, ...]
    input: str = "input"
    output: str = "output"
    teacher: str = ""
    encoder: str = "poisson_rate"
    readout: str = "most_active"
    mechanisms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timing: Timing = Timing()

    def __post_init__(self):
        object.__setattr__(self, "populations", tuple(self.populations))
        object.__setattr__(self, "projections", tuple(self.projections))
        files = {name: as_tuple(stack) for name, stack in self.mechanisms.items()}
        object.__setattr__(self, "mechanisms", files)
        names = [part.name for part in self.populations + self.projections]
        for name in names:
            if names.count(name) > 1:
                raise ModelError(f"two parts of the model are called '{name}'; rename one")
        for projection in self.projections:
            self.population(projection.pre)
            self.population(projection.post)
        for name in filter(None, (self.input, self.output, self.teacher)):
            self.population(name)

    def population(self, name: str) -> Population:
        """Return a population by name.

        Parameters
        ----------
        name : str

        Returns
        -------
        Population

        Raises
        ------
        ModelError
            If there is none.
        """
        found = {population.name: population for population in self.populations}
        if name not in found:
            raise ModelError(f"no population '{name}'{did_you_mean(name, found)}")
        return found[name]

    def part(self, name: str) -> Population | Projection:
        """Return a population or projection by name.

        Parameters
        ----------
        name : str

        Returns
        -------
        Population or Projection

        Raises
        ------
        ModelError
            If there is none.
        """
        found = {part.name: part for part in self.populations + self.projections}
        if name not in found:
            raise ModelError(f"no population or projection '{name}'{did_you_mean(name, found)}")
        return found[name]


def as_tuple(names: str | os.PathLike | Sequence[str | os.PathLike]) -> tuple[str, ...]:
    """Return one name, or several, as a tuple of text.

    Parameters
    ----------
    names : str, path, or sequence of them

    Returns
    -------
    tuple of str
    """
    alone = isinstance(names, str | os.PathLike)
    return tuple(os.fspath(name) for name in ((names,) if alone else names))
