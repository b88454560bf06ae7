"""Models as descriptions: populations, projections, and nothing of Brian2."""

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from snn_cl.errors import ModelError, did_you_mean
from snn_cl.language.rule import read_rule
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
        object.__setattr__(self, "neurons", _as_tuple(self.neurons))
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
        object.__setattr__(self, "rule", _as_tuple(self.rule))
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
        files = {name: _as_tuple(stack) for name, stack in self.mechanisms.items()}
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


def drop(model: Model, mechanisms: Sequence[str]) -> Model:
    """Return the model without some of its mechanisms: an ablation.

    What the model sets of a dropped file's parameters and variables is dropped with it; so is a
    projection that has no other file.

    Parameters
    ----------
    model : Model
    mechanisms : str or sequence of str
        Keys of `model.mechanisms`.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If the model has no such mechanism.
    """
    mechanisms = _as_tuple(mechanisms)
    for mechanism in mechanisms:
        if mechanism not in model.mechanisms:
            hint = did_you_mean(mechanism, model.mechanisms)
            raise ModelError(f"the model has no mechanism '{mechanism}' to drop{hint}")
    gone = {file for mechanism in mechanisms for file in model.mechanisms[mechanism]}
    populations = [_without(part, "neurons", gone) for part in model.populations]
    projections = [_without(part, "rule", gone) for part in model.projections]
    return dataclasses.replace(
        model,
        populations=tuple(populations),
        projections=tuple(part for part in projections if part.rule),
    )


def _without(part: Population | Projection, files: str, gone: set[str]):
    stack = getattr(part, files)
    names = set().union(*(_defined([name]) for name in gone & set(stack)))
    left = tuple(name for name in stack if name not in gone)
    return dataclasses.replace(_unset(part, names), **{files: left})


def _defined(stack: Sequence[str]) -> set[str]:
    rule = read_rule(stack)
    return {defined.name for defined in rule.parameters + rule.equations}


def _unset(part: Population | Projection, names: set[str]):
    return dataclasses.replace(
        part,
        parameters={k: v for k, v in part.parameters.items() if k not in names},
        initial={k: v for k, v in part.initial.items() if k not in names},
    )


def with_rule(model: Model, name: str, rule: Sequence[str]) -> Model:
    """Return the model with another stack of equation files in one of its parts.

    What the model sets of parameters and variables that only the old stack has is dropped.

    Parameters
    ----------
    model : Model
    name : str
        A projection or population.
    rule : str, path, or sequence of them
        Names or paths of equation files.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If the model has no such part.
    EquationFileError, NotFoundError
        If the files cannot be read or joined.
    """
    part, rule = model.part(name), _as_tuple(rule)
    files = "neurons" if isinstance(part, Population) else "rule"
    gone = _defined(getattr(part, files)) - _defined(rule)
    return _replace(model, dataclasses.replace(_unset(part, gone), **{files: rule}))


def with_parameter(model: Model, name: str, parameter: str, value: str) -> Model:
    """Return the model with another value of one parameter.

    Parameters
    ----------
    model : Model
    name : str
        A projection or population.
    parameter : str
    value : str
        With its unit, such as '25*ms'.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If the model has no such part.
    """
    part = model.part(name)
    parameters = {**part.parameters, parameter: value}
    return _replace(model, dataclasses.replace(part, parameters=parameters))


def with_size(model: Model, name: str, size: int) -> Model:
    """Return the model with another number of neurons in one of its populations.

    Parameters
    ----------
    model : Model
    name : str
        A population whose size does not follow from the stream.
    size : int

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If the model has no such population, the stream decides its size, or it is below 1.
    """
    population = model.population(name)
    if name in (model.input, model.output, model.teacher):
        raise ModelError(f"the size of '{name}' follows from the stream and cannot be chosen")
    return _replace(model, dataclasses.replace(population, size=size))


def _replace(model: Model, changed: Population | Projection) -> Model:
    def swap(parts):
        return tuple(changed if part.name == changed.name else part for part in parts)

    populations, projections = swap(model.populations), swap(model.projections)
    return dataclasses.replace(model, populations=populations, projections=projections)


def _as_tuple(names: str | os.PathLike | Sequence[str | os.PathLike]) -> tuple[str, ...]:
    alone = isinstance(names, str | os.PathLike)
    return tuple(os.fspath(name) for name in ((names,) if alone else names))
