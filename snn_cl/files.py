"""Files that are never half written, and one clear line for what cannot be written or read."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from snn_cl.errors import RunError


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a failure to write inside a `with` block into one clear line.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    RunError
        Instead of any OSError.
    """
    try:
        yield
    except OSError as error:
        raise RunError(
            f"{folder}: cannot be written: {error.strerror or error}; "
            "free some space, or give another --out"
        ) from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is at every moment either the old or the new one.

    Parameters
    ----------
    path : Path
    content : bytes

    Raises
    ------
    RunError
        If it cannot be written.
    """
    with writing(path.parent):
        fresh = path.with_name(path.name + ".new")
        with open(fresh, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)


def damaged(path: Path, error: Exception) -> RunError:
    """Return the error that says of a file of a record that it cannot be read.

    Parameters
    ----------
    path : Path
    error : Exception
        What reading it raised.

    Returns
    -------
    RunError
    """
    what = f"has no {error}" if isinstance(error, KeyError) else str(error)
    reason = " ".join(what.split())
    return RunError(
        f"{path}: is damaged and cannot be read ({reason}); restore it, or start a new run"
    )
