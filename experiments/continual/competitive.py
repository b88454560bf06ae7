"""Can all ten digits be learned pair after pair, in one pass, with no rehearsal or task signal?

The model `competitive` on Split-MNIST, in the hardest of its forms: each class has to be told from
all others. Beside it stand the same network without each of its mechanisms, on other orders of the
classes and with fewer labels and neurons, and controls: a hidden layer that never learns, the
nearest class mean, a linear readout of the pixels trained on all classes at once, the nearest of
some stored images, and a network that rehearses from a buffer.

    python experiments/continual/competitive.py --data-root DATA  # some hours
    python experiments/continual/competitive.py --data-root DATA --rows split_class split_domain
    python experiments/continual/competitive.py --data-root DATA --validation 10000  # no test image
    python experiments/continual/competitive.py --dataset digits --rows split_class --seeds 0

Each run is a record of its own below --out; a run that is there already is read, not repeated.
Rows without forgetting are evaluated once, after the whole stream.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from snn_cl.command_line.scripts import run_script
from snn_cl.configuration import Configuration
from snn_cl.figures.recruitment import recruitment
from snn_cl.plug_in import find_plug_in
from snn_cl.records.record import Record
from snn_cl.studies.controls import CONTROLS
from snn_cl.studies.runs import check_chosen, folder_name, run_all
from snn_cl.studies.spread import mean_and_spread
from snn_cl.studies.table import markdown, write_table
from snn_cl.training.from_configuration import prepare_model, prepare_stream


@dataclass(frozen=True)
class Row:
    """One row of the table: what differs from the model on `split_class`."""

    scenario: str = "split_class"
    neurons: float = 1.0  # share of those of the data set
    drop: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    labelled: float = 1.0
    evaluate: str = "end"


@dataclass(frozen=True)
class Setting:
    """What differs from the model for one data set."""

    n_hidden: int = 4800
    rule: tuple[str, ...] = ()
    param: tuple[str, ...] = ()
    encoder: str = ""


# Chosen on held-out training images: clothes are more alike than digits, with more outliers.
SETTINGS = {
    "fashion_mnist": Setting(
        n_hidden=6400,
        rule=("novelty=neurons/novelty,neurons/spontaneous_recruitment",),
        param=(
            "novelty.vigilance=0.87",
            "novelty.vigilance_last=0.72",
            "novelty.spontaneous=0.08",
            "hidden.youth=0.05",
            "hidden.tau_salience=1.1*ms",
        ),
        encoder="unit_length_sharp",
    )
}
CONSTANT_PACE = (
    "input_hidden=synapses/matching,synapses/competitive_learning,synapses/constant_pace"
)
ROWS = {
    "split_class": Row(evaluate="always"),
    "split_domain": Row("split_domain", evaluate="always"),
    "one class at a time": Row("disjoint"),
    "reversed order": Row("reversed_class"),
    "random order": Row("shuffled_class"),
    "blurred boundaries": Row("blurred_class"),
    "recurring pairs": Row("recurring_class"),
    "10 % of the labels": Row(labelled=0.1),
    "1 % of the labels": Row(labelled=0.01),
    "half the neurons": Row(neurons=0.5),
    "without recruitment": Row(drop=("recruitment",)),
    "without youth": Row(drop=("youth",)),
    "without metaplasticity": Row(rule=(CONSTANT_PACE,)),
    "without inhibition": Row(drop=("inhibition",)),
    "frozen hidden layer": Row(drop=("recruitment",), rule=("input_hidden=synapses/matching",)),
}


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    dataset, data_root : str
    rows : tuple of str
        Rows to run; all of them, controls included, if not given.
    seeds : tuple of int
    n_train, n_test : int, optional
        Images in total; all if not given.
    validation : int
        Hold out so many training images and test on them instead of the test images.
    out : Path
    processes : int
        Runs at a time.
    """

    dataset: str = "mnist"
    data_root: str = ""
    rows: tuple[str, ...] = (*ROWS, *CONTROLS)
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)
    n_train: int | None = None
    n_test: int | None = None
    validation: int = 0
    out: Path = Path("runs/competitive")
    processes: int = 2


def main(options: Options) -> None:
    """Run every row with every seed, print the table, write it and draw the layer filling up."""
    check_chosen("row", options.rows, (*ROWS, *CONTROLS))
    jobs = {
        name: [job(name, seed, options) for seed in options.seeds]
        for name in options.rows
        if name in ROWS
    }
    results = run_all(jobs, options.processes) if jobs else {}
    text = table(results, control_accuracies(options)) + first_experience(results)
    folder = folder_of(options)
    write_table(text, folder)
    if "split_class" in jobs:
        first = Record.open(jobs["split_class"][0][1])
        recruitment([first]).savefig(folder / "recruitment.png")


def job(name: str, seed: int, options: Options) -> tuple[Configuration, Path]:
    """Return what one run is, and where its record goes."""
    row, setting = ROWS[name], SETTINGS.get(options.dataset, Setting())
    configuration = Configuration(
        model="competitive",
        dataset=options.dataset,
        data_root=options.data_root,
        scenario=row.scenario,
        seed=seed,
        n_train=options.n_train,
        n_test=options.n_test,
        validation=options.validation,
        drop=row.drop,
        rule=row.rule + setting.rule,
        encoder=setting.encoder,
        size=(f"hidden={round(row.neurons * setting.n_hidden)}",),
        param=constants(setting, row),
        evaluate=row.evaluate,
        labelled=row.labelled,
    )
    return configuration, folder_of(options) / folder_name(name) / f"seed{seed}"


def constants(setting: Setting, row: Row) -> tuple[str, ...]:
    """Return the changed constants of a setting that a row's mechanisms still have."""
    gone = {f"hidden.{name}" for name in row.drop}  # youth is a mechanism and its constant
    return tuple(text for text in setting.param if text.split("=")[0] not in gone)


def folder_of(options: Options) -> Path:
    """Return the folder of all runs with the same data."""
    judged = "validation" if options.validation else "test"
    return options.out / f"{options.dataset}_{options.n_train or 'all'}_{judged}"


def control_accuracies(options: Options) -> dict[str, list[float]]:
    """Return the accuracies of the controls that are no networks, one a seed."""
    chosen = [name for name in options.rows if name in CONTROLS]
    return {
        name: [
            control_accuracy(name, job("split_class", seed, options)[0]) for seed in options.seeds
        ]
        for name in chosen
    }


def control_accuracy(name: str, configuration: Configuration) -> float:
    """Return the accuracy of a control on the stream of a configuration, encoded in its way."""
    stream = prepare_stream(configuration)
    encode = find_plug_in("encoders", prepare_model(configuration, stream).encoder)
    return CONTROLS[name](stream, partial(encode, length=1.0))


def table(results: Mapping[str, list[dict]], controls: Mapping[str, list[float]]) -> str:
    """Return accuracy and forgetting [%] as a Markdown table: mean and sd over seeds (ddof 1)."""
    cells = []
    for name, summaries in results.items():
        accuracy = mean_and_spread([summary["accuracy"] for summary in summaries])
        lost = [summary["forgetting"] for summary in summaries]
        forgetting = None if None in lost else mean_and_spread(lost)
        speed = mean_and_spread([s["ms_per_presentation"]["train"] for s in summaries], 1)
        cells.append((name, accuracy, forgetting, speed, len(summaries)))
    for name, values in controls.items():
        cells.append((name, mean_and_spread(values), None, None, len(values)))
    return markdown(("row", "accuracy", "forgetting", "ms each", "n"), cells)


def first_experience(results: Mapping[str, list[dict]]) -> str:
    """Return how well the first experience [%] is known after each, where that was evaluated."""
    curves = {
        name: np.array([summary["accuracy_matrix"] for summary in summaries], float)[:, :, 0].T
        for name, summaries in results.items()
        if ROWS[name].evaluate == "always"
    }
    if not curves:
        return ""
    after = range(1, max(map(len, curves.values())) + 1)
    rows = [(name, *map(mean_and_spread, curve)) for name, curve in curves.items()]
    return "\n\n" + markdown(("first experience, after", *after), rows)


if __name__ == "__main__":
    run_script(main, Options)
