"""How sparse is the hidden code, and how much do experiences share it, with and without inhibition?

The network of the model `tacos` learns the stream split_domain without any protection of its
synapses, with lateral inhibition, with homeostasis of the thresholds, with both, and with the whole
of SLNID (lateral inhibition and decorrelation). All have the same learning rates. After the stream
the hidden spikes of test images are counted: sparseness is 0 if all neurons are equally active and
100 % if only one is; overlap is the cosine between the mean codes of two experiences, averaged over
all pairs of experiences.

    python experiments/continual/mechanisms/hidden_code.py --data-root DATA
    python experiments/continual/mechanisms/hidden_code.py --dataset digits --n-train 300 \\
        --n-test 100 --seeds 0

Each run is a record of its own below --out; a run that is there already is read, not repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from catalogue import FOLDER, Mechanism

from snn_cl.command_line.scripts import run_script
from snn_cl.configuration import Configuration
from snn_cl.models.tacos import LEARNING
from snn_cl.picture_style import COLOURS, new_figure, set_title, tidy
from snn_cl.stream import Experience
from snn_cl.studies.hidden_code import overlap, sparseness
from snn_cl.studies.runs import check_chosen, folder_name, run_all, take_up
from snn_cl.studies.spread import mean_and_spread
from snn_cl.studies.table import markdown, write_table
from snn_cl.training.evaluation import encoder_and_readout
from snn_cl.training.run import Run, finish

LATERAL = str(FOLDER / "models" / "tacos_lateral.py")
RATES = {"input_hidden.eta": 6e-4, "hidden_output.eta": 3e-4}
# By hand, on held-out training images with seed 100, such that the code changes and most of what is
# learned stays; the width is the published one.
INHIBITION = {"hidden_hidden.inhibition_strength": 30, "hidden_hidden.inhibition_width": 1 / 6}
HOMEOSTASIS = {"hidden.target_spikes": 1.5, "hidden.homeostasis_rate": 3e-4}
ROWS = {
    "neither": Mechanism(fixed=RATES),
    "lateral inhibition": Mechanism(model=LATERAL, fixed=RATES | INHIBITION),
    "homeostasis": Mechanism(neuron="neurons/lif_homeostatic", fixed=RATES | HOMEOSTASIS),
    "both": Mechanism(
        model=LATERAL,
        neuron="neurons/lif_homeostatic",
        neurons=("neurons/neuron_importance",),
        fixed=RATES | INHIBITION | HOMEOSTASIS,
    ),
    "lateral inhibition and decorrelation": Mechanism(
        model=str(FOLDER / "models" / "tacos_decorrelated.py"),
        files=("synapses/decorrelation",),
        parts=("input_hidden",),
        fixed=RATES | INHIBITION | {"input_hidden.decorrelation": 3e-6},
    ),
}
# What is measured, and what its numbers are multiplied by in the table and the picture.
MEASURES = {"accuracy [%]": 100, "spikes a neuron": 1, "sparseness [%]": 100, "overlap [%]": 100}
N_AT_ONCE = 100  # presentations whose spikes are in memory together


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    dataset, data_root : str
    rows : tuple of str
    seeds : tuple of int
    n_train, n_test : int, optional
        Images in total, over all experiences; None for all of them.
    n_code : int
        Test images of each experience whose hidden spikes are counted; fewer if there are fewer.
    validation : int
        Hold out so many training images and test on them instead of the test images.
    out : Path
    processes : int
        Runs at a time.
    """

    dataset: str = "mnist"
    data_root: str = ""
    rows: tuple[str, ...] = tuple(ROWS)
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)
    n_train: int | None = 10_000
    n_test: int | None = None
    n_code: int = 500
    validation: int = 0
    out: Path = Path("runs/hidden_code")
    processes: int = 2


def main(options: Options) -> None:
    """Run every row with every seed, print the table, write it and the picture."""
    check_chosen("row", options.rows, ROWS)
    jobs = {name: [job(name, seed, options) for seed in options.seeds] for name in options.rows}
    results = run_all(jobs, options.processes, Measurement(options.n_code))
    text = table(results)
    write_table(text, options.out)
    title = f"{options.dataset}, split_domain, n = {len(options.seeds)} seeds, their mean as a line"
    draw(results, title, options.out / "hidden_code.png")


def job(name: str, seed: int, options: Options) -> tuple[Configuration, Path]:
    """Return what one run is, and where its record goes."""
    row = ROWS[name]
    configuration = Configuration(
        model=row.model,
        dataset=options.dataset,
        data_root=options.data_root,
        seed=seed,
        n_train=options.n_train,
        n_test=options.n_test,
        validation=options.validation,
        rule=row.rules(LEARNING),
        drop=row.drops(),
        param=tuple(f"{parameter}={value:g}" for parameter, value in row.fixed.items()),
        evaluate="end",
    )
    return configuration, options.out / folder_name(name) / f"seed{seed}"


@dataclass(frozen=True)
class Measurement:
    """Train a network and measure its hidden code on n_code test images of each experience."""

    n_code: int

    def __call__(self, configuration: Configuration, folder: Path) -> dict[str, float]:
        """Return the measures of one run."""
        run = take_up(configuration, folder)
        accuracy = finish(run)["accuracy"]
        codes = [hidden_code(run, test, self.n_code) for test in run.stream.tests]
        shared = [overlap(one, other) for one, other in combinations(codes, 2)]
        whole = np.concatenate(codes)
        values = (accuracy, whole.mean(), sparseness(whole), np.mean(shared))
        return dict(zip(MEASURES, map(float, values), strict=True))


def hidden_code(run: Run, experience: Experience, n: int) -> np.ndarray:
    """Return the spikes of hidden neurons with learning off.

    Parameters
    ----------
    run : Run
    experience : Experience
    n : int
        Images, from the first on.

    Returns
    -------
    (n, n_hidden) int array
    """
    images = experience.images[:n]
    encode, _ = encoder_and_readout(run.simulator.resolved.model)
    n_hidden = run.simulator.resolved.parts["hidden"].shape[0]
    code = np.zeros((len(images), n_hidden), int)
    for first in range(0, len(images), N_AT_ONCE):
        rates = encode(images[first : first + N_AT_ONCE])
        outcome = run.simulator.run(
            rates, state=run.state, seed=0, first=first, plastic=False, n_spikes=len(rates)
        )
        presentation, neuron, _ = outcome.spikes["hidden"].T
        np.add.at(code, (presentation, neuron), 1)
    return code


def table(results: Mapping[str, list[dict]]) -> str:
    """Return the measures as a Markdown table: mean and sd over seeds (ddof 1)."""
    rows = [
        (name, *(mean_and_spread([one[m] for one in found], f) for m, f in MEASURES.items()))
        for name, found in results.items()
    ]
    return markdown(("row", *MEASURES), rows)


def draw(results: Mapping[str, list[dict]], title: str, path: Path) -> None:
    """Draw one panel a measure: a point each seed, and the mean as a line."""
    figure = new_figure(width=11, height=3)
    panels = figure.subplots(1, len(MEASURES), sharey=True)
    for ax, (measure, factor) in zip(panels, MEASURES.items(), strict=True):
        for place, found in enumerate(results.values()):
            values = factor * np.array([one[measure] for one in found])
            colour = COLOURS[place % len(COLOURS)]
            ax.plot(values, np.full(len(values), place), "o", color=colour, alpha=0.6)
            ax.plot([values.mean()] * 2, [place - 0.3, place + 0.3], "-", color=colour)
        tidy(ax, measure, "")
    panels[0].set_yticks(range(len(results)), list(results))
    panels[0].invert_yaxis()
    set_title(figure, title)
    figure.savefig(path)


if __name__ == "__main__":
    run_script(main, Options)
