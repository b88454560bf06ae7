"""Random expressions, their values by plain numpy, and their values by a backend of snn_cl."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from plain_numpy import decided

from snn_cl.backends.base import PresentationBlock
from snn_cl.errors import EquationFileError
from snn_cl.language.exact import exact_tree
from snn_cl.language.expression import evaluate, names_in, parse
from snn_cl.language.number_kinds import BOOLEAN, GIVEN, INTEGER
from snn_cl.language.numeric_functions import FUNCTIONS
from snn_cl.language.source_location import Place
from snn_cl.language.unit_inference import N_ARGUMENTS
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

#: name: Simulator's backend and dtype; 'initial' is what works out [initial]
BACKENDS = {
    "initial": ("", "float64"),
    "numpy": ("numpy", "float64"),
    "dense": ("dense", "float64"),
    "float32": ("dense", "float32"),
    "brian2": ("brian2", "float64"),
}
REALS, INTEGERS, BOOLEANS = ([f"{letter}{n}" for n in range(7)] for letter in "rkb")
KINDS = dict.fromkeys(INTEGERS, INTEGER) | dict.fromkeys(BOOLEANS, BOOLEAN)
N_ROWS = 96
_UNIT = {"r": "1", "k": "integer", "b": "boolean"}
_ONE = [name for name, n_arguments in N_ARGUMENTS.items() if n_arguments == 1]
_ONE.remove("modulator")


class _Writer:
    """Writes expressions; each variable stands in one place, so that nothing cancels out."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.left = {}

    def write(self, kind: str, depth: int) -> str:
        self.left = {"r": list(REALS), "k": list(INTEGERS), "b": list(BOOLEANS)}
        return {"r": self.real, "k": self.integer, "b": self.condition}[kind](depth)

    def variable(self, kind: str) -> str:
        names = self.left[kind]
        return names.pop(self.chance.randrange(len(names))) if names else "2"

    def real(self, depth: int) -> str:
        if depth <= 0:
            number = self.chance.choice(["0.5", "2", "3", "1e-3", "10", "0.1", "7.25"])
            return self.variable("r") if self.chance.random() < 0.7 else number
        choose = self.chance.choice
        form = choose(["sum", "sum", "call", "call", "clip", "minus", "power", "integer", "mixed"])
        if form == "sum":
            operator = choose(["+", "-", "*", "/", "%", "//"])
            return f"({self.real(depth - 1)} {operator} {self.real(depth - 1)})"
        if form == "call":
            return f"{choose(_ONE)}({self.real(depth - 1)})"
        if form == "clip":
            return f"clip({', '.join(self.real(depth - 1) for _ in range(3))})"
        if form == "minus":
            return f"{choose(['-', '+', '--'])}({self.real(depth - 1)})"
        if form == "power":
            exponent = choose(["2", "-1", "-3", "0.5", self.integer(0), self.real(0)])
            return f"({self.real(depth - 1)})**({exponent})"
        if form == "integer":
            return self.integer(depth)
        return f"({self.condition(depth - 1)}) {choose('+-*')} ({self.real(depth - 1)})"

    def integer(self, depth: int) -> str:
        choose = self.chance.choice
        if depth <= 0:
            number = choose(["1", "2", "3", "-3", "7", "10", "3000000000"])
            return self.variable("k") if self.chance.random() < 0.6 else number
        form = choose(["sum", "sum", "cut", "holds", "abs", "clip", "square", "holds"])
        if form == "sum":
            operator = choose(["+", "-", "*", "//", "%"])
            return f"({self.integer(depth - 1)} {operator} {self.integer(depth - 1)})"
        if form == "clip":
            return f"clip({', '.join(self.integer(depth - 1) for _ in range(3))})"
        if form == "cut":
            return f"int({self.real(depth - 1)})"
        if form == "holds":
            return f"int({self.condition(depth - 1)})"
        if form == "square":
            return f"({self.integer(depth - 1)})**{choose('123')}"
        return f"{choose(['abs', 'sign', 'floor', 'ceil', '-'])}({self.integer(depth - 1)})"

    def condition(self, depth: int) -> str:
        choose = self.chance.choice
        if depth <= 0:
            return self.variable("b")
        form = choose(["less", "less", "less", "both", "not", "same"])
        if form == "less":
            side = choose([self.real, self.integer])
            comparison = choose(["<", "<=", ">", ">=", "==", "!="])
            return (
                f"({side(depth - 1)} {comparison} {choose([self.real, self.integer])(depth - 1)})"
            )
        if form == "both":
            word = choose(["and", "or"])
            return f"({self.condition(depth - 1)} {word} {self.condition(depth - 1)})"
        if form == "same":
            return f"(({self.condition(depth - 1)}) == ({self.condition(depth - 1)}))"
        return f"(not {self.condition(depth - 1)})"


def make_expressions(n: int, seed: int) -> list[str]:
    """Return random expressions that the checks let pass.

    Parameters
    ----------
    n : int
    seed : int

    Returns
    -------
    list of str
        No two are equal.
    """
    chance = random.Random(seed)
    writer, found = _Writer(chance), {}
    while len(found) < n:
        text = writer.write(chance.choice("rrkb"), chance.choice([1, 2, 2, 3]))
        try:
            tree = parse(text, Place("generated"))
            exact_tree(tree, GIVEN | KINDS, Place("generated"))
        except EquationFileError:
            continue
        if {node.id for node in names_in(tree)}:
            found[text] = None
    return list(found)


@dataclass(frozen=True)
class Comparison:
    """What came of a backend.

    Attributes
    ----------
    wrong : list of (str, float, float)
        Expression, the value by numpy and the value by the backend; the first row that differs.
    n_values, n_open : int
        Compared values, and those that rounding decides.
    """

    wrong: list[tuple[str, float, float]]
    n_values: int
    n_open: int


def compare(expressions: Sequence[str], backend: str, folder: Path, seed: int = 0) -> Comparison:
    """Compare a backend with plain numpy.

    Parameters
    ----------
    expressions : sequence of str
    backend : str
        One of `BACKENDS`.
    folder : Path
        For equation files.
    seed : int
        Of the data.

    Returns
    -------
    Comparison
    """
    data = make_data(seed)
    values = backend_values(expressions, data, backend, folder)
    wrong, n_values, n_open = [], 0, 0
    for text, given in zip(expressions, values, strict=True):
        wanted, tolerance, is_open = decided(text, data, BACKENDS[backend][1])
        with np.errstate(invalid="ignore"):
            same = (given == wanted) | (np.isnan(given) & np.isnan(wanted))
            same |= np.abs(given - wanted) <= tolerance
        bad = np.flatnonzero(~same & ~is_open)
        n_values += int((~is_open).sum())
        n_open += int(is_open.sum())
        if len(bad):
            wrong.append((text, float(wanted[bad[0]]), float(given[bad[0]])))
    return Comparison(wrong, n_values, n_open)


def make_data(seed: int) -> dict[str, np.ndarray]:
    """Return values of all variables, row by row; all are exact in single precision.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to (n_rows,) array
    """
    random_ = np.random.default_rng(seed)
    special = [np.nan, np.inf, -np.inf, 0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 10.0, 8.0, 800.0, -800.0]
    data = {}
    for name in REALS:
        drawn = (random_.normal(size=N_ROWS) * 10 ** random_.uniform(-3, 3, N_ROWS)).astype("f4")
        chosen = random_.random(N_ROWS) < 0.5
        data[name] = np.where(chosen, random_.choice(special, N_ROWS), drawn.astype(float))
    for name in INTEGERS:
        some = random_.choice([0, 1, -1, 2, 3, -7, 100, 46341, 2**31 - 1, -(2**31) + 1], N_ROWS)
        data[name] = some.astype(np.int32)
    for name in BOOLEANS:
        data[name] = random_.random(N_ROWS) < 0.5
    return data


def backend_values(
    expressions: Sequence[str], data: dict[str, np.ndarray], backend: str, folder: Path
) -> list[np.ndarray]:
    """Return the values of expressions by a backend.

    Parameters
    ----------
    expressions : sequence of str
    data : dict of str to (n_rows,) array
    backend : str
    folder : Path

    Returns
    -------
    list of (n_rows,) float array
    """
    if backend == "initial":
        return [_initial_value(text, data) for text in expressions]
    names = [f"x{n}" for n in range(len(expressions))]
    model = make_model(expressions, names, folder)
    name, dtype = BACKENDS[backend]
    simulator = Simulator(model, show=0.001, backend=name, dtype=dtype)
    state = simulator.initial_state(0)
    for variable, values in data.items():
        for part in ("output", "input_target"):
            state[f"{part}.{variable}"][...] = values
    # Below the simulator's own run, which stops at numbers that are not finite.
    block = PresentationBlock(
        seed=0,
        first=0,
        stimulus=np.full((1, 1), 1000.0, np.float32),
        teacher=np.zeros((1, 0), np.float32),
        modulator=np.zeros(1),
        parameters=simulator.resolved.parameters() | {"input_target.plastic": 1.0},
        state=state,
        recorded=[],
        n_spikes=0,
    )
    after = simulator._backend.run(block).state
    parts = ["output" if n % 2 == 0 else "input_target" for n in range(len(names))]
    found = zip(parts, names, strict=True)
    return [np.asarray(after[f"{part}.{n}"], dtype=float).reshape(-1) for part, n in found]


def _initial_value(text: str, data: dict[str, np.ndarray]) -> np.ndarray:
    place = Place("generated")
    tree, _ = exact_tree(parse(text, place), GIVEN | KINDS, place)
    with np.errstate(all="ignore"):
        return np.broadcast_to(evaluate(tree, data, FUNCTIONS, place), N_ROWS).astype(float)


def make_model(expressions: Sequence[str], names: Sequence[str], folder: Path) -> Model:
    """Return a model that works out expressions, by turns in a neuron and in a synapse.

    Parameters
    ----------
    expressions, names : sequence of str
    folder : Path

    Returns
    -------
    Model
    """
    variables = "".join(f"{name} : {_UNIT[name[0]]}\n" for name in (*REALS, *KINDS))
    lines = [[f"{name} = {text}\n" for name, text in zip(names, expressions, strict=True)]] * 2
    lines = [half[start::2] for start, half in enumerate(lines)]
    units = [[f"{name} : 1\n" for name in names[start::2]] for start in (0, 1)]
    neurons, synapses = folder / "neurons" / "x.eq", folder / "synapses" / "x.eq"
    target = folder / "neurons" / "target.eq"
    head = "# Expressions.\n# Source: own\n\n[equations]\n" + variables
    for path in (neurons, synapses):
        path.parent.mkdir(parents=True, exist_ok=True)
    neurons.write_text(
        head + "".join(units[0]) + "[threshold]\nr0 > 1e30\n[every dt]\n" + "".join(lines[0])
    )
    target.write_text("# A target.\n# Source: own\n\n[equations]\nstill : 1\n")
    synapses.write_text(head + "".join(units[1]) + "[on_pre]\n" + "".join(lines[1]))
    return Model(
        [
            Population("input", 1, ["neurons/poisson_rate"]),
            Population("output", N_ROWS, [str(neurons)]),
            Population("target", N_ROWS, [str(target)]),
        ],
        [Projection("input", "target", [str(synapses)])],
    )
