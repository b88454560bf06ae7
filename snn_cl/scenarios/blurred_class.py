"""Pairs of classes that fade into one another, labelled with their class."""

from snn_cl.scenarios._class_groups import split_by_class
from snn_cl.scenarios._fading import fade
from snn_cl.stream import Dataset, Stream


def blurred_class(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 5,
    width: float = 0.1,
) -> Stream:
    """Return the presentations of `split_class` in an order whose class probabilities drift.

    Around its place in `split_class` each pair comes and goes with a bump of the given width; see
    `_fading`. Every image is shown exactly once.

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
    width : float
        Standard deviation of a bump, as a share of the stream.

    Returns
    -------
    Stream
        `experience` is the pair that an image comes from; `evaluate_after` has `n_experiences`
        equally spaced entries.

    Raises
    ------
    StreamError
        If the classes do not split evenly or the numbers of images do not fit,
        or `width` is not above 0.

    Source: own; the idea of overlapping tasks: Zeno et al. (2018), arXiv:1803.10123.
    """
    stream = split_by_class("blurred_class", train, test, seed, n_train, n_test, n_experiences)
    return fade(stream, seed, width)
