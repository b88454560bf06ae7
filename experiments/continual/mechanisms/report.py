"""What `run.py` writes, from all records that are there: a table and pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from catalogue import MECHANISMS
from picture import draw_accuracy_against_forgetting, draw_accuracy_along_stream

from snn_cl.records.record import Record
from snn_cl.studies.spread import mean_and_spread
from snn_cl.studies.table import markdown, write_csv
from snn_cl.training.run_contents import stored_configuration

COLUMNS = ("row", "scenario", "seed", "accuracy", "forgetting", "ms", "setting")
FORGETTING = ("split_domain",)
# By row and scenario, the folders of the records.
Folders = Mapping[tuple[str, str], Sequence[Path]]


def finished(folders: Folders) -> dict[tuple[str, str], list[Path]]:
    """Return what has records with a summary in all its folders.

    Parameters
    ----------
    folders : mapping of (str, str) to sequence of Path

    Returns
    -------
    dict of (str, str) to list of Path
    """
    return {key: list(paths) for key, paths in folders.items() if all(map(_is_finished, paths))}


def _is_finished(folder: Path) -> bool:
    return (folder / "record.json").exists() and "summary" in Record.open(folder).header


def write_report(folders: Folders, scenarios: Sequence[str], title: str, out: Path) -> str:
    """Write CSV, table and pictures of all finished rows, and return the table.

    Parameters
    ----------
    folders : mapping of (str, str) to sequence of Path
        For each row and scenario one record a seed.
    scenarios : sequence of str
        Columns of the table.
    title : str
        Of the pictures, without the scenario.
    out : Path

    Returns
    -------
    str
    """
    done = finished(folders)
    results = {key: [_summary(path) for path in paths] for key, paths in done.items()}
    write_runs(done, results, out / "mechanisms.csv")
    text = table(results, scenarios)
    (out / "table.md").write_text(f"{text}\n\n{settings_table(done)}\n")
    for scenario in scenarios:
        draw(done, results, scenario, f"{scenario}, {title}", out)
    return text


def _summary(folder: Path) -> dict:
    return Record.open(folder).header.summary


def _setting(folder: Path) -> str:
    return " ".join(stored_configuration(Record.open(folder)).param)


def write_runs(folders: Folders, results: Mapping[tuple[str, str], list[dict]], path: Path) -> None:
    """Write one line a run.

    Parameters
    ----------
    folders : mapping of (str, str) to sequence of Path
    results : mapping of (str, str) to list of dict
        Summaries of the same runs.
    path : Path
    """
    rows = []
    for key, summaries in results.items():
        for folder, summary in zip(folders[key], summaries, strict=True):
            speed = summary["ms_per_presentation"]["train"]
            numbers = (summary["seed"], summary["accuracy"], summary["forgetting"], speed)
            rows.append((*key, *numbers, _setting(folder)))
    write_csv(path, COLUMNS, rows)


def table(results: Mapping[tuple[str, str], list[dict]], scenarios: Sequence[str]) -> str:
    """Return accuracy and forgetting [%] of each row on each stream: mean and sd (ddof 1).

    Parameters
    ----------
    results : mapping of (str, str) to list of dict
        Summaries by row and scenario; '-' stands for what is missing.
    scenarios : sequence of str

    Returns
    -------
    str
        Markdown.
    """
    lost = [scenario for scenario in scenarios if scenario in FORGETTING]
    titles = ["mechanism", *scenarios, *(f"forgetting, {scenario}" for scenario in lost)]
    rows = []
    for name in dict.fromkeys(row for row, _ in results):
        cells = [_cell(results.get((name, scenario)), "accuracy") for scenario in scenarios]
        cells += [_cell(results.get((name, scenario)), "forgetting") for scenario in lost]
        rows.append((shown_name(name), *cells))
    return markdown(titles, rows)


def _cell(summaries: list[dict] | None, what: str) -> str | None:
    values = [summary[what] for summary in summaries or [{what: None}]]
    return None if None in values else mean_and_spread(values)


def shown_name(name: str) -> str:
    """Return the name of a row, with a mark if its network is told the boundaries.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    told = name in MECHANISMS and MECHANISMS[name].signal
    return name.replace(", boundaries", " (told the boundaries)") if told else name


def settings_table(folders: Folders) -> str:
    """Return the settings of the rows, as --param takes them.

    Parameters
    ----------
    folders : mapping of (str, str) to sequence of Path

    Returns
    -------
    str
        Markdown.
    """
    settings = {row: _setting(paths[0]) for (row, _), paths in folders.items()}
    rows = [(shown_name(row), setting) for row, setting in settings.items()]
    return markdown(("mechanism", "setting"), rows)


def draw(
    folders: Folders,
    results: Mapping[tuple[str, str], list[dict]],
    scenario: str,
    title: str,
    out: Path,
) -> None:
    """Draw both pictures of a stream that was evaluated after each experience.

    Parameters
    ----------
    folders, results : mapping
        Records and summaries by row and scenario.
    scenario, title : str
    out : Path
    """
    rows = [row for row, of in results if of == scenario]
    if scenario not in FORGETTING or not rows:
        return
    summaries = {shown_name(row): results[row, scenario] for row in rows}
    records = {shown_name(row): folders[row, scenario] for row in rows}
    target = out / f"{scenario}_accuracy_against_forgetting.png"
    draw_accuracy_against_forgetting(summaries, title, target)
    draw_accuracy_along_stream(records, title, out / f"{scenario}_along_stream.png")
