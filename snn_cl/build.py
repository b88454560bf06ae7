"""From a layout to Brian2: groups, synapses, monitors, and statements around presentations."""

from dataclasses import dataclass, field

import brian2
import numpy as np
from brian2 import Clock, Network, NeuronGroup, SpikeMonitor, Synapses, second
from brian2.core.base import BrianObjectException

from snn_cl.brian_text import exact_layout
from snn_cl.dimension import DIMENSIONLESS
from snn_cl.engine.functions import Shown, make_functions, replace_random
from snn_cl.errors import EquationFileError
from snn_cl.expression import Place
from snn_cl.layout import Layout, Part
from snn_cl.rule import Rule
from snn_cl.time_steps import delay_of
from snn_cl.units import quantity

# The input's and the network's statements at a presentation's start come before the synapses',
# at its end after them, so that a rule still finds the traces that the presentation left behind.
START = "on_presentation_start"
END = "on_presentation_end"


@dataclass
class Built:
    """A model as Brian2 objects.

    Attributes
    ----------
    network : brian2.Network
        Everything that runs at each step.
    groups : dict of str to NeuronGroup or Synapses
        By part.
    monitors : dict of str to SpikeMonitor
        By population; only of those that spike.
    at_start, at_end : list of CodeRunner
        What the main loop calls itself before and after each presentation, in order.
    delayed : dict of str to SynapticPathway
        Those with a delay, by projection.
    shown : Shown
        The numpy backend's current stimulus.
    """

    network: Network
    groups: dict[str, object] = field(default_factory=dict)
    monitors: dict[str, SpikeMonitor] = field(default_factory=dict)
    at_start: list = field(default_factory=list)
    at_end: list = field(default_factory=list)
    delayed: dict[str, object] = field(default_factory=dict)
    shown: Shown = field(default_factory=Shown)


def build(layout: Layout, presentation: float, dt: float) -> Built:
    """Make the Brian2 objects of a model on the active device.

    Parameters
    ----------
    layout : Layout
    presentation : float [s]
        Duration of a presentation with its rest.
    dt : float [s]

    Returns
    -------
    Built

    Raises
    ------
    EquationFileError
        If Brian2 refuses a rule; its own exception is the cause.
    """
    layout = exact_layout(layout)
    brian2.defaultclock.dt = dt * second
    built = Built(Network(name="network"))
    namespace = make_functions(built.shown) | {"pi": np.pi}
    # A clock of their own marks what must not run at each step.
    clock = Clock(dt=presentation * second, name="presentation_clock")
    for part in layout.parts.values():
        group = _guarded(part, _make_group, part, built, namespace)
        built.groups[part.name] = group
        built.network.add(group)
        _guarded(part, _add_statements, part, group, clock, built)
    built.at_end.reverse()
    for part in layout.populations:
        if "threshold" in part.rule.single:
            monitor = SpikeMonitor(built.groups[part.name], name=f"{part.name}_spikes")
            built.monitors[part.name] = monitor
            built.network.add(monitor)
    return built


def _guarded(part: Part, function, *arguments):
    try:
        return function(*arguments)
    except (BrianObjectException, ValueError, TypeError, KeyError, SyntaxError) as error:
        if isinstance(error, EquationFileError):
            raise
        raise EquationFileError(brian_message(part, error)) from error


def make_code(built: Built, layout: Layout) -> None:
    """Let Brian2 generate the code of all objects, by a first run of no duration.

    Parameters
    ----------
    built : Built
    layout : Layout

    Raises
    ------
    EquationFileError
        If Brian2 refuses a rule; its own exception is the cause.
    """
    try:
        built.network.run(0 * second)
    except BrianObjectException as error:
        parts = sorted(layout.parts.values(), key=lambda part: -len(part.name))
        part = next((part for part in parts if f"named '{part.name}" in str(error)), parts[0])
        raise EquationFileError(brian_message(part, error)) from error


def brian_message(part: Part, error: Exception) -> str:
    """Return one line for an exception that Brian2 raised over a rule.

    Parameters
    ----------
    part : Part
    error : Exception

    Returns
    -------
    str
    """
    reason = error.__cause__ or error
    files = ", ".join(str(file.path) for file in part.rule.files)
    text = " ".join(str(reason).split())
    return f"{part.name} ({files}): Brian2 cannot build it: {text}"


def _make_group(part: Part, built: Built, namespace: dict):
    group = _synapses(part, built, namespace) if part.is_projection else _neurons(part, namespace)
    group.namespace = namespace
    return group


def _neurons(part: Part, namespace: dict) -> NeuronGroup:
    return NeuronGroup(
        part.shape[0],
        equation_text(part),
        threshold=_single(part, "threshold"),
        reset=_code(part, "reset", ""),
        refractory=_single(part, "refractory") or False,
        name=part.name,
        namespace=namespace,
        **_method(part.rule),
    )


def _synapses(part: Part, built: Built, namespace: dict) -> Synapses:
    projection = part.description
    delay = delay_of(part.rule, part.parameters)
    synapses = Synapses(
        built.groups[projection.pre],
        built.groups[projection.post],
        equation_text(part),
        on_pre=_code(part, "on_pre", ""),
        on_post=_code(part, "on_post", ""),
        delay=delay * second if delay else None,
        name=part.name,
        namespace=namespace,
        **_method(part.rule),
    )
    if part.indices is None:
        synapses.connect()
    else:
        synapses.connect(i=part.indices[0], j=part.indices[1])
    if part.underway:
        built.delayed[part.name] = synapses.pre
    return synapses


def _method(rule: Rule) -> dict[str, str]:
    return {"method": rule.single["method"].text} if "method" in rule.single else {}


def equation_text(part: Part) -> str:
    """Return the equations of a part as Brian2 reads them, parameters included.

    Parameters
    ----------
    part : Part

    Returns
    -------
    str
    """
    lines = [equation.line.text for equation in part.rule.equations]
    for parameter in part.rule.parameters:
        lines.append(f"{parameter.name} : {_unit_expression(parameter)} (shared, constant)")
    if part.gate:
        lines.append(f"{part.gate} : 1 (shared, constant)")
    return "\n".join(lines)


def _unit_expression(parameter) -> str:
    dimension = parameter.dimension
    if dimension == DIMENSIONLESS:
        return "1"
    names = ("metre", "kilogram", "second", "amp", "kelvin", "mole", "candle")
    powers = zip(names, dimension.exponents, strict=True)
    return " * ".join(f"{name}**{power:g}" for name, power in powers if power)


def _single(part: Part, section: str) -> str | None:
    line = part.rule.single.get(section)
    return line and replace_random(line.text, part.name, part.rule.kind, section)


def _code(part: Part, section: str, argument: str) -> str | None:
    for name, given, statements in part.rule.statements:
        if (name, given) == (section, argument):
            text = "\n".join(statement.line.text for statement in statements)
            return replace_random(text, part.name, part.rule.kind, f"{section}{argument}")
    return None


def _add_statements(part: Part, group, clock: Clock, built: Built) -> None:
    for section, argument, _ in part.rule.statements:
        code = _code(part, section, argument)
        name = f"{part.name}_{section}"
        if section == "every":
            _add_every(part, group, argument, code)
        elif section == START:
            built.at_start.append(group.run_regularly(code, clock=clock, name=name))
        elif section == END:
            built.at_end.append(group.run_regularly(code, clock=clock, name=name))


def _add_every(part: Part, group, argument: str, code: str) -> None:
    count = len(group.contained_objects)
    name = f"{part.name}_every_{count}"
    period = None
    if argument != "dt":
        section = next(s for f in part.rule.files for s in f.sections if s.argument == argument)
        period = quantity(argument, Place(section.place.source, section.place.line))[0] * second
    # After the equations advanced and before thresholds, so that what is worked out here is what
    # the spikes of this step see. Neurons go before the synapses that read them, as at the start
    # and the end of a presentation; Brian2 alone would go by their names.
    order = 0 if part.is_projection else -1
    group.run_regularly(code, dt=period, when="before_thresholds", order=order, name=name)
