"""What the device takes for a dense block; nothing is compiled."""

import brian2 as b2
import numpy as np
import pytest
from network_of_everything import on_device

from snn_cl.backends.dense.analysis.unused_arrays import choices_header
from snn_cl.backends.dense.dense_synapses import is_plain_connect
from snn_cl.backends.dense.device import DEVICE_NAME

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def device():
    with on_device(DEVICE_NAME) as device:
        yield device


def make_network(connects=({},), **options):
    source = b2.NeuronGroup(4, "v : 1", threshold="v > 1", reset="v = 0")
    synapses = b2.Synapses(source, source, "w : 1", on_pre="w += 1", name="syn", **options)
    for arguments in connects:
        synapses.connect(**arguments)
    return b2.Network(source, synapses), synapses


def template(device):
    """Return the template of the last pathway."""
    return [
        code_object.template_name
        for code_object in device.code_objects.values()
        if code_object.name.startswith("syn_pre_codeobject")
    ][-1]


@pytest.mark.parametrize("value", [{}, {"condition": True}, {"p": 1}])
def test_plain_connect_is_dense(device, value):
    make_network([value])[0].run(0 * b2.ms)
    assert template(device) == "dense_on_pre"
    assert device.fallbacks == {}


@pytest.mark.parametrize(
    "value", [{"j": "i"}, {"p": 0.5}, {"n": 2}, {"condition": "i != j"}, {"i": [0, 1], "j": [1, 2]}]
)
def test_other_connections_are_not(device, value):
    make_network([value])[0].run(0 * b2.ms)
    assert template(device) == "synapses"
    assert "plain connect()" in device.fallbacks["syn_pre"]


def test_two_connects_are_not_dense(device):
    make_network([{}, {}])[0].run(0 * b2.ms)
    assert device.fallbacks == {"syn_pre": "connect() was not called exactly once"}


@pytest.mark.parametrize(
    ("value", "delayed"),
    [(0 * b2.ms, False), (1 * b2.ms, True), ("rand()*2*ms", True), (np.arange(16) * b2.ms, True)],
)
def test_delays_of_single_synapses_are_not_dense(device, value, delayed):
    network, synapses = make_network()
    synapses.delay = value
    network.run(0 * b2.ms)
    expected = {"syn_pre": "its synapses have delays of their own"} if delayed else {}
    assert device.fallbacks == expected
    assert template(device) == ("synapses" if delayed else "dense_on_pre")
    assert device.rings == set()


@pytest.mark.parametrize(("delay", "rings"), [(2 * b2.ms, {"syn_pre"}), (0 * b2.ms, set())])
def test_one_delay_for_all_synapses_is_a_ring(device, delay, rings):
    make_network(delay=delay)[0].run(0 * b2.ms)
    assert device.fallbacks == {}
    assert template(device) == "dense_on_pre"
    assert device.rings == rings


def test_numbers_of_neurons_are_kept_where_somebody_asks(device):
    network, synapses = make_network()
    network.add(b2.SpikeMonitor(synapses.source))
    network.run(0 * b2.ms)
    codes = device.code_objects.values()
    assert "DENSE_KEEPS_syn 1" in choices_header(codes, ["syn"], True)
    assert "DENSE_KEEPS_syn 0" in choices_header(codes, ["syn"], False)
    network.add(b2.StateMonitor(synapses, "w", record=[0]))
    network.run(0 * b2.ms)
    assert "DENSE_KEEPS_syn 1" in choices_header(device.code_objects.values(), ["syn"], False)


@pytest.mark.parametrize(
    ("change", "left_out"),
    [("w += plastic*0.1", True), ("w += 0.1", False), ("w += plastic*0.1 - 0.2", False)],
)
def test_what_only_learning_needs_is_left_out_where_nothing_learns(device, change, left_out):
    source = b2.NeuronGroup(4, "v : 1", threshold="v > 1", reset="v = 0")
    model = "w : 1\nplastic : 1 (shared)"
    synapses = b2.Synapses(source, source, model, on_post=change, name="syn")
    synapses.connect()
    b2.Network(source, synapses).run(0 * b2.ms)
    code = next(c for n, c in device.code_objects.items() if n.startswith("syn_post_codeobject"))
    assert ("if (_dense_rests)\n        return;" in code.code.cpp_file) is left_out


def test_delay_between_runs_is_refused(device):
    network, synapses = make_network()
    network.run(0 * b2.ms)
    synapses.delay = 1 * b2.ms
    with pytest.raises(b2.BrianObjectException) as error:
        network.run(0 * b2.ms)
    assert "'syn_pre' got a delay or more synapses" in str(error.value.__cause__)


def test_openmp_falls_back(device):
    b2.prefs.devices.cpp_standalone.openmp_threads = 2
    try:
        make_network()[0].run(0 * b2.ms)
    finally:
        b2.prefs.devices.cpp_standalone.openmp_threads = 0
    assert template(device) == "synapses"
    assert device.fallbacks == {"device": "OpenMP is on"}


def test_floats_stay_float_and_times_stay_double(device):
    b2.prefs.core.default_float_dtype = np.float32
    limit, late = 0.7, 3 * b2.ms  # noqa: F841 (Brian2 looks them up by name)
    network, synapses = make_network()
    synapses.run_regularly("w = clip(w*limit + exp(w)/0.3 + w**2, 0, 0.5) + int(t > late)")
    network.run(0 * b2.ms)
    code = next(c for n, c in device.code_objects.items() if n.startswith("syn_run_regularly"))
    lines = code.code.cpp_file
    assert "float(limit)" in lines
    assert "0.5f" in lines
    assert "_dense_power(w, 2)" in lines
    assert "t > late" in lines


def test_run_function_belongs_to_this_device(device):
    with device.run_function("later"):
        device.insert_code("main", "// inside")
    kinds = [kind for kind, _ in device.main_queue]
    assert kinds[-3:] == ["start_run_func", "insert_code", "end_run_func"]


def test_plain_connect_arguments():
    assert is_plain_connect(None, None, None, 1.0, 1)
    assert not is_plain_connect(None, None, None, "0.5", 1)
    assert not is_plain_connect("i != j", None, None, 1, 1)


def test_functions_without_a_numpy_form_still_work_on_numpy():
    group = b2.NeuronGroup(2, "x : 1", name="numpy_group")
    group.x = 0.5
    group.run_regularly("x = expm1(x)", dt=b2.defaultclock.dt)
    b2.prefs.codegen.target = "numpy"
    try:
        b2.Network(group).run(b2.defaultclock.dt)
    finally:
        b2.prefs.codegen.target = "auto"
    assert np.allclose(group.x[:], np.expm1(0.5))
