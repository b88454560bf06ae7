"""Pairs of classes in an order of chance, labelled with their class."""

from snn_cl.scenarios._class_groups import split_by_class
from snn_cl.scenarios._generator import generator
from snn_cl.stream import Dataset, Stream


def shuffled_class(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 5,
) -> Stream:
    """Return a stream like `split_class`, whose seed decides which classes come together, and when.

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
    order = generator(seed, "order of classes").permutation(train.n_classes)
    return split_by_class(
        "shuffled_class", train, test, seed, n_train, n_test, n_experiences, order
    )
