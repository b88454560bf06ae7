"""Does a file that passes its check build and run, whatever somebody made of it?

Mutants of all shipped equation files: numbers, names, operators, flags, units and whole lines are
changed, moved, doubled or lost. Each is checked in this process. Those that pass are built and run
on `numpy`, some of them on `dense` too, between neurons that fit; then both must leave the same
state. All else has to be one line with a place.

    python experiments/equation_mutants.py                          # 10,000 mutants
    python experiments/equation_mutants.py --n 500 --numpy 20 --dense 0

What breaks the rule is printed with the mutant's text, and the status is 1.
"""

import contextlib
import io
import random
import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from snn_cl.checks import check_file
from snn_cl.equation_file import read_equation_file
from snn_cl.errors import SnnClError
from snn_cl.find import find_file, names
from snn_cl.model import Model, Population, Projection
from snn_cl.one_line import run_script
from snn_cl.probe import FIRING, ProbeConfiguration, make_probe
from snn_cl.simulator import Simulator

N_PRESENTATIONS, N_NEURONS, SHOW, DT = 2, 3, 0.02, 0.0001
# A line of a file, or a value that a run found in a variable.
PLACE = re.compile(r"\S+\.eq:\d+:\d+: .+|(input|output|input_output)\.\w+\b.+")
NAMES = ("w", "dw", "plastic", "learning", "t", "dt", "i", "j", "x", "trace_pre", "v_post", "tau")
PIECES = ("+ 1", "- 0.5", "*2", "/3", "**2", "**-1", "% 2", "// 2", "> 0", "== 1", "and True", "*t")
CALLS = ("exp", "log", "sqrt", "abs", "int", "sign", "floor", "tanh", "not ", "clip", "rand", "sin")
FLAGS = ("event-driven", "clock-driven", "summed", "constant", "constant over dt", "shared")
UNITS = ("1", "volt", "second", "Hz", "integer", "boolean", "siemens", "amp")
SECTIONS = (
    *("[equations]", "[parameters]", "[on_pre]", "[on_post]", "[reset]", "[threshold]", "[ports]"),
    *("[every 5*ms]", "[every dt]", "[on_presentation_start]", "[on_presentation_end]"),
    *("[initial]", "[delay]", "[method]", "[refractory]"),
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


def mutants(n: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of mutants of the shipped equation files.

    Parameters
    ----------
    n : int
    seed : int

    Yields
    ------
    kind : str
        'neurons' or 'synapses'.
    text : str
    """
    files = [(name.split("/")[0], find_file("equations", name).read_text()) for name in _shipped()]
    draw = random.Random(seed)
    for _ in range(n):
        kind, text = draw.choice(files)
        lines = text.splitlines()
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            draw.choice(MUTATIONS)(lines, draw)
        yield kind, "\n".join(lines) + "\n"


def _shipped() -> list[str]:
    return [name for name in names("equations") if find_file("equations", name).is_file()]


def _body(lines: list[str], draw: random.Random) -> int:
    """Return the number of a line below the header."""
    inside = [k for k, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    return draw.choice(inside) if inside else 0


def _changed_number(lines: list[str], draw: random.Random) -> None:
    number = draw.choice(("0", "-1", "1e9", "1e-9", "0.5", "3", "10**-3", "1e400", "nan"))
    _substitute(lines, draw, r"(?<![\w.])\d+(\.\d+)?", lambda _: number)


def _changed_name(lines: list[str], draw: random.Random) -> None:
    own = re.findall(
        r"[A-Za-z]\w*", " ".join(lines[k] for k in range(len(lines)) if lines[k][:1] != "#")
    )
    name = draw.choice([*NAMES, *own])
    _substitute(lines, draw, r"[A-Za-z]\w*", lambda _: name)


def _changed_operator(lines: list[str], draw: random.Random) -> None:
    _substitute(lines, draw, r" [-+*/=<>] |[*/]", lambda _: draw.choice((" + ", "*", "/", " - ")))


def _added_piece(lines: list[str], draw: random.Random) -> None:
    piece = draw.choice(PIECES)
    _substitute(lines, draw, r"(?<=[\w)])(?=\s*(:|$|#))", lambda _: f" {piece}")


def _wrapped(lines: list[str], draw: random.Random) -> None:
    call = draw.choice(CALLS)
    _substitute(lines, draw, r"(?<==\s)[^:#]+(?=\s*(:|$|#))", lambda match: f"{call}({match[0]})")


def _changed_flag(lines: list[str], draw: random.Random) -> None:
    flag = draw.choice(FLAGS)
    _substitute(lines, draw, r"( : \w+)( \([^)]*\))?", lambda match: f"{match[1]} ({flag})")


def _changed_unit(lines: list[str], draw: random.Random) -> None:
    unit = draw.choice(UNITS)
    _substitute(lines, draw, r" : \w+", lambda _: f" : {unit}")


def _lost_character(lines: list[str], draw: random.Random) -> None:
    _substitute(lines, draw, r"\S", lambda _: draw.choice(("", "(", ")", "=", "é", "\x1b", "\t")))


def _lost_line(lines: list[str], draw: random.Random) -> None:
    del lines[_body(lines, draw)]


def _doubled_line(lines: list[str], draw: random.Random) -> None:
    lines.insert(_body(lines, draw), lines[_body(lines, draw)])


def _moved_line(lines: list[str], draw: random.Random) -> None:
    line = lines.pop(_body(lines, draw))
    lines.insert(_body(lines, draw) + 1, line)


def _new_section(lines: list[str], draw: random.Random) -> None:
    line = lines[_body(lines, draw)]
    lines += ["", draw.choice(SECTIONS), line]


def _line_of_another_file(lines: list[str], draw: random.Random) -> None:
    other = find_file("equations", draw.choice(_shipped())).read_text().splitlines()
    lines.insert(_body(lines, draw) + 1, other[_body(other, draw)])


MUTATIONS: tuple[Callable[[list[str], random.Random], None], ...] = (
    *(_changed_number, _changed_name, _changed_operator, _added_piece, _wrapped, _changed_flag),
    *(_changed_unit, _lost_character, _lost_line, _doubled_line, _moved_line, _new_section),
    _line_of_another_file,
)


def _substitute(lines: list[str], draw: random.Random, pattern: str, new: Callable) -> None:
    k = _body(lines, draw)
    found = list(re.finditer(pattern, lines[k]))
    if found:
        match = draw.choice(found)
        lines[k] = lines[k][: match.start()] + new(match) + lines[k][match.end() :]


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
