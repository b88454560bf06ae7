"""What several test files need."""

import functools
import os
import shutil
import sys
from collections import Counter, OrderedDict
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

os.environ["MPLBACKEND"] = "Agg"

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from one_experiment import import_experiment

from snn_cl.backends import BACKENDS
from snn_cl.backends.base import load_backend
from snn_cl.backends.cache_key import program_key
from snn_cl.backends.numpy import NumpyBackend
from snn_cl.stream import Dataset

N_BUILT = 40  # Brian2 looks through all objects that are alive whenever it names a new one

# The same examples in every run, and no clock: a busy machine is no failure.
settings.register_profile(
    "snn_cl", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("snn_cl")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks for groups
def pytest_collection_modifyitems(items):
    """Skip what the marker `compiler` says needs one, where there is none; group for workers."""
    for item in items:
        if item.get_closest_marker("compiler") and not shutil.which("g++"):
            item.add_marker(pytest.mark.skip(reason="there is no g++"))
        if _shares_a_fixture(item) and not item.get_closest_marker("xdist_group"):
            # One worker runs them, or both would make the fixture.
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def _shares_a_fixture(item) -> bool:
    definitions = item._fixtureinfo.name2fixturedefs.values()
    return any(each[-1].scope == "module" for each in definitions)


def _marks(name: str) -> tuple:
    return (pytest.mark.compiler,) if load_backend(name).needs_compiler else ()


@pytest.fixture(params=[pytest.param(name, marks=_marks(name)) for name in BACKENDS])
def backend(request) -> str:
    """Each backend that there is, by its name."""
    return request.param


@pytest.fixture
def tiny_dataset() -> Dataset:
    """10 classes x 12 images of 28 x 28 random pixels; no two images are equal."""
    images = np.random.default_rng(0).integers(0, 256, (120, 28, 28), dtype=np.uint8)
    return Dataset("tiny", images, np.arange(120) % 10, tuple("0123456789"))


@pytest.fixture
def plugins(monkeypatch) -> Path:
    """The model 'small', the dataset 'tiny' and the rule 'hebbian', found by name."""
    folder = Path(__file__).parent / "plug_ins"
    monkeypatch.setenv("SNN_CL_PATH", str(folder))
    return folder


@pytest.fixture(scope="session")
def memory() -> SimpleNamespace:
    """The parts of the experiment memory/lifetime."""
    names = ("decay", "ensemble", "picture", "records", "theory", "run")
    modules = import_experiment("memory/lifetime", *names)
    return SimpleNamespace(**dict(zip(names, modules, strict=True)))


@pytest.fixture(scope="session")
def chain_steps(memory) -> dict[int, np.ndarray]:
    """What a presentation without events does to chains of four, six and eight beakers."""
    make = memory.ensemble.make_simulator
    simulators = {m: make(memory.ensemble.beakers(m), 3, "numpy") for m in (4, 6, 8)}
    return {m: memory.ensemble.chain_step(simulator, m) for m, simulator in simulators.items()}


@pytest.fixture(scope="session")
def built() -> OrderedDict:
    """Models that the numpy backend has built, by what it depends on; those used last."""
    return OrderedDict()


@pytest.fixture(autouse=True)
def _build_once(built, monkeypatch):
    """A model that an earlier test built is not built again; no two simulators of a test share.

    Parameters are given with every block, as those of a compiled program are; only delays are not.
    """
    prepare, asked = NumpyBackend.prepare, Counter()

    def prepare_once(self, resolved, dtype):
        delays = [(part.name, part.parameters) for part in resolved.projections if part.underway]
        key = f"{program_key(resolved, dtype)} {delays}"
        asked[key] += 1
        key = f"{key} {asked[key]}"
        if key not in built:
            built[key] = prepare(self, resolved, dtype)
        built.move_to_end(key)
        if len(built) > N_BUILT:
            built.popitem(last=False)
        return built[key]

    monkeypatch.setattr(NumpyBackend, "prepare", prepare_once)


@pytest.fixture
def quick(plugins, monkeypatch) -> None:
    """Runs show each image for 10 ms, and keep the weights at the start and at the end only."""
    from snn_cl.simulator import Simulator
    from snn_cl.training import run, run_arrays

    monkeypatch.setattr(run, "Simulator", functools.partial(Simulator, show=0.01))
    monkeypatch.setattr(run_arrays, "N_SNAPSHOTS", 1)


@pytest.fixture
def brian2_is_known() -> bool:
    """Whether no newer Brian2 is installed than the newest whose names were compared with ours."""
    return tuple(map(int, version("brian2").split(".")[:2])) <= (2, 11)


@pytest.fixture(scope="session", autouse=True)
def _no_power_failure():
    """No test outlives a power failure: what is written need not have reached the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda descriptor: None)
        yield


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


@pytest.fixture(scope="session", autouse=True)
def _own_program_cache(tmp_path_factory):
    """Compiled programs of the tests stay apart from the user's; all workers share them."""
    before = os.environ.get("XDG_CACHE_HOME")
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
