"""The random numbers of a scenario."""

import zlib

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.stream_checks import whole_number


def generator(seed: int, purpose: str) -> np.random.Generator:
    """Return a generator that depends on the seed and on what it is for, and on nothing else.

    Two purposes never share numbers, so how many training images are drawn does not change which
    test images or permutations are.

    Parameters
    ----------
    seed : int
        0 or larger.
    purpose : str
        Such as 'permuted pixels'.

    Returns
    -------
    numpy.random.Generator

    Raises
    ------
    StreamError
        If the seed is negative, or no whole number.
    """
    seed = whole_number(seed, "seed")
    if seed < 0:
        raise StreamError(f"seed is {seed}; expected 0 or a larger whole number")
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])
