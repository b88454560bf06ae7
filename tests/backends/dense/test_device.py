"""The dense device against Brian2's own, on a network with every kind of projection."""

import re

import brian2 as b2
import numpy as np
import pytest
from brian2.devices.cpp_standalone.device import CPPStandaloneDevice
from brian2.devices.device import all_devices
from network_of_everything import on_device, simulate

from snn_cl.backends.dense.device import DEVICE_NAME, DenseDevice
from snn_cl.backends.dense.translation_unit import is_generated, join_sources

pytestmark = [
    pytest.mark.compiler,
    pytest.mark.filterwarnings("ignore"),
]

REPORT = "vectorised.txt"


class StockDevice(CPPStandaloneDevice):
    """Brian2's own device; its sources are compiled as one file, for the time it saves."""

    def generate_makefile(self, writer, *args, **options):
        paths = {path for path in writer.source_files if is_generated(path)}
        texts = {}
        for path in paths:
            with open(f"{writer.project_dir}/{path}") as file:
                texts[path] = file.read()
        writer.write("stock.cpp", join_sources(texts))
        writer.source_files = {"stock.cpp"}
        super().generate_makefile(writer, *args, **options)


all_devices["stock_in_one_unit"] = StockDevice()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("device")


@pytest.fixture(scope="module")
def stock(folder):
    return simulate("stock_in_one_unit", np.float64, folder / "stock")[0]


@pytest.fixture(scope="module")
def dense(folder):
    return simulate(DEVICE_NAME, np.float64, folder / "dense")


@pytest.fixture(scope="module")
def single(folder):
    # An absolute path: the compiler is also called from here, to ask which flags it knows.
    flag = f"-fopt-info-vec-optimized={folder / REPORT}"
    return simulate(DEVICE_NAME, np.float32, folder / "single", [flag])


def test_network_does_something(stock):
    assert stock["spikes.hidden"].sum() > 100
    assert np.ptp(stock["tacos.w"]) > 0.4


def test_double_agrees_with_brian2(stock, dense):
    outcome, _ = dense
    for name, expected in stock.items():
        np.testing.assert_allclose(outcome[name], expected, rtol=1e-12, atol=1e-12, err_msg=name)


def test_single_agrees_within_its_precision(stock, single):
    outcome, _ = single
    assert outcome["tacos.w"].dtype == np.float32
    for name, expected in stock.items():
        np.testing.assert_allclose(outcome[name], expected, rtol=1e-5, atol=2e-6, err_msg=name)


def test_fallbacks_are_reported(dense):
    _, fallbacks = dense
    assert set(fallbacks) == {
        "inputs_spike_thresholder",
        "conflict_pre",
        "delays_pre",
        "one_to_one_pre",
        "reduction_pre",
        "sparse_pre",
    }
    assert fallbacks["delays_pre"] == "its synapses have delays of their own"
    assert fallbacks["conflict_pre"].startswith("one by one: ")
    assert "not every pair" in fallbacks["sparse_pre"]


@pytest.mark.parametrize(
    "name",
    ["tacos_pre", "stdp_pre", "delayed_pre", "event_driven_pre", "recurrent_pre", "clocked_pre"]
    + [
        "clocked_stateupdater",
        "tacos_run_regularly",
        "hidden_spike_thresholder",
        "hidden_stateupdater",
    ],
)
def test_loop_is_vectorised(single, folder, name):
    source = (folder / "single" / "all_sources.cpp").read_text().splitlines()
    function = re.compile(rf"void _run_{name}_codeobject(_\d+)?\(\)")
    first = next(k for k, line in enumerate(source) if function.match(line))
    last = source.index("}", first)
    report = (folder / REPORT).read_text()
    lines = re.findall(r"all_sources\.cpp:(\d+):\d+: optimized: loop vectorized", report)
    assert any(first < int(line) <= last + 1 for line in lines)


def test_one_unit_leaves_no_other_source(dense, folder):
    assert sorted(p.name for p in (folder / "dense").rglob("*.cpp")) == ["all_sources.cpp"]


@pytest.mark.slow
def test_many_units_and_true_stock_agree(folder, monkeypatch):
    monkeypatch.setattr(DenseDevice, "one_unit", False)
    outcomes = []
    for name in ("cpp_standalone", DEVICE_NAME):
        with on_device(name) as device:
            b2.seed(3)
            group = b2.NeuronGroup(9, "v : 1", threshold="rand() < 0.2", reset="v = 0")
            synapses = b2.Synapses(group, group, "w : 1", on_pre="w = clip(w + exp(-w), 0, 2)")
            synapses.connect()
            synapses.w = "rand()"
            b2.Network(group, synapses).run(5 * b2.ms)
            device.build(directory=str(folder / f"many_{name}"), with_output=False)
            outcomes.append(synapses.variables["w"].get_value().copy())
    np.testing.assert_allclose(*outcomes, rtol=1e-12)


def test_silent_rows_are_left_out(single, folder):
    source = (folder / "single" / "all_sources.cpp").read_text()
    assert source.count("_dense_is_silent = _ptr") == 2  # stdp_post and delayed_post
