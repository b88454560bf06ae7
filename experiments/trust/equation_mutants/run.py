"""Does a file that passes its check build and run, whatever somebody made of it?

Mutants of all shipped equation files: numbers, names, operators, flags, units and whole lines are
changed, moved, doubled or lost. Each is checked in this process. Those that pass are built and run
on `numpy`, some of them on `dense` too, between neurons that fit; then both must leave the same
state. All else has to be one line with a place.

    python experiments/trust/equation_mutants/run.py  # 10,000 mutants
    python experiments/trust/equation_mutants/run.py --n 500 --numpy 20 --dense 0

What breaks the rule is printed with the mutant's text, and the status is 1.
"""

import contextlib
import io
import random
import re
import tempfile
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from mutations import mutants

from snn_cl.checks import check_file
from snn_cl.command_line.scripts import run_script
from snn_cl.errors import SnnClError
from snn_cl.language.equation_file import read_equation_file
from snn_cl.network.model import Model, Population, Projection
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.probe import FIRING, make_probe
from snn_cl.simulator import Simulator

N_PRESENTATIONS, N_NEURONS, SHOW, DT = 2, 3, 0.02, 0.0001
# A line of a file, or a value that a run found in a variable.
PLACE = re.compile(
    r"\S+\.eq:\d+:\d+: .+"
    r"|(presentations \d+ to \d+: after them )?(input|output|input_output)\.\w+\b.+"
)


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    n : int
        Mutants to check.
    numpy, dense : int
        How many of those that pass are built and run on each backend.
    seed : int
    """

    n: int = 10_000
    numpy: int = 300
    dense: int = 60
    seed: int = 0


@dataclass
class Findings:
    """What became of the mutants.

    Attributes
    ----------
    counts : Counter
    faults : list of str
        What broke the rule, with the mutant's text.
    refusals : list of str
        The lines with which mutants that passed were refused later.
    """

    counts: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def main(options: Options) -> None:
    """Make, check, build and run mutants; print what became of them.

    Parameters
    ----------
    options : Options
    """
    findings = try_mutants(options)
    for fault in findings.faults:
        print(fault, end="\n\n")
    for name, count in sorted(findings.counts.items()):
        print(f"{name}: {count}")
    if findings.faults:
        raise SystemExit(1)


def try_mutants(options: Options) -> Findings:
    """Return what becomes of mutants.

    Parameters
    ----------
    options : Options

    Returns
    -------
    Findings
    """
    findings, passing = Findings(), []
    with tempfile.TemporaryDirectory() as name:
        for number, (kind, text) in enumerate(mutants(options.n, options.seed)):
            folder = Path(name) / str(number) / kind
            folder.mkdir(parents=True)
            path = folder / "mutant.eq"
            path.write_text(text)
            if _check(path, findings):
                passing.append(path)
        random.Random(options.seed).shuffle(passing)
        for path in passing:
            if findings.counts["ran on numpy"] == options.numpy:
                break
            _run(path, findings, compiled=findings.counts["ran on dense"] < options.dense)
    return findings


def _check(path: Path, findings: Findings) -> bool:
    """Return whether a mutant passes its check."""
    try:
        errors = [str(error) for error in check_file(str(path))]
    except Exception as error:  # whatever it is, it is what we look for
        errors = [f"{type(error).__name__}: {error}"]
        findings.faults.append(_report("the check raised", errors[0], path))
    findings.counts["checked"] += 1
    findings.counts["named by the check" if errors else "passed the check"] += 1
    for error in errors:
        if "\n" in error or not PLACE.fullmatch(error):
            findings.faults.append(_report("no line with a place", error, path))
    return not errors


def _run(path: Path, findings: Findings, compiled: bool) -> None:
    """Build and run a mutant that passed."""
    try:
        model = model_around(path)
    except SnnClError:
        findings.counts["passed, but shipped neurons do not fit"] += 1
        return
    backends = ("numpy", "dense") if compiled else ("numpy",)
    states = {}
    for backend in backends:
        outcome = _state(path, model, backend, findings)
        if isinstance(outcome, str):
            findings.counts[f"refused on {backend}"] += 1
            findings.refusals.append(outcome)
        else:
            findings.counts[f"ran on {backend}"] += 1
        states[backend] = outcome
    if not compiled:
        return
    numpy, dense = states["numpy"], states["dense"]
    if isinstance(numpy, str) or isinstance(dense, str):
        if isinstance(numpy, str) != isinstance(dense, str):
            findings.faults.append(_report("backends disagree", f"{numpy} / {dense}"[:300], path))
        return
    for key, array in numpy.items():
        if not np.allclose(array, dense[key], rtol=1e-6, atol=1e-12, equal_nan=True):
            findings.faults.append(_report("other values", f"{key} on dense", path))


def _state(
    path: Path, model: Model, backend: str, findings: Findings
) -> dict[str, np.ndarray] | str:
    """Return the state that a mutant leaves behind, or the one line that it is refused with."""
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            simulator = Simulator(model, show=SHOW, dt=DT, backend=backend, dtype="float64")
            rates = np.linspace(0, 900, N_PRESENTATIONS * N_NEURONS).reshape(N_PRESENTATIONS, -1)
            start = simulator.initial_state(0)
            return simulator.run(rates, state=start, seed=0).state
    except SnnClError as error:
        text = str(error)
        if "\n" in text or not PLACE.fullmatch(text):
            findings.faults.append(_report(f"no line with a place on {backend}", text, path))
        return text
    except Exception as error:  # whatever it is, it is what we look for
        text = f"{type(error).__name__}: {error}"
        findings.faults.append(_report(f"raised on {backend}", text, path))
        return text


def model_around(path: Path) -> Model:
    """Return a small model in which an equation file has all that it needs.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Model
    """
    file = read_equation_file(str(path))
    if file.kind == "synapses":
        probe = make_probe(str(path), ProbeConfiguration())
        pre, post, rule = ((FIRING, *probe.pre), (FIRING, *probe.post), probe.rule)
    else:
        below = [name for name in file.needs if name.startswith("neurons/")]
        spiking = [] if file.lines("threshold") else ["neurons/lif"]
        pre, post = ("neurons/poisson_rate",), (*(below or spiking), str(path))
        if "stimulus(" in file.text:
            pre, post = post, ("neurons/lif",)
        rule = ("synapses/plain_weight",)
    return Model(
        [Population("input", N_NEURONS, pre), Population("output", N_NEURONS, post)],
        [Projection("input", "output", rule)],
        teacher="output" if "teacher(" in file.text else "",
    )


def _report(what: str, message: str, path: Path) -> str:
    return f"--- {what}: {message}\n{path.read_text()}"


if __name__ == "__main__":
    run_script(main, Options)
