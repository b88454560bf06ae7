"""How long does a memory last in two-state, cascade and beaker synapses, and how does it fade?

Every presentation asks each synapse for more or for less, at random. What all were asked for at
one time is a memory, and the next ones overwrite it. Its signal-to-noise ratio is followed over
four decades of time in two-state synapses (Amit & Fusi 1994), cascades (Fusi, Drew & Abbott 2005)
and chains of beakers (Benna & Fusi 2016); a memory lives as long as the ratio is 1 or more.
Ensembles of the shipped equation files are simulated, one step of 1 ms a presentation, in float64;
beside them stands the exact decay by matrix iteration. Synapses are independent, so the ratio of N
of them is sqrt(N) times that of one; its mean is over all memories of the runs.

    python experiments/memory/lifetime/run.py
    python experiments/memory/lifetime/run.py --runs 0.05  # a rough picture in a minute

Each decay is a record of its own below --out, which `snn-cl plot signal_to_noise` draws; one that
is there already is read, not repeated.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decay import Decay, Decays, lifetime, log_lags, slope, smooth_lifetime
from ensemble import (
    Chains,
    Synapse,
    beakers,
    cascade,
    simulate_decay,
    single_chains,
    two_state,
)
from picture import draw
from records import read_decay, write_decay
from theory import DEPTHS, SIZES, best_p, exact_lifetime, exact_ratio, slowest_time

from snn_cl.command_line.scripts import run_script
from snn_cl.records.record import Record
from snn_cl.studies.runs import workers
from snn_cl.studies.table import markdown, write_table

LEVELS = (41, 21, 11)  # of a beaker


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    runs : float
        Number of runs of each ensemble, as a share of what lifetimes within 5 % need.
    seed : int
        Of the first run of each ensemble; the others count on from it.
    processes : int
        Ensembles at a time.
    out : Path
    """

    runs: float = 1
    seed: int = 0
    processes: int = 2
    out: Path = Path("runs/memory_lifetime")


@dataclass(frozen=True)
class Ensemble:
    """An ensemble of side**2 synapses and how often it is run; drawn as if it had n_synapses."""

    name: str
    synapse: Synapse
    runs: int
    n_synapses: int = SIZES[-1]
    last: int = 2000
    side: int = 32
    presentations: int = 12_000

    def about(self, options: Options) -> dict[str, Any]:
        """Return what decides how a memory fades in it."""
        return {
            "synapse": self.name,
            "n_synapses": self.n_synapses,
            "files": list(self.synapse.files),
            "parameters": dict(self.synapse.parameters),
            "shape": [self.side, self.presentations, self.last],
            "runs": [options.seed, options.runs * self.runs],
        }

    def measure(self, options: Options) -> Decay:
        """Return how a memory fades in it."""
        seeds = range(options.seed, options.seed + max(1, round(self.runs * options.runs)))
        lags = log_lags(self.last)
        return simulate_decay(self.synapse, lags, self.side, self.presentations, seeds)


CHAIN = {"last": 40_000, "side": 12, "presentations": 120_000}
FEW = {"last": 1000, "side": 16, "runs": 4}
RUNS = {10**6: 40, 10**5: 10, 10**4: 2}
ENSEMBLES = {
    **{
        ("cascade", n): Ensemble(f"cascade, {DEPTHS[n]} depths", cascade(DEPTHS[n]), runs, n)
        for n, runs in RUNS.items()
    },
    **{
        ("two-state", n): Ensemble("two states, best p", two_state(best_p(n)), runs, n)
        for n, runs in RUNS.items()
    },
    ("beakers", 0): Ensemble("six beakers", beakers(), 10, **CHAIN),
    **{
        ("levels", n): Ensemble(f"six beakers, {n} levels", beakers(levels=n), **FEW)
        for n in LEVELS
    },
}


def main(options: Options) -> None:
    """Simulate, print measured beside exact and expected values, write them and the picture."""
    about = {key: ensemble.about(options) for key, ensemble in ENSEMBLES.items()}
    decays = {key: read_decay(folder_of(key, options), what) for key, what in about.items()}
    with workers(options.processes) as pool:
        missing = [key for key, decay in decays.items() if decay is None]
        jobs = {key: pool.submit(ENSEMBLES[key].measure, options) for key in missing}
        chains = single_chains()
        for key, job in jobs.items():
            decays[key] = job.result()
            exact = exact_ratio(*key, decays[key].lags)
            write_decay(folder_of(key, options), about[key], decays[key], exact)
    text = "\n\n".join([lifetimes(decays), chain_table(chains), slopes(decays, chains)])
    write_table(text, options.out)
    records = {key: Record.open(folder_of(key, options)) for key in decays}
    draw(decays, records, chains, options.out / "memory_lifetime.png")


def folder_of(key: tuple[str, int], options: Options) -> Path:
    """Return the folder of the record of an ensemble."""
    kind, number = key
    return options.out / (f"{kind}_{number}" if number else kind)


EXPECTED = {
    "two-state": (36, 116, 367),
    "cascade": (91, 322, 1079),
    "beakers": (988, 9346, 30457),
}


def lifetimes(decays: Decays) -> str:
    """Return lifetimes and starting ratios against the number of synapses as a Markdown table."""
    rows = []
    for kind, row in EXPECTED.items():
        for size, expected in zip(SIZES, row, strict=True):
            decay = decays[kind, 0 if kind == "beakers" else size]
            cells = [
                kind,
                f"{size:.0e}".replace("e+0", "e"),
                f"{decay.snr(size)[0]:.1f}",
                f"{smooth_lifetime(decay, size):.0f}",
                exact_lifetime(kind, size),
                expected,
            ]
            rows.append(cells)
    titles = ("synapse", "N", "SNR(0)", "lifetime, simulated", "exact", "expected")
    return markdown(titles, rows)


def chain_table(chains: Chains) -> str:
    """Return time scale, start and slope of single chains of beakers as a Markdown table."""
    expected = {4: ("1.09e+03", 0.276), 6: ("1.87e+04", 0.234), 8: ("3.03e+05", 0.207)}
    lifetimes_at = f"lifetimes at {', '.join(f'{size:.0e}' for size in SIZES)}"
    titles = ("beakers", "slowest time", "expected", "SNR(0)/sqrt(N)", "expected", lifetimes_at)
    rows = []
    for count, step in chains.steps.items():
        snr, slowest = chains.snr(count), slowest_time(step)
        lived = [lifetime(range(len(snr)), size**0.5 * snr) for size in SIZES]
        grid = log_lags(int(slowest / 10))
        time, ratio = expected[count]
        cells = (f"{slowest:.3g}", time, f"{snr[0]:.3f}", ratio, ", ".join(map(str, lived)))
        rows.append((count, *cells, f"{slope(grid, snr[grid], 10, slowest / 10):.3f}"))
    return markdown((*titles, "slope, 10 to slowest/10"), rows)


def slopes(decays: Decays, chains: Chains) -> str:
    """Return the slopes of the simulated ensembles as a Markdown table."""
    rows = {
        "cascade, 12 depths": (decays["cascade", 10**6], 50, 200, "-0.74 at 100"),
        "six beakers": (decays["beakers", 0], 10, slowest_time(chains.steps[6]) / 10, "-0.49"),
        **{
            f"six beakers, {n} levels": (decays["levels", n], 5, 1000, expected)
            for n, expected in zip(LEVELS, ("-0.54", "-0.56", "-0.90"), strict=True)
        },
    }
    lines = []
    for name, (decay, first, last, expected) in rows.items():
        found = slope(decay.lags, decay.signal, first, last)
        lags = f"{first} to {last:.0f}"
        lines.append((name, lags, f"{found:.2f}", expected, f"{decay.noise:.2f}"))
    return markdown(("synapse", "lags", "slope", "expected", "sd of the weight"), lines)


if __name__ == "__main__":
    run_script(main, Options)
