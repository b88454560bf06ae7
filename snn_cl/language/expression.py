"""Expressions as data: parse and evaluate, without ever running them as code."""

import ast
import functools
import keyword
import operator
import re
import warnings
from collections.abc import Callable, Mapping

import numpy as np

from snn_cl.errors import EquationFileError, did_you_mean
from snn_cl.language.source_location import Place


def _power(base, exponent):
    # Of x**0.5 numpy's operator takes the square root, another number for minus infinity.
    if isinstance(base, np.ndarray) and isinstance(exponent, float):
        return np.float_power(base, exponent)
    return base**exponent


_BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: _power,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
# What people write out of habit from other languages, and what to write instead. The last two are
# looked for only in text that is not an expression.
_SLIPS = (
    (r"\^", "'^' is not a power here; write '**'"),
    (r"&&?", "'{0}' is not an operator here; write 'and'"),
    (r"\|\|?", "'{0}' is not an operator here; write 'or'"),
    (r"!(?!=)", "'!' is not an operator here; write 'not'"),
    (r";", "';' cannot stand here; write one statement a line"),
)
_LATE_SLIPS = (
    (r"(?<![<>=!])=(?!=)", "'=' cannot stand inside an expression; to compare, write '=='"),
    (
        r"(?<![\w.])(\d+\.?\d*|\.\d+)\s*([A-Za-z]\w*)",
        "'{0}' lacks an operator; write '{1}*{2}'",
    ),
)
_WORDS = {"and", "or", "not", "True", "False", "if", "else"}
_COMPARE = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def parse(text: str, place: Place) -> ast.expr:
    """Return the syntax tree of one expression.

    Parameters
    ----------
    text : str
    place : Place
        Where the text starts.

    Returns
    -------
    ast.expr

    Raises
    ------
    EquationFileError
        If the text is not an expression, or writes a power as '^'.
    """
    if not text.strip():
        raise place.error("nothing is written here; expected an expression")
    _check_slips(text, place, _SLIPS)
    check_brackets(text, place)
    stripped = text.lstrip()
    lead = len(text) - len(stripped)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(stripped.rstrip(), mode="eval").body
    except SyntaxError as error:
        _check_slips(text, place, _LATE_SLIPS)
        _check_keywords(text, place)
        offset = min(lead + max(0, (error.offset or 1) - 1), len(text) - 1)
        near = text[offset:].strip() or text.strip()
        message = f"'{text.strip()}' is not an expression; look near '{near[:20]}'"
        raise place.error(message, offset) from error
    except (ValueError, MemoryError, RecursionError) as error:
        raise place.error("this cannot be read; write it shorter and as plain text") from error
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            # Python counts bytes; a reader counts characters.
            node.col_offset = lead + len(stripped.encode()[: node.col_offset].decode())
    return tree


def _check_slips(text: str, place: Place, slips: tuple[tuple[str, str], ...]) -> None:
    found = [(re.search(pattern, text), message) for pattern, message in slips]
    for match, message in sorted((f for f in found if f[0]), key=lambda f: f[0].start()):
        raise place.error(message.format(match[0], *match.groups()), match.start())


def _check_keywords(text: str, place: Place) -> None:
    for word in re.finditer(r"(?<![\w.])[a-z]\w*", text):
        if keyword.iskeyword(word[0]) and word[0] not in _WORDS:
            short = word[0][:3] if len(word[0]) > 3 else f"{word[0]}_"
            message = f"'{word[0]}' is a word of Python and cannot be a name; call it '{short}'"
            raise place.error(message, word.start())


def check_brackets(text: str, place: Place) -> None:
    """Refuse a bracket that is not closed, or not opened.

    Parameters
    ----------
    text : str
    place : Place

    Raises
    ------
    EquationFileError
    """
    stack = []
    for offset, character in enumerate(text):
        if character in "([":
            stack.append((character, offset))
        elif character in ")]":
            if not stack:
                raise place.error(f"'{character}' closes nothing; remove it or open it", offset)
            stack.pop()
    if stack:
        character, offset = stack[-1]
        closing = ")" if character == "(" else "]"
        raise place.error(f"'{character}' is never closed; add '{closing}'", offset)


def names_in(tree: ast.AST) -> list[ast.Name]:
    """Return the variables an expression reads, in the order in which they are written.

    Parameters
    ----------
    tree : ast.AST

    Returns
    -------
    list of ast.Name
        Names of functions are left out.
    """
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called]
    return sorted(found, key=lambda node: node.col_offset)


def evaluate(
    tree: ast.AST, names: Mapping[str, object], functions: Mapping[str, Callable], place: Place
):
    """Work out an expression from numbers, arrays and a fixed list of functions.

    Parameters
    ----------
    tree : ast.AST
        From `parse`.
    names : mapping of str to float or array
        Everything that may be read, units included, in SI units.
    functions : mapping of str to callable
        Everything that may be called.
    place : Place
        Where the expression starts.

    Returns
    -------
    float or array
        In SI units.

    Raises
    ------
    EquationFileError
        If the expression holds anything else, or has no value, as 1/0 has not.
    """
    try:
        return _Evaluator(names, functions, place).visit(tree)
    except (ArithmeticError, TypeError, ValueError) as error:
        if isinstance(error, EquationFileError):
            raise
        raise place.error(f"'{ast.unparse(tree)}' cannot be worked out: {error}") from error
    except RecursionError as error:
        raise place.error("this is nested too deeply; split it") from error


class _Evaluator(ast.NodeVisitor):
    def __init__(self, names, functions, place):
        self.names = names
        self.functions = functions
        self.place = place

    def generic_visit(self, node):
        raise self.place.error(
            f"'{ast.unparse(node)}' cannot stand here; "
            "expected numbers, names, + - * / ** and parentheses",
            getattr(node, "col_offset", 0),
        )

    def visit_Constant(self, node):
        if not isinstance(node.value, bool | int | float):
            return self.generic_visit(node)
        return node.value

    def visit_Name(self, node):
        if node.id not in self.names:
            hint = did_you_mean(node.id, self.names)
            hint = hint if hint.startswith("; did") else "; expected a number with its unit"
            message = f"'{node.id}' is neither a unit nor a known name{hint}"
            raise self.place.error(message, node.col_offset)
        return self.names[node.id]

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.USub):
            return -self.visit(node.operand)
        if isinstance(node.op, ast.Not) and self.functions:
            return np.logical_not(self.visit(node.operand))
        return (
            self.visit(node.operand) if isinstance(node.op, ast.UAdd) else self.generic_visit(node)
        )

    def visit_BoolOp(self, node):
        if not self.functions:  # a quantity such as 15*ms
            return self.generic_visit(node)
        joined = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
        return functools.reduce(joined, [self.visit(value) for value in node.values])

    def visit_BinOp(self, node):
        if type(node.op) not in _BINARY:
            return self.generic_visit(node)
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(left, int) and isinstance(right, int) and isinstance(node.op, ast.Pow):
            left = float(left)  # 9**9**9 overflows at once instead of filling the memory
        return _BINARY[type(node.op)](left, right)

    def visit_Compare(self, node):
        if len(node.ops) > 1 or type(node.ops[0]) not in _COMPARE:
            return self.generic_visit(node)
        return _COMPARE[type(node.ops[0])](self.visit(node.left), self.visit(node.comparators[0]))

    def visit_Call(self, node):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self.functions or node.keywords:
            return self.generic_visit(node)
        return self.functions[name](*[self.visit(argument) for argument in node.args])
