"""Cascades and chains of beakers against values worked by hand.

Targets from Fusi, Drew & Abbott (2005), doi:10.1016/j.neuron.2005.02.001, and Benna & Fusi (2016),
doi:10.1038/nn.4401.
"""

import functools

import numpy as np
import pytest
from one_presentation import make_simulator, present, work_through

CASCADE = ["synapses/transmission", "synapses/error_driven", "synapses/cascade"]
CHAIN = ["synapses/transmission", "synapses/beakers"]
BEAKERS = ["w", *(f"beaker{number}" for number in range(2, 7))]
AREAS = 2.0 ** np.arange(6)
N = 20_000
# Four standard errors of N draws at p = 0.5.
NEAR = 2 / np.sqrt(N)


def after_event(tmp_path, event, depth, w, n=N, plastic=True, **parameters):
    """Return weight and depth of n synapses after one candidate event."""
    simulator = make_simulator(tmp_path, CASCADE, n, parameters)
    # A spike at an error of -5*event proposes a change of 0.05*event.
    state = {"w": w, "cascade_depth": depth, "output.error": -5 * event}
    after = present(simulator, state, plastic=plastic)
    return after["w"], after["cascade_depth"]


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(("depth", "probability"), [(1, 1), (2, 0.5), (3, 0.25), (4, 0.25)])
def test_an_event_against_the_strength_turns_it(tmp_path, side, depth, probability):
    # q_i = x**(i - 1), and x**(n - 1)/(1 - x) at the last of n = 4 depths.
    w, depths = after_event(tmp_path, -side, depth, side, cascade_depths="4")
    turned = w == -side
    assert np.all(depths[turned] == 1)
    assert np.all((w[~turned] == side) & (depths[~turned] == depth))
    assert turned.mean() == pytest.approx(probability, abs=NEAR)


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(("depth", "probability"), [(1, 1), (2, 0.5), (3, 0.25), (4, 0)])
def test_an_event_with_the_strength_leads_deeper(tmp_path, side, depth, probability):
    # p_i = x**i/(1 - x) where potentiation and depression are as frequent, 0 at the last depth.
    w, depths = after_event(tmp_path, side, depth, side, cascade_depths="4")
    assert np.all(w == side)
    assert set(depths) <= {depth, depth + 1}
    assert np.mean(depths == depth + 1) == pytest.approx(probability, abs=NEAR)


@pytest.mark.parametrize(("side", "odds"), [(1, 2 / 3), (-1, 3 / 2)])
def test_the_balance_of_events_sets_the_odds_of_sinking(tmp_path, side, odds):
    # p_1 = odds*x/(1 - x); the odds are f-/f+ for strong synapses and f+/f- for weak ones.
    options = {"cascade_balance": "0.6", "cascade_x": "0.3"}
    _, depths = after_event(tmp_path, side, 1, side, **options)
    assert np.mean(depths == 2) == pytest.approx(odds * 0.3 / 0.7, abs=NEAR)


def test_a_small_push_is_no_event(tmp_path):
    w, depth = after_event(tmp_path, 1, 1, -1, n=1, cascade_theta="0.06")
    assert (w, depth) == (-1, 1)


def test_without_plasticity_a_cascade_stays(tmp_path):
    w, depth = after_event(tmp_path, 1, 1, -1, n=1, plastic=False)
    assert (w, depth) == (-1, 1)


def test_strengths_are_as_told(tmp_path):
    w, _ = after_event(tmp_path, 1, 1, 0.2, n=1, cascade_weak="0", cascade_strong="0.5")
    assert w == 0.5
    w, _ = after_event(tmp_path, 1, 1, 0, n=1, cascade_weak="0", cascade_strong="0.5")
    assert w == 0.5


@pytest.mark.slow
def test_random_events_spread_the_synapses_evenly_over_all_states(tmp_path):
    simulator = make_simulator(tmp_path, CASCADE, N, {"cascade_depths": "3"})
    rng = np.random.default_rng(5)
    state = {"w": np.ones(N), "cascade_depth": np.ones(N)}
    for seed in range(60):
        event = rng.choice([-5.0, 5.0], N)
        after = present(simulator, state | {"output.error": event}, seed=seed)
        state = {key: after[key] for key in state}
    shares = np.histogram2d(state["w"], state["cascade_depth"], [2, 3])[0] / N
    # 1/(2n) each, the equilibrium of the cascade; four standard errors of a share of 1/6.
    assert shares == pytest.approx(np.full((2, 3), 1 / 6), abs=0.0106)


def flow(levels, **parameters):
    """Return the levels of the six beakers a presentation later."""
    values = dict(zip(BEAKERS, levels, strict=True)) | {"plastic": 1} | parameters
    after = work_through("synapses/beakers", "on_presentation_end", values)
    return np.array([after[name] for name in BEAKERS])


@functools.cache
def step_matrix(leak):
    """Return what a presentation does to the levels, as a matrix."""
    return np.column_stack([flow(unit, beaker_leak=leak) for unit in np.eye(6)])


def test_a_closed_chain_keeps_its_content():
    levels = np.array([3.0, -1.0, 0.5, 2.0, -0.25, 1.0])
    content = AREAS @ levels
    for _ in range(200):
        levels = flow(levels, beaker_leak=0)
    assert AREAS @ levels == pytest.approx(content, rel=1e-12)


def test_a_closed_chain_settles_at_the_mean_of_its_content():
    settled = np.linalg.matrix_power(step_matrix(0), 400_000) @ np.array([1.0, 0, 0, 0, 0, 0])
    assert settled == pytest.approx(np.full(6, 1 / 63))


def test_equal_levels_stay():
    assert flow(np.full(6, 0.7), beaker_leak=0) == pytest.approx(np.full(6, 0.7), abs=1e-15)


def test_the_first_presentation_after_a_kick():
    # Tubes of 1/8, 1/16, 1/32, ..., areas of 1, 2, 4, ...: what passes the first two tubes.
    second = 1 / 16
    third = second / 16 / 4
    levels = flow([1.0, 0, 0, 0, 0, 0])
    assert levels[:2] == pytest.approx([7 / 8, second - second / 16 / 2])
    assert levels[2] == pytest.approx(third - third / 32 / 4)


def test_two_beakers_share_a_kick_as_worked_by_hand():
    # With w and one beaker twice as wide the difference shrinks to 1 - 1.5*rate each time.
    rate, w, second = 0.125, 1.0, 0.0
    for presentation in range(1, 30):
        values = dict.fromkeys(BEAKERS, second) | {"w": w, "plastic": 1, "beaker_leak": 0}
        after = work_through("synapses/beakers", "on_presentation_end", values)
        # The slower beakers stand level with the second, and what passes on to them is left out.
        w, second = after["w"], second + rate * (w - second) / 2
        assert w == pytest.approx(1 / 3 + 2 / 3 * (1 - 1.5 * rate) ** presentation)


def test_the_slowest_time_of_the_leaking_chain():
    slowest = np.abs(np.linalg.eigvals(step_matrix(1))).max()
    # 1.87e4 presentations for six beakers and a first tube of 1/8.
    assert -1 / np.log(slowest) == pytest.approx(1.87e4, rel=0.03)


def test_a_kick_fades_with_the_root_of_time():
    kicked = [1.0, 0, 0, 0, 0, 0]
    w = [(np.linalg.matrix_power(step_matrix(1), t) @ kicked)[0] for t in (10, 100, 1000)]
    assert np.diff(np.log10(w)) == pytest.approx([-0.5, -0.5], abs=0.06)


@pytest.mark.parametrize("rate", [0.125, 0.6])
def test_no_level_overshoots(rate):
    levels = np.array([1.0, 0, 1, 0, 1, 0])
    for _ in range(50):
        levels = flow(levels, beaker_rate=rate)
        assert levels.min() >= 0
        assert levels.max() <= 1


def test_a_simulated_chain_takes_the_same_steps(tmp_path):
    after = present(make_simulator(tmp_path, CHAIN), {"w": 1}, fires=False, times=20)
    start = np.zeros(6)
    start[0] = 1
    expected = np.linalg.matrix_power(step_matrix(1), 20) @ start
    assert [after[name].item() for name in BEAKERS] == pytest.approx(expected)


def test_a_chain_starts_level(tmp_path):
    state = make_simulator(tmp_path, CHAIN, 3).initial_state(0)
    assert np.all(state["input_output.beaker6"] == state["input_output.w"])


def test_without_plasticity_nothing_flows(tmp_path):
    after = present(make_simulator(tmp_path, CHAIN), {"w": 1}, plastic=False)
    assert (after["w"], after["beaker2"]) == (1, 0)
