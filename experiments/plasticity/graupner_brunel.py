"""Do synapses moved by calcium switch as often as the closed form of Graupner & Brunel says?

Bistable synapses (synapses/graupner_brunel) with the nine published sets of constants: 60 pairs of
spikes at a lag, at 1 Hz; at each lag --repeats synapses that are down before and as many that are
up. What became of their mean weight is drawn over the closed form in the diffusion approximation,
which leaves the slow drift between the two states out.

    python experiments/plasticity/graupner_brunel.py
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from scipy.special import erf

from snn_cl.command_line.scripts import run_script
from snn_cl.picture_style import COLOURS, new_figure, set_title, tidy
from snn_cl.plasticity.configuration import ProbeConfiguration
from snn_cl.plasticity.curve import run_protocol
from snn_cl.plasticity.probe import make_probe
from snn_cl.plasticity.protocols import make_protocol
from snn_cl.studies.runs import check_chosen, workers
from snn_cl.studies.table import markdown, write_table

RULE = "synapses/graupner_brunel"


@dataclass(frozen=True)
class Constants:
    """A published set: those of the equation file, times in SI units.

    Attributes
    ----------
    tau_ca, ca_in, ca_out, gamma_d, gamma_p, sigma, tau_rho, ca_delay : float
    beta : float
        Share of synapses that are down before.
    b : float
        Weight of a synapse that is up, over one that is down.
    theta_p : float
    """

    tau_ca: float
    ca_in: float
    ca_out: float
    gamma_d: float
    gamma_p: float
    sigma: float
    tau_rho: float
    ca_delay: float
    beta: float = 0.5
    b: float = 5.0
    theta_p: float = 1.3

    def parameters(self) -> tuple[str, ...]:
        """Return them as --param takes them; the weight of a synapse that is down is 1."""
        names = ("ca_in", "ca_out", "gamma_d", "gamma_p", "sigma", "theta_p")
        plain = {name: f"{getattr(self, name):g}" for name in names}
        times = {"tau_ca": self.tau_ca, "tau_rho": self.tau_rho, "ca_delay": self.ca_delay}
        plain |= {name: f"{1000 * value:g}*ms" for name, value in times.items()}
        plain["w_max"] = f"{self.b:g}"
        return tuple(f"synapse.{name}={value}" for name, value in plain.items())


# Public code of M. Graupner; the delays rounded to 0.1 ms, and to its step in a simulation.
SETS = {
    "DP": Constants(0.02, 1, 2, 200, 321.808, 2.8284, 150, 0.0137),
    "DPD": Constants(0.02, 0.9, 0.9, 250, 550, 2.8284, 150, 0.0046),
    "DPD'": Constants(0.02, 1, 2, 50, 600, 2.8284, 150, 0.0022, theta_p=2.5),
    "P": Constants(0.02, 2, 2, 160, 257.447, 2.8284, 150, 0),
    "D": Constants(0.02, 0.6, 0.6, 500, 550, 5.6568, 150, 0),
    "D'": Constants(0.02, 1, 2, 60, 600, 2.8284, 150, 0, theta_p=3.5),
    "hippocampal slice": Constants(
        0.0488373, 1, 0.275865, 313.0965, 1645.59, 9.1844, 688.355, 0.0188, beta=0.7, b=5.28145
    ),
    "hippocampal culture": Constants(
        0.0119536, 0.58156, 1.76444, 61.141, 113.6545, 2.5654, 33.7596, 0.01, b=36.0263
    ),
    "cortical slice": Constants(
        0.0226936, 0.5617539, 1.23964, 331.909, 725.085, 3.3501, 346.3615, 0.0046, b=5.40988
    ),
}
RHO_STAR = 0.5
THETA_D = 1.0


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    sets : tuple of str
    lags : tuple of float [ms]
    repeats : int
        Synapses at each lag that start down, and as many that start up.
    pairs : int
    rate : float [Hz]
        Pairs per second.
    dt : float [s]
    backend : str
    seed : int
    out : Path
    processes : int
        Sets at a time.
    """

    sets: tuple[str, ...] = tuple(SETS)
    lags: tuple[float, ...] = (
        -100,
        -60,
        -30,
        -25,
        -20,
        -15,
        -10,
        -5,
        0,
        5,
        10,
        15,
        20,
        25,
        40,
        60,
        100,
    )
    repeats: int = 200
    pairs: int = 60
    rate: float = 1.0
    dt: float = 0.0002
    backend: str = "dense"
    seed: int = 0
    out: Path = Path("runs/graupner_brunel")
    processes: int = 2


def main(options: Options) -> None:
    """Simulate every set, print the largest deviation from the closed form, draw the curves."""
    check_chosen("set", options.sets, SETS)
    with workers(options.processes) as pool:
        found = pool.map(simulated, map(SETS.get, options.sets), repeat(options))
        curves = dict(zip(options.sets, found, strict=True))
    rows = []
    for name, found in curves.items():
        exact = {lag: closed_form(SETS[name], lag, options.pairs, options.rate) for lag in found}
        apart = max(abs(found[lag] - exact[lag]) for lag in found)
        extreme = max(found.values(), key=lambda change: abs(change - 1))
        rows.append((name, f"{extreme:.3f}", f"{apart:.3f}"))
    text = markdown(("set", "largest change", "largest distance to the closed form"), rows)
    write_table(text, options.out)
    draw(curves, options, options.out / "graupner_brunel.png")


def simulated(constants: Constants, options: Options) -> dict[float, float]:
    """Return the mean weight after the protocol over that before, by lag [ms]."""
    configuration = ProbeConfiguration(
        "stdp",
        options.lags,
        options.pairs,
        options.rate,
        param=dataclasses.replace(
            constants, ca_delay=round(constants.ca_delay / options.dt) * options.dt
        ).parameters(),
        repeats=options.repeats,
        dt=options.dt,
        backend=options.backend,
        seed=options.seed,
    )
    protocol = make_protocol(configuration)
    probe = make_probe(RULE, configuration)
    flips = []
    for k, start in enumerate((1.0, constants.b)):
        begun = dataclasses.replace(probe, start=f"{start:g}", seed=2 * options.seed + k)
        _, after = run_protocol(begun, protocol)
        up = after > 1 + RHO_STAR * (constants.b - 1)
        flips.append(np.mean(up != (start > 1), axis=1))
    return dict(zip(options.lags, change(constants, *flips).tolist(), strict=True))


def closed_form(constants: Constants, lag: float, n_pairs: int, rate: float) -> float:
    """Return the expected change of the mean weight, without the drift between the two states.

    Parameters
    ----------
    constants : Constants
    lag : float [ms]
    n_pairs : int
    rate : float [Hz]

    Returns
    -------
    float
        Source: Graupner & Brunel (2012), doi:10.1073/pnas.1109359109, and public code.
    """
    return float(change(constants, *switching(constants, lag, n_pairs, rate)))


def sampling_spread(
    constants: Constants, lag: float, n_pairs: int, rate: float, n_synapses: int
) -> float:
    """Return the standard deviation of the change, so many synapses in each state before."""
    to_up, to_down = switching(constants, lag, n_pairs, rate)
    beta, b = constants.beta, constants.b
    variance = beta**2 * to_up * (1 - to_up) + (1 - beta) ** 2 * to_down * (1 - to_down)
    return (b - 1) / (beta + (1 - beta) * b) * np.sqrt(variance / n_synapses)


def switching(constants: Constants, lag: float, n_pairs: int, rate: float) -> tuple[float, float]:
    """Return which shares of the synapses that are down, and of those that are up, switch."""
    above_d, above_p = shares_above(constants, lag, rate)
    up, down = constants.gamma_p * above_p, constants.gamma_d * above_d
    if up + down == 0:
        return 0.0, 0.0
    mean = up / (up + down)
    fall = np.exp(-n_pairs / rate * (up + down) / constants.tau_rho)
    spread = np.sqrt(constants.sigma**2 * (above_p + above_d) / (up + down) * (1 - fall**2))
    passed = [erf(-(RHO_STAR - mean + (mean - start) * fall) / spread) for start in (0, 1)]
    return (1 + passed[0]) / 2, (1 - passed[1]) / 2


def change(constants: Constants, to_up: np.ndarray, to_down: np.ndarray) -> np.ndarray:
    """Return the mean weight after over before from the shares of synapses that switch.

    Parameters
    ----------
    constants : Constants
    to_up, to_down : (n_lags,) float array
        Of the synapses that were down, and of those that were up.

    Returns
    -------
    (n_lags,) float array
    """
    beta, b = constants.beta, constants.b
    down = beta * (1 - to_up) + (1 - beta) * to_down
    return (down + b * (1 - down)) / (beta + (1 - beta) * b)


def shares_above(constants: Constants, lag: float, rate: float) -> tuple[float, float]:
    """Return which share of time calcium is above each threshold in a steady train of pairs."""
    period = 1 / rate
    t = np.arange(0, period, 1e-6)
    first, second = constants.ca_delay, lag / 1000
    calcium = sum(
        jump * np.exp(-((t - at) % period) / constants.tau_ca)
        for at, jump in ((first, constants.ca_in), (second, constants.ca_out))
    ) / (1 - np.exp(-period / constants.tau_ca))
    return np.mean(calcium > THETA_D), np.mean(calcium > constants.theta_p)


def draw(curves: Mapping[str, Mapping[float, float]], options: Options, path: Path) -> None:
    """Draw a panel for each set: the closed form as a line, simulated synapses as dots."""
    figure = new_figure(width=10, height=7.5)
    panels = figure.subplots(3, 3, sharex=True).ravel()
    fine = np.arange(-100, 100.5, 1)
    for ax in panels[len(curves) :]:
        ax.set_visible(False)
    how = options.pairs, options.rate
    for ax, (name, found) in zip(panels, curves.items(), strict=False):
        exact = np.array([closed_form(SETS[name], lag, *how) for lag in fine])
        spread = np.array([sampling_spread(SETS[name], lag, *how, options.repeats) for lag in fine])
        ax.axhline(1, color="0.6", linewidth=0.8)
        ax.plot(fine, exact, color=COLOURS[0])
        ax.fill_between(fine, exact - 2 * spread, exact + 2 * spread, color=COLOURS[0], alpha=0.2)
        ax.plot(found.keys(), found.values(), "o", color=COLOURS[1], markersize=4)
        ax.set_title(name)
        bottom, left = ax in panels[-3:], ax in panels[::3]
        tidy(
            ax, "lag of the target's spike (ms)" if bottom else "", "after / before" if left else ""
        )
    set_title(
        figure,
        f"synapses/graupner_brunel, {options.pairs} pairs at {options.rate:g} Hz: mean weight of "
        f"{2 * options.repeats} synapses (dots), closed form ± 2 sd of such a mean (lines)",
    )
    figure.savefig(path)


if __name__ == "__main__":
    run_script(main, Options)
