"""Draw figures of runs and keep them beside the records."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from snn_cl.errors import NotFoundError, PlugInError, RunError, SnnClError
from snn_cl.files import writing
from snn_cl.find import names
from snn_cl.plug_in import PlugIn, find_plug_in
from snn_cl.record import Record


def plot(
    figure: str | Path, runs: str | Path | Sequence[str | Path], out: str | Path | None = None
) -> list[Path]:
    """Draw a figure, or all of them, and write each as a PNG picture.

    Parameters
    ----------
    figure : str
        Name of a figure, or 'all': then those that the runs have nothing for are left out.
    runs : Path, or sequence of Path
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
    runs = [runs] if isinstance(runs, str | Path) else list(runs)
    if not runs:
        raise NotFoundError("plot: name at least one run, such as runs/tacos_digits")
    figure = os.fspath(figure)
    chosen = names("figures") if figure == "all" else [figure]
    plug_ins = {name: find_plug_in("figures", name) for name in chosen}
    records = [Record.open(run) for run in runs]
    folder = Path(out or Path(runs[0]) / "figures")
    if figure != "all":
        return [_save(_drawn(plug_ins[figure], records), figure, folder)]
    written = []
    for name, plug_in in plug_ins.items():
        with _nothing_to_draw():
            written.append((name, _drawn(plug_in, records)))
    if not written:
        raise RunError(f"{runs[0]}: has nothing to draw yet; go on with 'snn-cl resume {runs[0]}'")
    return [_save(drawn, name, folder) for name, drawn in written]


@contextlib.contextmanager
def _nothing_to_draw() -> Iterator[None]:
    """Pass over a figure that the runs have nothing for, but not over one that is wrong itself."""
    try:
        yield
    except PlugInError:
        raise
    except SnnClError:
        return


def _drawn(plug_in: PlugIn, records: Sequence[Record]) -> Figure:
    return plug_in.returned(plug_in(records), Figure)


def _save(drawn: Figure, name: str, folder: Path) -> Path:
    path = folder / f"{Path(name).stem}.png"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        drawn.savefig(path, dpi=150)
    return path
