"""Draw a rule's plasticity curve from its name alone: a synapse a point, spikes as prescribed."""

import logging
import math
from dataclasses import asdict
from pathlib import Path

import numpy as np

from snn_cl.files import new_folder
from snn_cl.language.equation_file import read_equation_file
from snn_cl.language.rule import read_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.timing import si_value
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.probe import FIRING, Probe, make_probe
from snn_cl.plasticity.protocols import Protocol, make_protocol
from snn_cl.records.header import RecordHeader
from snn_cl.records.header_parts import EquationText, ProbeHeader
from snn_cl.records.record import Record, check_empty
from snn_cl.simulator import Simulator

logger = logging.getLogger(__name__)


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
    return f"{rule.files[-1].path.stem}: changes the weight at none of {n_points} points; {why}"


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
