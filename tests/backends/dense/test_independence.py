"""Which loops have independent iterations."""

import pytest
from brian2.core.functions import DEFAULT_FUNCTIONS

from snn_cl.backends.dense.analysis.independence import find_conflict

INDICES = {
    "w": "_idx",
    "I_post": "_postsynaptic_idx",
    "I_pre": "_presynaptic_idx",
    "X_pre": "_presynaptic_idx",
    "eta": "0",
}
ARRAYS = {"w": "w", "I_post": "hidden_I", "I_pre": "inputs_I", "X_pre": "inputs_X", "eta": "eta"}
RECURRENT = ARRAYS | {"I_pre": "hidden_I"}


def conflict(read, write, arrays=ARRAYS, moving="_postsynaptic_idx", functions=()):
    variables = {name: DEFAULT_FUNCTIONS[name] for name in functions}
    used = set(read) | set(functions)
    return find_conflict(set(read), set(write), used, variables, arrays, INDICES, moving)


@pytest.mark.parametrize(
    ("read", "write", "arrays", "moving"),
    [
        (["w", "I_post", "X_pre", "eta"], ["w", "I_post"], ARRAYS, "_postsynaptic_idx"),
        (["w", "I_post", "I_pre"], ["I_post"], ARRAYS, "_postsynaptic_idx"),
        (["w", "I_post", "I_pre"], ["w"], RECURRENT, "_postsynaptic_idx"),
        (["w", "X_pre"], ["w", "X_pre"], ARRAYS, "_presynaptic_idx"),
    ],
)
def test_independent(read, write, arrays, moving):
    assert conflict(read, write, arrays, moving) is None


@pytest.mark.parametrize(
    ("read", "write", "arrays", "moving", "text"),
    [
        (["I_post", "I_pre"], ["I_post"], RECURRENT, "_postsynaptic_idx", "are one array"),
        (["w", "X_pre"], ["X_pre"], ARRAYS, "_postsynaptic_idx", "'X_pre' is written by several"),
        (["w", "I_post"], ["I_post"], ARRAYS, "_presynaptic_idx", "'I_post' is written by several"),
        (["eta"], ["eta"], ARRAYS, "_postsynaptic_idx", "'eta' is written by several"),
    ],
)
def test_dependent(read, write, arrays, moving, text):
    assert text in conflict(read, write, arrays, moving)


def test_functions_with_a_state_are_called_in_order():
    assert conflict(["w"], ["w"], functions=["rand"]).startswith("'rand' gives another value")
    assert conflict(["w"], ["w"], functions=["exp"]) is None
