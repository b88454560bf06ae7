"""How the signal of a memory fades: measured values, slopes on log axes, lifetimes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import curve_fit


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
    """Return the lag at which a smooth line through a noisy decay falls to 1.

    The line, a parabola on log axes, is fitted to the ratios themselves from a third to twice the
    lifetime, so that one noisy lag does not decide and ratios near 0 do no harm; nan where it does
    not fall to 1 within the lags.
    """
    snr = decay.snr(n_synapses)
    below = np.flatnonzero(snr < 1)
    lived = float(decay.lags[below[0]]) if len(below) else np.nan
    for _ in range(3):  # the window follows the lifetime
        inside = (decay.lags >= lived / 3) & (decay.lags <= 2 * lived) & (decay.lags > 0)
        if inside.sum() < 4:
            return float("nan")
        lived *= _crossing(decay.lags[inside] / lived, snr[inside])
    return lived


def _crossing(times: np.ndarray, snr: np.ndarray) -> float:
    x = np.log(times)
    try:
        (level, slope_there, bend), _ = curve_fit(_parabola, x, snr, p0=(0, -1, -0.3))
    except RuntimeError:  # nothing but noise
        return float("nan")
    grid = np.linspace(x[0], x[-1], 10_000)
    below = np.flatnonzero(level + slope_there * grid + bend * grid**2 < 0)
    return float(np.exp(grid[below[0]])) if len(below) else np.nan


def _parabola(x, level, slope_there, bend):
    return np.exp(level + slope_there * x + bend * x**2)
