"""Pairs of classes one after the other, labelled with their class."""

import numpy as np

from snn_cl.errors import StreamError, did_you_mean
from snn_cl.scenarios._class_groups import in_rounds, split_by_class
from snn_cl.scenarios._generator import generator
from snn_cl.stream import Dataset, Stream

ORDERS = ("ascending", "reversed", "shuffled")


def split_class(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 5,
    order: str = "ascending",
    rounds: int = 1,
) -> Stream:
    """Return a stream of pairs of classes, each to be told from all others (class-incremental).

    Images and their order are those of `split_domain`; the label is the class.

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
        Number of groups of classes; as many as there are classes shows one after the other
        (Allred & Roy 2020, doi:10.3389/fnins.2020.00007).
    order : str
        'ascending'; 'reversed', (9 8)(7 6)...; or 'shuffled', where the seed decides which classes
        come together, and when.
    rounds : int
        How often the groups come, a part of their images each time; no image comes twice.

    Returns
    -------
    Stream
        `n_labels` is the number of classes; with more than one round `evaluate_after` has
        `n_experiences` equally spaced entries.

    Raises
    ------
    StreamError
        If the classes do not split evenly, the numbers of images do not fit, or an option has
        no such value.

    Source: van de Ven, Tuytelaars & Tolias (2022), doi:10.1038/s42256-022-00568-3; other orders
    and rounds: own.
    """
    classes = _classes(order, train.n_classes, seed)
    stream = split_by_class(
        "split_class", train, test, seed, n_train, n_test, n_experiences, classes
    )
    return in_rounds(stream, rounds)


def _classes(order: str, n: int, seed: int) -> np.ndarray:
    """Return the classes in the order in which they are put into groups."""
    if order not in ORDERS:
        raise StreamError(f"split_class: no order '{order}'{did_you_mean(order, ORDERS)}")
    if order == "shuffled":
        return generator(seed, "order of classes").permutation(n)
    return np.arange(n)[::-1] if order == "reversed" else np.arange(n)
