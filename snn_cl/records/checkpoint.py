"""The state of a run after its last block, so that it can be taken up again.

Both `checkpoint.npz` and `initial.npz` are read as what a stranger may have written: no pickle, and
nothing is unpacked before its header is known to fit.
"""

import contextlib
import io
import json
import math
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from snn_cl.errors import RunError
from snn_cl.files import damaged, replace_file

CHECKPOINT = "checkpoint.npz"
INITIAL = "initial.npz"  # what the user gave of the state before the first presentation
Shapes = Mapping[str, tuple[tuple[int, ...], np.dtype]]
_PROGRESS, _STATE, _END = "progress", "state/", ".npy"


def write_checkpoint(
    folder: Path, progress: dict, state: Mapping[str, np.ndarray], name: str = CHECKPOINT
) -> None:
    """Replace the checkpoint as a whole.

    Parameters
    ----------
    folder : Path
        Of the record.
    progress : dict
        What else `resume` must know; plain numbers and lists.
    state : mapping of str to array
    name : str
        Of the file.
    """
    file = io.BytesIO()
    text = np.frombuffer(json.dumps(progress).encode(), dtype=np.uint8)
    np.savez(file, **{_PROGRESS: text}, **{f"{_STATE}{key}": a for key, a in state.items()})
    replace_file(folder / name, file.getvalue())


def has_checkpoint(folder: Path) -> bool:
    """Whether a run has come as far as its first checkpoint."""
    return (folder / CHECKPOINT).is_file()


def read_progress(folder: Path) -> dict:
    """Return what the last checkpoint holds besides the state.

    Parameters
    ----------
    folder : Path
        Of the record.

    Returns
    -------
    dict

    Raises
    ------
    RunError
        If there is no checkpoint, or it cannot be read.
    """
    with _opened(folder / CHECKPOINT) as file:
        return _progress(file)


def read_checkpoint(
    folder: Path, shapes: Shapes | None = None, name: str = CHECKPOINT
) -> tuple[dict, dict[str, np.ndarray]]:
    """Return what the last checkpoint holds.

    Parameters
    ----------
    folder : Path
        Of the record.
    shapes : mapping of str to (shape, dtype), optional
        What the state must consist of, such as `ResolvedModel.arrays()`; anything if not given.
    name : str
        Of the file.

    Returns
    -------
    progress : dict
    state : dict of str to array

    Raises
    ------
    RunError
        If there is none, it cannot be read, or holds another state.
    """
    with _opened(folder / name) as file:
        names = [entry.removesuffix(_END) for entry in file.namelist()]
        keys = [name.removeprefix(_STATE) for name in names if name.startswith(_STATE)]
        if shapes is not None and set(keys) != set(shapes):
            odd = sorted(set(keys) ^ set(shapes))
            raise ValueError(f"expected the state of the model, '{odd[0]}' is one too many or few")
        fitting = {key: shapes[key] if shapes else None for key in keys}
        return _progress(file), {
            key: _array(file, f"{_STATE}{key}", fits) for key, fits in fitting.items()
        }


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.is_file():
        raise RunError(f"{path}: there is no checkpoint yet; start the run again in a new folder")
    try:
        with zipfile.ZipFile(path) as file:
            _check_entries(file, path.stat().st_size)
            yield file
    # Whatever the readers of zip, npy and JSON say of a file that was forged.
    except Exception as error:
        raise damaged(path, error) from error


def _check_entries(file: zipfile.ZipFile, size: int) -> None:
    """Refuse what would grow when unpacked, and what is no part of a checkpoint."""
    entries = file.infolist()
    if len({entry.filename for entry in entries}) < len(entries):
        raise ValueError("a name is there twice")
    if sum(entry.file_size for entry in entries) > size:
        raise ValueError("it holds more than its size")
    for entry in entries:
        known = entry.filename.startswith(_STATE) or entry.filename == _PROGRESS + _END
        if not known or entry.compress_type != zipfile.ZIP_STORED:
            raise ValueError(f"'{entry.filename}' is no part of a checkpoint")


def _progress(file: zipfile.ZipFile) -> dict:
    progress = json.loads(_array(file, _PROGRESS).tobytes())
    if not isinstance(progress, dict):
        raise ValueError(f"'{_PROGRESS}' is no mapping")
    return progress


def _array(
    file: zipfile.ZipFile, name: str, fits: tuple[tuple[int, ...], np.dtype] | None = None
) -> np.ndarray:
    """Read an array of plain numbers whose header says what is there."""
    with file.open(name + _END) as entry:
        version = np.lib.format.read_magic(entry)
        known = {(1, 0): np.lib.format.read_array_header_1_0}
        known[2, 0] = np.lib.format.read_array_header_2_0
        shape, fortran, dtype = known[version](entry)
        left = file.getinfo(name + _END).file_size - entry.tell()
        if dtype.kind not in "biuf" or math.prod(shape) * dtype.itemsize != left:
            raise ValueError(f"'{name}' has shape {shape} and type {dtype}, in {left} bytes")
        if fits and (shape != fits[0] or not np.can_cast(dtype, fits[1], "same_kind")):
            raise ValueError(
                f"'{name}' has shape {shape} and type {dtype}, expected {fits[0]} and {fits[1]}"
            )
        values = np.frombuffer(entry.read(), dtype).copy()
    return values.reshape(shape, order="F" if fortran else "C")
