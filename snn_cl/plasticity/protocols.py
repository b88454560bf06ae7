"""Protocols of synaptic plasticity: when the two neurons of a synapse fire, point by point.

Each point of a curve is a synapse of its own; all of them are simulated together. Every protocol
ends at the same moment for all of its points, a fixed time after the last spike, since a change may
go on for as long as its calcium or its traces last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from snn_cl.errors import NotFoundError, StreamError, did_you_mean
from snn_cl.network.timing import si_value
from snn_cl.plasticity.configuration import STEPS, ProbeConfiguration
from snn_cl.stream_checks import LARGEST_SEED

BEFORE = 0.2  # [s] of silence before the first spike, longer than any lag asked for
AFTER = 1.0  # [s] from the last spike to the reading of the weights


@dataclass(frozen=True)
class Protocol:
    """What the two neurons of each synapse do.

    Attributes
    ----------
    name : str
    axis : str
        What differs from point to point, with its unit.
    points : (n_points,) float array
        In the unit of `axis`.
    pre, post : mapping of str to (n_points,) float array
        Starting values of neurons/prescribed_spikes, in SI units; `post` may also set `v` [V].
    duration : float [s]
    clamped : bool
        Whether the target's potential is held where `post` says.
    """

    name: str
    axis: str
    points: np.ndarray
    pre: Mapping[str, np.ndarray]
    post: Mapping[str, np.ndarray]
    duration: float
    clamped: bool = False

    @property
    def one_source(self) -> bool:
        """Whether the source does the same at all points, so that one of them can do for all."""
        return all((values == values[0]).all() for values in self.pre.values())


def stdp(lags: Sequence[float], n_spikes: int = 60, rate: float = 1.0) -> Protocol:
    """Pairs of spikes at a fixed lag.

    Parameters
    ----------
    lags : sequence of float [ms]
        Time of the target's spike after that of the source.
    n_spikes : int
    rate : float [Hz]
        Pairs per second.

    Returns
    -------
    Protocol

    Raises
    ------
    StreamError
        If a lag is so long that the target's spike comes as near to another spike of the source.
    """
    lags = np.asarray(lags, float)
    if n_spikes > 1:
        _check_lag("stdp", float(np.abs(lags).max()), 500 / rate, rate)
    onset = BEFORE + np.abs(lags).max() / 1000
    pre = _train(np.full(lags.shape, onset), rate, n_spikes)
    post = _train(onset + lags / 1000, rate, n_spikes)
    return Protocol("stdp", "lag of the target's spike (ms)", lags, pre, post, _end(pre, post))


def frequency(
    frequencies: Sequence[float], n_spikes: int = 100, lag: float | None = 10.0
) -> Protocol:
    """Spikes of the source at a frequency, each followed by one of the target or not.

    Parameters
    ----------
    frequencies : sequence of float [Hz]
    n_spikes : int
    lag : float or None [ms]
        Time of the target's spike after that of the source; None if it stays silent.

    Returns
    -------
    Protocol

    Raises
    ------
    StreamError
        If a frequency is not above 0, or so high that the lag reaches another spike of the source.
    """
    frequencies = np.asarray(frequencies, float)
    if frequencies.min() <= 0:
        raise StreamError(f"frequency: {frequencies.min():g} Hz is not above 0")
    if n_spikes > 1:
        highest = float(frequencies.max())
        _check_lag("frequency", abs(lag or 0.0), 1000 / highest, highest)
    spans = (n_spikes - 1) / frequencies
    lead = max(-(lag or 0) / 1000, 0)  # [s] by which the target's spikes come first
    onset = BEFORE + lead + spans.max() - spans  # the slow ones begin first, all end together
    pre = _train(onset, frequencies, n_spikes)
    post = _train(onset + (lag or 0) / 1000, frequencies, n_spikes if lag is not None else 0)
    return Protocol("frequency", "frequency (Hz)", frequencies, pre, post, _end(pre, post))


def pairing(potentials: Sequence[float], n_spikes: int = 100, rate: float = 1.0) -> Protocol:
    """Spikes of the source while the target's potential is clamped.

    Parameters
    ----------
    potentials : sequence of float [mV]
    n_spikes : int
    rate : float [Hz]

    Returns
    -------
    Protocol
    """
    potentials = np.asarray(potentials, float)
    pre = _train(np.full(potentials.shape, BEFORE), rate, n_spikes)
    post = _train(np.full(potentials.shape, BEFORE), rate, 0) | {"v": potentials / 1000}
    end = _end(pre, post)
    return Protocol("pairing", "clamped potential (mV)", potentials, pre, post, end, clamped=True)


PROTOCOLS = {"stdp": stdp, "frequency": frequency, "pairing": pairing}
DEFAULT_POINTS = {
    "stdp": (*range(-100, -20, 10), *range(-20, 21, 2), *range(30, 101, 10)),
    "frequency": (1, 2, 5, 10, 15, 20, 25, 30, 40, 50),
    "pairing": (*range(-70, -40), *range(-40, 1, 5)),
}


def make_protocol(configuration: ProbeConfiguration) -> Protocol:
    """Return the protocol of a configuration.

    Parameters
    ----------
    configuration : ProbeConfiguration

    Returns
    -------
    Protocol

    Raises
    ------
    NotFoundError
        If there is no such protocol.
    StreamError, ModelError, EquationFileError
        If it cannot be carried out, or a time is none.
    """
    name = configuration.protocol
    if name not in PROTOCOLS:
        raise NotFoundError(f"no protocol '{name}'{did_you_mean(name, PROTOCOLS)}")
    _check_numbers(configuration)
    protocol = _protocol(name, configuration)
    shortest = min(train["interval"].min() for train in (protocol.pre, protocol.post))
    dt = _step(configuration)
    if shortest < dt:
        raise StreamError(
            f"{name}: spikes {1000 * shortest:g} ms apart; a neuron fires at most once in a step "
            f"of {1000 * dt:g} ms; give a lower rate, or a smaller --dt"
        )
    return protocol


def _step(configuration: ProbeConfiguration) -> float:
    return si_value("dt", configuration.dt) if configuration.dt else STEPS[0]


def _check_numbers(configuration: ProbeConfiguration) -> None:
    c = configuration
    rate, lag, dt = si_value("rate", c.rate), si_value("lag", c.lag), _step(c)
    for option, given, fits, expected in (
        ("points", c.points, np.isfinite(c.points).all(), "finite numbers"),
        ("lag", c.lag, np.isfinite(lag), "a finite time"),
        ("spikes", c.spikes, c.spikes >= 1, "at least 1"),
        ("repeats", c.repeats, c.repeats >= 1, "at least 1"),
        ("rate", c.rate, 0 < rate < np.inf, "a frequency above 0 Hz"),
        ("dt", c.dt, 0 < dt < np.inf, "a step above 0 s"),
        ("seed", c.seed, 0 <= c.seed <= LARGEST_SEED, "a number from 0 to 2**63 - 1"),
    ):
        if not fits:
            raise StreamError(f"--{option} {given}: expected {expected}")


def _protocol(name: str, configuration: ProbeConfiguration) -> Protocol:
    points = configuration.points or DEFAULT_POINTS[name]
    if name == "frequency":
        lag = None if configuration.alone else 1000 * si_value("lag", configuration.lag)
        return frequency(points, configuration.spikes, lag)
    return PROTOCOLS[name](points, configuration.spikes, si_value("rate", configuration.rate))


def _check_lag(protocol: str, lag: float, limit: float, rate: float) -> None:
    """Refuse a lag [ms] that reaches a limit [ms], where spikes come at a rate [Hz].

    In a window of lags each has to be the shortest between two spikes, hence half the period; the
    protocol of frequencies asks for what other spikes do too, and the whole period is its limit.
    """
    if lag < limit * (1 - 1e-9):
        return
    raise StreamError(
        f"{protocol}: a lag of {lag:g} ms, but the source fires every {1000 / rate:g} ms, so the "
        f"target's spikes pair with others of it too; expected less than {limit:g} ms; "
        f"give shorter lags, or less than {rate * limit / lag:g} Hz"
    )


def _train(onset: np.ndarray, rate: float | np.ndarray, n: int) -> dict[str, np.ndarray]:
    """Return the starting values of neurons that fire n times at a rate, nothing else."""
    interval = np.broadcast_to(1 / np.asarray(rate, float), onset.shape)
    span = max(n, 1) * interval + 1.0  # a single burst that fits into its period
    values = {"onset": onset, "interval": interval, "n_pulses": float(n), "period": span}
    return {
        k: np.broadcast_to(v, onset.shape).copy() for k, v in (values | {"n_bursts": 1.0}).items()
    }


def _end(*trains: Mapping[str, np.ndarray]) -> float:
    last = [t["onset"] + (t["n_pulses"] - 1) * t["interval"] for t in trains]
    return float(np.max(last)) + AFTER
