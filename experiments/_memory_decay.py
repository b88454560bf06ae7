"""How the signal of a memory fades: measured values, slopes on log axes, lifetimes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Decay:
    """How the signal of a memory fades.

    Attributes
    ----------
    lags : (n_lags,) int array
        Presentations since the storage.
    signal : (n_lags,) float array
        Mean over memories and synapses of request times weight.
    noise : float
        Standard deviation of the weight.
    samples : int
        Memories times synapses.
    """

    lags: np.ndarray
    signal: np.ndarray
    noise: float
    samples: int

    def snr(self, n_synapses: float) -> np.ndarray:
        """Return the signal-to-noise ratio of a memory in n_synapses synapses, by lag."""
        return np.sqrt(n_synapses) * self.signal / self.noise

    @property
    def error(self) -> float:
        """Standard error of signal/noise."""
        return 1 / np.sqrt(self.samples)


Decays = Mapping[tuple[str, int], Decay]  # by kind of synapse, and by N or number of levels


def log_lags(last: int, per_decade: int = 24) -> np.ndarray:
    """Return 0 and lags from 1 to last, evenly spaced in their logarithm where they are many."""
    count = int(np.log10(last) * per_decade) + 1
    return np.concatenate([[0], np.unique(np.round(np.geomspace(1, last, count)).astype(int))])


def slope(lags: np.ndarray, values: np.ndarray, first: float, last: float) -> float:
    """Return the slope of log(value) against log(lag), fitted to lags from first to last."""
    inside = (lags >= first) & (lags <= last) & (values > 0)
    return float(np.polyfit(np.log(lags[inside]), np.log(values[inside]), 1)[0])


def lifetime(lags: Sequence[int], snr: np.ndarray) -> int:
    """Return the last lag at which the signal-to-noise ratio is 1 or more; 0 if there is none."""
    above = np.flatnonzero(snr >= 1)
    return int(lags[above[-1]]) if len(above) else 0


def smooth_lifetime(decay: Decay, n_synapses: float) -> float:
    """Return the lag at which a parabola through a noisy decay, on log axes, falls to 1.

    The parabola is fitted where the ratio is between 1.8 and 0.5, each lag weighted by how well its
    logarithm is known, so that one noisy lag does not decide; nan where it does not fall to 1.
    """
    snr = decay.snr(n_synapses)
    gone = np.flatnonzero(snr < 0.5)
    inside = (snr < 1.8) & (decay.lags > 0)
    inside[gone[0] if len(gone) else len(snr) :] = False
    x, y = np.log(decay.lags[inside]), np.log(snr[inside])
    fit = np.polyfit(x, y, 2, w=snr[inside])
    grid = np.linspace(x[0], x[-1] + 0.5, 10_000)
    below = np.flatnonzero(np.polyval(fit, grid) < 0)
    return float(np.exp(grid[below[0]])) if len(below) else float("nan")
