"""What plug-ins are called: NAME, NAME:option=value,... or the path of a file with the same."""

import os
import re
from pathlib import Path

from snn_cl.errors import NotFoundError

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
# Kinds whose names may carry options: NAME:option=value,...
WITH_OPTIONS = ("datasets", "scenarios", "encoders", "readouts", "figures")
# Short names, and what they stand for; a user's own file of the name comes first.
ALIASES = {
    "scenarios": {
        "disjoint": "split_class:n_experiences=10",
        "joint_class": "joint:of=split_class",
        "joint_permuted": "joint:of=permuted",
        "recurring_class": "split_class:rounds=2",
        "reversed_class": "split_class:order=reversed",
        "shuffled_class": "split_class:order=shuffled",
    }
}


def split_options(kind: str, name: str | os.PathLike) -> tuple[str, str]:
    """Split a plug-in's options from its name or path.

    Parameters
    ----------
    kind : str
        One of `KINDS`; those in `WITH_OPTIONS` take options.
    name : str or path
        Such as 'split_class:n_experiences=2' or 'my/scenario.py:n=3'.

    Returns
    -------
    name, options : str
        Such as 'split_class' and 'n_experiences=2'.

    Raises
    ------
    NotFoundError
        If it is no text, or nothing stands behind the colon.
    """
    text = as_text(kind, name)
    if kind not in WITH_OPTIONS or text.endswith(".py"):
        return text, ""
    before, is_path, options = text.rpartition(".py:")
    if is_path:
        before, colon = f"{before}.py", ":"
    else:
        before, colon, options = text.partition(":")
    if colon and not options:
        raise NotFoundError(f"{text}: names no option; expected {before}:option=value,...")
    return before, options


def short_name(kind: str, name: str | os.PathLike) -> str:
    """Return a plug-in's name without its folder and suffix, with its options.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    name : str or path

    Returns
    -------
    str
        Such as 'mine:n=3' for 'my/mine.py:n=3'.
    """
    path, options = split_options(kind, name)
    return f"{Path(path).stem}:{options}" if options else Path(path).stem


def file_name(kind: str, name: str | os.PathLike) -> str:
    """Return a plug-in's name and options as they can stand in the name of a file.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    name : str or path

    Returns
    -------
    str
        Such as 'rotated_angles=0_45' for 'rotated:angles=0/45'.
    """
    return re.sub(r"[^\w.=+-]+", "_", short_name(kind, name))


def as_text(kind: str, name: str | os.PathLike) -> str:
    """Return a name or path as text.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    name : str or path

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If it is neither.
    """
    if not isinstance(name, str | os.PathLike):
        raise NotFoundError(
            f"{name!r} is no name of a {singular(kind)}; give its name or the path of its file"
        )
    return os.fspath(name)


def singular(kind: str) -> str:
    """Return what one of a kind is called.

    Parameters
    ----------
    kind : str
        One of `KINDS`.

    Returns
    -------
    str
        Such as 'scenario'.
    """
    return kind.rstrip("s") if kind != "equations" else "equation file"
