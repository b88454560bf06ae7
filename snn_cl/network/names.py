"""What a description of a network may say of its parts: names and sizes, checked."""

import operator
import re

import numpy as np

from snn_cl.errors import ModelError

LONGEST_NAME = 100  # it becomes part of the name of a file
MOST_ELEMENTS = 2**31 - 1  # Brian2 counts neurons and synapses in 32 bits


def check_name(kind: str, name: str) -> None:
    """Check the name of a part: it stands in keys, on command lines and in names of files.

    Parameters
    ----------
    kind : str
        'population' or 'projection'.
    name : str

    Raises
    ------
    ModelError
        If it is no word of letters, digits and underscores, or too long.
    """
    if not (isinstance(name, str) and re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII)):
        raise ModelError(
            f"{kind} {name!r}: this cannot be a name; start with a letter and go on with letters, "
            "digits and underscores"
        )
    if len(name) > LONGEST_NAME:
        raise ModelError(
            f"{kind} {name[:20]}...: a name of {len(name)} letters; expected at most {LONGEST_NAME}"
        )


def whole_size(size: int, population: str) -> int:
    """Return the size of a population as a plain int.

    Parameters
    ----------
    size : int
        Numpy's will do.
    population : str

    Returns
    -------
    int

    Raises
    ------
    ModelError
        If it is no whole number, below 1, or more than can be counted.
    """
    try:
        whole = None if isinstance(size, bool | np.bool_) else operator.index(size)
    except TypeError:
        whole = None
    if whole is None:
        raise ModelError(f"population {population}: size is {size!r}; expected a whole number")
    if whole < 1:
        raise ModelError(f"population {population}: size is {whole}; give at least 1")
    if whole > MOST_ELEMENTS:
        raise ModelError(
            f"population {population}: expected at most {MOST_ELEMENTS} neurons, "
            "which is as far as Brian2 counts"
        )
    return whole
