"""What is each continual-learning mechanism worth on one and the same spiking network?

Every mechanism is stacked alone onto error-driven learning in the network of the model `tacos`,
next to the controls: no protection, a frozen hidden layer, joint training, and the model itself.
The learning rates and the mechanism's own parameters are searched with the same number of settings
for every row, drawn at random and judged on validation images of the stream split_domain with seed
100 alone. Each row then runs with its best setting on the test images of all four streams, so on
the other three nothing was tuned. Rows that are told the boundaries get a signal in the last
presentation of each experience; on `blurred`, which has none, at the end of each fifth.

    python experiments/continual/mechanisms/run.py --data-root DATA  # search, then the wide table
    python experiments/continual/mechanisms/run.py --data-root DATA \\
        --rows metaplasticity "no protection"
    python experiments/continual/mechanisms/run.py --data-root DATA --search-only
    python experiments/continual/mechanisms/run.py --dataset digits --n-train 300 --n-test 100 \\
        --validation 300 --search-train 300 --settings 2 --scenarios split_domain --seeds 0

With 60,000 images and the settings found at 10,000; `--search-train 50000` searches anew:

    python experiments/continual/mechanisms/run.py --data-root DATA --n-train 60000 \\
        --rows metaplasticity

Each run is a record of its own below --out, without weights once it is finished; one that is there
already is read, not repeated, and an interrupted one goes on. Table, CSV file and pictures show all
rows that are there, those of earlier calls included. The stream split_domain is evaluated after
each experience, the others once, at the end.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catalogue import MECHANISMS, Mechanism, setting_of_parts
from report import FORGETTING, write_report

from snn_cl.command_line.scripts import run_script
from snn_cl.configuration import Configuration
from snn_cl.models.tacos import LEARNING
from snn_cl.studies.runs import check_chosen, folder_name, run_all, run_and_slim
from snn_cl.studies.table import write_csv

UNITS = {"hidden.usual": "*Hz"}
# The same presentations in one shuffled row; that of `blurred` is that of `split_domain`.
JOINT = {
    "split_domain": "joint",
    "split_class": "joint_class",
    "permuted": "joint_permuted",
    "blurred": "joint",
}


@dataclass(frozen=True)
class Options:
    """Options of the experiment.

    Attributes
    ----------
    dataset, data_root : str
    rows : tuple of str
        Those to run; all if not given.
    scenarios : tuple of str
    seeds : tuple of int
        Of the table; the search uses seed 100.
    n_train, n_test : int, optional
        Images in total, over all experiences; None for all of them.
    search_train : int
        Training images of a run of the search.
    validation : int
        Training images that the search is judged on.
    settings : int
        Settings drawn for each row.
    search_only : bool
        Stop after the search.
    out : Path
    processes : int
        Runs at a time.
    """

    dataset: str = "mnist"
    data_root: str = ""
    rows: tuple[str, ...] = tuple(MECHANISMS)
    scenarios: tuple[str, ...] = ("split_domain", "split_class", "permuted", "blurred")
    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)
    n_train: int | None = 10_000
    n_test: int | None = 10_000
    search_train: int = 10_000
    validation: int = 5_000
    settings: int = 10
    search_only: bool = False
    out: Path = Path("runs/mechanisms")
    processes: int = 2


def main(options: Options) -> None:
    """Search, run the table, write it as CSV and Markdown."""
    check_chosen("row", options.rows, MECHANISMS)
    best = search(options)
    if options.search_only:
        return
    jobs = {
        (name, scenario): [job(name, best[name], scenario, seed, options) for seed in options.seeds]
        for name in options.rows
        for scenario in options.scenarios
    }
    run_all(jobs, options.processes, run_and_slim)
    folders = {
        (name, scenario): [folder_of(name, scenario, seed, options) for seed in options.seeds]
        for name in MECHANISMS
        for scenario in options.scenarios
    }
    title = f"{options.dataset}, n = {len(options.seeds)} seeds, ± sd"
    print(write_report(folders, options.scenarios, title, size_folder(options)))


def search(options: Options) -> dict[str, dict[str, float]]:
    """Return the best of the settings drawn for each row, judged on validation images."""
    drawn = {name: draw_settings(name, options.settings) for name in options.rows}
    jobs = {
        name: [search_job(name, setting, k, options) for k, setting in enumerate(settings)]
        for name, settings in drawn.items()
    }
    results = run_all(jobs, options.processes, run_and_slim)
    best = {}
    for name, settings in drawn.items():
        accuracy = [summary["accuracy"] for summary in results[name]]
        best[name] = settings[int(np.argmax(accuracy))]
        write_search(name, settings, accuracy, search_folder(name, options))
    return best


def write_search(name: str, settings: list[dict], accuracy: list[float], folder: Path) -> None:
    """Write the settings of a row with their accuracies, and print the best accuracy."""
    print(f"{name}: {100 * max(accuracy):.2f} on validation images, best of {len(accuracy)}")
    rows = [(a, *s.values()) for a, s in zip(accuracy, settings, strict=True)]
    write_csv(folder / "search.csv", ("accuracy", *settings[0]), rows)


def draw_settings(name: str, n_settings: int) -> list[dict[str, float]]:
    """Return settings drawn evenly on a logarithmic scale; the same ones at each call."""
    generator = np.random.default_rng(zlib.crc32(name.encode()))
    mechanism = MECHANISMS[name]
    settings = []
    for _ in range(n_settings if mechanism.ranges() else 1):
        drawn = {
            parameter: float(f"{np.exp(generator.uniform(np.log(low), np.log(high))):.3g}")
            for parameter, (low, high) in mechanism.ranges().items()
        }
        settings.append(drawn | dict(mechanism.fixed))
    return settings


def search_job(
    name: str, setting: dict[str, float], number: int, options: Options
) -> tuple[Configuration, Path]:
    """Return one run of the search: domain-incremental, seed 100, on held-out training images."""
    configuration = configure(name, setting, "split_domain", 100, options, search=True)
    return configuration, search_folder(name, options) / f"setting{number}"


def job(
    name: str, setting: dict[str, float], scenario: str, seed: int, options: Options
) -> tuple[Configuration, Path]:
    """Return one run of the table, on the test images."""
    configuration = configure(name, setting, scenario, seed, options)
    return configuration, folder_of(name, scenario, seed, options)


def size_folder(options: Options) -> Path:
    """Return the folder of all that has the same number of training images."""
    return options.out / str(options.n_train or "all")


def folder_of(name: str, scenario: str, seed: int, options: Options) -> Path:
    """Return the folder of one run of the table; runs that are the same share it."""
    shown = Path(shown_scenario(MECHANISMS[name], scenario)).stem
    return size_folder(options) / shown / folder_name(name) / f"seed{seed}"


def search_folder(name: str, options: Options) -> Path:
    """Return the folder of a row's search."""
    return options.out / f"search_{options.search_train}" / folder_name(name)


def shown_scenario(mechanism: Mechanism, scenario: str) -> str:
    """Return what a row is shown in place of a stream."""
    return JOINT[scenario] if mechanism.joint else scenario


def configure(
    name: str,
    setting: dict[str, float],
    scenario: str,
    seed: int,
    options: Options,
    search: bool = False,
) -> Configuration:
    """Return what a run of a row is."""
    mechanism = MECHANISMS[name]
    always = mechanism.joint or (scenario in FORGETTING and not search)
    return Configuration(
        model=mechanism.model,
        dataset=options.dataset,
        data_root=options.data_root,
        scenario=shown_scenario(mechanism, scenario),
        seed=seed,
        n_train=options.search_train if search else options.n_train,
        n_test=None if search else options.n_test,
        validation=options.validation if search else 0,
        size=mechanism.size,
        rule=mechanism.rules(LEARNING),
        drop=mechanism.drops(),
        param=tuple(
            f"{name}={value:g}{UNITS.get(name, '')}"
            for name, value in setting_of_parts(setting).items()
        ),
        evaluate="always" if always else "end",
        signal=mechanism.signal,
    )


if __name__ == "__main__":
    run_script(main, Options)
