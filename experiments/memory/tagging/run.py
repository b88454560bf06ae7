"""Do strong stimuli alone leave a trace for hours, and does a weak one borrow it from a strong one?

Two models of synaptic tagging and capture undergo the classical protocols: weak and strong tetanus
(WTET, STET), weak and strong low-frequency stimulation (WLFS, SLFS).

* Early and late phase (Luboeinski & Tetzlaff 2021): calcium moves an early-phase weight, which is
  the tag; protein makes a late-phase weight of it. Single synapses, steps of 0.2 ms.
* TagTriC (Clopath et al. 2008): voltage and spikes set tags by chance, many tags trigger protein,
  which pushes a bistable late phase. 100 synapses a pathway, steps of 1 ms. Also: a
  strong tetanus on a second pathway an hour after a weak one on the first, and three trains of 100
  pulses at various frequencies.

The time without stimuli goes in steps of 1 s by the same equation files; "expected" is what an
independent calculation from the same published equations gave.

A third model of this family, Ziegler et al. (2015), J. Neurosci. 35:1319, is not run here: three
bistable variables a synapse (weight, tag, scaffold), where an open gate lets the tag follow the
weight, and dopamine the scaffold the tag. What goes on between its stimuli is the file
synapses/write_protection.

    python experiments/memory/tagging/run.py
    python experiments/memory/tagging/run.py --n-trials 100 --n-targets 20 --out runs/tagging_many
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from course import H_0, HOUR, MINUTE, Course, Pathway
from picture import draw
from protocols import (
    Networks,
    early_late_networks,
    early_late_protocol,
    follow,
    tagtric_networks,
    tagtric_protocol,
    tagtric_start,
    trains,
)

from snn_cl.command_line.scripts import run_script
from snn_cl.studies.table import markdown, write_table

PROTOCOLS = ("STET", "WTET", "SLFS", "WLFS")
# By protocol and measure; a dash where nothing was calculated.
EXPECTED_EARLY_LATE = {
    "STET": ("191 ± 3", "0.74 ± 0.02", "176"),
    "WTET": ("130 ± 9", "0.00", "101"),
    "SLFS": ("28 ± 11", "-0.27 ± 0.07", "72"),
    "regular SLFS": ("2.4 ± 2", "-0.38 ± 0.01", "61"),
    "WLFS": ("-", "-", "-"),
}
EXPECTED_TAGTRIC = {
    "STET": ("66 ... 67", "-33", "136 ... 139", "117 ... 127", "0.91"),
    "WTET": ("33 ... 36", "-12 ... -16", "117", "99 ... 101", "0"),
    "SLFS": ("15 ... 16", "-82", "76", "86 ... 89", "0.91"),
    "WLFS": ("0", "-30", "90", "99", "0"),
    "WTET, then STET elsewhere": ("34", "-", "117", "101 ... 107", "0.91"),
    "the STET elsewhere": ("67 ... 71", "-", "-", "122 ... 133", "0.91"),
}
EXPECTED_FREQUENCY = {
    1: "-3",
    2: "-8",
    5: "-19",
    10: "-26 ... -28",
    20: "-25",
    50: "0 ... 3",
    100: "34 ... 39",
}


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    n_trials : int
        Single synapses a protocol.
    n_targets : int
        Targets with two pathways of 100 synapses a protocol.
    seed : int
    protocols : tuple of str
    frequencies : tuple of float [Hz]
    out : Path
    """

    n_trials: int = 40
    n_targets: int = 10
    seed: int = 0
    protocols: tuple[str, ...] = (*PROTOCOLS, "regular SLFS")
    frequencies: tuple[float, ...] = tuple(EXPECTED_FREQUENCY)
    out: Path = Path("runs/tagging")


def main(options: Options) -> None:
    """Run both models, print and write the tables, draw the picture."""
    single = {name: early_late(name, options) for name in options.protocols}
    many = {name: tagtric(name, options) for name in options.protocols if name in PROTOCOLS}
    both = two_pathways(options)
    curve = {f: frequency_curve(f, options) for f in options.frequencies}
    rows = {name: Pathway.of(course) for name, course in many.items()}
    rows["WTET, then STET elsewhere"] = Pathway.of(both, last_train=1)
    rows["the STET elsewhere"] = Pathway.of(both, pathway=1)
    text = "\n\n".join((early_late_table(single), tagtric_table(rows), frequency_table(curve)))
    write_table(text, options.out)
    draw(single, rows, curve, options.out / "tagging.png")


def early_late(name: str, options: Options) -> Course:
    """Return nine hours of single synapses with an early and a late phase."""
    networks = early_late_networks(options.n_trials, regular=name == "regular SLFS")
    return follow(early_late_protocol(name, networks), networks, {}, options.seed)


def tagtric(name: str, options: Options) -> Course:
    """Return five hours of a neuron one of whose pathways is stimulated after 30 minutes."""
    networks = tagtric_networks(options.n_targets)
    stages = [networks.wait(30 * MINUTE), *tagtric_protocol(name, networks)]
    return _until_five_hours(stages, networks, options)


def two_pathways(options: Options) -> Course:
    """Return five hours with a weak tetanus on one pathway, and a strong one on the other."""
    networks = tagtric_networks(options.n_targets)
    stages = [
        networks.wait(30 * MINUTE),
        *tagtric_protocol("WTET", networks),
        networks.wait(60 * MINUTE),
        *tagtric_protocol("STET", networks, 1),
    ]
    return _until_five_hours(stages, networks, options)


def _until_five_hours(stages: list, networks: Networks, options: Options) -> Course:
    so_far = sum(len(stage.rates) * stage.simulator.timing.show for stage in stages)
    stages.append(networks.wait(MINUTE * np.ceil((5 * HOUR - so_far) / MINUTE)))
    return follow(stages, networks, tagtric_start(options.n_targets, options.seed), options.seed)


def frequency_curve(frequency: float, options: Options) -> np.ndarray:
    """Return the change of weight [%] after three trains of 100 pulses, 5 minutes apart.

    Parameters
    ----------
    frequency : float [Hz]
    options : Options

    Returns
    -------
    (n_targets,) float array
    """
    networks = tagtric_networks(options.n_targets)
    stages = trains(networks, 0, 3, 5 * MINUTE, n_pulses=100, frequency=frequency)
    start = tagtric_start(options.n_targets, options.seed)
    return Pathway.of(follow(stages, networks, start, options.seed)).weight[-1] - 100


def mean_sd(values: np.ndarray, digits: int = 0) -> str:
    """Return mean and standard deviation over trials (ddof 1)."""
    spread = f" ± {values.std(ddof=1):.{digits}f}" if len(values) > 1 else ""
    return f"{values.mean():.{digits}f}{spread}"


def early_late_table(courses: Mapping[str, Course]) -> str:
    """Return what the single synapses did, and what was expected, as a Markdown table."""
    names, rows = ("h after [%]", "z, 8 h later", "total, 8 h later [%]"), []
    for name, course in courses.items():
        h, z = 100 / H_0 * course.values["h"], course.values["z"]
        after = h[course.ends[-2] - 1]
        found = mean_sd(after, 1), mean_sd(z[-1], 2), mean_sd(h[-1] + 100 * z[-1], 1)
        rows.append((name, *_in_turn(found, EXPECTED_EARLY_LATE[name])))
    return markdown(("early and late phase", *_in_turn(names, ["expected"] * 3)), rows)


def tagtric_table(rows: Mapping[str, Pathway]) -> str:
    """Return what the pathways did, and what was expected, as a Markdown table."""
    names = ("high tags", "low tags", "extreme weight [%]", "weight at 5 h [%]", "largest protein")
    lines = []
    for name, one in rows.items():
        away = np.abs(one.weight - 100).argmax(axis=0)
        found = (
            mean_sd(one.high, 1),
            mean_sd(one.low, 1),
            mean_sd(np.take_along_axis(one.weight, away[None], axis=0)[0], 1),
            mean_sd(one.weight[-1], 1),
            mean_sd(one.protein.max(axis=0), 2),
        )
        lines.append((name, *_in_turn(found, EXPECTED_TAGTRIC[name])))
    return markdown(("TagTriC", *_in_turn(names, ["expected"] * 5)), lines)


def _in_turn(found: Sequence[str], expected: Sequence[str]) -> list[str]:
    return [cell for pair in zip(found, expected, strict=True) for cell in pair]


def frequency_table(curve: Mapping[float, np.ndarray]) -> str:
    """Return the change of weight at each frequency as a Markdown table."""
    rows = [
        (f"{frequency:g}", mean_sd(change, 1), EXPECTED_FREQUENCY.get(frequency))
        for frequency, change in curve.items()
    ]
    return markdown(("TagTriC, frequency [Hz]", "change of weight [%]", "expected"), rows)


if __name__ == "__main__":
    run_script(main, Options)
