"""All pairs of classes at once: what a network reaches when nothing can be forgotten."""

from snn_cl.scenarios._class_groups import reorder, share_labels, split_by_class
from snn_cl.scenarios._generator import generator
from snn_cl.stream import Dataset, Stream


def joint(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 5,
) -> Stream:
    """Return the presentations of `split_domain` in one shuffled row, the upper reference.

    Labels, training images and test experiences are those of `split_domain` for the same seed; only
    the order differs, and the network is evaluated once, at the end.

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
        `experience` is the pair that an image comes from; `evaluate_after` has one entry.

    Raises
    ------
    StreamError
        If the classes do not split evenly or the numbers of images do not fit.

    Source: 'joint training' in van de Ven, Tuytelaars & Tolias (2022),
    doi:10.1038/s42256-022-00568-3.
    """
    stream = split_by_class("joint", train, test, seed, n_train, n_test, n_experiences)
    order = generator(seed, "joint").permutation(len(stream))
    return reorder(share_labels(stream), order, (len(stream),))
