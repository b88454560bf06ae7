"""The state of a run after its last block, so that it can be taken up again."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from snn_cl.errors import RunError
from snn_cl.files import damaged, replace_file


def write_checkpoint(folder: Path, progress: dict, state: Mapping[str, np.ndarray]) -> None:
    """Replace the checkpoint as a whole.

    Parameters
    ----------
    folder : Path
        Of the record.
    progress : dict
        What else `resume` must know; plain numbers and lists.
    state : mapping of str to array
    """
    file = io.BytesIO()
    text = np.frombuffer(json.dumps(progress).encode(), dtype=np.uint8)
    np.savez(file, progress=text, **{f"state/{key}": a for key, a in state.items()})
    replace_file(folder / "checkpoint.npz", file.getvalue())


def has_checkpoint(folder: Path) -> bool:
    """Whether a run has come as far as its first checkpoint."""
    return (folder / "checkpoint.npz").is_file()


def read_checkpoint(folder: Path) -> tuple[dict, dict[str, np.ndarray]]:
    """Return what the last checkpoint holds.

    Parameters
    ----------
    folder : Path
        Of the record.

    Returns
    -------
    progress : dict
    state : dict of str to array

    Raises
    ------
    RunError
        If there is none, or it cannot be read.
    """
    path = folder / "checkpoint.npz"
    if not path.is_file():
        raise RunError(f"{path}: there is no checkpoint yet; start the run again in a new folder")
    try:
        with np.load(path, allow_pickle=False) as file:
            progress = json.loads(file["progress"].tobytes())
            keys = [key for key in file.files if key.startswith("state/")]
            return progress, {key.removeprefix("state/"): file[key] for key in keys}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise damaged(path, error) from error
