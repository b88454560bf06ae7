"""Programs that we start: they end with us, and what the killed left behind is cleared away."""

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from snn_cl.folder_lock import LOCK, try_to_hold

_YOUNG = 60  # seconds in which a folder may not have its lock yet
# The guard reads from a pipe that only we hold open: when we die it ends the whole group.
_GUARDED = """
exec 3<&0 0</dev/null
{ read -r never <&3; kill -KILL 0; } >/dev/null 2>&1 &
guard=$!
"$@" 3<&-
status=$?
kill -KILL $guard
wait $guard 2>/dev/null
exit $status
"""


def run_child(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a program to its end; Ctrl-C ends it, and one of our own ends itself when we are killed.

    Parameters
    ----------
    command : sequence of str
    folder : Path
        Where it works.
    environment : mapping of str to str, optional
        Ours if not given.

    Returns
    -------
    status : int
        Negative for a signal.
    errors : str
        What it said on its standard error.

    Raises
    ------
    OSError
        If it cannot be started.
    """
    return _wait(subprocess.Popen(command, **_io(folder, environment)))


def run_family(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a program that starts others; none of them outlives us.

    Parameters
    ----------
    command : sequence of str
    folder : Path
        Where it works.
    environment : mapping of str to str, optional
        Ours if not given.

    Returns
    -------
    status : int
    errors : str
        As of `run_child`.

    Raises
    ------
    OSError
        If it cannot be started.
    """
    read, write = os.pipe()
    guarded = ["/bin/sh", "-c", _GUARDED, "sh", *command]
    try:
        return _wait(subprocess.Popen(guarded, **_io(folder, environment) | {"stdin": read}))
    finally:
        os.close(write)  # the guard ends, and with it whatever is left
        os.close(read)


def _io(folder: Path, environment: Mapping[str, str] | None) -> dict:
    # A session of its own: Ctrl-C reaches this process alone, which then ends the others.
    return {
        "cwd": folder,
        "env": environment,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.PIPE,
        "start_new_session": True,
    }


def _wait(process: subprocess.Popen) -> tuple[int, str]:
    try:
        _, errors = process.communicate()
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode, errors.decode(errors="replace")


@contextlib.contextmanager
def passing_folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Make a folder for the length of a `with` block; those that the dead left go first.

    Parameters
    ----------
    prefix : str
        What its name begins with.
    parent : Path, optional
        That of the system's temporary files if not given.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    parent = parent or Path(tempfile.gettempdir())
    _remove_dead(parent, prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    lock = None
    try:
        lock = try_to_hold(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock:
            lock.release()


@functools.cache  # once in a process: the folder of temporary files may be a full one
def _remove_dead(parent: Path, prefix: str) -> None:
    """Remove our folders that nobody holds: their process was killed."""
    for left in parent.glob(f"{prefix}*"):
        with contextlib.suppress(OSError):
            about = left.lstat()
            ours = about.st_uid == os.geteuid() and not left.is_symlink() and left.is_dir()
            if not ours or (not (left / LOCK).exists() and time.time() - about.st_mtime < _YOUNG):
                continue
            lock = try_to_hold(left)
            if lock:
                shutil.rmtree(left, ignore_errors=True)
                lock.release()
