"""The arrays of a model, worked out before any Brian2 object exists."""

import dataclasses

import numpy as np
import pytest

from snn_cl.checks import check_file
from snn_cl.errors import EquationFileError, ModelError
from snn_cl.language.equation_file import read_equation_file
from snn_cl.models.tacos import tacos
from snn_cl.network.edits import stack_of, with_parameter, with_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.resolved import resolve
from snn_cl.network.timing import Timing
from snn_cl.simulator import Simulator

LIF = "neurons/lif"


@pytest.fixture(scope="module")
def small():
    return resolve(tacos(n_input=6, n_output=2, n_hidden=4))


def test_dense_synapses_have_a_pre_and_a_post_axis(small):
    assert small.arrays()["input_hidden.w"] == ((6, 4), np.float64)


def test_one_to_one_synapses_have_one_axis(small):
    assert small.arrays()["error_output.B"] == ((2,), np.float64)


def test_neurons_with_a_refractory_period_keep_the_steps_since_their_spike(small):
    assert small.arrays()["hidden.steps_since_spike"] == ((4,), np.int64)
    assert "input.steps_since_spike" not in small.arrays()


def model_with_delay(tmp_path, delay, extra=""):
    (tmp_path / "late.eq").write_text(
        "# Late.\n# Source: own\n\n[on_pre]\nI_post += 1*dt/tau_syn_post\n\n"
        f"[delay]\n{delay}\n{extra}"
    )
    neurons = [Population("input", 3, "neurons/poisson_rate"), Population("output", 2, LIF)]
    return Model(neurons, [Projection("input", "output", str(tmp_path / "late.eq"))])


def test_spikes_on_their_way_are_part_of_the_state(tmp_path):
    model = model_with_delay(tmp_path, "2*ms")
    assert resolve(model).arrays()["input_output.spikes_underway"] == ((2, 3), np.int8)
    model = dataclasses.replace(model, timing=Timing(dt="0.5*ms"))
    assert resolve(model).arrays()["input_output.spikes_underway"] == ((4, 3), np.int8)


def test_a_delay_of_0_has_no_spikes_on_their_way(tmp_path):
    model = model_with_delay(tmp_path, "0*ms")
    assert "input_output.spikes_underway" not in resolve(model).arrays()


REMEDY = "; change one of them (dt, --dt)"


@pytest.mark.parametrize(
    ("delay", "extra", "where", "text"),
    [
        ("1.5*ms", "", "8:1", "1.5*ms"),
        ("1*ms", "\n[every 2.5*ms]\nw = w\n", "10:8", "2.5*ms"),
    ],
)
def test_a_time_that_is_no_multiple_of_the_step_is_refused(tmp_path, delay, extra, where, text):
    with pytest.raises(EquationFileError) as caught:
        resolve(model_with_delay(tmp_path, delay, extra))
    expected = f"{tmp_path}/late.eq:{where}: {text} is no multiple of the time step, 1*ms{REMEDY}"
    assert str(caught.value) == expected


LATE = "\n[parameters]\nlate = 2*ms  # on the way\n"


def test_a_delay_may_be_a_parameter(tmp_path):
    model = model_with_delay(tmp_path, "late", LATE)
    changed = with_parameter(model, "input_output", "late", "5*ms")
    for each, n_steps in ((model, 2), (changed, 5)):
        assert resolve(each).arrays()["input_output.spikes_underway"] == ((n_steps, 3), np.int8)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("-1*ms", "late = -1*ms cannot be; a delay is at least 0*ms"),
        ("1.5*ms", f"late = 1.5*ms is no multiple of the time step, 1*ms{REMEDY}"),
    ],
)
def test_a_parameter_that_cannot_be_a_delay_is_refused(tmp_path, value, message):
    model = model_with_delay(tmp_path, "late", LATE)
    with pytest.raises(EquationFileError) as caught:
        resolve(with_parameter(model, "input_output", "late", value))
    assert str(caught.value) == f"{tmp_path}/late.eq:8:1: {message}"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2*mV", "'late' is in V; [delay] takes a time; write it in ms"),
        ("2", "'late' has no unit; [delay] takes a time; write it in ms"),
    ],
)
def test_a_delay_is_no_parameter_of_another_unit(tmp_path, value, message):
    model_with_delay(tmp_path, "late", f"\n[parameters]\nlate = {value}  # on the way\n")
    [error] = check_file(str(tmp_path / "late.eq"))
    assert str(error) == f"{tmp_path}/late.eq:8:1: {message}"


def test_parameters_come_from_the_files_in_si_units(small):
    assert small.parameters()["hidden.tau_syn"] == pytest.approx(0.010)


def test_a_part_may_override_a_parameter(small):
    assert small.parameters()["output.tau_syn"] == pytest.approx(0.025)


def test_an_unknown_parameter_suggests_the_nearest():
    model = with_parameter(tacos(6, 2, 4), "input_hidden", "etaa", "1")
    with pytest.raises(ModelError) as caught:
        resolve(model)
    assert str(caught.value) == "no parameter 'etaa' in input_hidden; did you mean 'eta'?"


def test_a_parameter_in_the_wrong_unit_is_refused():
    model = with_parameter(tacos(6, 2, 4), "hidden", "tau_m", "15*mV")
    with pytest.raises(ModelError) as caught:
        resolve(model)
    expected = (
        "hidden.tau_m=15*mV is in V, but the file's '15*ms' is in s; write it in the file's unit"
    )
    assert str(caught.value) == expected


def test_a_parameter_that_is_no_number_names_what_is_wrong():
    model = with_parameter(tacos(6, 2, 4), "hidden", "tau_m", "15*mss")
    with pytest.raises(ModelError, match="hidden.tau_m=15\\*mss: 'mss' is neither a unit"):
        resolve(model)


def test_synapses_cannot_stand_for_neurons():
    model = with_rule(tacos(6, 2, 4), "hidden", ["synapses/transmission"])
    with pytest.raises(ModelError, match="population hidden: synapses/transmission holds synapses"):
        resolve(model)


def test_a_simulator_resolves_its_model_once(monkeypatch):
    read = []
    monkeypatch.setattr(
        "snn_cl.language.rule.read_equation_file",
        lambda name: read.append(name) or read_equation_file(name),
    )
    model = tacos(4, 2, 3)
    read.clear()
    Simulator(model, backend="numpy")
    assert len(read) == sum(len(stack_of(part)) for part in model.populations + model.projections)
