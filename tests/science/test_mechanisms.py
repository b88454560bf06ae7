"""The shipped mechanisms against values worked by hand, one presentation of one step at a time.

Targets from the equations of Zohora et al. (2024), doi:10.1038/s41598-024-78290-w, public code.
"""

import numpy as np
import pytest
from one_presentation import STILL_TARGET, STILL_TRACE

from snn_cl.language.expression import evaluate, parse
from snn_cl.language.rule import read_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

FUNCTIONS = {"clip": np.clip, "int": int, "abs": abs}


@pytest.fixture
def after_one_step(tmp_path):
    """Return a function: the state of one synapse after a step in which its source may fire."""
    (tmp_path / "pre.eq").write_text(STILL_TRACE)
    (tmp_path / "post.eq").write_text(STILL_TARGET)

    def run(rule, state, parameters=None, fires=True, plastic=True):
        model = Model(
            [
                Population("input", 1, ["neurons/poisson_rate", str(tmp_path / "pre.eq")]),
                Population("output", 1, str(tmp_path / "post.eq")),
            ],
            [Projection("input", "output", rule, parameters=parameters or {})],
        )
        simulator = Simulator(model, show=0.001, backend="numpy")
        start = simulator.initial_state(0)
        for key, value in state.items():
            part = "input_output" if "." not in key else key.split(".")[0]
            start[f"{part}.{key.split('.')[-1]}"].fill(value)
        # At 1000 Hz and steps of 1 ms the probability of a spike is 1.
        rates = np.full((1, 1), 1000.0 if fires else 0.0)
        after = simulator.run(rates, state=start, seed=0, plastic=plastic).state
        return {key.split(".")[-1]: array.item() for key, array in after.items()}

    return run


LEARNING = ["synapses/transmission", "synapses/error_driven"]
METAPLASTIC = [*LEARNING, "synapses/metaplasticity"]
CONSOLIDATING = ["synapses/transmission", "synapses/consolidation"]
DECAYING = [*CONSOLIDATING, "synapses/heterosynaptic_decay"]


def test_a_spike_adds_its_share_of_the_weight_to_the_current(after_one_step):
    assert after_one_step("synapses/transmission", {"w": 0.5})["I"] == pytest.approx(0.05)


def test_a_spike_changes_the_weight_against_the_error(after_one_step):
    after = after_one_step(LEARNING, {"w": 0.5, "output.error": 2}, {"eta": "0.01"})
    assert after["w"] == pytest.approx(0.5 - 0.01 * 2)


def test_without_a_spike_the_weight_stays(after_one_step):
    assert after_one_step(LEARNING, {"w": 0.5, "output.error": 2}, fires=False)["w"] == 0.5


def test_the_weight_stays_within_its_bounds(after_one_step):
    after = after_one_step(LEARNING, {"w": 2.9, "output.error": -100}, {"eta": "0.01"})
    assert after["w"] == 3


@pytest.mark.parametrize(
    ("m", "w", "factor"), [(0, 0.3, 1), (10, 0.3, np.exp(-3)), (10, -0.3, np.exp(-3)), (10, 0, 1)]
)
def test_metaplasticity_divides_the_change_by_exp_of_m_times_w(after_one_step, m, w, factor):
    after = after_one_step(METAPLASTIC, {"w": w, "m": m, "output.error": 1}, {"eta": "0.01"})
    assert after["w"] == pytest.approx(w - 0.01 * factor)


@pytest.mark.parametrize(
    ("pre", "post", "grows"), [(6, 3, True), (6, 2, False), (5, 3, False), (5.5, 2.25, False)]
)
def test_m_grows_only_where_both_traces_pass_their_threshold(after_one_step, pre, post, grows):
    state = {"m": 1, "input.trace": pre, "output.trace": post}
    after = after_one_step(METAPLASTIC, state, {"dm": "0.25"}, fires=False)
    assert after["m"] == (1.25 if grows else 1)


def test_m_stops_at_its_cap(after_one_step):
    state = {"m": 59.9, "input.trace": 6, "output.trace": 3}
    assert after_one_step(METAPLASTIC, state, {"dm": "0.25"})["m"] == 60


def test_neuromodulation_multiplies_the_change(after_one_step):
    state = {"w": 0.5, "output.error": 1, "output.modulation": 3}
    rule = [*LEARNING, "synapses/neuromodulation"]
    assert after_one_step(rule, state, {"eta": "0.01"})["w"] == pytest.approx(0.5 - 0.03)


@pytest.mark.parametrize(("alpha", "expected"), [("0", 0.0), ("0.25", 0.2), ("1", 0.8)])
def test_the_reference_weight_follows_the_weight(after_one_step, alpha, expected):
    after = after_one_step(CONSOLIDATING, {"w": 0.8, "w_ref": 0}, {"alpha": alpha})
    assert after["w_ref"] == pytest.approx(expected)


@pytest.mark.parametrize(("lam", "expected"), [("0", 0.8), ("0.25", 0.65), ("1", 0.2)])
def test_an_active_target_pulls_the_weight_to_its_reference(after_one_step, lam, expected):
    state = {"w": 0.8, "w_ref": 0.2, "output.trace": 3}
    after = after_one_step(DECAYING, state, {"alpha": "0", "lam": lam}, fires=False)
    assert after["w"] == pytest.approx(expected)


def test_a_quiet_target_pulls_no_weight(after_one_step):
    state = {"w": 0.8, "w_ref": 0.2, "output.trace": 2}
    assert after_one_step(DECAYING, state, {"lam": "1"}, fires=False)["w"] == 0.8


def test_without_plasticity_none_of_them_changes_anything(after_one_step):
    state = {"w": 0.8, "m": 1, "w_ref": 0.2, "output.error": 1}
    state |= {"input.trace": 6, "output.trace": 3}
    after = after_one_step([*METAPLASTIC, *DECAYING[1:]], state, plastic=False)
    assert (after["w"], after["m"], after["w_ref"]) == (0.8, 1, 0.2)


@pytest.fixture(scope="module")
def driven():
    """A neuron whose input fires at each of 150 steps."""
    model = Model(
        [
            Population("input", 1, ["neurons/poisson_rate", "neurons/spike_trace"]),
            Population("output", 1, "neurons/lif"),
        ],
        [
            Projection(
                "input",
                "output",
                "synapses/transmission",
                parameters={"w_max": "1000"},
                initial={"w": "1000"},
            )
        ],
    )
    simulator = Simulator(model, backend="numpy")
    rates = np.full((1, 1), 1000.0)
    return simulator.run(rates, state=simulator.initial_state(0), seed=0, n_spikes=1)


def test_a_neuron_driven_hard_fires_every_five_milliseconds(driven):
    assert set(np.diff(driven.spikes["output"][:, 2])) == {5}


def test_a_trace_approaches_its_rate_times_its_time_constant(driven):
    assert driven.state["input.trace"].item() == pytest.approx(25 * (1 - 0.96**150))


def run_section(name, section, values):
    """Work through the statements of a shipped file as they are written."""
    rule = read_rule([name])
    values = {parameter.name: parameter.value for parameter in rule.parameters} | values
    for line in rule.section(section):
        new = evaluate(parse(line.expression, line.expression_place), values, FUNCTIONS, None)
        old = values[line.name] if line.operator != "=" else 0
        values[line.name] = {"=": new, "+=": old + new, "-=": old - new}[line.operator]
    return values


def test_the_pair_of_error_neurons_waits_for_a_second_error_after_its_floor():
    values = {"q_plus": 0, "q_minus": 0}
    fired = []
    for surplus in (1, -1, 1, 1):
        values = run_section("neurons/error_integrator", "every", values | {"surplus": surplus})
        fired.append(values["polarity"])
        if values["polarity"]:
            values = run_section("neurons/error_integrator", "reset", values)
    # E+ goes 1 (fires) 0, -0.1, 0.9, 1.9 (fires) 0.9; E- goes -0.1, 0.9, -0.1, -0.1.
    assert fired == [1, 0, 0, 1]
    assert values["q_plus"] == pytest.approx(0.9)


@pytest.mark.parametrize(("current", "expected"), [(4.0, 0), (3.999, 2), (-3.999, 2), (-4.0, 0)])
def test_only_a_neuron_inside_its_window_gets_the_error(current, expected):
    values = run_section("neurons/error_signal", "every", {"I": current, "U": 2})
    assert values["error"] == expected


def test_an_error_spike_kicks_the_error_potential_by_a_third_of_its_feedback_weight():
    values = {"U_post": 0, "polarity_pre": -1, "B": 0.15}
    after = run_section("synapses/error_feedback", "on_pre", values)
    assert after["U_post"] == pytest.approx(-0.05)


@pytest.mark.parametrize(("rate", "factor"), [(93, 1), (186, 4), (0, 0.03), (1000, 8)])
def test_the_neuromodulator_turns_the_learning_rate_within_its_limits(rate, factor):
    values = run_section("neurons/neuromodulator", "every", {"concentration": rate})
    assert values["modulation"] == pytest.approx(factor)
