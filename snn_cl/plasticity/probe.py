"""What a rule is put between to be probed: the files it stands on, and neurons that it reads."""

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from snn_cl.checks.declared import read_lines
from snn_cl.checks.surroundings import files_below, neurons_around
from snn_cl.errors import EquationFileError, ModelError
from snn_cl.find import names
from snn_cl.language.equation_file import EquationFile, read_equation_file
from snn_cl.language.rule import Rule, read_rule
from snn_cl.language.time_steps import check_periods, delay_steps
from snn_cl.network.timing import si_value
from snn_cl.plasticity.configuration import STEPS, ProbeConfiguration

FIRING = "neurons/prescribed_spikes"
CLAMPED = "neurons/clamped"
PORTS = "neurons/deaf"
HALF_WAY = "0.5*(w_min + w_max)"


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
