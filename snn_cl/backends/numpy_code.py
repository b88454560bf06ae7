"""Brian2's numpy code, but `x = w` copies, and a power is a power.

Brian2 makes a second name for the same array of it: a later `w += 1` then changes `x` too, and a
later `x += 1` changes the array of `w`, against what C++ and the equations say. Of `x**0.5`,
numpy's operator takes the square root, which is another number where x is minus infinity.
"""

import ast
import re
from typing import Any

import numpy as np
from brian2.codegen.generators.numpy_generator import NumpyCodeGenerator
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject
from brian2.codegen.targets import codegen_targets
from brian2.core.functions import DEFAULT_FUNCTIONS
from brian2.parsing.rendering import NumpyNodeRenderer
from brian2.utils.stringtools import word_substitute

#: what Brian2's preference `codegen.target` calls this kind of code
NUMPY_TARGET = "snn_cl_numpy"
#: a name alone, or made an integer: of integers numpy hands back the same array. Names that begin
#: with an underscore are Brian2's own
_PLAIN = re.compile(r"^([A-Za-z]\w* =) ([A-Za-z_]\w*|int\(\w+\))(?= #|$)")


class _PowerRenderer(NumpyNodeRenderer):
    """Write powers as the function of numpy that follows the rules."""

    def render_BinOp(self, node: ast.BinOp) -> str:
        """Render an operation; all but powers as Brian2 does."""
        if not isinstance(node.op, ast.Pow) or _number(node.right) not in (None, 0.5):
            return super().render_BinOp(node)
        return f"_numpy.float_power({self.render_node(node.left)}, {self.render_node(node.right)})"


def _number(node: ast.expr) -> Any:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return node.value if isinstance(node, ast.Constant) else None


class CopyingGenerator(NumpyCodeGenerator):
    """Brian2's numpy generator with assignments that copy."""

    def translate_expression(self, expr: str) -> str:
        """Translate one expression."""
        expr = word_substitute(expr, self.func_name_replacements)
        return _PowerRenderer(auto_vectorise=self.auto_vectorise).render_expr(expr).strip()

    def translate_statement(self, statement: Any) -> str:
        """Translate one statement, without Brian2's ways around boolean variables."""
        statement.used_boolean_variables = None
        return _with_copy(super().translate_statement(statement))

    def ufunc_at_vectorisation(self, *args: Any, **options: Any) -> str:
        """Translate one statement of events whose synapses may share a neuron."""
        return _with_copy(super().ufunc_at_vectorisation(*args, **options))


def _with_copy(line: str) -> str:
    return _PLAIN.sub(r"\1 _numpy.array(\2)", line)


class CopyingCodeObject(NumpyCodeObject):
    """A piece of numpy code whose assignments copy."""

    generator_class = CopyingGenerator
    class_name = NUMPY_TARGET


def _add_implementations() -> None:
    """Give functions such as `expm1` a numpy form; Brian2 does so for its own class alone.

    Its own forms of `floor` and `ceil` make 32-bit integers, which hold no large numbers.
    """
    for name in ("floor", "ceil"):
        function = DEFAULT_FUNCTIONS[name]
        function.implementations.add_implementation(CopyingCodeObject, code=getattr(np, name))
    for function in DEFAULT_FUNCTIONS.values():
        try:
            function.implementations[CopyingCodeObject]
        except KeyError:
            function.implementations.add_numpy_implementation(function.pyfunc)


codegen_targets.add(CopyingCodeObject)
_add_implementations()
