"""Files that are never half written, and one clear line for what cannot be written or read."""

import contextlib
import errno
import itertools
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from snn_cl.errors import DamagedError, RunError

FRESH = ".new"  # what the name of a file ends in that is not yet whole
LONGEST_NAME = 200  # bytes of a folder's name that we choose; file systems take 255
_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "free some space, or "),
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR), "a file is where a folder must be; "),
}


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
            f"{remedy(error, 'give another --out')}"
        ) from error


def remedy(error: OSError, elsewhere: str) -> str:
    """Return what helps where something cannot be written.

    Parameters
    ----------
    error : OSError
    elsewhere : str
        How to choose another place, such as 'give another --out'.

    Returns
    -------
    str
    """
    return _REMEDIES.get(error.errno, "") + elsewhere


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is at every moment either the old or the new one.

    What stands in its place is replaced, never followed: a link planted there leads nowhere.

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
        fresh = path.with_name(f".{secrets.token_hex(8)}{FRESH}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
        try:
            _write_all(descriptor, content)
            os.replace(fresh, path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        sync(path.parent)


def _write_all(descriptor: int, content: bytes) -> None:
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk.

    Parameters
    ----------
    path : Path

    Raises
    ------
    OSError
        If the disk cannot.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path, since: int = 0) -> int:
    """Have the system write a folder and all below it to the disk.

    Parameters
    ----------
    folder : Path
    since : int [ns]
        Leave out what has not changed since this time: what the last call returned.

    Returns
    -------
    int
        When the youngest was changed, by the clock of the file system.

    Raises
    ------
    OSError
        If the disk cannot.
    """
    youngest = since
    for name, _, files in os.walk(folder):
        for path in [Path(name, file) for file in files] + [Path(name)]:
            changed = path.stat().st_mtime_ns
            if changed >= since:
                sync(path)
            youngest = max(youngest, changed)
    return youngest


def remove_fresh(folder: Path, pattern: str = f".*{FRESH}") -> None:
    """Remove the half-written files that a killed process left in a folder.

    Parameters
    ----------
    folder : Path
        Which nobody writes into at the moment.
    pattern : str
        Of their names.
    """
    for left in folder.glob(pattern):
        left.unlink(missing_ok=True)


def is_fresh(path: Path) -> bool:
    """Whether a file is one that was not written to its end."""
    return path.name.startswith(".") and path.name.endswith(FRESH)


def new_folder(parent: Path, stem: str) -> Path:
    """Make a folder that nobody else has, however many ask at once.

    Parameters
    ----------
    parent : Path
    stem : str
        Its name; a number is added where that is taken.

    Returns
    -------
    Path

    Raises
    ------
    RunError
        If it cannot be made.
    """
    short = stem.encode()[:LONGEST_NAME].decode(errors="ignore")
    with writing(parent):
        parent.mkdir(parents=True, exist_ok=True)
        names = itertools.chain([short], (f"{short}_{number}" for number in itertools.count(1)))
        return next(parent / name for name in names if _is_made(parent / name))


def _is_made(folder: Path) -> bool:
    try:
        folder.mkdir()
    except FileExistsError:
        return False
    return True


def damaged(path: Path, error: Exception) -> DamagedError:
    """Return the error that says of a file of a record that it cannot be read.

    Parameters
    ----------
    path : Path
    error : Exception
        What reading it raised.

    Returns
    -------
    DamagedError
    """
    what = f"has no {error}" if isinstance(error, KeyError) else str(error)
    reason = " ".join(what.split()) or type(error).__name__
    return DamagedError(
        f"{path}: is damaged and cannot be read ({reason}); restore it, or start a new run"
    )
