"""Pairs of classes one after the other, with labels that all pairs share."""

from snn_cl.scenarios._class_groups import share_labels, split_by_class
from snn_cl.stream import Dataset, Stream


def split_domain(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 5,
) -> Stream:
    """Return a stream of pairs of classes with one shared 2-way label (domain-incremental).

    Classes are paired in order, (0 1)(2 3)(4 5)(6 7)(8 9); the label is 0 for the first of a pair
    and 1 for the second. Images are shuffled inside an experience and each is shown once.

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
        `n_labels` is the number of classes in a group, 2 by default.

    Raises
    ------
    StreamError
        If the classes do not split evenly or the numbers of images do not fit.

    Source: van de Ven, Tuytelaars & Tolias (2022), doi:10.1038/s42256-022-00568-3.
    """
    stream = split_by_class("split_domain", train, test, seed, n_train, n_test, n_experiences)
    return share_labels(stream)
