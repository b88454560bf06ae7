"""The presentations of `split_class` in one shuffled row: its upper reference."""

from dataclasses import replace

from snn_cl.scenarios._class_groups import reorder
from snn_cl.scenarios._generator import generator
from snn_cl.scenarios.split_class import split_class
from snn_cl.stream import Dataset, Stream


def joint_class(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
) -> Stream:
    """Return the stream of `split_class`, shuffled, with a single evaluation at its end.

    Parameters
    ----------
    train, test : Dataset
    seed : int
        Same seed, same stream.
    n_train, n_test : int or None
        As in `split_class`.

    Returns
    -------
    Stream

    Source: own.
    """
    stream = split_class(train, test, seed, n_train, n_test)
    order = generator(seed, "joint").permutation(len(stream))
    return replace(reorder(stream, order, (len(stream),)), name="joint_class")
