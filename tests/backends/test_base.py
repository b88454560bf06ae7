"""What a backend is: one module and one line of the table; the simulator knows none by name."""

import sys
from dataclasses import dataclass
from types import ModuleType

import numpy as np
import pytest

from snn_cl.backends import BACKENDS
from snn_cl.backends.base import BlockResult, load_backend
from snn_cl.errors import NotFoundError
from snn_cl.find import find_function
from snn_cl.simulator import Simulator


class Still:
    """A prepared model whose every neuron is silent."""

    fallbacks = {"everything": "it stands still"}

    def __init__(self, resolved, dtype):
        self.dtype = dtype
        self.n_output = resolved.parts[resolved.model.output].shape[0]

    def run(self, block):
        counts = np.zeros((len(block), self.n_output), int)
        traces = [
            np.tile(np.ravel(block.state[key])[elements], (len(block), 1))
            for key, elements in block.recorded
        ]
        return BlockResult(counts, dict(block.state), traces, np.zeros((0, 4), int))


@dataclass(frozen=True)
class StillBackend:
    name: str = "still"
    default_dtype: str = "float64"
    needs_compiler: bool = False
    lists_synapses: bool = False

    def prepare(self, resolved, dtype):
        return Still(resolved, dtype)

    def fallbacks(self, resolved):
        return Still.fallbacks


@pytest.fixture
def still(monkeypatch):
    module = ModuleType("still_backend")
    module.STILL = StillBackend()
    monkeypatch.setitem(sys.modules, "still_backend", module)
    monkeypatch.setitem(BACKENDS, "still", "still_backend:STILL")


def test_a_new_backend_needs_a_line_in_the_table_alone(still, plugins):
    simulator = Simulator(find_function("models", "small")(16, 2), backend="still")
    state = simulator.initial_state(0)
    outcome = simulator.run(np.full((3, 16), 50.0), state=state, seed=0)
    assert simulator.dtype == "float64"
    assert simulator.fallbacks == {"everything": "it stands still"}
    assert outcome.counts.shape[0] == 3
    assert not outcome.counts.any()
    assert all(np.array_equal(outcome.state[key], state[key]) for key in state)


def test_every_backend_is_called_as_the_table_says(backend):
    assert load_backend(backend).name == backend


def test_an_unknown_backend_is_met_with_the_nearest_name():
    with pytest.raises(NotFoundError, match="no backend 'nmpy'; did you mean 'numpy'"):
        load_backend("nmpy")
