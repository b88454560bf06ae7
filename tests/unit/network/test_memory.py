"""A network that no machine can hold is refused before anything of it is made."""

import tracemalloc

import numpy as np
import pytest

from snn_cl.errors import ModelError
from snn_cl.language.rule import read_rule
from snn_cl.network import memory
from snn_cl.network.connections import connection_indices
from snn_cl.network.memory import bytes_needed, memory_of_machine, n_elements
from snn_cl.network.model import Model, Population, Projection
from snn_cl.network.resolved import resolve
from snn_cl.simulator import Simulator


def network(n_pre=1, n_post=1, connect="all", rule="synapses/transmission") -> Model:
    return Model(
        [Population("input", n_pre, "neurons/poisson_rate"), Population("output", n_post, LIF)],
        [Projection("input", "output", rule, connect=connect)],
    )


LIF = "neurons/lif"


@pytest.fixture
def machine(monkeypatch):
    """Return a function that sets how much memory the machine has."""
    return lambda n_bytes: monkeypatch.setattr(memory, "memory_of_machine", lambda: n_bytes)


def refused(model, *options) -> str:
    tracemalloc.start()
    try:
        with pytest.raises(ModelError) as caught:
            resolve(model, *options)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10e6
    return str(caught.value)


def test_neurons_beyond_the_machine_are_refused_with_what_they_take(machine):
    # v and I of 8 bytes, steps since the spike of 8 and a flag of 1: 25 bytes before and after the
    # block; 4 + 4 + 8 + 1 in the program and 8 for number and place: 75 bytes a neuron.
    machine(7e9)
    assert refused(network(1, 10**8)) == (
        "the network would take 9.5 GB of memory, output alone 7.5 GB for 1e+08 neurons; this "
        "machine has 7.0 GB: choose smaller populations or fewer synapses"
    )


def test_synapses_beyond_the_machine_are_refused_with_what_they_take(machine):
    machine(16e9)
    # The weight: 8 bytes before, 8 after, 4 in the program.
    text = refused(network(30_000, 30_000))
    assert "input_output alone 18.0 GB for 9e+08 synapses; this machine has 16.0 GB" in text


@pytest.mark.parametrize("connect", [0.1, 0.9, "all"])
def test_a_giant_projection_is_refused_without_its_pairs(machine, connect):
    machine(8e9)
    assert "this machine has 8.0 GB" in refused(network(40_000, 40_000, connect))


def test_ten_thousand_million_synapses_are_refused_with_what_they_take(machine):
    machine(100e9)
    assert (
        "would take 200.0 GB of memory, input_output alone 200.0 GB for 1e+10 synapses"
        in refused(network(10**5, 10**5))
    )


def test_more_synapses_than_brian2_can_number_are_refused(machine):
    machine(np.inf)
    assert refused(network(10**5, 10**5)) == (
        "input_output: 1e+10 synapses; expected at most 2147483647, "
        "which is as far as Brian2 counts"
    )


def test_more_neurons_than_random_numbers_are_refused(machine):
    machine(np.inf)
    assert refused(network(2**28 + 1)) == (
        "input: rand() has numbers of their own for at most 268435456 neurons, here are 2.68e+08: "
        "choose smaller populations"
    )


def test_a_network_that_fits_is_fine(machine):
    machine(1e6)
    resolve(network(100, 100))


def test_other_backends_keep_more_of_each_synapse(machine):
    model, rule = network(10, 10), read_rule(["synapses/transmission"])
    weight = [np.dtype(float)]
    dense = bytes_needed(model, "input_output", rule, weight)
    stock = bytes_needed(model, "input_output", rule, weight, True, "float64")
    # float64 in the program; numbers of both neurons; delay and place in the queue of a pathway
    assert (dense, stock) == (100 * 20, 100 * (24 + 8 + 12))
    machine(100 * 30)
    with pytest.raises(ModelError, match="the network would take 5.3 kB of memory, input_output"):
        Simulator(network(10, 10), backend="brian2")


@pytest.mark.parametrize(
    ("connect", "n"),
    [("all", 400), ("one_to_one", 20), (0.25, 100), (([0, 1], [2, 3]), 2), ([np.arange(3)] * 2, 3)],
)
def test_how_many_synapses_there_will_be(connect, n):
    assert n_elements(network(20, 20, connect), "input_output") == n


def test_indices_in_one_array_are_no_form_of_connect():
    with pytest.raises(ModelError, match="or a pair of index arrays"):
        resolve(network(2, 2, np.zeros((2, 3), int)))


def test_the_memory_of_this_machine_is_known():
    assert 2**28 < memory_of_machine() < 2**50


def test_a_share_of_pairs_is_the_same_drawn_in_pieces_or_at_once(monkeypatch):
    projection = network(50, 40, 0.3).part("input_output")
    monkeypatch.setattr("snn_cl.network.connections.MOST_DRAWN", 130)  # three rows at a time
    pre, post = connection_indices(projection, "input_output", 50, 40)
    generator = np.random.default_rng(list(b"input_output"))
    expected = np.nonzero(generator.random((50, 40)) < 0.3)
    assert np.array_equal(pre, expected[0])
    assert np.array_equal(post, expected[1])


# --- sizes


@pytest.mark.parametrize("size", [2.5, True, np.True_, "3", None, 2.0, [3]])
def test_a_size_that_is_no_whole_number_is_refused(size):
    with pytest.raises(ModelError) as caught:
        Population("a", size, LIF)
    assert str(caught.value) == f"population a: size is {size!r}; expected a whole number"


@pytest.mark.parametrize("size", [3, np.int64(3), np.uint8(3)])
def test_whole_numbers_of_numpy_will_do(size):
    kept = Population("a", size, LIF).size
    assert (kept, type(kept)) == (3, int)


@pytest.mark.parametrize("size", [0, -1, np.int8(-1)])
def test_a_population_has_a_neuron(size):
    with pytest.raises(ModelError, match=f"population a: size is {size}; give at least 1"):
        Population("a", size, LIF)


@pytest.mark.parametrize("size", [2**31, 10**400])
def test_a_population_has_neurons_that_can_be_counted(size):
    with pytest.raises(ModelError) as caught:
        Population("a", size, LIF)
    assert str(caught.value) == (
        "population a: expected at most 2147483647 neurons, which is as far as Brian2 counts"
    )
