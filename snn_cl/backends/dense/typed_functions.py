"""Mathematical functions that keep their type.

Brian2's generated C++ calls `exp`, `log` and so on in double precision whatever the type of their
arguments. The device names functions of its own header (`templates/dense_math.h`) instead, whose
result has the type of the argument, and which are quicker.
"""

from typing import Any

from brian2.core.functions import DEFAULT_FUNCTIONS

#: Brian2's name of a function and its name in dense_math.h
NAMES = {
    "exp": "_dense_exp",
    "clip": "_dense_clip",
    "sin": "_dense_sin",
    "cos": "_dense_cos",
    "tan": "_dense_tan",
    "arcsin": "_dense_asin",
    "arccos": "_dense_acos",
    "arctan": "_dense_atan",
    "sinh": "_dense_sinh",
    "cosh": "_dense_cosh",
    "tanh": "_dense_tanh",
    "log": "_dense_log",
    "log10": "_dense_log10",
    "log1p": "_dense_log1p",
    "expm1": "_dense_expm1",
    "sqrt": "_dense_sqrt",
    "ceil": "_dense_ceil",
    "floor": "_dense_floor",
    "timestep": "_dense_timestep",
}


def add_implementations(code_object_class: Any) -> None:
    """Tell Brian2 which function a code object class calls by which name."""
    for name, own_name in NAMES.items():
        DEFAULT_FUNCTIONS[name].implementations.add_implementation(
            code_object_class, code=None, name=own_name
        )
