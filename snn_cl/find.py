"""Look-up of everything that is found by name: the file's name is the name.

User folders come first (`SNN_CL_PATH`, separated like `PATH`, each laid out like the project:
`equations/`, `models/`, `datasets/`, ...), then the shipped ones. A name with a suffix is a path.
"""

import importlib
import importlib.util
import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from snn_cl.errors import NotFoundError, did_you_mean

KINDS = (
    "equations",
    "models",
    "datasets",
    "scenarios",
    "encoders",
    "readouts",
    "metrics",
    "figures",
)


def find_function(kind: str, name: str) -> Callable:
    """Return the function of a plug-in: the one named like its file.

    Parameters
    ----------
    kind : str
        One of `KINDS` except 'equations'.
    name : str
        The plug-in's name, or the path of a `.py` file.

    Returns
    -------
    callable

    Raises
    ------
    NotFoundError
        If there is no such file, or the file does not define a function of its name.
    """
    path = find_file(kind, name)
    module = _import_file(kind, path)
    function = getattr(module, path.stem, None)
    if not callable(function):
        raise NotFoundError(
            f"{path}: has no function '{path.stem}'; a plug-in's file is named after it"
        )
    return function


def find_file(kind: str, name: str) -> Path:
    """Return the path of a plug-in's file.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    name : str
        A name such as 'tacos' or 'synapses/stdp_pair', or a path with its suffix.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    NotFoundError
        If no folder holds such a file; the message offers the nearest name.
    """
    suffix = _suffix(kind)
    if name.endswith(suffix):
        path = Path(name).expanduser()
        if not path.is_file():
            raise NotFoundError(f"{name}: no such file; give a path that exists or a shipped name")
        return path
    for folder in folders(kind):
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return path
    singular = kind.rstrip("s") if kind != "equations" else "equation file"
    raise NotFoundError(f"no {singular} '{name}'{did_you_mean(name, names(kind))}")


def names(kind: str) -> list[str]:
    """Return the names of all plug-ins of a kind, sorted.

    Parameters
    ----------
    kind : str
        One of `KINDS`.

    Returns
    -------
    list of str
    """
    suffix = _suffix(kind)
    found = set()
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
    own = [Path(part).expanduser() / kind for part in _user_path() if part]
    shipped = Path(str(files(f"snn_cl.{kind}")))
    return [folder for folder in own if folder.is_dir()] + [shipped]


def _user_path() -> list[str]:
    return os.environ.get("SNN_CL_PATH", "").split(os.pathsep)


def _suffix(kind: str) -> str:
    return ".eq" if kind == "equations" else ".py"


def _import_file(kind: str, path: Path):
    shipped = folders(kind)[-1]
    if path.parent == shipped:
        return importlib.import_module(f"snn_cl.{kind}.{path.stem}")
    spec = importlib.util.spec_from_file_location(f"snn_cl_user_{kind}_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
