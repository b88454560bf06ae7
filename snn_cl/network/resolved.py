"""The arrays of a model: which there are and their shapes.

A `ResolvedModel` is worked out from the description and the equation files alone, before any Brian2
object exists; the simulator checks against it whatever a user hands in.
"""

from dataclasses import dataclass

import numpy as np

from snn_cl.errors import EquationFileError, ModelError, did_you_mean
from snn_cl.language.clock_times import clock_times
from snn_cl.language.lines import Parameter
from snn_cl.language.rule import Rule, read_rule
from snn_cl.language.source_location import Place
from snn_cl.language.time_steps import check_periods, delay_parameter, delay_steps
from snn_cl.language.unit_inference import has_unit, quantity
from snn_cl.language.values import wrong_values
from snn_cl.network.connections import connection_indices
from snn_cl.network.memory import bytes_needed, check_size
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.timing import Timing

# Brian2 keeps times; the state keeps the steps since, which do not depend on where it is used.
UNDERWAY = "spikes_underway"
TIMES = {"steps_since_spike": "lastspike", "steps_since_update": "lastupdate"}


@dataclass(frozen=True)
class Part:
    """A population or projection with its rule read and its arrays known.

    Attributes
    ----------
    name : str
    key : str
        What random numbers are drawn by. A projection's is made of the populations that it joins,
        so that calling it something else changes no number.
    description : Population or Projection
    rule : Rule
    shape : tuple of int
        (n,) for neurons, (n_pre, n_post) for all-to-all synapses, else (n_synapses,).
    indices : None or pair of (n_synapses,) int arrays
        Pre and post index of every synapse, unless all-to-all.
    variables : dict of str to dtype
        The state variables that a run carries on.
    parameters : dict of str to float
        In SI units.
    clock_times : frozenset of str
        What may hold a time of the stream, which single precision cannot.
    underway : tuple of int
        (n_delay_steps, n_pre) of a projection with a delay: the shape of `spikes_underway`, which
        says by steps from now on which pre neurons' spikes arrive; else empty. A delay that is a
        parameter may be of 0 steps.
    """

    name: str
    key: str
    description: Population | Projection
    rule: Rule
    shape: tuple[int, ...]
    indices: tuple[np.ndarray, np.ndarray] | None
    variables: dict[str, np.dtype]
    parameters: dict[str, float]
    clock_times: frozenset[str] = frozenset()
    underway: tuple[int, ...] = ()

    @property
    def is_projection(self) -> bool:
        """Whether this part is a projection."""
        return isinstance(self.description, Projection)

    @property
    def gate(self) -> str:
        """What tells this part whether the network is learning; empty for neurons without need.

        Brian2 wants another name in neurons than in synapses.
        """
        if self.is_projection:
            return "plastic"
        return "learning" if self.rule.reads("learning") else ""

    @property
    def ends(self) -> tuple[str, ...]:
        """The pre and the post population of a projection; nothing for a population."""
        return (self.description.pre, self.description.post) if self.is_projection else ()

    def shape_of(self, variable: str) -> tuple[int, ...]:
        """Return the shape of a state variable."""
        return self.underway if variable == UNDERWAY else self.shape


@dataclass(frozen=True)
class ResolvedModel:
    """All parts of a model, populations first.

    Attributes
    ----------
    model : Model
    parts : dict of str to Part
    """

    model: Model
    parts: dict[str, Part]

    @property
    def timing(self) -> Timing:
        """The times of the model."""
        return self.model.timing

    @property
    def populations(self) -> list[Part]:
        """The parts that are populations."""
        return [part for part in self.parts.values() if not part.is_projection]

    @property
    def projections(self) -> list[Part]:
        """The parts that are projections."""
        return [part for part in self.parts.values() if part.is_projection]

    def arrays(self) -> dict[str, tuple[tuple[int, ...], np.dtype]]:
        """Return shape and type of every state array by 'part.variable', in a fixed order."""
        return {
            f"{part.name}.{name}": (part.shape_of(name), dtype)
            for part in self.parts.values()
            for name, dtype in part.variables.items()
        }

    def parameters(self) -> dict[str, float]:
        """Return every parameter's value [SI units] by 'part.parameter', in a fixed order."""
        return {
            f"{part.name}.{name}": value
            for part in self.parts.values()
            for name, value in part.parameters.items()
        }


def resolve(model: Model) -> ResolvedModel:
    """Read every equation file of a model and work out its arrays.

    Parameters
    ----------
    model : Model
        Its time step decides how many steps a delay has.

    Returns
    -------
    ResolvedModel

    Raises
    ------
    EquationFileError, NotFoundError
        If a file cannot be read or joined, or has a time that is no multiple of dt.
    ModelError
        If a parameter or a connection does not fit, or the network is too large for the machine.
    """
    rules, dt = _rules(model), model.timing.dt
    parts = {}
    for population in model.populations:
        rule = rules[population.name]
        check_periods(rule, dt)
        times = frozenset(clock_times(rule))
        parts[population.name] = Part(
            population.name,
            population.name,
            population,
            rule,
            (population.size,),
            None,
            _variables(rule, times),
            _parameter_values(population, rule),
            times,
        )
    for projection, key in zip(model.projections, _projection_keys(model), strict=True):
        ends = {"pre": parts[projection.pre].rule, "post": parts[projection.post].rule}
        rule = rules[projection.name]
        parts[projection.name] = _projection_part(model, projection, key, rule, ends, dt)
    return ResolvedModel(model, parts)


def _projection_keys(model: Model) -> list[str]:
    ends = [f"{projection.pre}_{projection.post}" for projection in model.projections]
    earlier = [ends[:number].count(end) for number, end in enumerate(ends)]
    return [f"{end}.{n + 1}" if n else end for end, n in zip(ends, earlier, strict=True)]


def _rules(model: Model) -> dict[str, Rule]:
    """Return the rule of each part, if this machine can hold the network."""
    rules, needed = {}, {}
    for population in model.populations:
        rules[population.name] = read_rule(population.neurons)
        _check_kind(rules[population.name], "neurons", population.name)
    for projection in model.projections:
        rules[projection.name] = read_rule(projection.rule)
        _check_kind(rules[projection.name], "synapses", projection.name)
    for name, rule in rules.items():
        needed[name] = bytes_needed(model, name, rule, _variables(rule).values())
    check_size(model, needed, rules)
    return rules


def _projection_part(
    model: Model,
    projection: Projection,
    key: str,
    rule: Rule,
    ends: dict[str, Rule],
    dt: float,
) -> Part:
    check_periods(rule, dt)
    n_pre, n_post = (model.population(name).size for name in (projection.pre, projection.post))
    indices = connection_indices(projection, key, n_pre, n_post)
    times = frozenset(clock_times(rule, ends))
    variables = _variables(rule, times)
    values = _parameter_values(projection, rule)
    n_delay_steps = delay_steps(rule, values, dt)
    is_delayed = bool(n_delay_steps or delay_parameter(rule))
    if is_delayed:
        variables |= {UNDERWAY: np.dtype(np.int8)}
    return Part(
        projection.name,
        key,
        projection,
        rule,
        (n_pre, n_post) if indices is None else (len(indices[0]),),
        indices,
        variables,
        values,
        times,
        (n_delay_steps, n_pre) if is_delayed else (),
    )


def _check_kind(rule: Rule, kind: str, name: str) -> None:
    if rule.kind != kind:
        what = "population" if kind == "neurons" else "projection"
        file = f"{rule.kind}/{rule.files[0].path.stem}"
        raise ModelError(f"{what} {name}: {file} holds {rule.kind}; a {what} takes {kind}")


def _variables(rule: Rule, times: frozenset[str] = frozenset()) -> dict[str, np.dtype]:
    """Return the state variables of a rule, but for spikes on their way."""
    kinds = {"integer": np.dtype(np.int32), "boolean": np.dtype(np.int8)}
    kinds_of_times = kinds | {"integer": np.dtype(np.int64)}
    variables = {
        equation.name: (kinds_of_times if equation.name in times else kinds).get(
            equation.unit.strip(), np.dtype(np.float64)
        )
        for equation in rule.equations
        if equation.kind != "subexpression" and "shared" not in equation.flags
    }
    if "refractory" in rule.single:
        # Brian2 writes an '(unless refractory)' variable only where `not_refractory` holds, at
        # the start of a presentation as well, so this belongs to the state.
        variables |= {"steps_since_spike": np.dtype(np.int64)}
        variables |= {"not_refractory": np.dtype(np.int8)}
    if any("event-driven" in equation.flags for equation in rule.equations):
        variables |= {"steps_since_update": np.dtype(np.int64)}
    return variables


def _parameter_values(part: Population | Projection, rule: Rule) -> dict[str, float]:
    known = {parameter.name: parameter for parameter in rule.parameters}
    values = {name: parameter.value for name, parameter in known.items()}
    for name, text in part.parameters.items():
        if name not in known:
            is_variable = any(equation.name == name for equation in rule.equations)
            hint = "; it is a variable: give it under 'initial'" if is_variable else ""
            hint = hint or did_you_mean(name, known)
            raise ModelError(f"no parameter '{name}' in {part.name}{hint}")
        values[name] = _override(part.name, known[name], str(text))
    _check_values(part, rule, values)
    return values


def _check_values(part: Population | Projection, rule: Rule, values: dict[str, float]) -> None:
    # What a file says itself is an error of the file, at its place.
    dimensions = {parameter.name: parameter.dimension for parameter in rule.parameters}
    lines = (*rule.equations, *(s for _, _, body in rule.statements for s in body))
    for names, message in wrong_values(values, dimensions, (line.expression for line in lines)):
        changed = [f"{name}={part.parameters[name]}" for name in names if name in part.parameters]
        if changed:
            raise ModelError(f"{part.name}.{', '.join(changed)}: {message}")


def _override(part_name: str, parameter: Parameter, text: str) -> float:
    where = f"{part_name}.{parameter.name}={text}"
    try:
        value, dimension = quantity(text, Place(where))
    except EquationFileError as error:
        raise ModelError(str(error)) from error
    if dimension != parameter.dimension:
        raise ModelError(
            f"{where} {has_unit(dimension)}, but the file's '{parameter.text}' "
            f"{has_unit(parameter.dimension)}; write it in the file's unit"
        )
    return value
