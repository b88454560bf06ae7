"""Brian2's numpy code, but `x = w` copies.

Brian2 makes a second name for the same array of it: a later `w += 1` then changes `x` too, and a
later `x += 1` changes the array of `w`, against what C++ and the equations say.
"""

import re
from typing import Any

from brian2.codegen.generators.numpy_generator import NumpyCodeGenerator
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject
from brian2.codegen.targets import codegen_targets
from brian2.core.functions import DEFAULT_FUNCTIONS

#: what Brian2's preference `codegen.target` calls this kind of code
NUMPY_TARGET = "snn_cl_numpy"
#: a name alone, or made an integer: of integers numpy hands back the same array. Names that begin
#: with an underscore are Brian2's own
_PLAIN = re.compile(r"^([A-Za-z]\w* =) ([A-Za-z_]\w*|int\(\w+\))(?= #|$)")


class CopyingGenerator(NumpyCodeGenerator):
    """Brian2's numpy generator with assignments that copy."""

    def translate_statement(self, statement: Any) -> str:
        """Translate one statement."""
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
    """Give functions such as `expm1` a numpy form; Brian2 does so for its own class alone."""
    for function in DEFAULT_FUNCTIONS.values():
        try:
            function.implementations[CopyingCodeObject]
        except KeyError:
            function.implementations.add_numpy_implementation(function.pyfunc)


codegen_targets.add(CopyingCodeObject)
_add_implementations()
