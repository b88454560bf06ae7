"""Memories in simulated ensembles of the shipped synapses; seeds from 0 on, steps of 1 ms.

Numbers are those of the equations of Fusi, Drew & Abbott (2005), doi:10.1016/j.neuron.2005.02.001,
Amit & Fusi (1994), doi:10.1162/neco.1994.6.5.957, and Benna & Fusi (2016), doi:10.1038/nn.4401.
"""

import numpy as np
import pytest

pytestmark = [
    pytest.mark.compiler,
    pytest.mark.slow,
]


def ensemble_of(memory, synapse, last, runs, presentations=12_000):
    lags = memory.decay.log_lags(last)
    return memory.ensemble.simulate_decay(synapse, lags, 32, presentations, range(runs))


def check_cascade(memory, decay, n, depths, expected):
    assert decay.snr(n)[0] == pytest.approx(2 * np.sqrt(n) / depths, rel=0.02)
    assert memory.decay.smooth_lifetime(decay, n) == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize(("n", "depths", "expected", "runs"), [(1e4, 8, 91, 1), (1e5, 10, 322, 3)])
def test_start_and_lifetime_of_a_cascade(memory, n, depths, expected, runs):
    decay = ensemble_of(memory, memory.ensemble.cascade(depths), 2000, runs)
    check_cascade(memory, decay, n, depths, expected)


def test_a_cascade_of_a_million_synapses(memory):
    decay = ensemble_of(memory, memory.ensemble.cascade(12), 2000, 16)
    check_cascade(memory, decay, 1e6, 12, 1079)
    # The local slope at a lag of 100, from two octaves around it.
    found = memory.decay.slope(decay.lags, decay.signal, 50, 200)
    assert found == pytest.approx(-0.74, abs=0.03)


@pytest.mark.parametrize(("n", "runs", "expected"), [(1e4, 1, 36), (1e5, 3, 116)])
def test_two_states_live_a_root_of_their_number(memory, n, runs, expected):
    synapse = memory.ensemble.two_state(memory.theory.best_p(n))
    decay = ensemble_of(memory, synapse, 1000, runs)
    assert memory.decay.smooth_lifetime(decay, n) == pytest.approx(expected, rel=0.1)
    assert decay.snr(n)[0] == pytest.approx(np.e, rel=0.05)


def test_all_states_of_a_cascade_are_as_frequent(memory):
    synapse = memory.ensemble.cascade(5)
    simulator = memory.ensemble.make_simulator(synapse, 200)
    state = simulator.initial_state(0)
    state["input_output.w"][...] = state["input_output.cascade_depth"][...] = 1
    counts = np.zeros((2, 5))
    for block in range(40):
        rates = np.full((400 if block == 0 else 40, 200), memory.ensemble.ALWAYS)
        state = simulator.run(rates, state=state, seed=0, first=1000 * block).state
        w, depth = (state[f"input_output.{key}"].ravel() for key in ("w", "cascade_depth"))
        counts += np.histogram2d(w, depth, [2, np.arange(0.5, 6)])[0]
    assert counts / counts.sum() == pytest.approx(np.full((2, 5), 1 / 10), rel=0.01)


def test_an_ensemble_of_chains_decays_as_one_chain(memory, chain_steps):
    lags = memory.decay.log_lags(3000)
    decay = memory.ensemble.simulate_decay(memory.ensemble.beakers(), lags, 16, 40_000)
    exact = memory.theory.chain_snr(chain_steps[6])
    assert decay.snr(1)[0] == pytest.approx(0.234, abs=0.005)
    assert decay.snr(1)[lags <= 100] == pytest.approx(exact(lags[lags <= 100]), rel=0.05)
    last = memory.theory.slowest_time(chain_steps[6]) / 10
    assert memory.decay.slope(lags, decay.signal, 10, last) == pytest.approx(-0.49, abs=0.02)
    assert memory.decay.smooth_lifetime(decay, 1e4) == pytest.approx(988, rel=0.1)


def test_one_chain_over_four_decades(memory, chain_steps):
    response = memory.ensemble.impulse_response(6, 40_000)
    exact = memory.theory.chain_snr(chain_steps[6])
    lags = memory.decay.log_lags(39_999)
    assert response[lags] == pytest.approx(exact(lags) / exact(0), rel=1e-6)
    lived = memory.decay.lifetime(range(40_000), np.sqrt(1e5) * response * exact(0))
    assert lived == pytest.approx(9346, rel=0.02)


def test_a_chain_needs_some_twenty_levels(memory):
    found = {}
    for levels in (21, 11):
        synapse = memory.ensemble.beakers(levels=levels)
        lags = memory.decay.log_lags(1000)
        decay = memory.ensemble.simulate_decay(synapse, lags, 32, 12_000)
        found[levels] = memory.decay.slope(lags, decay.signal, 5, 1000)
    assert found[21] == pytest.approx(-0.56, abs=0.05)
    assert found[11] < found[21] - 0.2
