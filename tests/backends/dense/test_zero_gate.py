"""Post spikes that leave the synapses of silent pre neurons as they are."""

from types import SimpleNamespace

import pytest

from snn_cl.backends.dense.analysis.zero_gate import ZeroGate, find_gate, keeps_within


def gate(*lines, written=("w",), candidates=("x_pre",)):
    statements = [
        SimpleNamespace(var=var, op=op, expr=expr)
        for var, op, expr in (line.split(" ", 2) for line in lines)
    ]
    return find_gate(statements, set(written), candidates)


CLIPPED = ZeroGate("x_pre", "w", "w_min", "w_max")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["w += eta*x_pre"], ZeroGate("x_pre")),
        (["w -= x_pre/tau"], ZeroGate("x_pre")),
        (["w *= x_pre"], None),
        (["w = w + eta*x_pre*exp(-abs(m*w))"], ZeroGate("x_pre")),
        (["w = w + eta*(x_pre - 0.1)"], None),
        (["w = w + eta*exp(x_pre)"], None),
        (["w = clip(w + eta*x_pre, w_min, w_max)"], CLIPPED),
        (["dw := eta*x_pre", "dw *= y_post", "w = clip(w + plastic*dw, w_min, w_max)"], CLIPPED),
        (["w = clip(eta*x_pre + w, w_min + 1, w_max)"], None),
        (["w = clip(eta*x_pre, w_min, w_max)"], None),
        (["w_min := 2", "w = clip(w + x_pre, w_min, w_max)"], None),
        (["w += x_pre", "w += 1"], None),
        (["w += x_pre*y_post - 0"], ZeroGate("x_pre")),
        (["w = x_pre"], None),
    ],
)
def test_a_rule_without_effect_on_silent_rows_is_recognised(lines, expected):
    assert gate(*lines) == expected


def test_all_that_is_written_must_stay():
    lines = ("w += x_pre", "last = t")
    assert gate(*lines, written=("w", "last")) is None
    assert gate("w += x_pre", "I_post += x_pre*w", written=("w", "I_post")) == ZeroGate("x_pre")


def test_the_first_variable_that_serves_is_taken():
    assert gate("w += x_pre*(y_pre + 1)", candidates=("y_pre", "x_pre")) == ZeroGate("x_pre")


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("dw = 1\nw = clip(w + dw, w_min, w_max)", True),
        ("w = w + 1  # twice\nw = clip(w, w_min, w_max)", True),
        ("w_ref = w", True),
        ("w += 1", False),
        ("w = clip(w, w_min, 2)", False),
        ("w = clip(w, w_min, w_max)\nw *= 2", False),
    ],
)
def test_a_weight_stays_within_its_bounds_only_if_all_statements_keep_it(code, kept):
    assert keeps_within(["I_post += w", code], CLIPPED) is kept
