"""Random events, two states, few levels, shorter and longer chains: values worked by hand."""

import numpy as np
import pytest
from one_presentation import make_simulator, present

EVENTS = ["synapses/transmission", "synapses/random_events"]
PROPOSED = ["synapses/transmission", "synapses/error_driven"]
CHAIN = ["synapses/transmission", "synapses/beakers"]
N = 20_000
NEAR = 2 / np.sqrt(N)  # four standard errors of N draws at p = 0.5


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_a_spike_makes_an_event_of_either_sign_by_chance(tmp_path, share):
    simulator = make_simulator(tmp_path, EVENTS, N, {"event_share": str(share)})
    after = present(simulator, {"w": 0})
    assert set(after["event"]) == {-1, 1}
    assert np.mean(after["event"] > 0) == pytest.approx(share, abs=NEAR)
    assert np.array_equal(after["w"], after["event"])


def test_an_event_is_of_the_size_told_and_keeps_within_the_bounds(tmp_path):
    simulator = make_simulator(tmp_path, EVENTS, 100, {"event_size": "0.25", "w_max": "1.1"})
    after = present(simulator, {"w": 1})
    assert after["w"] == pytest.approx(np.where(after["event"] > 0, 1.1, 0.75))


def test_without_a_spike_there_is_no_event(tmp_path):
    after = present(make_simulator(tmp_path, EVENTS, 3), {"w": 1, "event": 1}, fires=False)
    assert (after["event"].tolist(), after["w"].tolist()) == ([0, 0, 0], [1, 1, 1])


def after_event(tmp_path, event, w, n=N, plastic=True, **parameters):
    """Return the weights of two-state synapses after one candidate event."""
    simulator = make_simulator(tmp_path, [*PROPOSED, "synapses/two_state"], n, parameters)
    # A spike at an error of -5*event proposes a change of 0.05*event.
    return present(simulator, {"w": w, "output.error": -5 * event}, plastic=plastic)["w"]


@pytest.mark.parametrize("side", [-1, 1])
def test_an_event_takes_a_two_state_synapse_to_its_side_by_chance(tmp_path, side):
    w = after_event(tmp_path, -side, side, switch_p="0.3")
    assert set(w) == {-1, 1}
    assert np.mean(w == -side) == pytest.approx(0.3, abs=NEAR)


@pytest.mark.parametrize("side", [-1, 1])
def test_an_event_with_the_state_changes_nothing(tmp_path, side):
    assert set(after_event(tmp_path, side, side, switch_p="1")) == {side}


def test_the_two_states_are_as_told(tmp_path):
    states = {"switch_weak": "0.2", "switch_strong": "0.5", "switch_p": "1"}
    assert after_event(tmp_path, 1, 0.2, n=1, **states) == pytest.approx(0.5)
    assert after_event(tmp_path, -1, 0.5, n=1, **states) == pytest.approx(0.2)


def test_a_small_push_is_no_event_for_two_states(tmp_path):
    assert after_event(tmp_path, 1, -1, n=1, switch_p="1", switch_theta="0.06") == -1


def test_without_plasticity_two_states_stay(tmp_path):
    assert after_event(tmp_path, 1, -1, n=1, plastic=False, switch_p="1") == -1


ROUNDED = [*CHAIN, "synapses/beaker_levels"]
STILL = {"beaker_rate": "0"}  # nothing flows


@pytest.mark.parametrize(("spacing", "low", "up"), [(1, 0, 0.3), (0.5, 0, 0.6), (0.2, 0.2, 0.5)])
def test_a_beaker_is_rounded_to_a_level_beside_it_without_bias(tmp_path, spacing, low, up):
    parameters = STILL | {"beaker_spacing": str(spacing)}
    after = present(make_simulator(tmp_path, ROUNDED, N, parameters), {"beaker3": 0.3})["beaker3"]
    assert set(np.round(after, 12)) == {low, low + spacing}
    assert np.mean(after > low + spacing / 2) == pytest.approx(up, abs=NEAR)


def test_an_even_number_of_levels_lies_around_0(tmp_path):
    after = present(make_simulator(tmp_path, ROUNDED, 500, STILL | {"beaker_levels": "2"}), {})
    assert set(after["w"]) == {-0.5, 0.5}


def test_all_beyond_the_outer_levels_is_lost(tmp_path):
    simulator = make_simulator(tmp_path, ROUNDED, 1, STILL | {"beaker_levels": "5"})
    after = present(simulator, {"w": 2.9, "beaker6": -7})
    assert (after["w"], after["beaker6"]) == (2, -2)


def test_without_plasticity_no_beaker_is_rounded(tmp_path):
    after = present(make_simulator(tmp_path, ROUNDED), {"w": 0.3}, plastic=False)
    assert (after["w"], after["beaker2"]) == (0.3, 0)


def test_what_flows_past_the_last_of_three_beakers_is_gone(tmp_path):
    files = [*CHAIN, "synapses/beaker_count"]
    simulator = make_simulator(tmp_path, files, 1, {"beaker_count": "3"})
    after = present(simulator, {"beaker3": 4}, fires=False)
    # Back through a tube of 1/16 into an area of 2 from one of 4, then a leak of 1/32.
    assert after["beaker2"] == pytest.approx(4 / 16 / 2)
    assert after["beaker3"] == pytest.approx((4 - 4 / 16 / 4) * (1 - 1 / 32 / 4))
    assert (after["beaker4"], after["beaker6"]) == (0, 0)


def test_a_short_chain_starts_level_and_empty_behind(tmp_path):
    files = [*CHAIN, "synapses/beaker_count"]
    state = make_simulator(tmp_path, files, 3, {"beaker_count": "4"}).initial_state(0)
    state = {key.split(".")[1]: array for key, array in state.items()}
    assert np.array_equal(state["beaker4"], state["w"])
    assert not state["beaker5"].any()


def test_eight_closed_beakers_keep_their_content(tmp_path):
    files = [*CHAIN, "synapses/beakers_seven_eight"]
    simulator = make_simulator(tmp_path, files, 1, {"beaker_leak": "0", "chain_leak": "0"})
    after = present(simulator, {"w": 3, "beaker6": -1, "beaker8": 2}, fires=False, times=100)
    names = ["w", *(f"beaker{number}" for number in range(2, 9))]
    content = sum(2.0**k * after[name].item() for k, name in enumerate(names))
    assert content == pytest.approx(3 - 32 + 2 * 128, rel=1e-12)
    assert after["beaker7"] != 0
