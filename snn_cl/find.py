"""Look-up of everything that is found by name: the file's name is the name.

User folders come first (`SNN_CL_PATH`, separated like `PATH`, each laid out like the project:
`equations/`, `models/`, `datasets/`, ...), then the shipped ones. A name with a suffix is a path.

A user's file is executed once a process, and again only if it has changed on disk since.
"""

import importlib
import importlib.util
import logging
import os
import sys
import zlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from snn_cl.errors import NotFoundError, PlugInError, SnnClError, did_you_mean, where_it_failed
from snn_cl.plug_in_name import ALIASES, KINDS, as_text, singular, split_options

_told: set[Path] = set()  # folders of SNN_CL_PATH that are not there: said once a process
# What a user's file defines, by its path, with the size and time of change that it was read at.
_executed: dict[Path, tuple[tuple[int, int], ModuleType]] = {}


def find_function(kind: str, name: str | os.PathLike) -> Callable:
    """Return the function of a plug-in: the one named like its file.

    Parameters
    ----------
    kind : str
        One of `KINDS` except 'equations'.
    name : str or path
        The plug-in's name, or the path of a `.py` file.

    Returns
    -------
    callable

    Raises
    ------
    NotFoundError
        If there is no such file, the file does not define a function of its name, or options
        stand behind the name.
    PlugInError
        If the file cannot be executed.
    """
    path, (_, options) = find_file(kind, name), split_options(kind, full_name(kind, name))
    if options:  # left out, the function would compute something else
        raise NotFoundError(f"{name}: a function has no options of its own; use find_plug_in")
    module = _import_file(kind, path)
    function = getattr(module, path.stem, None)
    if not callable(function):
        raise NotFoundError(
            f"{path}: has no function '{path.stem}'; a plug-in's file is named after it"
        )
    return function


def find_file(kind: str, name: str | os.PathLike) -> Path:
    """Return the path of a plug-in's file.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    name : str or path
        A name such as 'tacos' or 'synapses/stdp_pair', or a path with its suffix.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    NotFoundError
        If no folder holds such a file; the message offers the nearest name.
    """
    suffix, (name, _) = _suffix(kind), split_options(kind, full_name(kind, name))
    if name.endswith(suffix):
        path = Path(name).expanduser()
        if _is_file(path):
            return path
        if os.path.isdir(path):
            raise _no_file(kind, name)
        raise NotFoundError(f"{name}: no such file; give a path that exists or a shipped name")
    for folder in folders(kind):
        path = folder / f"{name}{suffix}"
        if _is_file(path):
            return path
    if os.path.isdir(Path(name).expanduser()):
        raise _no_file(kind, name)
    raise NotFoundError(f"no {singular(kind)} '{name}'{did_you_mean(name, names(kind))}")


def full_name(kind: str, name: str | os.PathLike) -> str:
    """Return a plug-in's name with what a short name stands for.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    name : str or path

    Returns
    -------
    str
        Such as 'split_class:order=reversed,n_experiences=2' for 'reversed_class:n_experiences=2'.

    Raises
    ------
    NotFoundError
        If it is no text, or nothing stands behind the colon.
    """
    base, options = split_options(kind, name)
    meant = ALIASES.get(kind, {}).get(base)
    if meant is None or any(_is_file(each / f"{base}{_suffix(kind)}") for each in folders(kind)):
        return as_text(kind, name)
    return f"{meant},{options}" if options else meant


def _no_file(kind: str, name: str) -> NotFoundError:
    return NotFoundError(
        f"{name}: is a folder; give the {singular(kind)} in it, a file ending in '{_suffix(kind)}'"
    )


def is_shipped(path: Path) -> bool:
    """Tell whether a plug-in's file is one of snn_cl's own.

    Parameters
    ----------
    path : pathlib.Path
        From `find_file`.

    Returns
    -------
    bool
    """
    return any(path.parent == folders(kind)[-1] for kind in KINDS if kind != "equations")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # such as a name that is longer than the system's names can be
        return False


def names(kind: str) -> list[str]:
    """Return the names of all plug-ins of a kind, short ones included, sorted.

    Parameters
    ----------
    kind : str
        One of `KINDS`.

    Returns
    -------
    list of str
    """
    suffix = _suffix(kind)
    found = set(ALIASES.get(kind, ()))
    for folder in folders(kind):
        for path in folder.rglob(f"*{suffix}"):
            name = path.relative_to(folder).with_suffix("").as_posix()
            if not name.startswith("_") and "/_" not in name:
                found.add(name)
    return sorted(found)


def folders(kind: str) -> list[Path]:
    """Return the folders searched for a kind, first match first.

    Parameters
    ----------
    kind : str
        One of `KINDS`.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    NotFoundError
        If `kind` is not one of `KINDS`.
    """
    if kind not in KINDS:
        raise NotFoundError(f"no kind '{kind}'{did_you_mean(kind, KINDS)}")
    own = [folder / kind for folder in _user_folders()]
    shipped = Path(str(files(f"snn_cl.{kind}")))
    return [folder for folder in own if folder.is_dir()] + [shipped]


def _user_folders() -> list[Path]:
    parts = os.environ.get("SNN_CL_PATH", "").split(os.pathsep)
    given = [Path(part).expanduser() for part in parts if part]
    for folder in given:
        if folder not in _told and not folder.is_dir():
            _told.add(folder)
            logging.getLogger("snn_cl").warning(
                "SNN_CL_PATH: %s is no folder, so nothing is looked for there; "
                "make it, or take it out of the variable",
                folder,
            )
    return given


def _suffix(kind: str) -> str:
    return ".eq" if kind == "equations" else ".py"


def _import_file(kind: str, path: Path) -> ModuleType:
    if path.parent == folders(kind)[-1]:
        return importlib.import_module(f"snn_cl.{kind}.{path.stem}")
    place, about = path.resolve(), path.stat()
    stamp = (about.st_size, about.st_mtime_ns)
    if place not in _executed or _executed[place][0] != stamp:
        _executed[place] = stamp, _execute(kind, path)
    return _executed[place][1]


def _execute(kind: str, path: Path) -> ModuleType:
    unique = zlib.crc32(str(path.resolve()).encode())
    spec = importlib.util.spec_from_file_location(
        f"snn_cl_user_{kind}_{path.stem}_{unique:08x}", path
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses and pickle look for a class's module
    try:
        spec.loader.exec_module(module)
    except SnnClError:
        raise
    except Exception as error:
        raise PlugInError(f"{where_it_failed(path, error)}; mend it") from error
    return module
