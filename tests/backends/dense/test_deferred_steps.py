"""Steps of synapses that are put off until somebody looks at them."""

from types import SimpleNamespace

import brian2 as b2
import pytest
from network_of_everything import on_device

from snn_cl.backends.dense.analysis.unused_arrays import choices_header
from snn_cl.backends.dense.device import DEVICE_NAME

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def device():
    with on_device(DEVICE_NAME) as device:
        yield device


def steady(device, code, equations="w : 1\nrate : 1 (shared, constant)", **options):
    """Return whose steps could be put off in a network with `code` at each step."""
    neurons = b2.NeuronGroup(4, "v : 1", threshold="v > 1", reset="v = 0")
    synapses = b2.Synapses(neurons, neurons, equations, on_pre="w += 1", name="syn", **options)
    synapses.connect()
    synapses.run_regularly(code, dt=b2.defaultclock.dt, name="each_step")
    b2.Network(neurons, synapses).run(0 * b2.ms)
    return {name.split("_codeobject")[0]: synapses for name, synapses in device.steady.items()}


@pytest.mark.parametrize("code", ["w *= 0.9", "w = clip(w + rate*dt/ms, 0, 1)", "w = exp(-w)"])
def test_steps_that_use_synapses_and_constants_alone_can_be_put_off(device, code):
    assert steady(device, code) == {"each_step": "syn"}


@pytest.mark.parametrize(
    "code", ["w += v_pre", "w += v_post", "w += i", "w = t/ms", "w += rand()", "w += int(t > 1*ms)"]
)
def test_steps_that_look_at_neurons_or_at_the_time_cannot(device, code):
    assert steady(device, code) == {}


def test_steps_that_use_what_may_change_cannot(device):
    assert steady(device, "w += rate", equations="w : 1\nrate : 1 (shared)") == {}


def test_a_state_update_can_be_put_off(device):
    equations = "dw/dt = -w/(20*ms) : 1 (clock-driven)"
    found = steady(device, "w += v_pre", equations=equations, method="euler")
    assert found == {"syn_stateupdater": "syn"}


DENSE = SimpleNamespace(template_name="dense_on_pre", owner=SimpleNamespace(name="syn"))
STOCK = SimpleNamespace(template_name="statemonitor", owner=SimpleNamespace(name="syn"))


@pytest.mark.parametrize(
    ("codes", "put_off", "expected"),
    [
        ([DENSE], {"a": "syn"}, True),
        ([DENSE], {}, False),
        ([DENSE], {"a": "syn", "b": "syn"}, False),  # whose steps come first?
        ([DENSE, STOCK], {"a": "syn"}, False),  # it would look without asking
    ],
)
def test_one_piece_of_code_is_put_off_where_only_dense_loops_look(codes, put_off, expected):
    text = choices_header(codes, ["syn"], False, put_off)
    assert ("#define DENSE_LAZY_syn 1" in text) is expected
    assert ("#define DENSE_LAZY_a 1" in text) is expected
