"""How does voltage-based plasticity depend on the frequency of pairs, as in visual cortex?

A source and a target neuron fire in pairs, 10 ms apart in either order: five pairs at 10 to 50 Hz,
fifteen times every 10 s, or fifty pairs at 0.1 Hz. The rule sees nothing but the source's spikes
and the target's potential (AdEx, forced to spike). The numbers beside it are what the authors'
public code gives (ModelDB 144566), written out anew in Python and run once; like it, everything
steps by 1 ms, the target of a post-pre group fires a sixth time, and the very first of these spikes
is lost. The same is done with steps of 0.1 ms.

    python experiments/plasticity/voltage_stdp.py
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from snn_cl.command_line.scripts import run_script
from snn_cl.network.model import Model, Population, Projection
from snn_cl.picture_style import COLOURS, MARKERS, SMALL, new_figure, set_title, tidy
from snn_cl.simulator import Simulator
from snn_cl.studies.table import markdown, write_table

RATES = (0.1, 10.0, 20.0, 40.0, 50.0)  # pairs a second
LAG = 0.010
N_PAIRS = 5
START = 0.5  # weight
# Weights after pre-post and after post-pre pairing at RATES.
REFERENCE = {
    "pre-post": (0.5000010253, 0.5145169131, 0.5785321888, 0.7313255793, 0.8250073071),
    "post-pre": (0.3584295457, 0.2980880776, 0.3025545985, 0.5888818334, 0.8677857881),
}


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    steps : tuple of float [s]
        Steps of dt to do it with.
    backend : str
    out : Path
    """

    steps: tuple[float, ...] = (1e-3, 1e-4)
    backend: str = "dense"
    out: Path = Path("runs/voltage_stdp")


@dataclass(frozen=True)
class Protocol:
    """Pairs of spikes in groups.

    Attributes
    ----------
    rate : float [Hz]
        Of the pairs in a group.
    post_first : bool
    """

    rate: float
    post_first: bool

    @property
    def n_groups(self) -> int:
        """Groups of five pairs."""
        return 10 if self.rate < 1 else 15

    @property
    def period(self) -> float:
        """Time from one group to the next [s]; at 0.1 Hz they follow each other at once."""
        return max(10.0, N_PAIRS / self.rate + LAG + 0.001)

    @property
    def duration(self) -> float:
        """Time that all groups take [s]."""
        return self.n_groups * self.period

    def timing(self, dt: float) -> dict[str, dict[str, float]]:
        """Return the starting values of the source and of what makes the target fire a step later.

        Parameters
        ----------
        dt : float [s]
        """
        groups = {"interval": 1 / self.rate, "period": self.period, "n_bursts": self.n_groups}
        source = groups | {"onset": LAG + 0.001, "n_pulses": N_PAIRS}
        lag = -LAG if self.post_first else LAG
        driver = groups | {
            "onset": LAG + 0.001 + lag - dt,
            "n_pulses": N_PAIRS + int(self.post_first),
            "n_sent": int(self.post_first),  # as if the first had been sent: the public code
        }
        return {"input": source, "driver": driver}


PROTOCOLS = {name: [Protocol(rate, name == "post-pre") for rate in RATES] for name in REFERENCE}


def main(options: Options) -> None:
    """Run all protocols, print the table, write it and the picture."""
    found = {dt: final_weights(dt, options.backend) for dt in options.steps}
    text = table(found)
    write_table(text, options.out)
    draw(found).savefig(options.out / "voltage_stdp.png")


def pair_model(n: int) -> Model:
    """Return n pairs of neurons, each with a driver of its target."""
    target = ["neurons/adex_after_depolarisation", "neurons/filtered_voltage"]
    rule = ["synapses/plain_weight", "synapses/stdp_voltage"]
    return Model(
        [
            Population("input", n, ["neurons/prescribed_spikes", "neurons/filtered_spikes"]),
            Population("driver", n, "neurons/prescribed_spikes"),
            Population("output", n, target),
        ],
        [
            Projection("driver", "output", "synapses/current_pulse", connect="one_to_one"),
            # Named to come after the output in a step.
            Projection("input", "output", rule, connect="one_to_one", name="plasticity"),
        ],
    )


def final_weights(dt: float, backend: str) -> dict[str, np.ndarray]:
    """Return the weights after each protocol, by the order of the pairs, each (n_rates,).

    Parameters
    ----------
    dt : float [s]
    backend : str
    """
    protocols = [protocol for name in REFERENCE for protocol in PROTOCOLS[name]]
    longest = max(protocol.duration for protocol in protocols)
    simulator = Simulator(
        pair_model(len(protocols)), show=longest, dt=dt, backend=backend, dtype="float64"
    )
    state = simulator.initial_state(0)
    for place, protocol in enumerate(protocols):
        for population, values in protocol.timing(dt).items():
            for variable, value in values.items():
                state[f"{population}.{variable}"][place] = value
    after = simulator.run(np.zeros((1, len(protocols))), state=state, seed=0).state
    weights = after["plasticity.w"].reshape(len(REFERENCE), len(RATES))
    return dict(zip(REFERENCE, weights, strict=True))


def table(found: dict[float, dict[str, np.ndarray]]) -> str:
    """Return the weights in percent of the start as a Markdown table."""
    steps = [f"dt = {1000 * dt:g} ms [%]" for dt in found]
    rows = []
    for name, expected in REFERENCE.items():
        for place, rate in enumerate(RATES):
            values = [expected[place], *(found[dt][name][place] for dt in found)]
            rows.append((name, f"{rate:g}", *(f"{100 * value / START:.2f}" for value in values)))
    return markdown(("order", "pairs [Hz]", "public code [%]", *steps), rows)


def draw(found: dict[float, dict[str, np.ndarray]]):
    """Draw the weight after pairing against the frequency of the pairs."""
    figure = new_figure(width=6, height=4)
    ax = figure.subplots()
    ax.axhline(100, color="0.7", linewidth=0.8)
    for colour, marker, name in zip(COLOURS, MARKERS, REFERENCE, strict=False):
        expected = 100 * np.array(REFERENCE[name]) / START
        label = f"{name}, public code"
        ax.plot(RATES, expected, marker, color=colour, mfc="none", ms=9, label=label)
        for dt, line in zip(found, ("-", "--", ":"), strict=False):
            label = f"{name}, dt = {1000 * dt:g} ms"
            ax.plot(RATES, 100 * found[dt][name] / START, line, color=colour, label=label)
    tidy(ax, "frequency of the pairs [Hz]", "weight after pairing [% of the start]")
    ax.legend(fontsize=SMALL, frameon=False)
    set_title(figure, "Voltage-based plasticity, visual cortex parameters, pairs 10 ms apart")
    return figure


if __name__ == "__main__":
    run_script(main, Options)
