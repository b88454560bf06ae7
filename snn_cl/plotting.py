"""Draw figures of runs and keep them beside the records."""

from collections.abc import Sequence
from pathlib import Path

from snn_cl.errors import NotFoundError, SnnClError
from snn_cl.find import find_function, names
from snn_cl.record import Record, writing


def plot(figure: str, runs: Sequence[Path], out: Path | None = None) -> list[Path]:
    """Draw a figure, or all of them, and write each as a PNG picture.

    Parameters
    ----------
    figure : str
        Name of a figure, or 'all': then those that the runs have nothing for are left out.
    runs : sequence of Path
        Folders of records.
    out : Path, optional
        Folder of the pictures; figures/ in the first run if not given.

    Returns
    -------
    list of Path
        The pictures written.

    Raises
    ------
    NotFoundError
        If there is no such figure or run.
    RunError
        If a run has nothing to draw, or the folder cannot be written.
    """
    if not runs:
        raise NotFoundError("plot: name at least one run, such as runs/tacos_digits")
    if figure != "all":
        find_function("figures", figure)
    records = [Record.open(run) for run in runs]
    folder = out or Path(runs[0]) / "figures"
    if figure != "all":
        return [_draw(figure, records, folder)]
    written = []
    for name in names("figures"):
        try:
            written.append(_draw(name, records, folder))
        except SnnClError:
            continue
    return written


def _draw(name: str, records: Sequence[Record], folder: Path) -> Path:
    drawn = find_function("figures", name)(records)
    path = folder / f"{name}.png"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        drawn.savefig(path, dpi=150)
    return path
