"""Changes of models: what is left out, exchanged, added, or set to another value."""

import dataclasses
from collections.abc import Sequence

from snn_cl.errors import ModelError, did_you_mean
from snn_cl.language.rule import read_rule
from snn_cl.network.model import Model, Population, Projection, as_tuple


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
    mechanisms = as_tuple(mechanisms)
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
    part, rule = model.part(name), as_tuple(rule)
    files = "neurons" if isinstance(part, Population) else "rule"
    gone = _defined(getattr(part, files)) - _defined(rule)
    return _replace(model, dataclasses.replace(_unset(part, gone), **{files: rule}))


def with_replaced(model: Model, old: str, new: Sequence[str]) -> Model:
    """Return the model with other equation files in the place of a mechanism's, wherever used.

    Parameters
    ----------
    model : Model
    old : str
        A key of `model.mechanisms`, or an equation file that the model uses, with or without its
        folder.
    new : str, path, or sequence of them
        Names or paths of equation files; they stand where the first of the old ones stood.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If the model has neither, no part uses it any more, or the mechanism has files of neurons
        and of synapses.
    EquationFileError, NotFoundError
        If the files cannot be read or joined.
    """
    new, gone = as_tuple(new), _files_of(model, old)
    holders = [part for part in model.populations + model.projections if gone & set(stack_of(part))]
    if not holders:
        raise ModelError(
            f"no part of the model uses '{old}' ({', '.join(sorted(gone))}); "
            "replace a file that one does use, or leave out what took it away"
        )
    if len({type(part) for part in holders}) > 1:
        raise ModelError(
            f"'{old}' has files of neurons and of synapses ({', '.join(sorted(gone))}); "
            "replace one of these"
        )
    for part in holders:
        stack = stack_of(part)
        first = next(k for k, file in enumerate(stack) if file in gone)
        before, after = stack[:first], [file for file in stack[first:] if file not in gone]
        model = with_rule(model, part.name, [*before, *new, *after])
    mechanisms = {name: _exchanged(files, gone, new) for name, files in model.mechanisms.items()}
    left = {name: files for name, files in mechanisms.items() if files}
    return dataclasses.replace(model, mechanisms=left)


def _files_of(model: Model, name: str) -> set[str]:
    if name in model.mechanisms:
        return set(model.mechanisms[name])
    used = {file for part in model.populations + model.projections for file in stack_of(part)}
    found = {file for file in used if name in (file, file.partition("/")[2])}
    if not found:
        known = [*model.mechanisms, *sorted(used)]
        raise ModelError(
            f"the model has no mechanism or file '{name}' to replace{did_you_mean(name, known)}"
        )
    return found


def _exchanged(files: Sequence[str], gone: set[str], new: Sequence[str]) -> tuple[str, ...]:
    # What held a part only of the old files must not take all of the new ones with it when dropped.
    kept = [file for file in files if file not in gone]
    return tuple(dict.fromkeys([*kept, *new] if gone <= set(files) else kept))


def with_added(model: Model, name: str, files: Sequence[str]) -> Model:
    """Return the model with more equation files at the end of the stack of one of its parts.

    Parameters
    ----------
    model : Model
    name : str
        A projection or population.
    files : str, path, or sequence of them
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
    return with_rule(model, name, [*stack_of(model.part(name)), *as_tuple(files)])


def with_added_where_learnt(model: Model, files: Sequence[str]) -> Model:
    """Return the model with more equation files in each projection whose rule proposes a `dw`.

    Parameters
    ----------
    model : Model
    files : str, path, or sequence of them
        Names or paths of equation files of synapses.

    Returns
    -------
    Model

    Raises
    ------
    ModelError
        If no projection learns by `dw`, or the files are of neurons.
    EquationFileError, NotFoundError
        If the files cannot be read or joined.
    """
    files = as_tuple(files)
    if read_rule(files).kind == "neurons":
        raise ModelError(f"{','.join(files)}: holds neurons; say of which population: PART=FILE")
    learning = [part.name for part in model.projections if _proposes(part)]
    if not learning:
        raise ModelError("no projection of the model proposes a 'dw'; say which one: PART=FILE")
    for name in learning:
        model = with_added(model, name, files)
    return model


def _proposes(projection: Projection) -> bool:
    bodies = (body for _, _, body in read_rule(projection.rule).statements)
    return any(statement.name == "dw" for body in bodies for statement in body)


def stack_of(part: Population | Projection) -> tuple[str, ...]:
    """Return the equation files of a part of a model.

    Parameters
    ----------
    part : Population or Projection

    Returns
    -------
    tuple of str
    """
    return part.neurons if isinstance(part, Population) else part.rule


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
