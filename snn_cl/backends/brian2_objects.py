"""From a resolved model to Brian2: groups, synapses, monitors, code around presentations."""

import re
from dataclasses import dataclass, field

import brian2
import numpy as np
from brian2 import Clock, Network, NeuronGroup, SpikeMonitor, Synapses, second
from brian2.core.base import BrianObjectException
from brian2.stateupdaters.base import UnsupportedEquationsException
from brian2.stateupdaters.exact import linear

from snn_cl.backends.brian2_text import exact_in_both
from snn_cl.backends.code_names import (
    code_name,
    code_parts,
    equation_text,
    object_names,
    refusal,
)
from snn_cl.backends.functions import Shown, make_functions, replace_random
from snn_cl.backends.schedule import set_order
from snn_cl.errors import EquationFileError
from snn_cl.language.rule import Rule
from snn_cl.language.source_location import Place
from snn_cl.language.time_steps import delay_of, delay_parameter
from snn_cl.language.unit_inference import quantity
from snn_cl.network.resolved import Part, ResolvedModel

# What Brian2 raises over equations that it cannot use.
REFUSALS = (
    BrianObjectException,
    UnsupportedEquationsException,
    NotImplementedError,
    ValueError,
    TypeError,
    KeyError,
    SyntaxError,
)
# Neurons' statements at a presentation's start come before the synapses', at its end after them, so
# that a rule still finds the traces that the presentation left behind.
START = "on_presentation_start"
END = "on_presentation_end"


@dataclass
class Built:
    """A model as Brian2 objects.

    Attributes
    ----------
    network : brian2.Network
        Everything that runs at each step.
    names : dict of str to str
        What each part is called here, by its own name.
    groups : dict of str to NeuronGroup or Synapses
        By part.
    monitors : dict of str to SpikeMonitor
        By population; only of those that spike.
    at_start, at_end : list of CodeRunner
        What the main loop calls itself before and after each presentation, in order.
    delayed : dict of str to SynapticPathway
        Those with a delay, by projection.
    late_delays : bool
        Whether delays that are parameters are one step for now.
    shown : Shown
        The numpy backend's current stimulus.
    """

    network: Network
    names: dict[str, str]
    groups: dict[str, object] = field(default_factory=dict)
    monitors: dict[str, SpikeMonitor] = field(default_factory=dict)
    at_start: list = field(default_factory=list)
    at_end: list = field(default_factory=list)
    delayed: dict[str, object] = field(default_factory=dict)
    late_delays: bool = False
    shown: Shown = field(default_factory=Shown)

    def variable(self, key: str):
        """Return Brian2's variable of 'part.variable'.

        Parameters
        ----------
        key : str

        Returns
        -------
        brian2.core.variables.Variable
        """
        part, name = key.split(".")
        variables = self.groups[part].variables
        return variables[code_name(name) if code_name(name) in variables else name]


def build(resolved: ResolvedModel, late_delays: bool = False) -> Built:
    """Make the Brian2 objects of a model on the active device.

    Parameters
    ----------
    resolved : ResolvedModel
    late_delays : bool
        Whether a delay that is a parameter gets its value only when a block runs.

    Returns
    -------
    Built

    Raises
    ------
    EquationFileError
        If Brian2 refuses a rule; its own exception is the cause.
    """
    resolved = exact_in_both(resolved)
    timing = resolved.timing
    brian2.defaultclock.dt = timing.dt * second
    built = Built(Network(name="network"), object_names(resolved), late_delays=late_delays)
    namespace = make_functions(built.shown) | {"pi": np.pi}
    # A clock of their own marks what must not run at each step.
    clock = Clock(dt=timing.steps * timing.dt * second, name="presentation_clock")
    for number, part in enumerate(code_parts(resolved)):
        group = _guarded(part, resolved, _make_group, part, built, namespace)
        built.groups[part.name] = group
        built.network.add(group)
        _guarded(part, resolved, _add_statements, part, group, clock, built)
        set_order(group, number)
    built.at_end.sort(key=lambda runner: isinstance(runner.group, NeuronGroup))
    for part in resolved.populations:
        if "threshold" in part.rule.single:
            name = f"{built.names[part.name]}_spikes"
            monitor = SpikeMonitor(built.groups[part.name], name=name)
            built.monitors[part.name] = monitor
            built.network.add(monitor)
    return built


def _guarded(part: Part, resolved: ResolvedModel, function, *arguments):
    try:
        return function(*arguments)
    except REFUSALS as error:
        if isinstance(error, EquationFileError):
            raise
        raise refusal(resolved.parts[part.name], resolved, error) from error


def _make_group(part: Part, built: Built, namespace: dict):
    make = _synapses if part.is_projection else _neurons
    group = make(part, built, namespace)
    group.namespace = namespace
    for name in part.clock_times & group.equations.diff_eq_names:
        # Where Brian2 keeps a new value until all are worked out; single precision would round it.
        group.variables.add_auxiliary_variable(f"_{name}", dtype=np.float64)
    return group


def _neurons(part: Part, built: Built, namespace: dict) -> NeuronGroup:
    return NeuronGroup(
        part.shape[0],
        equation_text(part),
        threshold=_single(part, "threshold"),
        reset=_code(part, "reset", ""),
        refractory=_single(part, "refractory") or False,
        dtype=_types(part),
        name=built.names[part.name],
        namespace=namespace,
        **_method(part.rule),
    )


def _synapses(part: Part, built: Built, namespace: dict) -> Synapses:
    projection = part.description
    synapses = Synapses(
        built.groups[projection.pre],
        built.groups[projection.post],
        equation_text(part),
        on_pre=_code(part, "on_pre", ""),
        on_post=_code(part, "on_post", ""),
        delay=_delay(part, built),
        dtype=_types(part),
        name=built.names[part.name],
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


def _types(part: Part) -> dict[str, type]:
    kinds = {"integer": np.int64, "boolean": bool}
    return {
        equation.name: kinds.get(equation.unit.strip(), np.float64)
        for equation in part.rule.equations
        if equation.name in part.clock_times
    }


def _delay(part: Part, built: Built):
    if not part.underway:
        return None
    if built.late_delays and delay_parameter(part.rule):
        return brian2.defaultclock.dt
    return delay_of(part.rule, part.parameters) * second


def _method(rule: Rule) -> dict[str, str]:
    return {"method": rule.single["method"].text} if "method" in rule.single else {}


def _single(part: Part, section: str) -> str | None:
    line = part.rule.single.get(section)
    return line and replace_random(line.text, part.key, part.rule.kind, section)


def _code(part: Part, section: str, argument: str) -> str | None:
    for name, given, statements in part.rule.statements:
        if (name, given) == (section, argument):
            text = "\n".join(statement.line.text for statement in statements)
            return replace_random(text, part.key, part.rule.kind, f"{section}{argument}")
    return None


def _add_statements(part: Part, group, clock: Clock, built: Built) -> None:
    update = _event_driven_update(group)
    if update:
        # Whoever reads the state after a presentation finds it as it is then.
        built.at_end.append(group.run_regularly(update, clock=clock, name=f"{group.name}_update"))
    for section, argument, _ in part.rule.statements:
        code = _code(part, section, argument)
        name = f"{group.name}_{section}"
        if section in ("every", START):
            code = update + code
        if section == "every":
            _add_every(part, group, argument, code)
        elif section == START:
            built.at_start.append(group.run_regularly(code, clock=clock, name=name))
        elif section == END:
            built.at_end.append(group.run_regularly(code, clock=clock, name=name))


def _event_driven_update(group) -> str:
    """Return statements that bring event-driven variables up to date, as Brian2 does at events."""
    if not isinstance(group, Synapses) or group.event_driven is None:
        return ""
    update = linear(group.event_driven, group.variables)
    return re.sub(r"\bdt\b", "(t - lastupdate)", update) + "\nlastupdate = t\n"


def _add_every(part: Part, group, argument: str, code: str) -> None:
    count = len(group.contained_objects)
    name = f"{group.name}_every_{count}"
    period = None
    if argument != "dt":
        section = next(s for f in part.rule.files for s in f.sections if s.argument == argument)
        period = quantity(argument, Place(section.place.source, section.place.line))[0] * second
    # After the equations advanced and before thresholds, so that what is worked out here is what
    # the spikes of this step see.
    group.run_regularly(code, dt=period, when="before_thresholds", name=name)
