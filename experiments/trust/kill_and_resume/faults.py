"""A disk that fails: the n-th write, sync or rename of a run ends in an error, for every n."""

import contextlib
import errno
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from zarr.storage import LocalStore

from snn_cl.errors import SnnClError
from snn_cl.training.run import Run, finish

ERRORS = (errno.ENOSPC, errno.EIO)
_CALLS = ("write", "fsync", "replace", "rename")
_STORE = ("set", "set_sync", "set_if_not_exists", "delete", "delete_dir")


@contextlib.contextmanager
def failing(number: int, code: int = errno.ENOSPC) -> Iterator[list[str]]:
    """Let one call inside a `with` block fail, and count them.

    Parameters
    ----------
    number : int
        Of the call that fails, from 0 on; -1 for none.
    code : int
        What the system says.

    Yields
    ------
    list of str
        The calls so far.
    """
    calls: list[str] = []

    def counted(name, function):
        def call(*arguments, **options):
            calls.append(name)
            if len(calls) == number + 1:
                raise OSError(code, os.strerror(code))
            return function(*arguments, **options)

        return call

    with contextlib.ExitStack() as stack:
        for owner, names in ((os, _CALLS), (LocalStore, _STORE)):
            for name in (name for name in names if hasattr(owner, name)):
                known = getattr(owner, name)
                setattr(owner, name, counted(name, known))
                stack.callback(setattr, owner, name, known)
        yield calls


def try_faults(
    begin: Callable[[Path], Run],
    go_on: Callable[[Path], Run],
    content: Callable[[Path], dict[str, bytes]],
    folder: Path,
    step: int = 1,
) -> tuple[int, list[str]]:
    """Let every call of a run fail once; each time go on and compare the records.

    Parameters
    ----------
    begin : callable
        Starts the run in a folder.
    go_on : callable
        Takes it up there.
    content : callable
        Returns all that a record holds, but for the times it took.
    folder : Path
        For the records.
    step : int
        Only every so many calls.

    Returns
    -------
    n : int
        Calls that were let fail.
    faults : list of str
        What was wrong: more than one line, another kind of error, another record.
    """
    with failing(-1) as calls:
        finish(begin(folder / "whole"))
    whole, faults = content(folder / "whole"), []
    numbers = range(0, len(calls), step)
    for number, code in zip(numbers, itertools.cycle(ERRORS)):
        place = folder / f"run_{number}"
        what = f"call {number} ({calls[number]}, {errno.errorcode[code]})"
        faults += [f"{what}: {fault}" for fault in _try_one(begin, go_on, place, number, code)]
        if content(place) != whole:
            faults.append(f"{what}: the record differs")
    return len(numbers), faults


def _try_one(
    begin: Callable[[Path], Run],
    go_on: Callable[[Path], Run],
    folder: Path,
    number: int,
    code: int,
) -> Iterator[str]:
    try:
        with failing(number, code):
            finish(begin(folder))
    except SnnClError as error:
        if "\n" in str(error):
            yield f"more than one line: {error}"
    except Exception as error:  # each is a fault that is to be told
        yield f"{type(error).__name__}: {error}"
    begun = (folder / "record.json").exists()
    finish(go_on(folder) if begun else begin(folder))
