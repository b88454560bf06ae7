"""Times of the stream are kept in double precision on every backend."""

import numpy as np
import pytest
from numpy import exp

from snn_cl.language.clock_times import clock_times
from snn_cl.language.rule import read_rule
from snn_cl.network.model import Model, Population, Projection
from snn_cl.simulator import Simulator

# Ten hours at steps of 1 ms: in single precision neighbouring times are 4 ms apart.
TEN_HOURS = 36_000_000
NEURON = f"""# Remembers when it fired.
# Source: own

[parameters]
tau = 20*ms  # time constant

[equations]
x       : 1
y       : 1
last    : second
step    : integer
counted : second
dage/dt = 1 : second
since = t - last : second
waited : second

[every dt]
x = exp(-(t - last)/tau)
y = 2*exp(-since/tau)
step = t_in_timesteps
counted += dt
waited += dt

[threshold]
t_in_timesteps == {TEN_HOURS + 5}

[reset]
last = t

[on_presentation_start]
waited = 0*ms

[method]
euler
"""


@pytest.fixture
def model(tmp_path) -> Model:
    (tmp_path / "x.eq").write_text(NEURON)
    (tmp_path / "s.eq").write_text("# A synapse.\n# Source: own\n[equations]\nw : 1\n")
    return Model(
        [
            Population("input", 1, "neurons/poisson_rate"),
            Population("output", 1, str(tmp_path / "x.eq")),
        ],
        [Projection("input", "output", str(tmp_path / "s.eq"))],
    )


def test_what_comes_of_the_clock_is_a_time_but_for_what_begins_anew(model):
    rule = read_rule(model.population("output").neurons)
    assert clock_times(rule) == {"x", "y", "last", "step", "counted", "age", "since"}


@pytest.mark.parametrize(
    "backend",
    ["numpy", pytest.param("dense", marks=pytest.mark.compiler)],
)
def test_after_ten_hours_single_precision_loses_no_time(model, backend):
    simulator = Simulator(model, show=0.02, backend=backend, dtype="float32")
    start = simulator.initial_state(0)
    for name in ("counted", "age"):
        start[f"output.{name}"][:] = 36_000
    rates = np.zeros((1, 1))
    state = simulator.run(rates, state=start, seed=0, first=TEN_HOURS // 20).state
    after = {key.split(".")[1]: array.item() for key, array in state.items()}
    assert after["x"] == pytest.approx(exp(-14 / 20))
    assert after["y"] == pytest.approx(2 * exp(-14 / 20))
    assert after["last"] == pytest.approx(36_000.005, abs=1e-9)
    assert after["step"] == TEN_HOURS + 19
    assert after["counted"] == pytest.approx(36_000.020, abs=1e-9)
    assert after["age"] == pytest.approx(36_000.020, abs=1e-9)
    assert after["waited"] == pytest.approx(0.020, rel=1e-6)


@pytest.mark.compiler
def test_what_is_worked_out_once_a_step_from_a_time_is_double(model, tmp_path):
    (tmp_path / "s.eq").write_text(
        """# A synapse that keeps times.
# Source: own

[equations]
w : 1
until : second
wave : 1
counted_wave : 1

[every 10*ms]
until = t + 3*ms
wave = sin(2*pi*8.3*Hz*t)
counted_wave = sin(2*pi*8.3*Hz*t_in_timesteps*dt)
"""
    )
    simulator = Simulator(model, show=0.02, backend="dense", dtype="float32")
    start = simulator.initial_state(0)
    state = simulator.run(np.zeros((1, 1)), state=start, seed=0, first=TEN_HOURS // 20).state
    assert state["input_output.until"].item() == pytest.approx(36_000.013, abs=1e-9)
    expected = np.sin(2 * np.pi * 8.3 * 36_000.010)
    assert state["input_output.wave"].item() == pytest.approx(expected, abs=1e-6)
    assert state["input_output.counted_wave"].item() == pytest.approx(expected, abs=1e-6)
