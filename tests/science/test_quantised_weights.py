"""Binary, memristive and probabilistic synapses against values worked by hand.

Targets from the equations of Laborieux et al. (2021), doi:10.1038/s41467-021-22768-y, and of Zohora
et al. (2024), doi:10.1038/s41598-024-78290-w, public codes.
"""

import numpy as np
import pytest
from one_presentation import make_simulator, present

BINARY = ["synapses/binary_transmission", "synapses/error_driven", "synapses/binary_metaplasticity"]
MEMRISTIVE = ["synapses/memristive_transmission"]
LEARNING = ["synapses/transmission", "synapses/error_driven"]
PROBABILISTIC = [*LEARNING, "synapses/probabilistic_metaplasticity"]
# Five levels at -2, -1, 0, 1 and 2, written without noise.
FIVE = {"w_min": "-2", "w_max": "2", "levels": "5", "write_noise": "0"}


@pytest.mark.parametrize(("w", "current"), [(0.01, 0.05), (2, 0.05), (-0.01, -0.05), (0, 0.05)])
def test_a_binary_synapse_transmits_its_sign_times_the_scale(tmp_path, w, current):
    simulator = make_simulator(tmp_path, BINARY[:1], parameters={"binary_scale": "0.5"})
    assert present(simulator, {"w": w})["I"] == pytest.approx(current)


@pytest.mark.parametrize(
    ("w", "error", "m", "factor"),
    [
        (1, 1, 1, 1 - np.tanh(1) ** 2),
        (-1, -1, 1, 0.41997434),
        (1, -1, 1, 1),
        (-1, 1, 1, 1),
        (1, 1, 0, 1),
        (0, 1, 5, 1),
    ],
    ids=["toward 0", "toward 0 from below", "away", "away below", "m is 0", "w is 0"],
)
def test_only_changes_toward_zero_are_attenuated(tmp_path, w, error, m, factor):
    simulator = make_simulator(tmp_path, BINARY, parameters={"eta": "0.01", "binary_m": str(m)})
    after = present(simulator, {"w": w, "output.error": error})
    assert after["w"] == pytest.approx(w - 0.01 * error * factor)


def test_without_plasticity_a_hidden_weight_stays(tmp_path):
    simulator = make_simulator(tmp_path, BINARY)
    assert present(simulator, {"w": 0.8, "output.error": 1}, plastic=False)["w"] == 0.8


def test_a_memristive_synapse_transmits_what_its_device_holds(tmp_path):
    after = present(make_simulator(tmp_path, MEMRISTIVE), {"w": 0.3, "conductance": 0.5})
    assert after["I"] == pytest.approx(0.05)


def test_a_device_starts_at_the_level_nearest_to_its_weight(tmp_path):
    rule = MEMRISTIVE
    simulator = make_simulator(tmp_path, rule, parameters=FIVE | {"w_min": "-1", "w_max": "3"})
    state = simulator.initial_state(0)
    # A weight of 0 lies at the second level, counted from 0 at -1.
    assert state["input_output.level"].item() == 1
    assert state["input_output.conductance"].item() == 0


@pytest.mark.parametrize(
    ("w", "level", "writes"), [(0.49, 2, 0), (0.51, 3, 1), (-0.51, 1, 1), (2, 4, 1), (-2, 0, 1)]
)
def test_a_device_is_written_where_its_nearest_level_is_another(tmp_path, w, level, writes):
    after = present(make_simulator(tmp_path, MEMRISTIVE, parameters=FIVE), {"w": w}, fires=False)
    assert (after["level"], after["conductance"]) == (level, level - 2)
    assert (after["writes"], after["written"]) == (writes, writes)


def test_a_device_that_holds_its_level_is_not_written_again(tmp_path):
    simulator = make_simulator(tmp_path, MEMRISTIVE, parameters=FIVE)
    assert present(simulator, {"w": 1}, fires=False, times=5)["writes"] == 1


@pytest.mark.parametrize(("writes", "level"), [(2, 3), (3, 2)], ids=["last write", "worn out"])
def test_a_worn_out_device_is_stuck(tmp_path, writes, level):
    simulator = make_simulator(tmp_path, MEMRISTIVE, parameters=FIVE | {"endurance": "3"})
    after = present(simulator, {"w": 1, "writes": writes}, fires=False)
    assert (after["level"], after["conductance"], after["writes"]) == (level, level - 2, 3)


def test_a_write_misses_its_level_by_its_share_of_the_spacing(tmp_path):
    noisy = {"w_min": "-8", "w_max": "8", "levels": "5", "write_noise": "0.1"}
    after = present(make_simulator(tmp_path, MEMRISTIVE, 10_000, noisy), {"w": 4}, fires=False)
    # Spacing 4, so the standard deviation is 0.4; its own error is 0.4/sqrt(20000).
    assert after["conductance"].mean() == pytest.approx(4, abs=0.016)
    assert after["conductance"].std() == pytest.approx(0.4, abs=0.012)


def test_without_plasticity_no_device_is_written(tmp_path):
    simulator = make_simulator(tmp_path, MEMRISTIVE, parameters=FIVE)
    after = present(simulator, {"w": 1}, plastic=False)
    assert (after["level"], after["conductance"], after["writes"]) == (2, 0, 0)


QUANTISED = [*MEMRISTIVE, "synapses/error_driven", "synapses/quantised_metaplasticity"]


@pytest.mark.parametrize(
    ("w", "error", "distance"),
    # The thresholds are at -1.5, -0.5, 0.5 and 1.5; a positive error lowers the weight.
    [(0, 1, 0.5), (0.25, 1, 0.75), (0.25, -1, 0.25), (-0.75, -1, 0.25), (1.75, 1, 0.25)],
)
def test_a_change_of_a_quantised_weight_shrinks_with_the_way_to_the_next_switch(
    tmp_path, w, error, distance
):
    parameters = FIVE | {"eta": "0.01", "quantised_m": "3"}
    simulator = make_simulator(tmp_path, QUANTISED, parameters=parameters)
    factor = 1 - np.tanh(3 * distance) ** 2
    after = present(simulator, {"w": w, "output.error": error})
    assert after["w"] == pytest.approx(w - 0.01 * error * factor)


def test_the_distance_is_counted_in_levels(tmp_path):
    # Levels at -8, -4, 0, 4 and 8: from 1 it is 3 down to the threshold at -2, 3/4 of a level.
    parameters = FIVE | {"w_min": "-8", "w_max": "8", "eta": "0.01", "quantised_m": "2"}
    simulator = make_simulator(tmp_path, QUANTISED, parameters=parameters)
    after = present(simulator, {"w": 1, "output.error": 1})
    assert after["w"] == pytest.approx(1 - 0.01 * (1 - np.tanh(1.5) ** 2))


@pytest.mark.parametrize(("w", "error"), [(1.75, -1), (1.6, -1), (-1.75, 1)])
def test_beyond_the_last_threshold_a_change_passes_whole(tmp_path, w, error):
    simulator = make_simulator(tmp_path, QUANTISED, parameters=FIVE | {"eta": "0.01"})
    after = present(simulator, {"w": w, "output.error": error})
    assert after["w"] == pytest.approx(w - 0.01 * error)


def test_at_strength_0_quantised_weights_learn_plainly(tmp_path):
    parameters = FIVE | {"eta": "0.01", "quantised_m": "0"}
    simulator = make_simulator(tmp_path, QUANTISED, parameters=parameters)
    assert present(simulator, {"w": 0.1, "output.error": 1})["w"] == pytest.approx(0.09)


@pytest.mark.parametrize("error", [1, -1])
def test_with_two_levels_it_is_binary_metaplasticity(tmp_path, error):
    w = np.linspace(-1.9, 1.9, 9)
    state = {"w": w, "output.error": error}
    # Levels at -2 and 2: a strength of 4 per distance of levels is one of 1 per unit of weight.
    two = FIVE | {"levels": "2", "eta": "0.01", "quantised_m": "4"}
    one = {"w_min": "-2", "w_max": "2", "eta": "0.01", "binary_m": "1"}
    found = present(make_simulator(tmp_path, QUANTISED, len(w), two), state)["w"]
    expected = present(make_simulator(tmp_path, BINARY, len(w), one), state)["w"]
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_without_plasticity_a_quantised_weight_stays(tmp_path):
    simulator = make_simulator(tmp_path, QUANTISED, parameters=FIVE)
    assert present(simulator, {"w": 0.8, "output.error": 1}, plastic=False)["w"] == 0.8


def test_a_probabilistic_change_passes_whole_or_not_at_all(tmp_path):
    simulator = make_simulator(tmp_path, PROBABILISTIC, 20_000, {"eta": "0.01"})
    after = present(simulator, {"w": 0.5, "prob_m": 2, "output.error": 1})
    passed = np.isclose(after["w"], 0.49)
    assert np.all(passed | (after["w"] == 0.5))
    # Binomial with p = exp(-1): four standard errors are 0.0137.
    assert passed.mean() == pytest.approx(np.exp(-1), abs=0.0137)


def test_on_average_the_change_is_that_of_deterministic_metaplasticity(tmp_path):
    w = np.random.default_rng(1).uniform(-1, 1, 20_000)
    state = {"w": w, "output.error": 1}
    changes = {}
    for file, m in (("probabilistic_metaplasticity", "prob_m"), ("metaplasticity", "m")):
        rule = [*LEARNING, f"synapses/{file}"]
        simulator = make_simulator(tmp_path, rule, len(w), {"eta": "0.01"})
        changes[m] = present(simulator, state | {m: 3})["w"] - w
    spread = changes["prob_m"].std() / np.sqrt(len(w))
    assert changes["prob_m"].mean() == pytest.approx(changes["m"].mean(), abs=4 * spread)


def test_a_synapse_without_metaplasticity_always_changes(tmp_path):
    simulator = make_simulator(tmp_path, PROBABILISTIC, 100, {"eta": "0.01"})
    after = present(simulator, {"w": 0.5, "prob_m": 0, "output.error": 1})
    assert after["w"] == pytest.approx(np.full(100, 0.49))


@pytest.mark.parametrize(
    ("pre", "post", "start", "expected"),
    [(6, 3, 1, 1.25), (6, 2, 1, 1), (5, 3, 1, 1), (6, 3, 59.9, 60)],
)
def test_probability_falls_where_both_traces_pass_their_threshold(
    tmp_path, pre, post, start, expected
):
    simulator = make_simulator(tmp_path, PROBABILISTIC, parameters={"prob_dm": "0.25"})
    state = {"prob_m": start, "input.trace": pre, "output.trace": post}
    assert present(simulator, state, fires=False)["prob_m"] == expected
