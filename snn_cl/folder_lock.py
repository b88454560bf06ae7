"""One process at a time writes into a folder: a lock that ends with the process that holds it."""

import contextlib
import errno
import fcntl
import os
import stat
import warnings
import weakref
from collections.abc import Iterator
from pathlib import Path

from snn_cl.errors import RunError
from snn_cl.files import writing

LOCK = ".lock"  # a file in the folder; it stays, since removing it would open a gap
_UNKNOWN = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP)  # of file systems without locks


class FolderLock:
    """A lock that is held until it is released, forgotten, or its process ends.

    Parameters
    ----------
    descriptor : int
        Of the open file that the lock is on.
    """

    def __init__(self, descriptor: int):
        self.release = weakref.finalize(self, os.close, descriptor)

    @property
    def held(self) -> bool:
        """Whether it has not been released."""
        return self.release.alive


def hold(folder: Path) -> FolderLock:
    """Lock the folder of a run.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    FolderLock

    Raises
    ------
    RunError
        If another process, or another part of this one, holds it, or it cannot be written.
    """
    with writing(folder):
        lock = try_to_hold(folder)
    if lock is None:
        raise being_run(folder)
    return lock


@contextlib.contextmanager
def held_if_well(lock: FolderLock) -> Iterator[None]:
    """Keep a lock after a `with` block that succeeds, and release it after one that fails.

    Whoever looks at the error keeps alive all that was known where it arose, the lock included.

    Parameters
    ----------
    lock : FolderLock
    """
    try:
        yield
    except BaseException:
        lock.release()
        raise


def try_to_hold(folder: Path) -> FolderLock | None:
    """Lock a folder if nobody else holds it.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    FolderLock or None

    Raises
    ------
    OSError
        If the file of the lock cannot be written, or is none.
    """
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    lock = FolderLock(descriptor)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        lock.release()
        raise OSError(errno.EINVAL, f"{LOCK} is no plain file")
    if not _locked(descriptor, folder):
        lock.release()
        return None
    with contextlib.suppress(OSError):  # the number is for people only
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return lock


def _locked(descriptor: int, folder: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
        warnings.warn(
            f"{folder}: the file system knows no locks; see to it that nobody else runs this run",
            stacklevel=2,
        )
    return True


def is_held(folder: Path) -> bool:
    """Whether somebody holds a folder; leaves no trace in it.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    bool
    """
    if not (folder / LOCK).is_file():
        return False
    try:
        lock = try_to_hold(folder)
    except OSError:
        return False
    if lock is None:
        return True
    lock.release()
    return False


def being_run(folder: Path) -> RunError:
    """Return the error that says who holds a folder.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    RunError
    """
    who = "this process" if _holder(folder) == os.getpid() else f"process {_holder(folder)}"
    return RunError(f"{folder}: is being run by {who}; wait for its end, or give another folder")


def _holder(folder: Path) -> int | str:
    try:
        return int((folder / LOCK).read_bytes()[:20])
    except (OSError, ValueError):
        return "of unknown number"
