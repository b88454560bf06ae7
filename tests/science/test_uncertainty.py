"""Synaptic uncertainty against values worked by hand and the fixed point of its equations.

Targets from Bonnet et al. (2025), arXiv:2504.13569, and Zeno et al. (2018), arXiv:1803.10123.
"""

import numpy as np
import pytest
from one_presentation import make_simulator, present, work_through

from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

UNCERTAIN = ["synapses/uncertain_transmission"]
MESU = [*UNCERTAIN, "synapses/error_driven", "synapses/mesu"]
BGD = [*UNCERTAIN, "synapses/error_driven", "synapses/bgd"]
PRIOR = {"mesu_window": "100", "mesu_mu0": "0", "mesu_sigma0": "1", "mesu_gain": "100"}
PRIOR |= {"eta": "0.01"}


def test_a_weight_is_drawn_around_its_mean(tmp_path):
    after = present(make_simulator(tmp_path, UNCERTAIN, 20_000), {"w": 0.5, "sigma": 0.2})
    assert after["I"] == pytest.approx(0.1 * (0.5 + 0.2 * after["noise"]))
    assert after["noise"].mean() == pytest.approx(0, abs=4 / np.sqrt(20_000))
    assert after["noise"].std() == pytest.approx(1, abs=4 / np.sqrt(40_000))


def test_the_draw_lasts_for_the_presentation(tmp_path):
    after = present(make_simulator(tmp_path, UNCERTAIN, steps=3), {"w": 0.5, "sigma": 0.2})
    assert after["I"] == pytest.approx(0.3 * (0.5 + 0.2 * after["noise"]))


def test_evaluation_transmits_the_mean(tmp_path):
    after = present(make_simulator(tmp_path, UNCERTAIN), {"w": 0.5, "sigma": 0.2}, plastic=False)
    assert after["I"] == pytest.approx(0.05)


def test_one_step_of_the_mean(tmp_path):
    simulator = make_simulator(tmp_path, MESU, parameters=PRIOR)
    after = present(simulator, {"w": 0.2, "sigma": 0.5, "output.error": -1})
    # 0.5**2*1 of the gradient and -0.5**2*0.2/100 of the prior.
    assert after["w"] == pytest.approx(0.2 + 0.2495)
    assert after["mesu_gradient"] == pytest.approx(1)


def test_one_step_of_the_deviation(tmp_path):
    simulator = make_simulator(tmp_path, MESU, 1000, PRIOR)
    after = present(simulator, {"w": 0.2, "sigma": 0.5, "output.error": -1})
    step = 0.5 * (0.25 * after["noise"] + 0.5 * 0.75 / 100)
    assert after["sigma"] == pytest.approx(0.5 + np.clip(step, -0.25, 0.25))


def end(file, **values):
    return work_through(f"synapses/{file}", "on_presentation_end", values | {"plastic": 1})["sigma"]


def test_one_step_of_the_deviation_at_a_draw_of_one():
    prior = {"mesu_window": 100, "mesu_sigma0": 1}
    sigma = end("mesu", sigma=0.5, mesu_gradient=1, noise=1, **prior)
    assert sigma - 0.5 == pytest.approx(0.126875)


@pytest.mark.parametrize(("gradient", "sigma"), [(-1e6, 0.25), (1e6, 0.75)])
def test_the_deviation_changes_by_half_of_itself_at_most(gradient, sigma):
    assert end("mesu", sigma=0.5, mesu_gradient=gradient, noise=1) == sigma


@pytest.mark.parametrize(
    ("window", "curvature"), [(50, 1.0), (10, 20.0), (10, 0.0)], ids=["N 50", "N 10", "flat"]
)
def test_precision_settles_at_the_prior_plus_window_times_curvature(window, curvature):
    sigma, prior = 0.1, {"mesu_window": window, "mesu_sigma0": 0.5}
    for _ in range(40 * window):
        # On a quadratic cost the mean of dC/dsigma = -gradient*noise is sigma*curvature.
        sigma = end("mesu", sigma=sigma, mesu_gradient=-sigma * curvature, noise=1, **prior)
    assert 1 / sigma**2 == pytest.approx(1 / 0.5**2 + window * curvature)


def test_without_evidence_the_mean_falls_back_to_its_prior(tmp_path):
    parameters = PRIOR | {"mesu_window": "10", "mesu_mu0": "0.3"}
    simulator = make_simulator(tmp_path, MESU, parameters=parameters)
    after = present(simulator, {"w": 2, "sigma": 1}, fires=False, times=20)
    assert after["w"] == pytest.approx(0.3 + 1.7 * 0.9**20)
    assert after["sigma"] == pytest.approx(1)


def test_one_step_of_bayesian_gradient_descent():
    # sigma*sqrt(1 + (sigma*d/2)**2) - sigma**2*d/2 with d = dC/dsigma = 1.
    sigma = end("bgd", sigma=0.5, bgd_gradient=-1, noise=1)
    assert sigma == pytest.approx(0.5 * np.sqrt(1.0625) - 0.125)
    assert sigma == pytest.approx(0.39039, abs=1e-5)


@pytest.mark.parametrize("gradient", [-0.1, 0.1, 0.01])
def test_bayesian_gradient_descent_is_the_limit_of_an_infinite_window(gradient):
    infinite = {"mesu_window": 1e15, "mesu_sigma0": 1}
    limit = end("mesu", sigma=0.5, mesu_gradient=gradient, noise=1, **infinite)
    half = 0.5 * 0.5 * gradient
    # The two differ by the second order, which keeps the deviation of BGD positive.
    exact = end("bgd", sigma=0.5, bgd_gradient=gradient, noise=1)
    assert exact - limit == pytest.approx(0.5 * (np.sqrt(1 + half**2) - 1), abs=1e-12)
    assert exact == pytest.approx(limit, abs=0.25 * half**2 + 1e-12)


def test_with_an_infinite_window_both_move_the_mean_alike(tmp_path):
    state = {"w": 0.2, "sigma": 0.5, "output.error": -1}
    mesu = make_simulator(tmp_path, MESU, parameters=PRIOR | {"mesu_window": "1e15"})
    bgd = make_simulator(tmp_path, BGD, parameters={"bgd_gain": "100", "eta": "0.01"})
    assert present(mesu, state)["w"] == pytest.approx(0.45)
    assert present(bgd, state)["w"] == pytest.approx(0.45)


@pytest.mark.parametrize("rule", [MESU, BGD])
def test_without_plasticity_mean_and_deviation_stay(tmp_path, rule):
    state = {"w": 0.2, "sigma": 0.5, "output.error": -1}
    after = present(make_simulator(tmp_path, rule), state, plastic=False)
    assert (after["w"], after["sigma"]) == (0.2, 0.5)


QUADRATIC = """# A target whose error is the weight that arrived in the step before, times 0.2.
# Source: own

[parameters]
tau_syn = 1*ms  # so that one spike leaves the weight itself

[equations]
I : 1
error : 1

[every dt]
error = 0.2*I

[threshold]
I > 1000

[ports]
I

[on_presentation_start]
I = 0
error = 0
"""


def test_a_simulated_quadratic_cost_makes_weights_as_certain_as_the_theory_says(tmp_path):
    (tmp_path / "quadratic.eq").write_text(QUADRATIC)
    model = Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", 400, str(tmp_path / "quadratic.eq")),
        ],
        [Projection("input", "output", MESU, parameters=PRIOR | {"mesu_window": "500"})],
    )
    # Two steps: the first shows the drawn weight, the second learns from its error.
    simulator = Simulator(model, show=0.002, backend="numpy")
    rates = np.full((1500, 1), 1000.0)
    after = simulator.run(rates, state=simulator.initial_state(0), seed=0).state
    precision = 1 / after["input_output.sigma"] ** 2
    # 1/sigma0**2 + N*H = 1 + 500*0.2.
    assert np.median(precision) == pytest.approx(101, rel=0.05)
