"""Pairs of classes one after the other, twice, labelled with their class."""

import numpy as np

from snn_cl.scenarios._class_groups import reorder, split_by_class
from snn_cl.stream import Dataset, Stream


def recurring_class(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 5,
) -> Stream:
    """Return the presentations of `split_class` in two rounds, half of each pair in each.

    No image comes twice. The label is the class; `evaluate_after` has `n_experiences` equally
    spaced entries.

    Parameters
    ----------
    train, test : Dataset
    seed : int
        Same seed, same stream.
    n_train : int or None
        Number of presentations in the stream, spread over the experiences as evenly as
        the data allow; None for all.
    n_test : int or None
        Number of test images, spread over the test experiences likewise; None for all.
    n_experiences : int
        Number of groups of classes.

    Returns
    -------
    Stream
        `n_labels` is the number of classes.

    Raises
    ------
    StreamError
        If the classes do not split evenly or the numbers of images do not fit.

    Source: own.
    """
    stream = split_by_class("recurring_class", train, test, seed, n_train, n_test, n_experiences)
    ends = [len(stream) * (k + 1) // n_experiences for k in range(n_experiences)]
    return reorder(stream, np.argsort(_places(stream.experience), kind="stable"), tuple(ends))


def _places(pair: np.ndarray) -> np.ndarray:
    """Return which block of a round each presentation is in: pair, or n_pairs later."""
    begins = np.searchsorted(pair, pair)
    halves = np.bincount(pair)[pair] / 2
    second = np.arange(len(pair)) - begins >= halves
    return pair + second * (pair.max() + 1)
