"""Bistable synapses moved by calcium, against hand-worked steps and the published closed form."""

import numpy as np
import pytest
from one_experiment import import_experiment
from one_presentation import make_simulator, present, work_through

RULE = "synapses/graupner_brunel"
TAU = 150


@pytest.fixture
def experiment():
    return import_experiment("plasticity", "graupner_brunel")


def step(rho, ca):
    """Return the change of the efficacy in 1 ms without noise, times the time constant."""
    values = {"w": 1, "rho": rho, "ca": ca, "plastic": 1, "dt": 1e-3, "sigma": 0}
    return (work_through(RULE, "every", values)["rho"] - rho) * TAU / 1e-3


@pytest.mark.parametrize(("rho", "expected"), [(0, 0), (0.25, -0.046875), (0.5, 0), (1, 0)])
def test_without_calcium_the_two_ends_are_stable_and_the_middle_is_not(rho, expected):
    # -rho (1 - rho)(0.5 - rho): -0.25*0.75*0.25 below the middle.
    assert step(rho, 0) == pytest.approx(expected, abs=1e-9)


def test_some_calcium_depresses():
    assert step(1, 1.2) == pytest.approx(-200)


def test_more_calcium_potentiates_as_well():
    assert step(0, 1.4) == pytest.approx(321.808)


def test_the_weight_lies_between_its_bounds_as_the_efficacy_between_0_and_1():
    values = {"w": 1, "rho": 0.5, "ca": 0, "plastic": 1, "dt": 1e-3, "sigma": 0}
    assert work_through(RULE, "every", values)["w"] == pytest.approx(3)


@pytest.mark.parametrize(
    ("name", "lag", "expected"),
    [
        *(("DP", lag, value) for lag, value in {-100: 0.991, -25: 0.729, 0: 1.008}.items()),
        *(("DP", lag, value) for lag, value in {5: 1.241, 20: 1.172, 100: 1.005}.items()),
        ("DPD", 5, 1.19),
        ("DPD", 15, 0.84),
        ("DPD'", -10, 0.771),
        ("P", 0, 1.237),
        ("D", 0, 0.636),
        ("D'", -15, 0.70),
        ("hippocampal culture", 10, 1.212),
    ],
)
def test_the_closed_form_gives_the_published_curves(experiment, name, lag, expected):
    found = experiment.closed_form(experiment.SETS[name], lag, 60, 1.0)
    assert found == pytest.approx(expected, abs=0.002 if name == "DP" else 0.01)


def test_the_spread_of_a_mean_is_that_of_synapses_that_switch_by_chance(experiment):
    constants = experiment.SETS["DP"]
    draw = np.random.default_rng(0).binomial
    shares = experiment.switching(constants, -25, 60, 1.0)
    switched = [draw(200, share, 20_000) / 200 for share in shares]
    found = experiment.sampling_spread(constants, -25, 60, 1.0, 200)
    assert found == pytest.approx(experiment.change(constants, *switched).std(), rel=0.03)


@pytest.mark.compiler
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "dt", "expected"),
    [("DP", 0.0005, {-25: 0.72, 5: 1.24, 100: 1.0}), ("DPD", 0.0002, {5: 1.19, 15: 0.84})],
)
def test_a_thousand_synapses_change_as_the_closed_form_says(experiment, name, dt, expected):
    options = experiment.Options(lags=tuple(expected), repeats=1000, dt=dt)
    found = experiment.simulated(experiment.SETS[name], options)
    for lag, value in expected.items():
        assert found[lag] == pytest.approx(value, abs=0.03)


@pytest.mark.compiler
@pytest.mark.slow
def test_the_cortical_slice_turns_to_potentiation_with_the_rate(experiment):
    cortical = experiment.SETS["cortical slice"]
    found = {}
    for rate in (10.0, 40.0):
        options = experiment.Options(lags=(-10,), pairs=75, rate=rate, repeats=1000)
        found[rate] = experiment.simulated(cortical, options)[-10]
    assert found[10] == pytest.approx(0.62, abs=0.04)
    assert found[40] == pytest.approx(1.59, abs=0.05)
    crossing = [rate for rate in (25, 27) if experiment.closed_form(cortical, -10, 75, rate) > 1]
    assert crossing == [27]


@pytest.mark.parametrize(("ca", "n_thresholds"), [(0.5, 0), (1.2, 1), (2.0, 2)])
def test_noise_acts_above_each_threshold(tmp_path, ca, n_thresholds):
    on_the_step = {"ca_delay": "13*ms"}
    simulator = make_simulator(tmp_path, [RULE], 10_000, on_the_step)
    state = present(simulator, {"ca": ca, "rho": 0.5}, fires=False)
    expected = 2.8284 * np.sqrt(n_thresholds * 1e-3 / TAU)
    assert state["rho"].std() == pytest.approx(expected, rel=0.03)
