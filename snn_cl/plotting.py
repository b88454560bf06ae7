"""Draw figures of runs and keep them beside the records."""

import io
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from snn_cl.errors import DamagedError, NotFoundError, RunError, did_you_mean
from snn_cl.files import replace_file, writing
from snn_cl.find import names
from snn_cl.plug_in import PlugIn, find_plug_in
from snn_cl.plug_in_name import file_name
from snn_cl.records.record import Record

FORMATS = ("png", "svg", "pdf")
logger = logging.getLogger(__name__)


def plot(
    figure: str | Path,
    runs: str | Path | Sequence[str | Path],
    out: str | Path | None = None,
    format: str = "png",
) -> list[Path]:
    """Draw a figure, or all of them, and write each as a picture.

    Parameters
    ----------
    figure : str
        Name of a figure, or 'all': then those that do not apply to the runs are left out, and a
        line of the log names them; one that is asked for by name says why.
    runs : Path, or sequence of Path
        Folders of records.
    out : Path, optional
        Folder of the pictures; figures/ in the first run if not given.
    format : str
        png, svg or pdf.

    Returns
    -------
    list of Path
        The pictures written.

    Raises
    ------
    NotFoundError
        If there is no such figure, run or format.
    RunError
        If a run has nothing to draw, the folder cannot be written, or a record is damaged; of all
        figures those that can be drawn are written first.
    """
    runs = [runs] if isinstance(runs, str | Path) else list(runs)
    if not runs:
        raise NotFoundError("plot: name at least one run, such as runs/tacos_digits")
    if format not in FORMATS:
        raise NotFoundError(f"no format '{format}'{did_you_mean(format, FORMATS)}")
    figure = os.fspath(figure)
    chosen = names("figures") if figure == "all" else [figure]
    plug_ins = {name: find_plug_in("figures", name) for name in chosen}
    records = [Record.open(run) for run in runs]
    for record in records:
        record.check_header()
    folder = Path(out or Path(runs[0]) / "figures")
    if figure != "all":
        return [_save(_drawn(plug_ins[figure], records), figure, folder, format)]
    return _plot_all(plug_ins, records, folder, format)


def _plot_all(
    plug_ins: Mapping[str, PlugIn], records: Sequence[Record], folder: Path, form: str
) -> list[Path]:
    written, faults, skipped = [], [], []
    for name, plug_in in plug_ins.items():
        try:
            if not _applies(plug_in, records):
                skipped.append(name)
                continue
            drawn = _drawn(plug_in, records)
        except DamagedError as error:
            faults.append(error)
        else:
            written.append(_save(drawn, name, folder, form))
    if skipped and written:
        runs = " ".join(str(record.folder) for record in records)
        logger.warning(
            "not drawn, as they do not apply: %s; 'snn-cl plot %s %s' says why",
            ", ".join(skipped),
            skipped[0],
            runs,
        )
    if faults:
        raise _left_out(faults, written, folder)
    if not written and len(records) > 1:
        raise RunError(
            f"plot all: no figure draws these {len(records)} runs together; draw them one by one, "
            "or name a figure, which then says why not"
        )
    if not written:
        run = records[0].folder
        raise RunError(f"{run}: has nothing to draw yet; go on with 'snn-cl resume {run}'")
    return written


def _applies(plug_in: PlugIn, records: Sequence[Record]) -> bool:
    """Tell whether a figure draws something of records; one that does not say so does."""
    if plug_in.beside("ONE_RUN") and len(records) > 1:
        return False
    reason = plug_in.beside("applies") or (lambda record: "")
    together = plug_in.beside("together") or (lambda records: "")
    return not any(map(reason, records)) and not together(records)


def _left_out(faults: Sequence[DamagedError], written: Sequence[Path], folder: Path) -> RunError:
    others = f"{len(written)} others are in {folder}" if written else "no other was drawn"
    return DamagedError(f"{len(faults)} figures were left out, {others}: {faults[0]}")


def _drawn(plug_in: PlugIn, records: Sequence[Record]) -> Figure:
    return plug_in.returned(plug_in(records), Figure)


def _save(drawn: Figure, name: str, folder: Path, form: str) -> Path:
    path = folder / f"{file_name('figures', name)}.{form}"
    picture = io.BytesIO()
    drawn.savefig(picture, format=form, dpi=150)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    replace_file(path, picture.getvalue())
    return path
