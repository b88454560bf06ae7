"""A value that cannot be right is told when it is set, not by a number that looks like one."""

import dataclasses
import warnings

import numpy as np
import pytest

from snn_cl.checks import check_model, check_rule
from snn_cl.errors import EquationFileError, ModelError, StreamError
from snn_cl.find import find_function, names
from snn_cl.inputs import checked_modulator, checked_rates, teacher_rates
from snn_cl.language.rule import read_rule
from snn_cl.network.edits import with_parameter
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.per_step import is_taken_per_step
from snn_cl.network.precision import check_precision, warn_of_short_times
from snn_cl.network.resolved import resolve
from snn_cl.simulator import Simulator

MODELS = [find_function("models", name)(16, 2) for name in names("models")]


@pytest.fixture
def small(plugins) -> Model:
    return find_function("models", "small")(16, 2)


@pytest.fixture
def neurons(tmp_path):
    """Return a function that writes a neuron file and returns its rule."""

    def write(text: str, name: str = "x"):
        path = tmp_path / "neurons" / f"{name}.eq"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# N.\n# Source: own\n{text}")
        return read_rule([str(path)])

    return write


def message(kind, function, *arguments) -> str:
    with pytest.raises(kind) as caught:
        function(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# --- time constants and bounds


@pytest.mark.parametrize(
    ("value", "said"), [("-1*ms", "-0.001 s"), ("0*ms", "0 s"), ("-3*second", "-3 s")]
)
def test_a_time_constant_that_is_no_time_is_refused(small, value, said):
    assert message(ModelError, resolve, with_parameter(small, "output", "tau_m", value)) == (
        f"output.tau_m={value}: 'tau_m' is {said}; a time constant must be above 0, such as 15*ms"
    )


def test_a_time_that_nothing_is_divided_by_may_be_0(small):
    check_model(with_parameter(small, "output", "tau_refractory", "0*ms"))
    model = with_parameter(small, "output", "tau_refractory", "-1*ms")
    assert "'tau_refractory' is -0.001 s; a time" in message(ModelError, resolve, model)


@pytest.mark.parametrize(
    ("name", "value", "low", "high"), [("w_max", "-5", "-3", "-5"), ("w_min", "40", "40", "30")]
)
def test_bounds_that_are_swapped_are_refused(small, name, value, low, high):
    text = message(ModelError, resolve, with_parameter(small, "input_output", name, value))
    assert text.startswith(f"input_output.{name}={value}") or f", {name}={value}" in text
    assert text.endswith(
        f": 'w_min' is {low} and above 'w_max', {high}; no weight lies between the two: "
        "change one of them"
    )


def test_bounds_may_be_equal(small):
    resolve(with_parameter(small, "input_output", "w_min", "30"))


def test_bounds_of_two_files_are_told_at_the_second(tmp_path):
    folder = tmp_path / "synapses"
    folder.mkdir()
    (folder / "low.eq").write_text(
        "# S.\n# Source: own\n[parameters]\nw_min = 2 # low\n[equations]\nw : 1\n"
    )
    (folder / "high.eq").write_text(
        "# S.\n# Source: own\n# Stack: after low\n[parameters]\nw_max = 1 # high\n"
        "[on_pre]\nw = clip(w, w_min, w_max)\n"
    )
    rule = read_rule([str(folder / "low.eq"), str(folder / "high.eq")])
    (error,) = check_rule(rule)
    assert str(error).startswith(f"{folder}/high.eq:5:1: 'w_min' is 2 and above 'w_max', 1; ")


def test_a_fault_of_the_file_is_the_files_though_another_value_is_set(neurons):
    rule = neurons("[parameters]\ntau = 0*ms # t\nk = 1 # k\n[equations]\ndx/dt = -k*x/tau : 1\n")
    model = Model([Population("input", 1, str(rule.files[0].path), {"k": "2"})], [], output="input")
    assert "x.eq:4:1: 'tau' is 0 s;" in message(EquationFileError, check_model, model)


# --- the time step


def timed(model, **times):
    return dataclasses.replace(model, timing=model.timing.changed(**times))


def short_times(model, dt=0.001) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warn_of_short_times(resolve(timed(model, dt=dt)))
    return [str(warning.message) for warning in caught]


def test_a_time_constant_below_the_time_step_is_warned_of_once(small):
    model = with_parameter(small, "output", "tau_m", "1*us")
    model = with_parameter(model, "output", "tau_syn", "0.5*ms")
    assert short_times(model) == [
        "output.tau_syn = 0.5*ms, output.tau_m = 0.001*ms: shorter than the time step of 1*ms; "
        "what decays so fast is gone within a step, and Euler's method makes nonsense of it: "
        "choose a smaller dt or a longer time"
    ]


def test_a_time_constant_of_one_time_step_is_long_enough(small):
    assert short_times(with_parameter(small, "output", "tau_m", "1*ms")) == []
    assert short_times(with_parameter(small, "output", "tau_refractory", "0.2*ms")) == []


@pytest.mark.parametrize("model", MODELS, ids=names("models"))
def test_every_shipped_model_keeps_to_its_time_step_and_to_float32(model):
    assert short_times(model) == []
    check_precision(resolve(model), "float32")


@pytest.mark.parametrize("dt", [0, -0.001, np.nan, np.inf])
def test_a_time_step_that_is_none_is_refused(small, dt):
    with pytest.raises(ModelError, match="expected a time step above 0 s, such as 1"):
        Simulator(small, dt=dt, backend="numpy")


@pytest.mark.parametrize("show", [np.nan, np.inf, -0.1, 0])
def test_a_presentation_that_has_no_length_is_refused(small, show):
    with pytest.raises(ModelError, match="expected a multiple of dt = 0.001 s, at least 0.001 s"):
        Simulator(small, show=show, backend="numpy")


# --- the type of numbers


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("1e39", "1e+39 becomes infinite in float32, which ends at 3.4e+38"),
        ("-1e39", "-1e+39 becomes infinite in float32, which ends at 3.4e+38"),
        ("1e-50", "1e-50 becomes 0 in float32, which begins at 1.18e-38"),
        ("1e-40", "1e-40 becomes 0 in float32, which begins at 1.18e-38"),
    ],
)
def test_a_parameter_that_float32_cannot_hold_is_refused(small, value, becomes):
    described = resolve(with_parameter(small, "input_output", "eta", value))
    assert message(ModelError, check_precision, described, "float32") == (
        f"input_output.eta: {becomes}; choose dtype float64, or other units"
    )
    check_precision(described, "float64")


@pytest.mark.parametrize("value", ["3e38", "-3e38", "2e-38", "0", "0.1"])
def test_a_parameter_that_float32_can_hold_is_fine(small, value):
    check_precision(resolve(with_parameter(small, "input_output", "eta", value)), "float32")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("[equations]\ny = 2*1e39 : 1\nx : 1", "4:7"),
        ("[equations]\nx : 1\n[every dt]\nx += 1e-300*x", "6:6"),
        ("[equations]\nx : 1\n[threshold]\nx > 1e39", "6:5"),
    ],
)
def test_a_number_of_an_equation_that_float32_cannot_hold_is_told_at_its_place(
    neurons, line, place
):
    path = neurons(line + "\n").files[0].path
    described = resolve(Model([Population("input", 1, str(path))], [], output="input"))
    text = message(ModelError, check_precision, described, "float32")
    assert text.startswith(f"{path}:{place}: ")
    assert " in float32, which " in text


def test_a_starting_value_that_float32_cannot_hold_is_refused(small):
    model = dataclasses.replace(small.part("output"), initial={"v": "1e-50*mV"})
    model = dataclasses.replace(
        small, populations=(small.populations[0], model, small.populations[2])
    )
    assert message(ModelError, check_precision, resolve(model), "float32") == (
        "output: initial v: 1e-50 becomes 0 in float32, which begins at 1.18e-38; "
        "choose dtype float64, or other units"
    )


# --- rates


def test_more_than_a_spike_a_step_is_refused(small):
    described = resolve(small)
    assert checked_rates(described, np.full((1, 16), 1000.0)).max() == 1000
    assert message(StreamError, checked_rates, described, np.full((1, 16), 1000.2)) == (
        "a rate of the stimulus is 1000.2 Hz, but a neuron of 'input' spikes at most once in a "
        "time step of 1 ms: give rates up to 1000 Hz, or choose a smaller dt"
    )
    checked_rates(resolve(timed(small, dt=0.0005)), np.full((1, 16), 1000.2))


def test_a_teacher_of_more_than_a_spike_a_step_is_refused(small):
    labels = np.array([0, -1])
    highest, above = (resolve(timed(small, teacher_rate=rate)) for rate in (1000.0, 1001.0))
    assert teacher_rates(highest, labels, 2).tolist() == [[1000, 0], [0, 0]]
    assert message(StreamError, teacher_rates, above, labels, 2) == (
        "a rate of the teacher is 1001 Hz, but a neuron of 'teacher' spikes at most once in a "
        "time step of 1 ms: give rates up to 1000 Hz, or choose a smaller dt"
    )


@pytest.mark.parametrize("rate", [-1, np.nan, np.inf])
def test_a_teacher_without_a_rate_is_refused(small, rate):
    with pytest.raises(ModelError) as caught:
        Simulator(small, teacher_rate=rate, backend="numpy")
    text = f"teacher_rate is {float(rate)} Hz; expected a finite number from 0 on"
    assert str(caught.value) == text


@pytest.mark.parametrize("rate", [1e39, np.inf, np.nan, -1])
def test_a_rate_that_is_no_number_of_float32_is_refused(small, rate):
    text = message(StreamError, checked_rates, resolve(small), np.full((1, 16), rate))
    assert text == "rates must be finite and not negative [Hz]"


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_modulator_that_is_not_finite_is_refused(value):
    text = message(StreamError, checked_modulator, np.array([0, value]), 2)
    assert text == "the modulator must be finite in every presentation"


SHIPPED = {
    "poisson_rate": True,
    "regular_until_answered": True,
    "associative_unit": False,
    "graded_input": False,
}


@pytest.mark.parametrize(("name", "taken"), SHIPPED.items())
def test_a_rate_has_a_bound_only_where_spikes_are_made_of_it(name, taken):
    assert is_taken_per_step(read_rule([f"neurons/{name}"]), "stimulus") == taken


def test_every_shipped_reader_of_the_stream_is_judged_here():
    every = [name for name in names("equations") if name.startswith("neurons/")]
    readers = {name[8:] for name in every if read_rule([name]).reads("stimulus")}
    assert readers == set(SHIPPED)
    assert is_taken_per_step(read_rule(["neurons/poisson_teacher"]), "teacher")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("[threshold]\nrand() < dt*stimulus(t, i)", True),
        ("[threshold]\nstimulus(t, i) > rand()/dt", True),
        ("[equations]\nr = stimulus(t, i) : Hz\n[threshold]\nrand() < r*dt", True),
        ("[equations]\nr : Hz\n[threshold]\nr*dt > rand()\n[every dt]\nr = stimulus(t, i)", True),
        ("[threshold]\nrand() < 0.1*stimulus(t, i)*dt", False),
        ("[threshold]\nrand() < stimulus(t, i)*dt/4", False),
        ("[equations]\ndx/dt = stimulus(t, i) : 1\n[threshold]\nx > 1", False),
        ("[equations]\nx : 1\n[every dt]\nx = stimulus(t, i)/Hz + dt/ms", False),
    ],
)
def test_what_makes_spikes_of_a_rate(neurons, text, taken):
    assert is_taken_per_step(neurons(text + "\n"), "stimulus") == taken


# --- what is read, and by whom


@pytest.mark.parametrize("call", ["stimulus(t, i)", "stimulus (t,i)", "0*Hz + stimulus(t, i)"])
def test_only_the_input_reads_the_stimulus(neurons, call):
    path = neurons(f"[threshold]\nrand() < ({call})*dt\n").files[0].path
    model = Model([Population("input", 4, str(path)), Population("output", 2, str(path))], [])
    found = message(EquationFileError, check_model, model)
    assert found.startswith(f"{path}:4:{11 + call.index('stimulus')}: output reads stimulus(t, i)")


def test_a_comment_reads_nothing(neurons):
    path = neurons("[equations]\nx : 1 # not stimulus(t, i)\n[threshold]\nx > 1\n").files[0].path
    check_model(
        Model(
            [Population("input", 1, "neurons/poisson_rate"), Population("output", 1, str(path))], []
        )
    )


def test_an_output_that_never_spikes_is_refused(neurons):
    path = neurons("[equations]\nx : 1\n").files[0].path
    model = Model(
        [Population("input", 1, "neurons/poisson_rate"), Population("out", 1, str(path))],
        [Projection("input", "out", "synapses/plain_weight")],
        output="out",
    )
    assert message(ModelError, check_model, model) == (
        "population out: the network's output has no [threshold] and never answers; "
        "add a neuron file that spikes"
    )
