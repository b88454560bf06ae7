"""Every file in models/ fits together, can be taken apart, and runs."""

import inspect

import numpy as np
import pytest

from snn_cl.backends import BACKENDS
from snn_cl.checks import check_model
from snn_cl.find import find_function, names
from snn_cl.network.edits import drop
from snn_cl.network.resolved import resolve
from snn_cl.simulator import Simulator

MODELS = names("models")
N_INPUT, N_OUTPUT, N_HIDDEN = 30, 2, 12  # as in test_simulator, which needs the same programs
MECHANISMS = [
    (name, mechanism)
    for name in MODELS
    for mechanism in find_function("models", name)(N_INPUT, N_OUTPUT).mechanisms
]


@pytest.fixture(params=MODELS)
def model(request):
    return find_function("models", request.param)(N_INPUT, N_OUTPUT, N_HIDDEN)


def stacks(model) -> list[tuple[str, ...]]:
    return [part.neurons for part in model.populations] + [part.rule for part in model.projections]


@pytest.mark.parametrize("name", MODELS)
def test_every_model_says_what_it_is_and_where_it_comes_from(name):
    text = inspect.getdoc(find_function("models", name))
    assert text.splitlines()[0].endswith(".")
    assert "Source:" in text


def test_every_model_passes_the_check(model):
    check_model(model)


@pytest.mark.parametrize("name", MODELS)
def test_every_model_has_the_sizes_asked_for(name):
    model = find_function("models", name)(n_input=N_INPUT, n_output=N_OUTPUT)
    assert model.population(model.input).size == N_INPUT
    assert model.population(model.output).size == N_OUTPUT


def test_every_readout_exists(model):
    assert model.readout in names("readouts")


@pytest.mark.parametrize(("name", "mechanism"), MECHANISMS)
def test_every_mechanism_names_files_of_some_stack(name, mechanism):
    model = find_function("models", name)(N_INPUT, N_OUTPUT)
    used = {file for stack in stacks(model) for file in stack}
    assert model.mechanisms[mechanism]
    assert set(model.mechanisms[mechanism]) <= used


@pytest.mark.parametrize(("name", "mechanism"), MECHANISMS)
def test_every_mechanism_can_be_dropped(name, mechanism):
    model = drop(find_function("models", name)(N_INPUT, N_OUTPUT, N_HIDDEN), [mechanism])
    check_model(model)
    left = {file for stack in stacks(model) for file in stack}
    assert not left & set(model.mechanisms[mechanism])


@pytest.mark.parametrize("name", MODELS)
def test_all_mechanisms_can_be_dropped_together(name):
    model = find_function("models", name)(N_INPUT, N_OUTPUT)
    check_model(drop(model, list(model.mechanisms)))


def test_every_model_builds_and_runs_on_numpy(model):
    simulator = Simulator(model, show=0.02, backend="numpy")
    rates, labels = np.full((2, N_INPUT), 200.0), np.array([0, 1])
    outcome = simulator.run(rates, labels, state=simulator.initial_state(0), seed=0)
    assert outcome.counts.shape == (2, N_OUTPUT)
    for key, (shape, _) in resolve(model).arrays().items():
        assert outcome.state[key].shape == shape
        assert np.isfinite(outcome.state[key]).all(), key


@pytest.mark.parametrize(("name", "mechanism"), MECHANISMS)
def test_every_model_runs_without_any_one_mechanism(name, mechanism):
    model = drop(find_function("models", name)(N_INPUT, N_OUTPUT, N_HIDDEN), [mechanism])
    simulator = Simulator(model, show=0.02, backend="numpy")
    rates = np.full((1, N_INPUT), 200.0)
    outcome = simulator.run(rates, np.array([1]), state=simulator.initial_state(0), seed=0)
    assert outcome.counts.shape == (1, N_OUTPUT)


@pytest.mark.compiler
@pytest.mark.parametrize("name", MODELS)
def test_every_model_does_the_same_on_every_backend_in_double_precision(name):
    model = find_function("models", name)(N_INPUT, N_OUTPUT, N_HIDDEN)
    random = np.random.default_rng(0)
    rates = random.uniform(0, 1000, (20, N_INPUT)) * (random.random((20, N_INPUT)) < 0.5)
    outcomes = {}
    for backend in BACKENDS:
        simulator = Simulator(model, show=0.15, backend=backend, dtype="float64")
        options = {"state": simulator.initial_state(0), "seed": 0, "modulator": np.ones(20)}
        outcomes[backend] = simulator.run(rates, np.arange(20) % 2, n_spikes=20, **options)
    stock = outcomes.pop("brian2")
    assert len(stock.spikes[simulator.resolved.populations[1].name]) >= 20
    for backend, outcome in outcomes.items():
        for population, spikes in stock.spikes.items():
            assert np.array_equal(spikes, outcome.spikes[population]), (backend, population)
        for key, array in stock.state.items():
            assert np.allclose(outcome.state[key], array, rtol=1e-12, atol=1e-12), (backend, key)
