"""How long memories last in the shipped synapses, iterated from their statements without chance.

Numbers are those of the equations of Fusi, Drew & Abbott (2005), doi:10.1016/j.neuron.2005.02.001,
Amit & Fusi (1994), doi:10.1162/neco.1994.6.5.957, and Benna & Fusi (2016), doi:10.1038/nn.4401.
"""

import functools

import numpy as np
import one_presentation
import pytest
from drawn import coloured_pixels
from one_presentation import work_through

from snn_cl.errors import RunError


def transitions(file, states, middle, monkeypatch):
    """Return the matrices of a potentiating and a depressing event, from a file's statements.

    Parameters
    ----------
    file : str
    states : list of dict
        Values of the variables in each state, and of the parameters.
    middle : str
        Variable that holds the sum of the proposed changes.
    monkeypatch : pytest.MonkeyPatch

    Returns
    -------
    list of two (n_states, n_states) float array
        By state before and after. All multiples of 2**-12 are exact.
    """
    draws = (np.arange(2**12) + 0.5) / 2**12
    for name, function in (("rand", lambda: draws), ("log", np.log)):
        monkeypatch.setitem(one_presentation.FUNCTIONS, name, function)
    matrices = []
    for push in (1, -1):
        rows = []
        for state in states:
            after = work_through(file, "on_presentation_end", state | {middle: push, "plastic": 1})
            same = [[after[name] == other[name] for name in state] for other in states]
            hits = [functools.reduce(np.logical_and, one) + np.zeros(len(draws)) for one in same]
            rows.append([hit.mean() for hit in hits])
        matrices.append(np.array(rows))
    return matrices


@pytest.fixture
def cascade_of(monkeypatch):
    """Return a function: the two matrices of the shipped cascade with so many depths."""

    def make(depths):
        states = [
            {"w": w, "cascade_depth": depth, "cascade_depths": depths}
            for w in (-1, 1)
            for depth in range(1, depths + 1)
        ]
        return transitions("synapses/cascade", states, "cascade_drive", monkeypatch)

    return make


@pytest.mark.parametrize("depths", [1, 2, 5, 12])
def test_the_cascade_makes_the_transitions_of_the_paper(cascade_of, memory, depths):
    for shipped, paper in zip(
        cascade_of(depths), memory.theory.cascade_matrices(depths), strict=True
    ):
        assert np.array_equal(shipped, paper)
    assert np.sum(np.add(*cascade_of(depths)), axis=0) == pytest.approx(np.full(2 * depths, 2))


@pytest.mark.parametrize(
    ("n", "depths", "expected"), [(1e4, 8, 91), (1e5, 10, 322), (1e6, 12, 1079)]
)
def test_the_lifetime_of_a_cascade_by_matrix_iteration(cascade_of, memory, n, depths, expected):
    signal = memory.theory.markov_signal(*cascade_of(depths), 2000)
    assert memory.decay.lifetime(range(2001), np.sqrt(n) * signal) == expected
    assert signal[0] == pytest.approx(2 / depths)


def test_a_deep_cascade_forgets_as_a_power_of_time(cascade_of, memory):
    signal = memory.theory.markov_signal(*cascade_of(12), 2000)
    lags = memory.decay.log_lags(2000)
    assert memory.decay.slope(lags, signal[lags], 90, 110) == pytest.approx(-0.74, abs=0.03)
    assert memory.decay.slope(lags, signal[lags], 4, 2**10) == pytest.approx(-0.72, abs=0.03)


@pytest.mark.parametrize(
    ("n", "depths", "lived"), [(1e3, 6, 23), (1e4, 8, 91), (1e5, 10, 322), (1e6, 12, 1079)]
)
def test_the_best_depth_grows_with_the_number_of_synapses(memory, n, depths, lived):
    found = {
        d: memory.decay.lifetime(range(2001), np.sqrt(n) * memory.theory.cascade_signal(d, 2000))
        for d in range(2, 20)
    }
    assert max(found, key=found.get) == depths
    assert found[depths] == lived


@pytest.mark.parametrize(("n", "expected"), [(1e4, 36), (1e5, 116), (1e6, 367)])
def test_the_lifetime_of_the_best_two_state_synapse(monkeypatch, memory, n, expected):
    """The expected values are sqrt(N)/e cut to an integer; at 1e5 the ratio is 0.9986 at 116."""
    p = np.round(memory.theory.best_p(n) * 2**12) / 2**12
    states = [{"w": w, "switch_p": p} for w in (-1, 1)]
    matrices = transitions("synapses/two_state", states, "switch_drive", monkeypatch)
    signal = memory.theory.markov_signal(*matrices, 1000)
    assert signal == pytest.approx(memory.theory.two_state_signal(p, 1000))
    best = memory.theory.two_state_signal(memory.theory.best_p(n), 1000)
    found = memory.decay.lifetime(range(1001), np.sqrt(n) * best)
    assert found == pytest.approx(expected, abs=1)
    assert np.sqrt(n) * best[expected] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("count", "expected"), [(4, 1.09e3), (6, 1.87e4), (8, 3.03e5)])
def test_each_two_beakers_more_make_the_slowest_time_16_times_longer(
    memory, chain_steps, count, expected
):
    assert memory.theory.slowest_time(chain_steps[count]) == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize(("count", "expected"), [(4, 0.276), (6, 0.234), (8, 0.207)])
def test_the_ratio_right_after_the_storage_in_a_chain(memory, chain_steps, count, expected):
    assert memory.theory.chain_snr(chain_steps[count])(0) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(("count", "last"), [(6, 1.87e3), (8, 3.03e4)])
def test_a_chain_forgets_with_the_root_of_time(memory, chain_steps, count, last):
    lags = memory.decay.log_lags(int(last))
    snr = memory.theory.chain_snr(chain_steps[count])(lags)
    assert memory.decay.slope(lags, snr, 10, last) == pytest.approx(-0.49, abs=0.02)


@pytest.mark.parametrize(
    ("count", "n", "expected"),
    [(4, 1e4, 995), (4, 1e5, 2250), (4, 1e6, 3505), (6, 1e4, 988), (6, 1e5, 9346), (6, 1e6, 30457)]
    + [(8, 1e4, 776), (8, 1e5, 7700), (8, 1e6, 77068)],
)
def test_the_lifetime_of_a_chain(memory, chain_steps, count, n, expected):
    assert memory.theory.chain_lifetime(chain_steps[count], n) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(
    ("n", "count", "expected"), [(1e3, 3, 153), (1e5, 6, 9346), (1e8, 11, 5.79e6)]
)
def test_the_lifetime_of_the_best_chain_is_nearly_the_number_of_synapses(
    memory, n, count, expected
):
    found = {
        m: memory.theory.chain_lifetime(memory.theory.chain_matrix(m), n) for m in range(2, 13)
    }
    assert max(found, key=found.get) == count
    assert found[count] == pytest.approx(expected, rel=0.005)


def test_spaced_events_leave_more_than_massed_ones_where_the_weight_is_bounded(memory):
    chain = memory.ensemble.Synapse(("synapses/beakers",), {"w_max": "2"}, {"w": "0"})
    simulator = memory.ensemble.make_simulator(chain, 2, "numpy", event_share="1")
    rates = np.zeros((900, 2))
    # Eight events each, the last at the same time.
    rates[np.arange(92, 100), 0] = memory.ensemble.ALWAYS
    rates[np.arange(1, 100, 14), 1] = memory.ensemble.ALWAYS
    w = simulator.run(rates, state=simulator.initial_state(0), seed=0).state["input_output.w"]
    assert w[1, 0] > 1.1 * w[0, 0]


# --- reading a decay


def test_a_smooth_lifetime_is_that_of_the_line_without_noise(memory):
    lags = memory.decay.log_lags(2000)
    for n, depths, expected in ((1e4, 8, 91), (1e6, 12, 1079)):
        signal = memory.theory.cascade_signal(depths, 2000)[lags]
        decay = memory.decay.Decay(lags, signal, 1.0, 10**8)
        assert memory.decay.smooth_lifetime(decay, n) == pytest.approx(expected, rel=0.01)


def test_a_signal_that_stays_above_1_has_no_lifetime(memory):
    lags = memory.decay.log_lags(100)
    decay = memory.decay.Decay(lags, np.full(len(lags), 0.012) - 1e-6 * lags, 1.0, 10**8)
    assert np.isnan(memory.decay.smooth_lifetime(decay, 1e4))
    assert memory.decay.lifetime(lags, np.full(len(lags), 0.5)) == 0


def test_the_experiment_writes_tables_and_a_picture(memory, chain_steps, tmp_path):
    theory, decays = memory.theory, {}
    lags = memory.decay.log_lags(40_000)
    chain = memory.decay.Decay(lags, theory.chain_snr(chain_steps[6])(lags), 1.0, 10**8)
    for kind, size in memory.run.ENSEMBLES:
        decays[kind, size] = chain
        if size in theory.SIZES:
            signal = theory.exact_signal(kind, size, 2000)
            short = memory.decay.log_lags(2000)
            decays[kind, size] = memory.decay.Decay(short, signal[short], 1.0, 10**8)
    responses = {m: theory.chain_snr(step)(np.arange(100_000)) for m, step in chain_steps.items()}
    responses = {m: response / response[0] for m, response in responses.items()}
    chains = memory.ensemble.Chains(chain_steps, responses)
    lived = memory.run.lifetimes(decays).splitlines()
    assert "| cascade | 1e5 | 63.2 | 319 | 322 | 322 |" in lived
    assert "998, 2250, 3504" in memory.run.chain_table(chains)
    assert len(memory.run.slopes(decays, chains).splitlines()) == 7
    records = {
        (kind, n): memory.records.write_decay(
            tmp_path / f"{kind}_{n}",
            {"synapse": kind, "n_synapses": n},
            decay,
            theory.exact_ratio(kind, n, decay.lags),
        )
        for (kind, n), decay in decays.items()
    }
    memory.picture.draw(decays, records, chains, tmp_path / "picture.png")
    assert coloured_pixels(tmp_path / "picture.png") > 100


def test_a_decay_is_read_back_as_it_was_kept(memory, tmp_path):
    about = {"synapse": "mine", "n_synapses": 100}
    assert memory.records.read_decay(tmp_path / "kept", about) is None
    decay = memory.decay.Decay(np.array([0, 1, 5]), np.array([1.0, 0.5, 0.1]), 0.8, np.int64(1000))
    memory.records.write_decay(tmp_path / "kept", about, decay)
    found = memory.records.read_decay(tmp_path / "kept", about)
    assert (found.noise, found.samples) == (0.8, 1000)
    np.testing.assert_array_equal([found.lags, found.signal], [decay.lags, decay.signal])
    with pytest.raises(RunError, match="kept: holds the decay of something else"):
        memory.records.read_decay(tmp_path / "kept", about | {"n_synapses": 10})
