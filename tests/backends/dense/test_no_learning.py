"""What is left of a rule while nothing learns, worked out by hand, and that it gives the same."""

from dataclasses import dataclass

import numpy as np
import pytest

from snn_cl.backends.dense.analysis.no_learning import spares, without_learning
from snn_cl.backends.dense.analysis.zero_gate import ZeroGate
from snn_cl.find import find_function, names
from snn_cl.simulator import Simulator

BOUNDS = ZeroGate("plastic", "w", "w_min", "w_max")


@dataclass
class Line:
    var: str
    op: str
    expr: str


def lines(text):
    return [Line(*line.strip().split(" ", 2)) for line in text.strip().splitlines()]


def left(text, written, before=""):
    rest = without_learning(lines(before) if before else [], lines(text), set(written.split()))
    return [statement.var for statement in rest.statements], rest.bounds


def test_a_change_times_plastic_is_left_out_with_all_that_led_to_it():
    text = """
        I_post += w*gain
        dw := -eta*error
        dw := dw*exp(-abs(m*w))
        w = clip(w + plastic*dw, w_min, w_max)
    """
    assert left(text, "I_post w") == (["I_post"], BOUNDS)


def test_what_goes_on_without_learning_stays_with_what_it_reads():
    text = """
        dw := -eta*error
        sum_of_dw += dw
        w = w + plastic*dw
    """
    assert left(text, "sum_of_dw w") == (["dw", "sum_of_dw"], None)


def test_nothing_may_be_left():
    assert left("w_ref = w_ref + plastic*alpha*(w - w_ref)", "w_ref") == ([], None)


def test_factors_worked_out_before_the_loop_are_followed():
    before = """
        _lio_1 := plastic*alpha
        _lio_2 := 1 - plastic*loss
    """
    text = """
        m = m*_lio_2
        w = w + _lio_1*(w_ref - w)
    """
    assert left(text, "m w", before) == ([], None)


def test_one_minus_plastic_keeps_the_old_value():
    assert left("w_last = plastic*w + (1 - plastic)*w_last", "w_last") == ([], None)


def test_a_variable_that_changes_on_the_way_stays():
    text = """
        w = w*0.5
        w = w + plastic*dw
    """
    assert left(text, "w") == (["w", "w"], None)


def test_two_variables_with_bounds_are_not_looked_into():
    text = """
        w = clip(w + plastic*dw, w_min, w_max)
        m = clip(m + plastic, 0, m_max)
    """
    assert left(text, "w m") == (["w", "m"], None)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("w = w + plastic*lam*(w_ref - w)", True),
        ("flow = plastic*rate*(w - b)\nw = w - flow", True),
        ("w = clip(w + plastic*dw, w_min, w_max)  # bounded", True),
        ("w = clip(w, 0, w_max)", False),
        ("w *= 0.9", False),
        ("m = m + 1", True),
    ],
)
def test_other_code_has_to_leave_a_bounded_variable_alone(code, expected):
    assert spares([code], BOUNDS) is expected


@pytest.mark.compiler
@pytest.mark.parametrize("name", names("models"))
def test_evaluation_gives_the_same_as_on_numpy(name):
    model = find_function("models", name)(16, 2, 12)
    random = np.random.default_rng(0)
    rates = random.uniform(0, 1000, (8, 16)) * (random.random((8, 16)) < 0.5)
    outcomes = []
    for backend in ("numpy", "dense"):
        simulator = Simulator(model, backend=backend, dtype="float64")
        options = {"seed": 0, "modulator": np.ones(8)}
        taught = simulator.run(
            rates, np.arange(8) % 2, state=simulator.initial_state(0), **options
        ).state
        outcomes.append(simulator.run(rates, state=taught, plastic=False, **options))
    numpy, dense = outcomes
    np.testing.assert_array_equal(dense.counts, numpy.counts)
    for key, array in numpy.state.items():
        np.testing.assert_allclose(dense.state[key], array, rtol=1e-12, atol=1e-12, err_msg=key)
