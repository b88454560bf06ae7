"""Starting values of a model, and checks of a state that is handed in."""

import numpy as np
import pytest

from snn_cl.errors import ModelError
from snn_cl.layout import layout
from snn_cl.models.tacos import tacos
from snn_cl.state import NEVER, check_state, initial_state


@pytest.fixture(scope="module")
def small():
    return layout(tacos(n_input=6, n_output=2, n_hidden=4))


def test_the_initial_state_depends_on_the_seed_alone(small):
    first, same, other = (initial_state(small, seed) for seed in (1, 1, 2))
    assert np.array_equal(first["input_hidden.w"], same["input_hidden.w"])
    assert not np.array_equal(first["input_hidden.w"], other["input_hidden.w"])


def test_initial_weights_follow_their_expression():
    weights = initial_state(layout(tacos(100, 2, 100)), 0)["input_hidden.w"]
    assert -2.1 <= weights.min() < -2.09
    assert 1.89 < weights.max() <= 1.9
    assert abs(weights.mean() + 0.1) < 0.05


def test_a_variable_may_start_at_one_that_stands_above_it(small):
    state = initial_state(small, 0)
    assert np.array_equal(state["input_hidden.w_ref"], state["input_hidden.w"])


def test_what_has_no_initial_value_starts_at_zero(small):
    assert not initial_state(small, 0)["input_hidden.m"].any()


def test_no_neuron_has_fired_before_the_first_presentation(small):
    assert (initial_state(small, 0)["hidden.steps_since_spike"] == NEVER).all()


def test_a_state_of_the_wrong_shape_is_refused(small):
    state = initial_state(small, 0)
    state["input_hidden.w"] = state["input_hidden.w"].T
    with pytest.raises(ModelError) as caught:
        check_state(small, state)
    assert str(caught.value) == "state 'input_hidden.w' has shape (4, 6); expected (6, 4)"


def test_a_state_with_a_missing_array_is_refused(small):
    state = initial_state(small, 0)
    del state["hidden.v"]
    with pytest.raises(ModelError, match="state lacks 'hidden.v'"):
        check_state(small, state)


def test_a_state_with_an_unknown_array_is_refused(small):
    state = initial_state(small, 0) | {"hidden.vv": np.zeros(4)}
    with pytest.raises(ModelError, match="state has 'hidden.vv', which the model lacks"):
        check_state(small, state)
