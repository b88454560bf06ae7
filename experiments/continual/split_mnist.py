"""What is each mechanism of the TACOS reconstruction worth on Split-MNIST and Split-FashionMNIST?

Five pairs of classes one after another, one pass, a shared two-way output, no task signal. The full
model stands beside the model without each of its mechanisms and beside the controls: no protection
at the same learning rates and at its own best ones, a frozen random hidden layer, and joint
training on all pairs mixed. Hyper-parameters were chosen with --validation, on images held out from
the training set.

    python experiments/continual/split_mnist.py --data-root DATA  # a table of the README
    python experiments/continual/split_mnist.py --data-root DATA --dataset fashion_mnist
    python experiments/continual/split_mnist.py --data-root DATA --validation 10000  # no test image
    python experiments/continual/split_mnist.py --dataset digits --seeds 0  # a minute, no download

Each run is a record of its own below --out; a run that is there already is read, not repeated.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from snn_cl.command_line.scripts import run_script
from snn_cl.configuration import Configuration
from snn_cl.studies.runs import check_chosen, folder_name, run_all
from snn_cl.studies.spread import mean_and_spread
from snn_cl.studies.table import markdown, write_table

MECHANISMS = ("metaplasticity", "consolidation", "heterosynaptic_decay", "neuromodulation")
PROTECTION = ("metaplasticity", "consolidation", "neuromodulation")

# What the whole of a dataset needs, as --param takes it. The model's own values are for 10,000
# images; m grows per image, so dm goes down as the number of images goes up.
PARAMETERS = {
    "mnist": ("input_hidden.dm=0.025", "hidden_output.dm=0.0017"),
    "fashion_mnist": (
        "input_hidden.dm=0.025",
        "hidden_output.dm=0.0042",
        "hidden_output.eta=0.002",
        "input_hidden.post_theta=1.5",
        "hidden_output.pre_theta=1.5",
    ),
    "digits": ("input_hidden.dm=0.3", "hidden_output.dm=0.05"),
}
# Without protection the best learning rates fall with the number of images: 6 and 3 over it were
# best at 10,000 and at 50,000. For the readout of a frozen hidden layer one rate served both.
TUNED = {"input_hidden.eta": 6, "hidden_output.eta": 3}
FROZEN = ("input_hidden.eta=0", "hidden_output.eta=5e-4")
N_IMAGES = {"mnist": 60_000, "fashion_mnist": 60_000, "digits": 1_500}


@dataclass(frozen=True)
class Condition:
    """One row of the table: what is dropped, what is changed, on which scenario."""

    drop: tuple[str, ...] = ()
    param: tuple[str, ...] = ()
    tuned: bool = False
    scenario: str = "split_domain"


CONDITIONS = {
    "full model": Condition(),
    **{f"without {mechanism}": Condition(drop=(mechanism,)) for mechanism in MECHANISMS},
    "no protection, same rates": Condition(drop=PROTECTION),
    "no protection, own best rates": Condition(drop=PROTECTION, tuned=True),
    "frozen hidden layer": Condition(drop=PROTECTION, param=FROZEN),
    "joint, full model": Condition(scenario="joint"),
    "joint, no protection, own best rates": Condition(
        drop=PROTECTION, tuned=True, scenario="joint"
    ),
}


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    dataset : str
    data_root : str
    seeds : tuple of int
    conditions : tuple of str
        Rows to run; all of them if not given.
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
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)
    conditions: tuple[str, ...] = tuple(CONDITIONS)
    n_train: int | None = None
    n_test: int | None = None
    validation: int = 0
    out: Path = Path("runs/split_mnist")
    processes: int = 2


def main(options: Options) -> None:
    """Run every condition with every seed, print the table and write it beside the records."""
    check_chosen("condition", options.conditions, CONDITIONS)
    jobs = {
        name: [job(name, seed, options) for seed in options.seeds] for name in options.conditions
    }
    text = table(run_all(jobs, options.processes))
    write_table(text, folder_of(options))


def job(name: str, seed: int, options: Options) -> tuple[Configuration, Path]:
    """Return what one run is, and where its record goes."""
    condition = CONDITIONS[name]
    configuration = Configuration(
        dataset=options.dataset,
        scenario=condition.scenario,
        seed=seed,
        n_train=options.n_train,
        n_test=options.n_test,
        validation=options.validation,
        data_root=options.data_root,
        drop=condition.drop,
        param=parameters(condition, options),
        evaluate="always" if name == "full model" else "end",
    )
    return configuration, folder_of(options) / folder_name(name) / f"seed{seed}"


def parameters(condition: Condition, options: Options) -> tuple[str, ...]:
    """Return what a condition changes, as --param takes it."""
    n = options.n_train or N_IMAGES[options.dataset] - options.validation
    common = () if options.n_train else PARAMETERS[options.dataset]
    tuned = tuple(f"{name}={share / n:.3g}" for name, share in TUNED.items())
    return common + condition.param + tuned * condition.tuned


def folder_of(options: Options) -> Path:
    """Return the folder of all runs with the same data."""
    judged = "validation" if options.validation else "test"
    return options.out / f"{options.dataset}_{options.n_train or 'all'}_{judged}"


def table(rows: dict[str, list[dict]]) -> str:
    """Return the results as a Markdown table [%]: mean and sd over seeds (ddof 1)."""
    titles = ("condition", "accuracy", "after the last pair, on pairs 1 to 5", "ms each", "n")
    cells = []
    for name, summaries in rows.items():
        accuracy = mean_and_spread([summary["accuracy"] for summary in summaries])
        last = 100 * np.array([summary["accuracy_matrix"][-1] for summary in summaries])
        speed = np.median([summary["ms_per_presentation"]["train"] for summary in summaries])
        pairs = " ".join(f"{value:.1f}" for value in last.mean(axis=0))
        cells.append((name, accuracy, pairs, f"{speed:.2f}", len(summaries)))
    return markdown(titles, cells)


if __name__ == "__main__":
    run_script(main, Options)
