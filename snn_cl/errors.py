"""The errors of snn_cl: one base class and six children.

Each message says where, what is wrong with the values, what was expected and what to do. The
command line prints the message of any of these as one line and exits with status 1; every other
exception is a bug of ours and shows its traceback.
"""

import difflib
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

# The exit status that a shell expects of a program that Ctrl-C ended, so that its loops end too.
INTERRUPTED = 130


class SnnClError(Exception):
    """Base of every error that a user can mend."""


class EquationFileError(SnnClError, ValueError):
    """An equation file, or a stack of them, cannot be used as written."""


class ModelError(SnnClError, ValueError):
    """A model description, a parameter or a state does not fit."""


class StreamError(SnnClError, ValueError):
    """Images, labels or a scenario do not fit."""


class NotFoundError(SnnClError, LookupError):
    """A name or a file does not exist."""


class RunError(SnnClError, RuntimeError):
    """A run cannot start, go on or be read."""


class PlugInError(SnnClError, TypeError):
    """A user's plug-in fails, or does not do what its form says."""


class DamagedError(RunError):
    """A file of a record is not as it was written."""


class MissingError(RunError, AttributeError):
    """A record does not hold what it was asked for: a probe's has no stream."""


def report_no_error_to_brian2() -> None:
    """Let Python print an uncaught error, not Brian2, which asks for a report to its developers."""
    if getattr(sys.excepthook, "__name__", "") == "brian_excepthook":
        sys.excepthook = sys.__excepthook__


# Whoever imports Brian2 after this module calls it once more.
report_no_error_to_brian2()


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return '; did you mean x?' for the nearest known name, else the list of known names.

    Parameters
    ----------
    name : str
        What was asked for.
    known : iterable of str
        What there is.

    Returns
    -------
    str
        A clause to append to a message; empty if nothing is known.
    """
    known = sorted(set(known))
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"; did you mean '{near[0]}'?"
    if not known:
        return ""
    shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"; there are {shown}"


def where_it_failed(path: Path, error: Exception) -> str:
    """Return 'path:line: what went wrong' for an error that came out of a user's Python file.

    Parameters
    ----------
    path : pathlib.Path
        The user's file.
    error : Exception

    Returns
    -------
    str
        One line, with the innermost line of that file that was being executed.
    """
    places = [(f.filename, f.lineno) for f in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    lines = [line for file, line in places if Path(file).resolve() == path.resolve()]
    place = f"{path}:{lines[-1]}" if lines else f"{path}"
    said = error.msg if isinstance(error, SyntaxError) else " ".join(str(error).split())
    return f"{place}: {type(error).__name__}: {said}".rstrip(": ")


def printable(text: str, keep: str = "") -> str:
    """Return a text that does nothing to a terminal but stand there.

    Parameters
    ----------
    text : str
        Such as a message that repeats what a file holds.
    keep : str
        Characters that stay although they do not print, such as the ends of lines.

    Returns
    -------
    str
        What does not print (control and bidirectional characters, halves of surrogate pairs)
        stands as an escape such as \\x1b.
    """
    return "".join(
        each if each.isprintable() or each in keep else repr(each)[1:-1] for each in text
    )
