"""Recall from correlated weights: currents against the exact posterior, errors, a palimpsest.

Targets from Savin, Dayan & Lengyel, NIPS (2013), and (2014), doi:10.1371/journal.pcbi.1003489,
worked out from their equations.
"""

from itertools import combinations, product

import numpy as np
import pytest
from drawn import coloured_pixels
from one_experiment import EXPERIMENTS, import_experiment

from snn_cl.find import find_function
from snn_cl.network.edits import with_parameter
from snn_cl.simulator import Simulator

RULES = ("covariance", "independent", "correlated")
FEW = 6  # units of which every pattern can be listed
PAIRS = list(combinations(range(FEW), 2))
LEVEL, NOISE, STORED = 0.3, 0.1, 7


@pytest.fixture
def memories():
    return import_experiment("memory/recall", "memories")


def make_model(name, *arguments):
    return find_function("models", str(EXPERIMENTS / "models" / f"{name}.py"))(*arguments)


def associative(rule, n=FEW, show=0.003, level=LEVEL, noise=NOISE, **parameters):
    """Return a simulator in steps of 1 ms."""
    model = make_model("associative_memory", n, n, rule, level, noise)
    for name, value in parameters.items():
        model = with_parameter(model, "units", name, value)
    return Simulator(model, show=show, backend="numpy")


# --- what a pattern does to the pairs, all patterns listed


def change_of(rule, x):
    """Return the change of weight of every pair that a pattern brings about."""
    mean = LEVEL if rule == "covariance" else 0
    return np.array([(x[i] - mean) * (x[j] - mean) for i, j in PAIRS])


def blur(rule):
    """Return mean and covariance of the changes over all patterns, by their probability."""
    patterns = np.array(list(product((0, 1), repeat=FEW)))
    share = np.prod(np.where(patterns, LEVEL, 1 - LEVEL), axis=1)
    changes = np.array([change_of(rule, x) for x in patterns])
    mean = share @ changes
    return mean, (changes - mean).T @ (share[:, None] * (changes - mean))


def exact_currents(rule, weights, state, cue):
    """Return the log odds of each unit's state 1 under Gaussian weights, by definition."""
    mean, covariance = blur(rule)
    if rule == "independent":
        covariance = np.diag(np.diag(covariance))
    w = np.array([weights[pair] for pair in PAIRS])

    def log_posterior(x):
        off = w - change_of(rule, x) - (STORED - 1) * mean
        lost = NOISE * (1 - LEVEL) / LEVEL
        seen = np.where(x, np.where(cue, 1 - lost, lost), np.where(cue, NOISE, 1 - NOISE))
        prior = np.where(x, LEVEL, 1 - LEVEL)
        likelihood = -0.5 * off @ np.linalg.solve(covariance, off) / (STORED - 1)
        return likelihood + np.log(seen).sum() + np.log(prior).sum()

    def odds(unit):
        one, zero = state.copy(), state.copy()
        one[unit], zero[unit] = 1, 0
        return log_posterior(one) - log_posterior(zero)

    return np.array([odds(unit) for unit in range(FEW)])


@pytest.mark.parametrize("rule", RULES)
def test_the_current_is_the_log_odds_of_the_exact_posterior(rule):
    # Without updates the state stays at the cue, and the current is that of the last step.
    simulator = associative(rule, update_rate="0*Hz")
    random = np.random.default_rng(1)
    weights = np.triu(random.normal(0, 2, (FEW, FEW)), 1)
    weights += weights.T
    for cue in random.random((5, FEW)) < 0.5:
        state = simulator.initial_state(0)
        state["units_units.w"][...] = weights
        state["units.n_stored"].fill(STORED)
        after = simulator.run(100.0 * cue[None], state=state, seed=0, plastic=False).state
        assert np.array_equal(after["units.x"], cue)
        exact = exact_currents(rule, weights, cue.astype(int), cue)
        assert after["units.current"] == pytest.approx(exact, rel=1e-10, abs=1e-10)


def test_the_covariance_rule_leaves_different_weights_uncorrelated_and_the_hebb_rule_does_not():
    shared, apart = PAIRS.index((0, 2)), PAIRS.index((2, 3))
    mean, covariance = blur("covariance")
    assert mean == pytest.approx(np.zeros(len(PAIRS)), abs=1e-15)
    expected = (LEVEL * (1 - LEVEL)) ** 2 * np.eye(len(PAIRS))
    assert covariance == pytest.approx(expected, abs=1e-15)
    row = blur("correlated")[1][PAIRS.index((0, 1))]
    assert row[shared] == pytest.approx(LEVEL**3 * (1 - LEVEL))
    assert row[apart] == pytest.approx(0, abs=1e-15)


# --- storage


@pytest.mark.parametrize(("rule", "mean"), [("covariance", LEVEL), ("correlated", 0)])
def test_each_presentation_stores_its_pattern_once(rule, mean):
    patterns = np.array([[1, 1, 0, 0, 1, 0], [0, 1, 1, 0, 1, 0]])
    simulator = associative(rule)
    start = simulator.initial_state(0)
    after = simulator.run(100.0 * patterns, state=start, seed=0).state
    expected = sum(np.outer(x - mean, x - mean) for x in patterns)
    np.fill_diagonal(expected, 0)
    assert after["units_units.w"] == pytest.approx(expected)
    assert np.all(after["units.n_stored"] == 2)


@pytest.mark.parametrize("rule", RULES)
def test_a_recall_leaves_no_trace(rule):
    simulator = associative(rule, show=0.02)
    patterns = np.array([[1, 1, 0, 0, 1, 0], [0, 1, 1, 0, 1, 0]])
    state = simulator.run(100.0 * patterns, state=simulator.initial_state(0), seed=0).state
    after = simulator.run(100.0 * patterns, state=state, seed=1, plastic=False).state
    assert np.array_equal(after["units_units.w"], state["units_units.w"])
    assert np.array_equal(after["units.n_stored"], state["units.n_stored"])


# --- recall


def test_the_sums_that_events_keep_are_those_of_weights_and_states():
    simulator = associative("correlated", n=20, show=0.2)
    patterns = np.random.default_rng(2).random((6, 20)) < LEVEL
    state = simulator.run(100.0 * patterns, state=simulator.initial_state(0), seed=0).state
    state["units.n_stored"].fill(500)  # as if much had blurred the weights: units change often
    outcome = simulator.run(100.0 * patterns[:1], state=state, seed=0, plastic=False, n_spikes=1)
    after, w = outcome.state, outcome.state["units_units.w"]
    x, sums = after["units.x"], w.sum(axis=0)
    assert len(outcome.spikes["units"]) > 20
    assert after["units.excitation"] == pytest.approx(x @ w)
    assert after["units.active"] == pytest.approx(x.sum() - x)
    assert after["units.weight_sum"] == pytest.approx(sums)
    assert after["units.total_weight"] == pytest.approx(np.full(20, w.sum()))
    assert after["units.active_weight"] == pytest.approx(x @ sums - x * sums)


def test_without_weights_units_sample_from_prior_and_cue():
    simulator = associative("covariance", n=400, show=0.5, level=0.5, burn_in="0*ms")
    cue = np.arange(400) % 2
    start = simulator.initial_state(0)
    outcome = simulator.run(100.0 * cue[None], state=start, seed=3, plastic=False)
    # In 10 updates each; those that have not been updated yet still show the cue, so the last step.
    x = outcome.state["units.x"]
    assert x[cue == 1].mean() == pytest.approx(0.9, abs=0.06)
    assert x[cue == 0].mean() == pytest.approx(0.1, abs=0.06)


def test_few_units_are_updated_in_a_step():
    # At even odds, half of those updated change: of 400 units 0.02*400/2 a step.
    simulator = associative("covariance", n=400, show=0.2, level=0.5, noise=0.5)
    start = simulator.initial_state(0)
    rates = np.full((1, 400), 100.0)
    outcome = simulator.run(rates, state=start, seed=0, plastic=False, n_spikes=1)
    steps = outcome.spikes["units"][:, 2]
    changes = np.bincount(steps[steps > 0], minlength=200)[1:]
    assert changes.mean() == pytest.approx(4, abs=0.5)
    assert changes.max() < 16


@pytest.fixture
def recalled(memories):
    """Return a function: what recall by 200 units that store 20 patterns comes to, 1 ms a step."""

    def recalled(rule, level, n_trials):
        memory = memories.Memory(rule, level, {0.2: 0.08, 0.5: 0.1}[level])
        found = memory.trials(n_trials, n_stored=20, n_recalled=5, seed=0)
        assert 0.09 < found.cue_errors.mean() < 0.14
        return found.errors.mean()

    return recalled


@pytest.mark.compiler
@pytest.mark.slow
@pytest.mark.parametrize("level", [0.2, 0.5])
@pytest.mark.parametrize("rule", ["covariance", "correlated"])
def test_optimal_recall_makes_hardly_an_error(recalled, rule, level):
    # Worked out: 0.06 to 0.2 % of the bits. One recall in about a hundred ends in another pattern,
    # with a quarter of its bits wrong, so that few networks tell little about the mean.
    assert recalled(rule, level, n_trials=100) <= 0.005


@pytest.mark.compiler
@pytest.mark.slow
@pytest.mark.parametrize("level", [0.2, 0.5])
def test_recall_that_ignores_correlations_is_worse_than_the_cue(recalled, level):
    assert 0.35 <= recalled("independent", level, n_trials=100) <= 0.42


# --- palimpsest


def palimpsest(n=2, depth=1, w=0.0):
    """Return a simulator of gated cascades, and a state with all synapses alike."""
    simulator = Simulator(make_model("palimpsest_memory", n, n), show=0.001, backend="numpy")
    state = simulator.initial_state(0)
    state["units_units.w"].fill(w)
    state["units_units.cascade_depth"].fill(depth)
    return simulator, state


@pytest.mark.parametrize("w", [0, 1])
@pytest.mark.parametrize("target", [0, 1])
def test_an_active_source_makes_the_synapse_follow_its_target(w, target):
    # From the first depth both a change of strength and a step deeper are certain.
    simulator, state = palimpsest(w=w)
    after = simulator.run(np.array([[100.0, 100.0 * target]]), state=state, seed=0).state
    assert after["units_units.w"][0, 1] == target
    assert after["units_units.cascade_depth"][0, 1] == (2 if w == target else 1)


def test_a_silent_source_changes_nothing():
    simulator, state = palimpsest()
    after = simulator.run(np.array([[0.0, 100.0]]), state=state, seed=0).state
    assert after["units_units.w"][0, 1] == 0
    assert after["units_units.cascade_depth"][0, 1] == 1


def test_without_plasticity_a_palimpsest_stays():
    simulator, state = palimpsest()
    after = simulator.run(np.full((1, 2), 100.0), state=state, seed=0, plastic=False).state
    assert np.all(after["units_units.w"] == 0)


def test_the_exact_shares_are_those_worked_out(memories):
    exact = memories.exact_shares(1000)
    assert exact[[0, 1, 19, 59], 1, 1] == pytest.approx([0.7, 0.633, 0.533, 0.508], abs=6e-4)
    assert exact[[0, 1, 19, 59], 1, 0] == pytest.approx([0.3, 0.367, 0.467, 0.492], abs=6e-4)
    assert exact[:, 0] == pytest.approx(np.full((1000, 2), 0.5))
    strong = memories.over_ages(exact)
    assert strong[1] == pytest.approx([0.445, 0.555], abs=6e-4)
    found = memories.recall_coefficients(strong)
    assert found["a1"] == pytest.approx(0.446, abs=6e-4)
    assert found["a3"] / found["a1"] == pytest.approx(-0.5, abs=1e-12)


@pytest.fixture(scope="module")
def simulated():
    """Shares of strong synapses by age and states of the units, over 80 states of a palimpsest."""
    memories = import_experiment("memory/recall", "memories")
    return memories, memories.kept(100, 80, 80, seed=0, backend="dense").mean(axis=0)


@pytest.mark.compiler
@pytest.mark.slow
def test_simulated_synapses_keep_what_the_cascade_should(simulated):
    memories, shares = simulated
    strong = memories.over_ages(shares)
    assert strong[1, 1] == pytest.approx(0.555, abs=0.01)
    assert strong[1, 0] == pytest.approx(0.445, abs=0.01)
    # Ages 1 and 2, within 0.02.
    assert shares[:2, 1, 1] == pytest.approx([0.7, 0.633], abs=0.02)
    assert shares[:2, 1, 0] == pytest.approx([0.3, 0.367], abs=0.02)


@pytest.mark.compiler
@pytest.mark.slow
def test_a_palimpsest_asks_for_feedback_inhibition_half_as_strong_as_excitation(simulated):
    memories, shares = simulated
    found = memories.recall_coefficients(memories.over_ages(shares))
    assert found["a3"] / found["a1"] == pytest.approx(-0.5, abs=0.02)


@pytest.mark.slow
def test_the_experiment_gives_a_table_and_a_picture(memories, tmp_path, capsys):
    experiment = import_experiment("memory/recall", "run")
    options = experiment.Options(
        n_units=20,
        coding_levels=(0.5,),
        stored=(3,),
        n_trials=1,
        n_recalled=1,
        n_units_palimpsest=20,
        n_ages=5,
        n_looks=2,
        backend="numpy",
        out=tmp_path,
    )
    experiment.main(options)
    text = capsys.readouterr().out
    assert text.strip() == (tmp_path / "table.md").read_text().strip()
    assert "| 0.5 | 3 | " in text
    assert "| a3/a1 | " in text
    assert coloured_pixels(tmp_path / "optimal_recall.png") > 100
