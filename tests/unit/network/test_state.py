"""Starting values of a model, and checks of a state that is handed in."""

import numpy as np
import pytest

from snn_cl.errors import EquationFileError, ModelError
from snn_cl.models.tacos import tacos
from snn_cl.network.model import Model, Population
from snn_cl.network.resolved import resolve
from snn_cl.network.state import NEVER, check_state, checked_initial, initial_state, not_finite
from snn_cl.simulator import Simulator


@pytest.fixture(scope="module")
def small():
    return resolve(tacos(n_input=6, n_output=2, n_hidden=4))


def test_the_initial_state_depends_on_the_seed_alone(small):
    first, same, other = (initial_state(small, seed) for seed in (1, 1, 2))
    assert np.array_equal(first["input_hidden.w"], same["input_hidden.w"])
    assert not np.array_equal(first["input_hidden.w"], other["input_hidden.w"])


def test_initial_weights_follow_their_expression():
    weights = initial_state(resolve(tacos(100, 2, 100)), 0)["input_hidden.w"]
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


# --- starting values


def started(tmp_path, **initial: str) -> dict[str, np.ndarray]:
    """Starting values of three neurons, by variable."""
    path = tmp_path / "x.eq"
    lines = "x : 1\ny : 1\nk : integer\nb : boolean\n"
    path.write_text(f"# A neuron.\n# Source: own\n\n[equations]\n{lines}")
    populations = [Population("output", 3, str(path), initial=initial)]
    state = initial_state(resolve(Model(populations, [], input="output")), 0)
    return {key.split(".")[1]: array for key, array in state.items()}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("cos(i) + log(1 + i)", np.cos([0, 1, 2]) + np.log([1, 2, 3])),
        ("tanh(i) - sign(i - 1)", np.tanh([0, 1, 2]) + np.array([1, 0, -1])),
        ("int(i < 2 and not i == 0)", [0, 1, 0]),
        ("(i > 0) + (i > 1)", [0, 1, 2]),
        ("2**(i - 2) + 10**-3", [0.251, 0.501, 1.001]),
        ("i/N + i//2 + (-i) % 3", [0, 1 / 3 + 2, 2 / 3 + 2]),
        ("clip(9 + i, 10, 8)", [8, 8, 8]),
        ("arctan(i) + expm1(i) + exprel(0)", np.arctan([0, 1, 2]) + np.expm1([0, 1, 2]) + 1),
        ("pi*floor(i/2) + ceil(0.5)", [1, 1, 1 + np.pi]),
    ],
)
def test_a_starting_value_means_what_it_means_in_an_equation(tmp_path, text, values):
    np.testing.assert_allclose(started(tmp_path, x=text)["x"], values, rtol=1e-15)


def test_conditions_and_integers_start_as_such(tmp_path):
    state = started(tmp_path, k="int(2.9)*i - 1", b="k > 0 or i == 0")
    assert state["k"].tolist() == [-1, 1, 3]
    assert state["b"].tolist() == [1, 1, 1]


def test_random_starting_values_hang_on_the_seed_alone(tmp_path):
    first, again = (started(tmp_path, x="log(rand()) + cos(randn())")["x"] for _ in range(2))
    assert np.array_equal(first, again)
    assert len(set(first)) == 3


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x", "1/(i - 1)", "output: initial x: '1/(i - 1)' gives inf for element 1"),
        ("x", "log(i)", "output: initial x: 'log(i)' gives -inf for element 0"),
        ("x", "sqrt(i - 2)", "output: initial x: 'sqrt(i - 2)' gives nan for element 0"),
    ],
)
def test_a_starting_value_is_a_finite_number(tmp_path, name, text, message):
    with pytest.raises(EquationFileError) as caught:
        started(tmp_path, **{name: text})
    assert str(caught.value) == f"{message}; a starting value is a finite number"


# --- numbers that are none


@pytest.mark.parametrize(("value", "said"), [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "-inf")])
def test_a_state_that_is_not_finite_is_refused_by_its_element(small, value, said):
    state = initial_state(small, 0)
    state["input_hidden.w"][4, 2] = value
    with pytest.raises(ModelError) as caught:
        check_state(small, state)
    assert str(caught.value) == (
        f"state: input_hidden.w[4,2] is {said}; a run cannot start from that"
    )


def test_the_first_of_many_elements_is_named(small):
    state = initial_state(small, 0)
    state["hidden.v"][1:] = np.nan
    with pytest.raises(ModelError, match=r"hidden.v\[1\] is nan \(and 2 more of 4\); a run cannot"):
        check_state(small, state)


def test_a_state_beyond_float32_is_refused_for_float32(small):
    state = initial_state(small, 0)
    state["hidden.v"][0] = 1e39
    check_state(small, state, "float64")
    with pytest.raises(ModelError, match=r"hidden.v\[0\] is 1e\+39, infinite in float32; a run"):
        check_state(small, state, "float32")


def test_a_variable_that_its_file_lets_be_infinite_may_be_so(tmp_path):
    path = tmp_path / "x.eq"
    path.write_text(
        "# N.\n# Source: own\n[equations]\nlast : 1\ny : 1\n[reset]\nlast = -inf\n"
        "[threshold]\ny > 1\n"
    )
    described = resolve(Model([Population("input", 2, str(path))], [], output="input"))
    state = {"input.last": np.array([0, -np.inf]), "input.y": np.zeros(2)}
    assert not_finite(described, state) == ""
    assert not_finite(described, state | {"input.last": np.array([np.nan, 0])}) == (
        "input.last[0] is nan"
    )
    assert not_finite(described, state | {"input.y": np.array([0, np.inf])}) == "input.y[1] is inf"


def test_whole_numbers_are_finite(small):
    state = initial_state(small, 0)
    state["hidden.steps_since_spike"][...] = 2**62
    assert check_state(small, state).keys() == state.keys()


@pytest.fixture
def counter(tmp_path):
    """Return a function that lays out a neuron that counts from a number on."""

    def make(start: str):
        path = tmp_path / "x.eq"
        path.write_text("# N.\n# Source: own\n[equations]\nk : integer\n[threshold]\nk > 1\n")
        return resolve(
            Model([Population("input", 2, str(path), initial={"k": start})], [], "input", "input")
        )

    return make


def test_a_whole_number_that_its_type_cannot_hold_is_refused(counter):
    described = counter("3")
    state = {"input.k": np.array([1, 2**40])}
    with pytest.raises(ModelError, match="state 'input.k' holds whole numbers that int32 cannot"):
        check_state(described, state)
    assert check_state(described, {"input.k": np.array([1, 2**31 - 1])})


@pytest.mark.parametrize("start", ["1e10", "-1e10", "2**31"])
def test_a_starting_number_that_its_type_cannot_hold_is_refused(counter, start):
    with pytest.raises(ModelError) as caught:
        initial_state(counter(start), 0)
    assert str(caught.value) == (
        f"input: initial k: '{start}' gives whole numbers that int32 cannot hold"
    )


def test_what_is_given_takes_the_shape_and_type_of_the_state(small):
    given = checked_initial(small, {"input_hidden.w": 0.5, "hidden.v": np.arange(4.0)})
    expected = small.arrays()
    assert {key: (array.shape, array.dtype) for key, array in given.items()} == {
        key: (expected[key][0], np.dtype(expected[key][1])) for key in given
    }
    assert (given["input_hidden.w"] == 0.5).all()
    assert given["hidden.v"].tolist() == [0, 1, 2, 3]
    assert checked_initial(small, None) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"input_hidden.ww": 1.0}, "no state variable 'input_hidden.ww'; did you mean"),
        ({"hidden.v": np.zeros(3)}, r"'hidden.v' has shape \(3,\)"),
        ({"hidden.v": "high"}, "and type <U4"),
        ({"hidden.v": float("nan")}, "not finite"),
    ],
)
def test_what_is_given_and_does_not_fit_is_refused(small, given, message):
    with pytest.raises(ModelError, match=message):
        checked_initial(small, given)


def test_a_simulator_begins_with_what_is_given_and_else_as_the_model_says():
    simulator = Simulator(tacos(n_input=6, n_output=2, n_hidden=4), show=0.01, backend="numpy")
    plain, changed = simulator.initial_state(3), simulator.initial_state(3, {"hidden.v": -0.01})
    assert changed.keys() == plain.keys()
    assert (changed["hidden.v"] == -0.01).all()
    for key in plain.keys() - {"hidden.v"}:
        np.testing.assert_array_equal(changed[key], plain[key])
