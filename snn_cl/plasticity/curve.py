"""Draw a rule's plasticity curve from its name alone: a synapse a point, spikes as prescribed."""

import contextlib
import logging
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from snn_cl.checks.declared import read_lines
from snn_cl.checks.surroundings import files_below, neurons_around
from snn_cl.errors import EquationFileError, ModelError
from snn_cl.files import new_folder
from snn_cl.find import names
from snn_cl.language.equation_file import EquationFile, read_equation_file
from snn_cl.language.rule import Rule, read_rule
from snn_cl.language.time_steps import check_periods, delay_steps
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.timing import si_value
from snn_cl.plasticity.configuration import STEPS, ProbeConfiguration
from snn_cl.plasticity.protocols import Protocol, make_protocol
from snn_cl.records.header import RecordHeader
from snn_cl.records.header_parts import EquationText, ProbeHeader
from snn_cl.records.record import Record, check_empty
from snn_cl.simulator import Simulator

FIRING = "neurons/prescribed_spikes"
CLAMPED = "neurons/clamped"
PORTS = "neurons/deaf"
HALF_WAY = "0.5*(w_min + w_max)"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Probe:
    """A rule between two neurons, and how it is simulated.

    Attributes
    ----------
    rule : tuple of str
        Stack of equation files.
    pre, post : tuple of str
        Neuron files of either side besides those that make it fire.
    parameters : mapping of str to str
        Changed ones, by 'pre.NAME', 'post.NAME' or 'synapse.NAME'.
    start : str
        Weight before, a number with its unit or an expression.
    n_repeats : int
        Synapses a point, for rules that draw random numbers.
    dt : float [s]
    backend : str
    seed : int
    """

    rule: tuple[str, ...]
    pre: tuple[str, ...]
    post: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    start: str = HALF_WAY
    n_repeats: int = 1
    dt: float = 0.0002
    backend: str = "dense"
    seed: int = 0


def make_probe(name: str, configuration: ProbeConfiguration, clamped: bool = False) -> Probe:
    """Find what a rule stands on: the files of its Stack line, and neurons with what it reads.

    Parameters
    ----------
    name : str
        Name or path of the rule.
    configuration : ProbeConfiguration
    clamped : bool
        Whether the target's potential comes from neurons/clamped.

    Returns
    -------
    Probe

    Raises
    ------
    NotFoundError, EquationFileError
        If there is no such file, or it is faulty.
    ModelError
        If no neuron file has what the rule reads, or it is no rule of synapses.
    """
    file = read_equation_file(name)
    if file.kind != "synapses":
        raise ModelError(f"{name}: holds neurons; a probe needs the file of a synapse rule")
    below = _that_fit(files_below(file)[0])
    rule = read_rule([str(part.path) for part in (*below, file)])
    around = neurons_around([*below, file], ())
    given = {"pre": configuration.pre, "post": configuration.post}
    sides = {
        side: files or _neuron_files(rule, side, around[side].named, clamped and side == "post")
        for side, files in given.items()
    }
    return Probe(
        tuple(str(part.path) for part in rule.files),
        **sides,
        parameters=_parameters(configuration.param),
        start=configuration.start or HALF_WAY,
        n_repeats=configuration.repeats,
        dt=si_value("dt", configuration.dt) if configuration.dt else _step_that_fits(rule),
        backend=configuration.backend,
        seed=configuration.seed,
    )


def _that_fit(files: Sequence[EquationFile]) -> list[EquationFile]:
    """Return files without those that define what one before them does: they are alternatives."""
    kept: list[EquationFile] = []
    for file in files:
        if not any(_defined(str(file.path)) & _defined(str(each.path)) for each in kept):
            kept.append(file)
    return kept


def _step_that_fits(rule: Rule) -> float:
    """Return the longest of the usual time steps [s] that delays and periods are multiples of."""
    values = {parameter.name: parameter.value for parameter in rule.parameters}
    for dt in STEPS:
        with contextlib.suppress(EquationFileError):
            check_periods(rule, dt)
            delay_steps(rule, values, dt)
            return dt
    return STEPS[0]  # that which is no multiple of it is then told at its place


def _parameters(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (equals and value) or name.split(".")[0] not in ("pre", "post", "synapse"):
            raise ModelError(
                f"--param {text}: expected pre.NAME=VALUE, post.NAME=VALUE or synapse.NAME=VALUE"
            )
        found[name] = value
    return found


def _neuron_files(
    rule: Rule, side: str, named: Sequence[EquationFile], clamps: bool
) -> tuple[str, ...]:
    """Return neuron files that make nobody fire and hold what a rule reads on one side."""
    wanted = _wanted(rule, side)
    if clamps and "v" not in wanted:
        raise ModelError(f"{_title(rule)}: reads no 'v_post'; a clamped potential changes nothing")
    files = [str(part.path) for part in named if not part.lines("threshold")]
    files = [file for file in files if not (clamps and "v" in _defined(file))]
    files += [CLAMPED] if clamps else []
    for name in sorted(wanted):
        if not any(name in _defined(file) for file in (FIRING, *files)):
            files.append(_file_with(name, side, rule))
    return tuple(files)


def _wanted(rule: Rule, side: str) -> set[str]:
    """Return the variables of the neurons on one side that a rule reads or adds to."""
    lines = [*rule.equations, *(s for _, _, body in rule.statements for s in body)]
    texts = [f"{line.name} {line.expression}" for line in lines]
    found = {name for text in texts for name in re.findall(rf"\b(\w+)_{side}\b", text)}
    return found - {"N", "x"}


def _file_with(name: str, side: str, rule: Rule) -> str:
    """Return the one neuron file without a threshold that defines a name."""
    if name in _defined(PORTS):
        return PORTS
    every = [file for file in names("equations") if file.startswith("neurons/")]
    fitting = [file for file in every if name in _defined(file) and not _fires(file)]
    if len(fitting) == 1:
        return fitting[0]
    found = f"{' and '.join(fitting)} have it" if fitting else "no neuron file has it"
    raise ModelError(
        f"{_title(rule)}: reads '{name}_{side}', and {found}; name one with --{side} FILE"
    )


def _defined(name: str) -> set[str]:
    return {defined for defined, _ in read_lines(read_equation_file(name)).defined()}


def _fires(name: str) -> bool:
    return bool(read_equation_file(name).lines("threshold"))


def _title(rule: Rule) -> str:
    return rule.files[-1].path.stem


def run_protocol(probe: Probe, protocol: Protocol) -> tuple[float, np.ndarray]:
    """Simulate every point of a protocol.

    Parameters
    ----------
    probe : Probe
    protocol : Protocol

    Returns
    -------
    before : float
        Weight of all synapses.
    after : (n_points, n_repeats) float array

    Raises
    ------
    ModelError, EquationFileError, NotFoundError
        If rule and neurons do not fit together.
    RunError
        If the program cannot be compiled.
    """
    model = _pair_model(probe, protocol)
    simulator = Simulator(
        model,
        show=math.ceil(protocol.duration / probe.dt) * probe.dt,
        dt=probe.dt,
        backend=probe.backend,
        dtype="float64",
    )
    state = simulator.initial_state(probe.seed)
    for name, values in protocol.pre.items():
        state[f"input.{name}"][...] = values[0] if protocol.one_source else values
    for name, values in protocol.post.items():
        state[f"output.{name}"][...] = values
    before = float(state["input_output.w"].flat[0])
    n_sources = model.population("input").size
    outcome = simulator.run(np.zeros((1, n_sources)), state=state, seed=probe.seed)
    shape = (probe.n_repeats, len(protocol.points))
    return before, outcome.state["input_output.w"].reshape(shape).T


def record_curve(
    name: str, configuration: ProbeConfiguration, folder: Path | None = None
) -> Record:
    """Run a protocol and keep its curve as a record that `plot plasticity_curve` draws.

    A line of the log says so where no weight has changed, and why as far as that is known.

    Parameters
    ----------
    name : str
        Name or path of the rule.
    configuration : ProbeConfiguration
    folder : Path, optional
        Must not exist, or be empty; a new one under runs/ if not given.

    Returns
    -------
    Record
        With the arrays curves/points and curves/after.

    Raises
    ------
    NotFoundError, EquationFileError, ModelError, StreamError
        If there is no such rule or protocol, or they do not fit together.
    RunError
        If the folder holds something or cannot be written.
    """
    if folder is not None:
        check_empty(Path(folder))
    protocol = make_protocol(configuration)
    probe = make_probe(name, configuration, protocol.clamped)
    before, after = run_protocol(probe, protocol)
    if (after == before).all():
        logger.warning("%s", _unchanged(probe, len(protocol.points)))
    files = [read_equation_file(name) for name in probe.rule]
    header = RecordHeader(
        probe=_probe_header(probe, configuration, protocol.axis, before),
        equations=tuple(
            EquationText(file=file.path.name, sha256=file.sha256, text=file.text) for file in files
        ),
    )
    if folder is None:
        folder = new_folder(Path("runs"), f"{Path(name).stem}_{configuration.protocol}")
    record = Record.create(folder, header)
    record.put("curves/points", protocol.points, ("point",))
    record.put("curves/after", after, ("point", "repeat"))
    return record


def _probe_header(
    probe: Probe, configuration: ProbeConfiguration, axis: str, before: float
) -> ProbeHeader:
    said = asdict(configuration)
    said |= {name: si_value(name, said[name]) for name in ("rate", "lag")} | {"dt": probe.dt}
    said["lag"] *= 1000  # the points are lags in ms too
    for part in ("rule", "pre", "post"):  # no folder of this machine
        said[part] = tuple(Path(name).stem for name in getattr(probe, part))
    return ProbeHeader(**said, axis=axis, before=before)


def _unchanged(probe: Probe, n_points: int) -> str:
    """Return the line that says that a rule has changed nothing, and why."""
    rule = read_rule(list(probe.rule))
    written = {statement.name for _, _, body in rule.statements for statement in body}
    written |= {each.name for each in rule.equations if each.kind == "differential"}
    if not written & {"w", "dw"}:
        why = "none of its files proposes a change, 'dw'"
    elif rule.reads("modulator"):
        why = "it reads 'modulator(t)', which is 0 in a probe"
    else:
        why = "these spikes may not be what it learns from; try another --start or --protocol"
    return f"{_title(rule)}: changes the weight at none of {n_points} points; {why}"


def _pair_model(probe: Probe, protocol: Protocol) -> Model:
    """Return sources and targets with a synapse for each point and repeat, in rows of points."""

    def part(prefix):
        own = {k: v for k, v in probe.parameters.items() if k.startswith(f"{prefix}.")}
        return {key.partition(".")[2]: value for key, value in own.items()}

    n, k = len(protocol.points), probe.n_repeats
    targets = np.tile(np.arange(n), k)
    sources = targets if not protocol.one_source else np.repeat(np.arange(k), n)
    return Model(
        [
            Population("input", int(sources.max()) + 1, (FIRING, *probe.pre), part("pre")),
            Population("output", n, (FIRING, *probe.post), part("post")),
        ],
        [
            Projection(
                "input",
                "output",
                probe.rule,
                connect="all" if protocol.one_source else (sources, targets),
                parameters=part("synapse"),
                initial={"w": probe.start},
            )
        ],
    )
