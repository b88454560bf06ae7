"""SAILnet trained with falling learning rates, and what is measured of it with learning off."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from snn_cl.encoders.contrast import rates_of_values
from snn_cl.models.sailnet import sailnet
from snn_cl.network.model import Model
from snn_cl.simulator import Simulator

SHOW = 0.051  # [s] a step for the input to arrive, and 50 to integrate
TARGET = 0.05  # spikes per patch that every neuron aims at
# Two neurons that need no inhibition fire together at times, which brings some for a few batches.
LASTING = 0.1  # inhibition above which it is not that, at the last learning rate
N_AT_ONCE = 20_000  # patches whose rates are in memory together

# From a number to so many patches, each with zero mean and unit variance.
Draw = Callable[[int], np.ndarray]


@dataclass(frozen=True)
class Phase:
    """A part of training with learning rates of its own.

    Attributes
    ----------
    share : float
        Of all patches.
    foldiak, oja, theta : float
        Learning rates per batch; 1, 0.01 and 0.1 in the source.
    """

    share: float
    foldiak: float
    oja: float
    theta: float


# Large first, so that inhibition gets where it is going, which takes tens of thousands of batches
# at the rate of the source; small last, so that it rests there.
SCHEDULE = (
    Phase(0.03, 10, 0.1, 0.3),
    Phase(0.17, 10, 0.03, 0.1),
    Phase(0.3, 3, 0.01, 0.03),
    Phase(0.3, 1, 0.003, 0.01),
    Phase(0.2, 0.3, 0.001, 0.005),
)


@dataclass(frozen=True)
class Trained:
    """A network that has learned, and how it came there.

    Attributes
    ----------
    state : dict of str to array
    seen : (n_blocks,) int array
        Patches up to the end of each block.
    rates, pairs : (n_blocks,) float array
        Spikes per patch, and mean product of the counts of two neurons that inhibit each other.
    """

    state: dict[str, np.ndarray]
    seen: np.ndarray
    rates: np.ndarray
    pairs: np.ndarray


def train(n_input: int, n_hidden: int, draw: Draw, n: int, seed: int) -> Trained:
    """Train a network from its starting weights on.

    Parameters
    ----------
    n_input, n_hidden : int
        Pixels of a patch, and neurons.
    draw : function
    n : int
        Patches.
    seed : int

    Returns
    -------
    Trained
    """
    model = sailnet(n_input, 0, n_hidden)
    state, history, first = Simulator(model, show=SHOW).initial_state(seed), [], 0
    for phase in SCHEDULE:
        simulator = Simulator(with_learning_rates(model, phase), show=SHOW)
        for size in _blocks(100 * round(phase.share * n / 100)):
            outcome = simulator.run(
                rates_of_values(draw(size)), state=state, seed=seed, first=first
            )
            state, first = outcome.state, first + size
            counts = outcome.counts.astype(float)  # whole numbers multiply slowly
            products = counts.T @ counts / size
            pairs = products[state["hidden_hidden.w"] > LASTING]
            history.append((first, counts.mean(), pairs.mean() if pairs.size else np.nan))
    seen, rates, pairs = map(np.array, zip(*history, strict=True))
    return Trained(state, seen, rates, pairs)


def with_learning_rates(model: Model, phase: Phase) -> Model:
    """Return a network with other learning rates; they are inputs of the program, not part of it.

    Parameters
    ----------
    model : Model
        From `sailnet`.
    phase : Phase

    Returns
    -------
    Model
    """
    changed = {
        "input_hidden": {"eta_oja": str(phase.oja)},
        "hidden_hidden": {"eta_foldiak": str(phase.foldiak)},
        "hidden": {"theta_rate": str(phase.theta)},
    }

    def change(parts):
        return [dataclasses.replace(p, parameters=changed.get(p.name, {})) for p in parts]

    return dataclasses.replace(
        model, populations=change(model.populations), projections=change(model.projections)
    )


@dataclass(frozen=True)
class Measured:
    """Means over patches with learning off, and the weights.

    Attributes
    ----------
    n : int
        Patches.
    rates : (n_hidden,) float array
        Spikes per patch.
    pairs : (n_hidden, n_hidden) float array
        Mean products of counts.
    pair_errors : (n_hidden, n_hidden) float array
        Standard errors of `pairs`, from patch to patch.
    settled : (n_input, n_hidden) float array
        Mean of count times input over the mean of the squared count: where Oja's rule rests.
    match : float
        Correlation of the patches with their reconstruction, the sum of count times field.
    fields : (n_input, n_hidden) float array
        The weights from the input.
    inhibition : (n_hidden, n_hidden) float array
    """

    n: int
    rates: np.ndarray
    pairs: np.ndarray
    pair_errors: np.ndarray
    settled: np.ndarray
    match: float
    fields: np.ndarray
    inhibition: np.ndarray

    @property
    def inhibiting(self) -> np.ndarray:
        """Which pairs inhibit each other lastingly; (n_hidden, n_hidden) bool."""
        return self.inhibition > LASTING

    @property
    def correlations(self) -> np.ndarray:
        """Correlation of the counts of every two neurons; (n_hidden * (n_hidden - 1) / 2,)."""
        covariance = self.pairs - np.outer(self.rates, self.rates)
        spread = np.sqrt(np.diag(covariance))
        upper = np.triu_indices(len(spread), 1)
        return (covariance / np.outer(spread, spread))[upper]

    @property
    def oja_errors(self) -> np.ndarray:
        """Distance of each field from where Oja's rule rests, as a share of that; (n_hidden,)."""
        distance = np.linalg.norm(self.fields - self.settled, axis=0)
        return distance / np.linalg.norm(self.settled, axis=0)


def measure(trained: Trained, draw: Draw, n: int) -> Measured:
    """Show patches to a network that has learned, with learning off.

    Parameters
    ----------
    trained : Trained
    draw : function
    n : int
        Patches.

    Returns
    -------
    Measured
    """
    state = trained.state
    fields = state["input_hidden.w"]
    n_input, n_hidden = fields.shape
    simulator = Simulator(sailnet(n_input, 0, n_hidden), show=SHOW)
    rates, pairs, squares, inputs, matches = 0.0, 0.0, 0.0, 0.0, []
    for size in _blocks(n):
        patches = draw(size)
        outcome = simulator.run(rates_of_values(patches), state=state, seed=0, plastic=False)
        counts = outcome.counts.astype(float)
        rates = rates + counts.sum(axis=0) / n
        pairs = pairs + counts.T @ counts / n
        squares = squares + (counts**2).T @ counts**2 / n
        inputs = inputs + patches.T @ counts / n
        matches.append(np.corrcoef(patches.ravel(), (counts @ fields.T).ravel())[0, 1])
    return Measured(
        *(n, rates, pairs, np.sqrt((squares - pairs**2) / n), inputs / np.diag(pairs)),
        *(float(np.mean(matches)), fields, state["hidden_hidden.w"]),
    )


def _blocks(n: int) -> Sequence[int]:
    full, rest = divmod(n, N_AT_ONCE)
    return [N_AT_ONCE] * full + [rest] * (rest > 0)


def spread_of_fields(fields: np.ndarray) -> np.ndarray:
    """Return which share of its pixels each field takes up: 1 if all alike, 1/3 for white noise.

    Parameters
    ----------
    fields : (n_pixels, n_fields) float array

    Returns
    -------
    (n_fields,) float array
    """
    return (fields**2).sum(axis=0) ** 2 / (fields**4).sum(axis=0) / len(fields)


def orientation_of_fields(fields: np.ndarray) -> np.ndarray:
    """Return how much the power of each field is of one orientation: 1 for a grating, 0 for a dot.

    Frequencies that stand for two directions at once, along the edge of the spectrum, are left out.

    Parameters
    ----------
    fields : (side * side, n_fields) float array

    Returns
    -------
    (n_fields,) float array
    """
    side = round(len(fields) ** 0.5)
    power = abs(np.fft.fft2(fields.T.reshape(-1, side, side))) ** 2
    frequency = np.fft.fftfreq(side)
    x, y = np.meshgrid(frequency, frequency)
    used = (np.hypot(x, y) > 0) & (abs(x) < 0.5) & (abs(y) < 0.5)
    turn = np.exp(2j * np.arctan2(y, x))
    return abs(power[:, used] @ turn[used]) / power[:, used].sum(axis=1)
