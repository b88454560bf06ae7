"""The presentations of `permuted` in one shuffled row: its upper reference."""

from dataclasses import replace

from snn_cl.scenarios._class_groups import reorder
from snn_cl.scenarios._generator import generator
from snn_cl.scenarios.permuted import permuted
from snn_cl.stream import Dataset, Stream


def joint_permuted(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
) -> Stream:
    """Return the stream of `permuted`, shuffled, with a single evaluation at its end.

    Parameters
    ----------
    train, test : Dataset
    seed : int
        Same seed, same stream.
    n_train, n_test : int or None
        As in `permuted`.

    Returns
    -------
    Stream

    Source: own.
    """
    stream = permuted(train, test, seed, n_train, n_test)
    order = generator(seed, "joint").permutation(len(stream))
    return replace(reorder(stream, order, (len(stream),)), name="joint_permuted")
