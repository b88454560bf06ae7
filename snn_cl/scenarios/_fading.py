"""Experiences that fade into one another."""

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.scenarios._class_groups import reorder
from snn_cl.scenarios._generator import generator
from snn_cl.stream import Stream


def fade(stream: Stream, seed: int, width: float) -> Stream:
    """Return the presentations of a stream in an order whose class probabilities drift.

    At place s of the stream (0 its start, 1 its end) the probability of pair k is

        p(k | s) = g_k(s) / sum_j g_j(s),    g_k(s) = exp(-((s - c_k) / width)**2 / 2)

    with centres c_k = (k + 1/2) / n_experiences. Each image draws its place from its pair's curve
    and the stream is sorted by place, so every image is shown exactly once.

    Parameters
    ----------
    stream : Stream
        One experience after the other.
    seed : int
    width : float
        Standard deviation of a bump, as a share of the stream.

    Returns
    -------
    Stream
        `evaluate_after` has as many equally spaced entries as there are experiences.

    Raises
    ------
    StreamError
        If `width` is not above 0.

    Source: own; the idea of overlapping tasks: Zeno et al. (2018), arXiv:1803.10123.
    """
    if not width > 0:
        raise StreamError(
            f"{stream.name}: width is {width}; expected a number above 0, such as 0.1"
        )
    n = len(stream.tests)
    places = _places(stream.experience, n, width, generator(seed, "blurred"))
    return reorder(stream, np.argsort(places, kind="stable"), n)


def _places(
    pair: np.ndarray, n_pairs: int, width: float, random: np.random.Generator
) -> np.ndarray:
    """Draw the place of each image from its pair's curve, by the inverse of its integral."""
    s = np.linspace(0, 1, 2001)
    uniform = random.random(len(pair))
    places = np.empty(len(pair))
    for k, curve in enumerate(_curves(s, n_pairs, width)):
        integral = np.concatenate([[0], np.cumsum(curve[1:] + curve[:-1])])
        chosen = pair == k
        places[chosen] = np.interp(uniform[chosen], integral / integral[-1], s)
    return places


def _curves(s: np.ndarray, n_pairs: int, width: float) -> np.ndarray:
    """Return p(k | s), (n_pairs, n_places)."""
    centres = (np.arange(n_pairs)[:, None] + 0.5) / n_pairs
    exponent = -0.5 * ((s - centres) / width) ** 2
    bumps = np.exp(exponent - exponent.max(axis=0))  # the largest is 1, so no sum is 0
    return bumps / bumps.sum(axis=0)
