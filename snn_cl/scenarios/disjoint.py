"""One class after the other."""

from snn_cl.scenarios._class_groups import split_by_class
from snn_cl.stream import Dataset, Stream


def disjoint(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
) -> Stream:
    """Return a stream of single classes, each to be told from all others.

    The label is the class.

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

    Returns
    -------
    Stream
        `n_labels` is the number of classes.

    Raises
    ------
    StreamError
        If the numbers of images do not fit.

    Source: Allred & Roy (2020), Front. Neurosci. 14:7, doi:10.3389/fnins.2020.00007.
    """
    return split_by_class("disjoint", train, test, seed, n_train, n_test, train.n_classes)
