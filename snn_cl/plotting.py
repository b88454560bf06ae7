"""Draw figures of runs and keep them beside the records."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from snn_cl.errors import NotFoundError, RunError, SnnClError
from snn_cl.files import writing
from snn_cl.find import find_function, names
from snn_cl.record import Record


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
        return [_save(find_function("figures", figure)(records), figure, folder)]
    written = []
    for name in names("figures"):
        with contextlib.suppress(SnnClError):
            drawn = find_function("figures", name)(records)
            written.append((name, drawn))
    if not written:
        raise RunError(f"{runs[0]}: has nothing to draw yet; go on with 'snn-cl resume {runs[0]}'")
    return [_save(drawn, name, folder) for name, drawn in written]


def _save(drawn: Figure, name: str, folder: Path) -> Path:
    path = folder / f"{Path(name).stem}.png"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        drawn.savefig(path, dpi=150)
    return path
