"""The times that a model owns: read from text, from quantities and from numbers, or refused."""

import brian2
import numpy as np
import pytest

from snn_cl.errors import SnnClError
from snn_cl.find import find_function
from snn_cl.network.model import Model
from snn_cl.network.timing import Timing, time_text
from snn_cl.simulator import Simulator

DIEHL_COOK = Timing(0.35, 0.15, 0.0005, 100.0)


def test_the_times_that_are_not_given_are_those_of_zohora():
    timing = Timing()
    assert (timing.show, timing.rest, timing.dt, timing.teacher_rate) == (0.15, 0, 0.001, 100)
    assert (timing.show_steps, timing.rest_steps) == (150, 0)


def test_text_quantities_and_numbers_say_the_same():
    units = brian2.ms, brian2.Hz
    assert Timing("350*ms", "0.15*second", "500*us", "0.1*kHz") == DIEHL_COOK
    assert Timing(350 * units[0], 150 * units[0], 0.5 * units[0], 100 * units[1]) == DIEHL_COOK
    assert Timing(np.float64(0.35), 0.15, 5e-4, 100) == DIEHL_COOK


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_a_number_of_less_precision_is_the_one_that_was_written(kind):
    assert Timing(show=0.25, dt=kind(0.001)).dt == 0.001
    assert time_text("dt", kind(0.001)) == "0.001*second"


def test_a_changed_timing_keeps_what_is_not_named():
    changed = Timing().changed(show="20*ms", rest=None, dt="", teacher_rate=60)
    assert changed == Timing(0.02, 0.0, 0.001, 60)


def test_a_finer_step_may_make_a_duration_a_multiple():
    assert Timing().changed(show="1.5*ms", dt="0.5*ms").show_steps == 3


@pytest.mark.parametrize(
    ("times", "text"),
    [
        ({"show": "0.35"}, "show is '0.35'; expected a time such as '350*ms'"),
        ({"dt": "1*mV"}, "dt is '1*mV'; expected a time such as '350*ms'"),
        ({"rest": 3 * brian2.mV}, "rest is 3. mV; expected a time such as '350*ms'"),
        ({"teacher_rate": "1*ms"}, "teacher_rate is '1*ms'; expected a rate such as '100*Hz'"),
        ({"show": True}, "show is True; expected a time such as '350*ms'"),
        ({"show": [1, 2]}, "show is [1, 2]; expected a time such as '350*ms'"),
        ({"show": "350ms"}, "show: '350ms' lacks an operator; write '350*ms'"),
        ({"dt": "0*ms"}, "dt is 0.0 s; expected a time step above 0 s, such as 1*ms"),
        (
            {"show": "1.5*ms"},
            "show is 0.0015 s; expected a multiple of dt = 0.001 s, at least 0.001 s",
        ),
        (
            {"teacher_rate": "-1*Hz"},
            "teacher_rate is -1.0 Hz; expected a finite number from 0 on",
        ),
    ],
)
def test_what_is_no_time_is_refused_in_one_line(times, text):
    with pytest.raises(SnnClError) as caught:
        Timing(**times)
    assert str(caught.value) == text


def test_text_is_no_python():
    with pytest.raises(SnnClError, match="cannot stand here"):
        Timing(show="__import__('os').getpid()*ms")


def test_diehl_and_cook_have_the_times_of_their_paper():
    model: Model = find_function("models", "diehl_cook")(4, 2, 3)
    assert model.timing == DIEHL_COOK


def test_a_simulator_takes_the_times_of_its_model_and_may_be_told_others():
    model = find_function("models", "diehl_cook")(4, 2, 3)
    assert Simulator(model, backend="numpy").timing == DIEHL_COOK
    told = Simulator(model, show="10*ms", rest=0, backend="numpy").timing
    assert (told.show_steps, told.rest_steps, told.dt) == (20, 0, 0.0005)
