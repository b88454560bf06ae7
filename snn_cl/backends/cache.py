"""The user's folder of compiled programs: whole, unchanged and written by nobody else, or built."""

import contextlib
import hashlib
import json
import logging
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from snn_cl.backends.child_processes import passing_folder
from snn_cl.backends.compiled import Program
from snn_cl.backends.compiler import check_compiler
from snn_cl.errors import RunError
from snn_cl.files import remedy, sync, sync_tree
from snn_cl.network.resolved import ResolvedModel

MANIFEST = "manifest.json"
logger = logging.getLogger(__name__)
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cached_program(key: str, resolved: ResolvedModel, make: Callable[[Path], dict]) -> Program:
    """Return a program from the cache, compiling it first if it is not there.

    Parameters
    ----------
    key : str
        From `program_key`.
    resolved : ResolvedModel
    make : callable
        Compiles into the folder it is given and returns the manifest.

    Returns
    -------
    Program

    Raises
    ------
    RunError
        If there is no compiler, the cache cannot be written, or others can write into it.
    """
    program = find_program(key, resolved)
    if program:
        return program
    check_compiler()
    folder, begin = _folder(key), time.perf_counter()
    logger.info("no program of this model yet, compiling %s", folder)
    with _building(folder) as fresh:
        manifest = make(fresh)
        _seal(fresh, manifest)
    logger.info("compiled in %.1f s", time.perf_counter() - begin)
    program = find_program(key, resolved)
    if not program:
        raise _cannot_keep(folder.parent, OSError("what was written is not what is there"))
    return program


def find_program(key: str, resolved: ResolvedModel) -> Program | None:
    """Return a program if it is in the cache as it was built.

    Parameters
    ----------
    key : str
        From `program_key`.
    resolved : ResolvedModel

    Returns
    -------
    Program or None

    Raises
    ------
    RunError
        If the cache is another user's.
    """
    folder = _folder(key)
    if not folder.is_dir():
        return None
    _check_private(folder.parent)
    manifest = _read_manifest(folder)
    return Program(folder, resolved, manifest) if manifest else None


def _read_manifest(folder: Path) -> dict | None:
    """Return the manifest of a program, nothing if it is not whole, or others can write into it."""
    try:
        if not all(map(_is_ours, (folder, folder / MANIFEST, *_needed(folder)))):
            return None
        sealed = json.loads((folder / MANIFEST).read_bytes())
        manifest = sealed["manifest"]
        whole = sealed["sha256"] == _hash(folder, manifest)
        return manifest if whole else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_ours(path: Path) -> bool:
    about = path.lstat()
    plain = stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)
    return plain and about.st_uid == os.geteuid() and not about.st_mode & _OTHERS_WRITE


def _needed(folder: Path) -> list[Path]:
    """Return what a program runs with: itself, and the connections that it reads."""
    static = folder / "static_arrays"
    return [folder / "main", *([static] if static.exists() else []), *sorted(static.rglob("*"))]


def _hash(folder: Path, manifest: dict) -> str:
    found = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode())
    for path in _needed(folder):
        if not path.is_dir():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            found.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return found.hexdigest()


def _seal(folder: Path, manifest: dict) -> None:
    """Make a build one that `_read_manifest` takes, and have it on the disk."""
    sealed = {"sha256": _hash(folder, manifest), "manifest": manifest}
    (folder / MANIFEST).write_text(json.dumps(sealed))
    for path in (folder, folder / MANIFEST, *_needed(folder)):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS_WRITE)
    sync_tree(folder)


def _check_private(folder: Path) -> None:
    """Check that nobody else can put programs into the cache; close it to others if it is ours."""
    about = folder.stat()
    if about.st_uid != os.geteuid():
        raise RunError(
            f"{folder}: belongs to another user, whose programs are not run; "
            "set XDG_CACHE_HOME to a folder of your own"
        )
    if about.st_mode & _OTHERS_WRITE:
        folder.chmod(stat.S_IMODE(about.st_mode) & ~_OTHERS_WRITE)


def _folder(key: str) -> Path:
    return cache_folder() / "programs" / key


@contextlib.contextmanager
def _building(folder: Path) -> Iterator[Path]:
    # Built beside its place and then renamed, so a killed build leaves no broken program and two
    # builds at once do no harm.
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _check_private(folder.parent)
        with passing_folder("building_", folder.parent) as fresh:
            yield fresh
            if not _read_manifest(folder):
                shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(FileExistsError):
                _rename(fresh, folder)
    except OSError as error:
        raise _cannot_keep(folder.parent, error) from error


def _rename(fresh: Path, folder: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another build was faster
            raise
    else:
        sync(folder.parent)


def _cannot_keep(folder: Path, error: OSError) -> RunError:
    return RunError(
        f"{folder}: cannot keep compiled models here: {error.strerror or error}; "
        f"{remedy(error, 'set XDG_CACHE_HOME to a folder that can be written')}"
    )


def cache_folder() -> Path:
    """Return the user's cache folder of snn_cl."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "snn_cl"
