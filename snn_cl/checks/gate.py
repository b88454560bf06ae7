"""Checks that a weight stays as it is while nothing learns, that is while `plastic` is 0.

What snn_cl adds for `dw` is gated. A rule that writes `w` itself has to carry `plastic`, or test
images would train the network. Whether it does is tried out: statements are worked through with
numbers drawn at random and `plastic` at 0.
"""

import ast
import functools
import math
import random
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from snn_cl.checks.declared import Lines
from snn_cl.errors import EquationFileError
from snn_cl.language.expression import evaluate, names_in, parse
from snn_cl.language.lines import Equation, Statement
from snn_cl.language.numeric_functions import FUNCTIONS
from snn_cl.language.source_location import Place
from snn_cl.language.unit_table import unit_values

_DRAWS = 80
# A bound must not hide that what it bounds changes.
_UNBOUNDED = FUNCTIONS | {"clip": lambda x, low, high: x}
_DRAWN = ("rand", "randn", "stimulus", "teacher", "modulator")
_FIXED = ("i", "j", "N", "N_pre", "N_post", "pi", "e", "inf")


def gate_errors(parts: list[Lines]) -> Iterator[EquationFileError]:
    """Yield an error for every line that changes `w` while nothing learns.

    Parameters
    ----------
    parts : list of Lines
        A stack of synapse files.

    Yields
    ------
    EquationFileError
    """
    trial = _Trial(parts)
    for equation in trial.equations.values():
        if equation.name == "w" and equation.kind == "differential" and trial.drifts(equation):
            yield equation.line.place.error(
                "'w' drifts while nothing learns, so test images would train the network; "
                "multiply the right side by 'plastic'"
            )
    writing = [s for event in trial.events for s in event if s.name == "w"]
    if not writing:
        return
    changed = trial.changed()
    for statement in writing:
        if statement.line.place in changed["w"] and not trial.follows(statement, set(changed)):
            yield statement.line.place.error(
                "'w' changes here while nothing learns, so test images would train the network; "
                "multiply the change by 'plastic', or propose it as 'dw = ...'"
            )


class _Trial:
    """A stack worked through with numbers drawn at random."""

    def __init__(self, parts: list[Lines]):
        self.equations = {e.name: e for part in parts for e in part.equations}
        self.parameters = {p.name: p.value for part in parts for p in part.parameters}
        joined: dict[tuple[str, str], list[Statement]] = {}
        for part in parts:
            for section, argument, statements in part.statements:
                joined.setdefault((section, argument), []).extend(statements)
        self.events = list(joined.values())
        self.marks = self._marks()

    def _marks(self) -> tuple[float, ...]:
        """Return the numbers that variables are compared with, as far as they are fixed."""
        lines = [*self.equations.values(), *(s for event in self.events for s in event)]
        trees = [_tree(line.expression, line.expression_place) for line in lines if line.expression]
        fixed = dict(unit_values()) | self.parameters
        marks = []
        for node in (n for tree in trees if tree for n in ast.walk(tree)):
            if isinstance(node, ast.Compare):
                for side in (node.left, *node.comparators):
                    if {name.id for name in names_in(side)} <= set(fixed):
                        marks.append(_value(side, fixed, FUNCTIONS, Place("")))
        return tuple(mark for mark in marks if mark and math.isfinite(mark))

    def changed(self) -> dict[str, set[Place]]:
        """Return the variables that change while nothing learns, and the lines that change them."""
        found: dict[str, set[Place]] = {"w": set()}
        for equation in self.equations.values():
            if equation.kind == "differential" and self.drifts(equation):
                found.setdefault(equation.name, set()).add(equation.line.place)
        for event in self.events:
            for seed in range(_DRAWS):
                for statement in self._changing(event, _Values(self, seed)):
                    found.setdefault(statement.name, set()).add(statement.line.place)
        return found

    def _changing(self, event: list[Statement], values: "_Values") -> Iterator[Statement]:
        for statement in event:
            before = values[statement.name]
            right = values.of(statement.expression, statement.expression_place)
            after = _assigned(statement.operator, before, right)
            values.set(statement.name, after)
            if math.isfinite(after) and not math.isclose(after, before, rel_tol=1e-9):
                yield statement

    def drifts(self, equation: Equation) -> bool:
        """Return whether a differential equation moves its variable while nothing learns."""
        rates = [
            _Values(self, seed).of(equation.expression, equation.expression_place)
            for seed in range(_DRAWS)
        ]
        return any(math.isfinite(rate) and rate != 0 for rate in rates)

    def follows(self, statement: Statement, changed: set[str]) -> bool:
        """Return whether a line works out its variable anew from what does not change itself."""
        read, ahead = set(), {(statement.expression, statement.expression_place)}
        while ahead:
            tree = _tree(*ahead.pop())
            if tree is None or any(_is_drawn(node) for node in ast.walk(tree)):
                return False
            for name in {node.id for node in names_in(tree)} - read:
                read.add(name)
                equation = self.equations.get(name)
                if equation and equation.kind == "subexpression":
                    ahead.add((equation.expression, equation.expression_place))
        inner = {n for n, e in self.equations.items() if e.kind == "subexpression"}
        learned = {s.name for event in self.events for s in event} & set(self.equations) - changed
        fixed = set(self.equations) - changed - learned | set(self.parameters) | set(_FIXED)
        still = learned | fixed | inner | set(unit_values())
        return statement.operator == "=" and read <= still and bool(read & learned)


class _Values(Mapping):
    """The value of every name: parameters as written, `plastic` 0, all else drawn at random."""

    def __init__(self, trial: _Trial, seed: int):
        self._trial = trial
        self._random = random.Random(seed)
        self._known = dict(unit_values()) | trial.parameters | {"plastic": 0.0, "pi": math.pi}
        self._functions = _UNBOUNDED | dict.fromkeys(_DRAWN, lambda *_: self._random.random())

    def __getitem__(self, name: str) -> float:
        equation = self._trial.equations.get(name)
        if equation and equation.kind == "subexpression":
            return self.of(equation.expression, equation.expression_place)
        if name not in self._known:
            self._known[name] = self._drawn(name)
        return self._known[name]

    def _drawn(self, name: str) -> float:
        if name == "w" and {"w_min", "w_max"} <= set(self._trial.parameters):
            low, high = (self._trial.parameters[bound] for bound in ("w_min", "w_max"))
            return low + (high - low) * self._random.random()
        # Of any size, since nobody knows in which unit the rule thinks; and around the numbers that
        # it compares with, or on one, so that no threshold hides what happens beyond it.
        if self._random.random() < 0.5 or not self._trial.marks:
            return self._random.random() * 10.0 ** self._random.choice((0, 0, -3, -9))
        mark = self._random.choice(self._trial.marks)
        return mark * self._random.choice((2 * self._random.random(), 1))

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def set(self, name: str, value: float) -> None:
        """Assign a value."""
        self._known[name] = value

    def of(self, text: str, place: Place) -> float:
        """Return the value of an expression; NaN if it has none."""
        tree = _tree(text, place)
        return math.nan if tree is None else _value(tree, self, self._functions, place)


def _value(
    tree: ast.expr, values: Mapping[str, float], functions: Mapping[str, Callable], place: Place
) -> float:
    with np.errstate(all="ignore"):
        try:
            return float(evaluate(tree, values, functions, place))
        except (EquationFileError, TypeError, ArithmeticError, RecursionError, KeyError):
            return math.nan


def _assigned(operator: str, before: float, right: float) -> float:
    if operator == "=":
        return right
    if operator == "/=":
        return before / right if right else math.nan
    return {"+=": before + right, "-=": before - right, "*=": before * right}[operator]


@functools.lru_cache(maxsize=4096)  # each line is worked through with many draws
def _tree(text: str, place: Place) -> ast.expr | None:
    try:
        return parse(text, place)
    except EquationFileError:
        return None  # said elsewhere


def _is_drawn(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in _DRAWN
