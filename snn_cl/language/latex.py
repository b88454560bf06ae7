"""Expressions and equations as LaTeX, for papers and for the pages of the documentation."""

import ast
import re

from snn_cl.language.expression import parse
from snn_cl.language.lines import Equation, Statement
from snn_cl.language.source_location import Place

_GREEK = {
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda"),
    *("mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
    *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"),
}
_SIGNS = {
    ast.Lt: "<",
    ast.LtE: r"\le",
    ast.Gt: ">",
    ast.GtE: r"\ge",
    ast.Eq: "=",
    ast.NotEq: r"\ne",
    ast.And: r"\wedge",
    ast.Or: r"\vee",
}
_OPERATORS = ("exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "log")
_COMPARISON, _REMAINDER, _SUM, _PRODUCT, _POWER, _ATOM = range(1, 7)


def expression_latex(text: str) -> str:
    """Return an expression as LaTeX.

    Parameters
    ----------
    text : str
        As it stands in an equation file.

    Returns
    -------
    str
        To be set in mathematics mode.

    Raises
    ------
    EquationFileError
        If it is no expression.
    """
    return _Writer().visit(parse(text, Place(text)))[0]


def equation_latex(equation: Equation) -> str:
    """Return a line of [equations] as LaTeX; of a bare variable only its name.

    Parameters
    ----------
    equation : Equation

    Returns
    -------
    str
    """
    name = name_latex(equation.name)
    if equation.kind == "variable":
        return name
    left = name if equation.kind == "subexpression" else rf"\frac{{d{name}}}{{dt}}"
    return f"{left} = {expression_latex(equation.expression)}"


def statement_latex(statement: Statement) -> str:
    r"""Return a statement as LaTeX: what is assigned, an arrow, and the new value.

    Parameters
    ----------
    statement : Statement

    Returns
    -------
    str
    """
    text = statement.expression
    if statement.operator != "=":
        text = f"{statement.name} {statement.operator[0]} ({text})"
    return rf"{name_latex(statement.name)} \leftarrow {expression_latex(text)}"


def name_latex(name: str) -> str:
    """Return a name as LaTeX: Greek letters as such, what follows an underscore as an index.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    base, _, index = name.partition("_")
    written = _word(base or name)
    if not (base and index):
        return written
    return f"{written}_{{{_word(index)}}}"


def _word(text: str) -> str:
    if text in _GREEK:
        return rf"\{text}"
    plain = re.sub(r"_", r"\_", text)
    return plain if len(plain) == 1 else rf"\mathrm{{{plain}}}"


class _Writer(ast.NodeVisitor):
    """Every visit returns the LaTeX of a piece, and how firmly it holds together."""

    def visit_Name(self, node):
        return name_latex(node.id), _ATOM

    def visit_Constant(self, node):
        text = repr(node.value)
        mantissa, _, exponent = text.partition("e")
        if exponent and not isinstance(node.value, bool):
            return rf"{mantissa} \cdot 10^{{{int(exponent)}}}", _PRODUCT
        return text, _ATOM

    def visit_BinOp(self, node):
        write = {
            ast.Div: self._fraction,
            ast.Pow: self._power,
            ast.FloorDiv: self._floor,
            ast.Mod: self._remainder,
        }.get(type(node.op), self._infix)
        return write(node)

    def _fraction(self, node):
        return rf"\frac{{{self.visit(node.left)[0]}}}{{{self.visit(node.right)[0]}}}", _POWER

    def _floor(self, node):
        return rf"\left\lfloor {self._fraction(node)[0]} \right\rfloor", _ATOM

    def _remainder(self, node):
        left, right = (self._at_least(each, _POWER) for each in (node.left, node.right))
        return rf"{left} \bmod {right}", _REMAINDER

    def _power(self, node):
        return f"{self._at_least(node.left, _ATOM)}^{{{self.visit(node.right)[0]}}}", _POWER

    def _infix(self, node):
        sign, level = {
            ast.Add: ("+", _SUM),
            ast.Sub: ("-", _SUM),
            ast.Mult: (r"\,", _PRODUCT),
        }[type(node.op)]
        if isinstance(node.op, ast.Mult) and isinstance(node.right, ast.Constant):
            sign = r"\cdot"
        right = level if isinstance(node.op, ast.Add | ast.Mult) else level + 1
        left, other = self._at_least(node.left, level), self._at_least(node.right, right)
        return f"{left} {sign} {other}", level

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            return rf"\neg {self._at_least(node.operand, _ATOM)}", _POWER
        sign = "-" if isinstance(node.op, ast.USub) else "+"
        return f"{sign}{self._at_least(node.operand, _PRODUCT)}", _SUM

    def visit_BoolOp(self, node):
        sign = f" {_SIGNS[type(node.op)]} "
        return sign.join(self._at_least(each, _COMPARISON) for each in node.values), 0

    def visit_Compare(self, node):
        text = self._at_least(node.left, _REMAINDER)
        for operator, right in zip(node.ops, node.comparators, strict=True):
            text += f" {_SIGNS[type(operator)]} {self._at_least(right, _REMAINDER)}"
        return text, _COMPARISON

    def visit_Call(self, node):
        name, given = node.func.id, [self.visit(each)[0] for each in node.args]
        inside = ", ".join(given)
        if name == "abs":
            return rf"\left| {inside} \right|", _ATOM
        if name == "sqrt":
            return rf"\sqrt{{{inside}}}", _ATOM
        if name == "int":
            return rf"\left[ {inside} \right]", _ATOM
        written = rf"\{name}" if name in _OPERATORS else name_latex(name)
        return rf"{written}\left({inside}\right)", _ATOM

    def _at_least(self, node, level: int) -> str:
        text, holds = self.visit(node)
        return text if holds >= level else rf"\left({text}\right)"
