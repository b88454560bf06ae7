"""Parts of `optimal_recall`: patterns and cues, storage and recall, and what a palimpsest keeps."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from snn_cl.find import find_function
from snn_cl.simulator import Simulator

MODELS = Path(__file__).resolve().parents[2] / "models"
SWEEPS = 25  # updates of a unit in a recall; the last half counts
STEP = 0.001  # [s]
UPDATE_INTERVAL = 0.05  # [s], 1/update_rate of neurons/gibbs_update
ONE = 100.0  # stimulus that shows a 1 [Hz]
MEAN_AGE = 20  # of the pattern to recall, geometric prior


def draw_patterns(n: int, n_units: int, coding_level: float, generator) -> np.ndarray:
    """Return random patterns, (n, n_units) bool."""
    return generator.random((n, n_units)) < coding_level


def add_noise(patterns: np.ndarray, coding_level: float, noise: float, generator) -> np.ndarray:
    """Return patterns with noise that keeps the coding level.

    Parameters
    ----------
    patterns : (n, n_units) bool array
    coding_level : float
    noise : float
        Probability that a 0 becomes a 1.
    generator : numpy.random.Generator

    Returns
    -------
    (n, n_units) bool array
    """
    loss = (1 - coding_level) * noise / coding_level
    drawn = generator.random(patterns.shape)
    return np.where(patterns, drawn >= loss, drawn < noise)


@dataclass(frozen=True)
class Recalled:
    """What a recall came to.

    Attributes
    ----------
    errors : (n_trials,) float array
        Share of time in the wrong state in the last half of a recall, mean over bits and patterns.
    cue_errors : (n_trials,) float array
        Share of bits in which cue and pattern differ.
    course : (n_sweeps,) float array
        Share of bits in the wrong state at the end of each sweep, mean over patterns and trials.
    """

    errors: np.ndarray
    cue_errors: np.ndarray
    course: np.ndarray


class Memory:
    """An associative memory made ready to store and to recall.

    Parameters
    ----------
    rule : str
        As in `models/associative_memory.py`.
    coding_level, cue_noise : float
    n_units : int
    backend : str
    dt : float [s]
    """

    def __init__(self, rule, coding_level, cue_noise, n_units=200, backend="dense", dt=STEP):
        make = find_function("models", str(MODELS / "associative_memory.py"))
        model = make(n_units, n_units, rule, coding_level, cue_noise)
        options = {"dt": dt, "backend": backend, "dtype": "float64"}
        self.coding_level, self.cue_noise, self.n_units = coding_level, cue_noise, n_units
        self.steps_a_sweep = round(UPDATE_INTERVAL / dt)
        self.storage = Simulator(model, show=dt, **options)
        self.recall = Simulator(model, show=SWEEPS * UPDATE_INTERVAL, **options)

    def trials(self, n_trials: int, n_stored: int, n_recalled: int, seed: int) -> Recalled:
        """Store new patterns in each trial, then recall some of them from noisy cues.

        Parameters
        ----------
        n_trials, n_stored, n_recalled, seed : int

        Returns
        -------
        Recalled
        """
        found = []
        for trial in range(n_trials):
            # The same patterns and cues for each rule.
            generator = np.random.default_rng([seed, trial, n_stored])
            size = (n_stored, self.n_units, self.coding_level, generator)
            patterns = draw_patterns(*size)
            state = self.store(patterns, seed=trial)
            patterns = patterns[:n_recalled]
            cues = add_noise(patterns, self.coding_level, self.cue_noise, generator)
            found.append(self.errors(patterns, cues, state, seed=trial))
        errors, cue_errors, courses = zip(*found, strict=True)
        return Recalled(np.array(errors), np.array(cue_errors), np.mean(courses, axis=0))

    def store(self, patterns: np.ndarray, seed: int = 0) -> dict[str, np.ndarray]:
        """Return the state after one presentation of each pattern, from empty weights on."""
        start = self.storage.initial_state(seed)
        return self.storage.run(ONE * patterns, state=start, seed=seed).state

    def errors(self, patterns, cues, state, seed=0) -> tuple[float, float, np.ndarray]:
        """Return the error in the last half, the error of the cue, and that after each sweep."""
        outcome = self.recall.run(
            ONE * cues,
            state=state,
            seed=seed,
            plastic=False,
            record="units.active_time",
            n_spikes=len(cues),
        )
        share = outcome.traces["units.active_time"] / (SWEEPS / 2 * UPDATE_INTERVAL)
        course = self._course(outcome.spikes["units"], patterns)
        return np.abs(share - patterns).mean(), np.mean(cues != patterns), course

    def _course(self, spikes: np.ndarray, patterns: np.ndarray) -> np.ndarray:
        # A spike is a change of state, and all units begin in state 0.
        flips = np.zeros((SWEEPS, *patterns.shape), int)
        presentation, unit, step = spikes.T
        np.add.at(flips, (step // self.steps_a_sweep, presentation, unit), 1)
        states = np.cumsum(flips, axis=0) % 2
        return np.mean(states != patterns, axis=(1, 2))


def kept(n_units: int, n_ages: int, n_looks: int, seed: int, backend: str) -> np.ndarray:
    """Return how many synapses of a palimpsest are strong, by age and states of the two units.

    Parameters
    ----------
    n_units : int
    n_ages : int
        Ages from 1, the last pattern, on.
    n_looks : int
        States that are looked at, one `MEAN_AGE` of patterns after the other.
    seed : int
    backend : str

    Returns
    -------
    (n_looks, n_ages, 2, 2) float array
        Share with W = 1 by look, age - 1, state of the source, state of the target.
    """
    make = find_function("models", str(MODELS / "palimpsest_memory.py"))
    simulator = Simulator(make(n_units, n_units), show=STEP, dt=STEP, backend=backend)
    generator = np.random.default_rng(seed)
    patterns = draw_patterns(n_ages + MEAN_AGE * (n_looks - 1), n_units, 0.5, generator)
    state, shown, shares = simulator.initial_state(seed), 0, []
    for last in range(n_ages, len(patterns) + 1, MEAN_AGE):
        block = ONE * patterns[shown:last]
        state = simulator.run(block, state=state, seed=seed, first=shown).state
        newest_first = patterns[last - n_ages : last][::-1]
        shares.append(shares_of_strong(state["units_units.w"], newest_first))
        shown = last
    return np.array(shares)


def shares_of_strong(weights: np.ndarray, patterns: np.ndarray) -> np.ndarray:
    """Return the share of W = 1 by pattern and the states of source and target in it.

    Parameters
    ----------
    weights : (n_units, n_units) array
        0 or 1, by source and target; a unit with itself does not count.
    patterns : (n, n_units) bool array

    Returns
    -------
    (n, 2, 2) float array
    """
    others = ~np.eye(len(weights), dtype=bool)
    sides = np.stack([~patterns, patterns], axis=1).astype(float)
    strong = np.einsum("nap,pq,nbq->nab", sides, weights * others, sides, optimize=True)
    pairs = np.einsum("nap,pq,nbq->nab", sides, others.astype(float), sides, optimize=True)
    return strong / pairs


def over_ages(shares: np.ndarray) -> np.ndarray:
    """Return the mean over ages with their geometric prior; ages are the axis before the last two.

    Parameters
    ----------
    shares : (..., n_ages, 2, 2) float array

    Returns
    -------
    (..., 2, 2) float array
    """
    prior = (1 - 1 / MEAN_AGE) ** np.arange(shares.shape[-3])
    return np.einsum("...tab,t->...ab", shares, prior / prior.sum())


def recall_coefficients(strong: np.ndarray) -> dict[str, float]:
    """Return the coefficients of the current that synapses onto a unit add to it.

    Parameters
    ----------
    strong : (2, 2) float array
        P(W = 1) by states of source and target.

    Returns
    -------
    dict of str to float
        The current is the sum over sources of a1*W*x + a2*W + a3*x + a4.
    """
    # By efficacy, and state of the source: what it says for an active target, against a silent one.
    c = [np.log(p[:, 1] / p[:, 0]) for p in (1 - strong, strong)]
    return {
        "a1": c[1][1] - c[1][0] - c[0][1] + c[0][0],
        "a2": c[1][0] - c[0][0],
        "a3": c[0][1] - c[0][0],
        "a4": c[0][0],
    }


def exact_shares(n_ages: int, n_depths: int = 5) -> np.ndarray:
    """Return P(W = 1) by age and states of the two units, from powers of the transition matrix.

    Parameters
    ----------
    n_ages, n_depths : int
        Patterns are half ones; the cascade has the factor 1/2 per depth.

    Returns
    -------
    (n_ages, 2, 2) float array
        By age - 1, state of the source, state of the target.
    """
    up = potentiation(n_depths)
    down = up[::-1, ::-1]
    stay = np.eye(2 * n_depths)
    by_pair = ((stay, stay), (down, up))
    mean = sum(matrix for row in by_pair for matrix in row) / 4
    is_strong = (np.arange(2 * n_depths) >= n_depths).astype(float)
    shares, later = [], stay
    for _ in range(n_ages):
        start = np.full(2 * n_depths, 1 / (2 * n_depths))
        shares.append([[start @ event @ later @ is_strong for event in row] for row in by_pair])
        later = later @ mean
    return np.array(shares)


def potentiation(n_depths: int) -> np.ndarray:
    """Return the transitions of a potentiating event, (from, to).

    States run from the deepest weak one to the deepest strong one.
    """
    matrix = np.eye(2 * n_depths)
    for depth in range(1, n_depths + 1):
        weak, strong = n_depths - depth, n_depths + depth - 1
        p = 0.5 ** (depth - 1)
        turn, sink = (2 * p, 0) if depth == n_depths else (p, p)
        matrix[weak, [weak, n_depths]] = 1 - turn, turn
        if sink:
            matrix[strong, [strong, strong + 1]] = 1 - sink, sink
    return matrix
