"""What is each mechanism of a model worth, left out of the whole and added to nothing?

For any model and any of its mechanisms: the whole model, the model without each mechanism, the
model with one mechanism alone, and the model without any, on one stream and with several seeds.

    python experiments/continual/ablation.py tacos --dataset mnist --data-root DATA --n-train 10000
    python experiments/continual/ablation.py my_model.py --scenario split_class --validation 10000
    python experiments/continual/ablation.py tacos --n-train 500 --n-test 200 --seeds 0  # digits

Each run is a record of its own below --out; a run that is there already is read, not repeated.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import tyro

from snn_cl.command_line.scripts import run_script
from snn_cl.configuration import Configuration
from snn_cl.find import find_function
from snn_cl.studies.runs import folder_name, run_all
from snn_cl.studies.spread import mean_and_spread
from snn_cl.studies.table import markdown, write_table


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    model : str
        Name or path.
    dataset, scenario, data_root : str
    seeds : tuple of int
    n_train, n_test : int, optional
        Images in total; all if not given.
    validation : int
        Hold out so many training images and test on them instead of the test images.
    param : tuple of str
        Changed parameters, each PART.NAME=VALUE; those of dropped mechanisms do no harm.
    out : Path
    processes : int
        Runs at a time.
    """

    model: Annotated[str, tyro.conf.Positional] = "tacos"
    dataset: str = "digits"
    scenario: str = "split_domain"
    data_root: str = ""
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)
    n_train: int | None = None
    n_test: int | None = None
    validation: int = 0
    param: tuple[str, ...] = ()
    out: Path = Path("runs/ablation")
    processes: int = 2


def main(options: Options) -> None:
    """Run every row with every seed, print the table and write it beside the records."""
    jobs = {
        name: [job(name, drop, seed, options) for seed in options.seeds]
        for name, drop in conditions(options.model).items()
    }
    text = table(run_all(jobs, options.processes))
    write_table(text, folder_of(options))


def conditions(model: str) -> dict[str, tuple[str, ...]]:
    """Return for each row the mechanisms that are dropped."""
    mechanisms = tuple(find_function("models", model)().mechanisms)
    rows = {"all mechanisms": ()}
    rows |= {f"without {name}": (name,) for name in mechanisms}
    if len(mechanisms) > 1:
        rows |= {f"only {name}": tuple(m for m in mechanisms if m != name) for name in mechanisms}
    return rows | {"none": mechanisms}


def job(
    name: str, drop: tuple[str, ...], seed: int, options: Options
) -> tuple[Configuration, Path]:
    """Return what one run is, and where its record goes."""
    shared = (
        "model",
        "dataset",
        "scenario",
        "data_root",
        "n_train",
        "n_test",
        "validation",
        "param",
    )
    configuration = Configuration(
        seed=seed, drop=drop, **{field: getattr(options, field) for field in shared}
    )
    return configuration, folder_of(options) / folder_name(name) / f"seed{seed}"


def folder_of(options: Options) -> Path:
    """Return the folder of all runs with the same model and data."""
    judged = "validation" if options.validation else "test"
    parts = (options.dataset, options.scenario, str(options.n_train or "all"), judged)
    return options.out / Path(options.model).stem / "_".join(parts)


def table(rows: dict[str, list[dict]]) -> str:
    """Return the results as a Markdown table [%]: mean and sd over seeds (ddof 1)."""
    cells = []
    for name, summaries in rows.items():
        accuracy = mean_and_spread([summary["accuracy"] for summary in summaries])
        forgetting = [summary["forgetting"] for summary in summaries]
        lost = None if None in forgetting else mean_and_spread(forgetting)
        speed = np.median([summary["ms_per_presentation"]["train"] for summary in summaries])
        cells.append((name, accuracy, lost, f"{speed:.2f}", len(summaries)))
    return markdown(("row", "accuracy", "forgetting", "ms each", "n"), cells)


if __name__ == "__main__":
    run_script(main, Options)
