"""What is each continual-learning mechanism worth on one and the same spiking network?

Every mechanism is stacked alone onto error-driven learning in the network of the model `tacos`,
next to the controls: no protection, a frozen hidden layer, and joint training. The learning rates
and the mechanism's own parameters are searched with the same number of settings for every row,
drawn at random, on validation images only; then each row runs with its best setting on the test
images.

    python experiments/mechanisms.py --data-root DATA                 # search, then the wide table
    python experiments/mechanisms.py --data-root DATA --rows metaplasticity "no protection"
    python experiments/mechanisms.py --dataset digits --n-train 300 --n-test 100 --validation 300 \\
        --settings 2 --scenarios split_domain --seeds 0                 # a minute, no download

Each run is a record of its own below --out; a run that is there already is read, not repeated.
"""

import csv
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tyro
from _mechanisms import MECHANISMS, Mechanism, setting_of_parts
from _pictures import draw_accuracy_against_forgetting, draw_accuracy_along_stream
from _runs import folder_name, mean_and_spread, run_all

from snn_cl.configuration import Configuration
from snn_cl.models.tacos import LEARNING

UNITS = {"hidden.usual": "*Hz"}
COLUMNS = ("row", "scenario", "seed", "accuracy", "forgetting", "ms")


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
        Images in total; all if not given.
    validation : int
        Training images that the search is judged on.
    settings : int
        Settings drawn for each row.
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
    n_test: int | None = None
    validation: int = 10_000
    settings: int = 12
    out: Path = Path("runs/mechanisms")
    processes: int = 2


def main(options: Options) -> None:
    """Search, run the table, write it as CSV and Markdown."""
    best = search(options)
    jobs = {
        f"{name}; {scenario}": [
            job(name, best[name], scenario, seed, options) for seed in options.seeds
        ]
        for name in options.rows
        for scenario in options.scenarios
    }
    results = run_all(jobs, options.processes)
    write_csv(results, options)
    draw(results, jobs, options)
    text = table(results, options.scenarios)
    print(text)
    (options.out / "table.md").write_text(f"{text}\n\n{settings_table(best)}\n")


def draw(results: dict[str, list[dict]], jobs: dict[str, list], options: Options) -> None:
    """Draw both pictures for each stream."""
    for scenario in options.scenarios:
        rows = {name: results[f"{name}; {scenario}"] for name in options.rows}
        folders = {
            name: [folder for _, folder in jobs[f"{name}; {scenario}"]] for name in options.rows
        }
        title = f"{options.dataset}, {scenario}, n = {len(options.seeds)} seeds, ± sd"
        target = options.out / f"{scenario}_accuracy_against_forgetting.png"
        draw_accuracy_against_forgetting(rows, title, target)
        draw_accuracy_along_stream(folders, title, options.out / f"{scenario}_along_stream.png")


def search(options: Options) -> dict[str, dict[str, float]]:
    """Return the best of the settings drawn for each row, judged on validation images."""
    drawn = {name: draw_settings(name, options.settings) for name in options.rows}
    jobs = {
        f"{name}; {number}": [search_job(name, setting, number, options)]
        for name, settings in drawn.items()
        for number, setting in enumerate(settings)
    }
    results = run_all(jobs, options.processes)
    best = {}
    for name, settings in drawn.items():
        accuracy = [results[f"{name}; {k}"][0]["accuracy"] for k in range(len(settings))]
        best[name] = settings[int(np.argmax(accuracy))]
    return best


def draw_settings(name: str, n_settings: int) -> list[dict[str, float]]:
    """Return settings drawn evenly on a logarithmic scale; the same ones at each call."""
    generator = np.random.default_rng(zlib.crc32(name.encode()))
    mechanism = MECHANISMS[name]
    settings = []
    for _ in range(n_settings):
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
    mechanism = MECHANISMS[name]
    scenario = mechanism.scenario or "split_domain"
    configuration = configure(mechanism, setting, scenario, 100, options, options.validation)
    return configuration, options.out / "search" / folder_name(name) / f"setting{number}"


def job(
    name: str, setting: dict[str, float], scenario: str, seed: int, options: Options
) -> tuple[Configuration, Path]:
    """Return one run of the table, on the test images."""
    mechanism = MECHANISMS[name]
    shown = mechanism.scenario or scenario
    configuration = configure(mechanism, setting, shown, seed, options, validation=0)
    return configuration, options.out / scenario / folder_name(name) / f"seed{seed}"


def configure(
    mechanism: Mechanism,
    setting: dict[str, float],
    scenario: str,
    seed: int,
    options: Options,
    validation: int,
) -> Configuration:
    """Return what a run of a mechanism is."""
    return Configuration(
        dataset=options.dataset,
        data_root=options.data_root,
        scenario=scenario,
        seed=seed,
        n_train=options.n_train,
        n_test=options.n_test,
        validation=validation,
        rule=mechanism.rules(LEARNING),
        drop=mechanism.drops(),
        param=tuple(
            f"{name}={value:g}{UNITS.get(name, '')}"
            for name, value in setting_of_parts(setting).items()
        ),
        evaluate="end" if validation else "always",
    )


def write_csv(results: dict[str, list[dict]], options: Options) -> None:
    """Write one line a run."""
    with open(options.out / "mechanisms.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for key, summaries in results.items():
            for summary in summaries:
                speed = summary["ms_per_presentation"]["train"]
                numbers = (summary["seed"], summary["accuracy"], summary["forgetting"], speed)
                writer.writerow((*key.split("; "), *numbers))


def table(results: dict[str, list[dict]], scenarios: tuple[str, ...]) -> str:
    """Return accuracy and forgetting [%] of each row on each stream: mean and sd (ddof 1)."""
    lines = [f"| mechanism | {' | '.join(scenarios)} | forgetting, {scenarios[0]} |"]
    lines.append("|---" * (len(scenarios) + 2) + "|")
    for name in dict.fromkeys(key.split("; ")[0] for key in results):
        rows = [results[f"{name}; {scenario}"] for scenario in scenarios]
        cells = [mean_and_spread([summary["accuracy"] for summary in row]) for row in rows]
        forgetting = [summary["forgetting"] for summary in rows[0]]
        cells.append("-" if None in forgetting else mean_and_spread(forgetting))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def settings_table(best: dict[str, dict[str, float]]) -> str:
    """Return the settings that were chosen, as --param takes them."""
    lines = ["| mechanism | setting |", "|---|---|"]
    for name, setting in best.items():
        text = ", ".join(f"{parameter}={value:g}" for parameter, value in setting.items())
        lines.append(f"| {name} | {text} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main(tyro.cli(Options))
