"""The same classes, with the pixels in another order in every experience."""

from functools import partial

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.scenarios._generator import generator
from snn_cl.scenarios._transformed import transformed_stream
from snn_cl.stream import Dataset, Stream
from snn_cl.stream_checks import whole_number


def permuted(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 10,
) -> Stream:
    """Return a stream in which every experience permutes the pixels in its own way.

    The first experience shows the images as they are. The label is the class.

    Parameters
    ----------
    train, test : Dataset
    seed : int
        Same seed, same stream.
    n_train : int or None
        Number of presentations in the stream, spread over the experiences as evenly as
        possible; None for all images in every experience.
    n_test : int or None
        Number of test images, spread over the test experiences likewise; None for all.
    n_experiences : int
        Number of permutations, the identity included; 10 is what the field uses.

    Returns
    -------
    Stream
        `n_labels` is the number of classes.

    Raises
    ------
    StreamError
        If `n_experiences` is below 1 or the numbers of images do not fit.

    Source: Goodfellow et al. (2013), arXiv:1312.6211.
    """
    n_experiences = whole_number(n_experiences, "permuted: n_experiences")
    if n_experiences < 1:
        raise StreamError(f"permuted: n_experiences is {n_experiences}; expected 1 or more")
    random = generator(seed, "permuted pixels")
    n_pixels = train.images[0].size
    orders = [np.arange(n_pixels)] + [random.permutation(n_pixels) for _ in range(1, n_experiences)]
    transforms = {f"permutation {k}": partial(_permute, order) for k, order in enumerate(orders)}
    return transformed_stream("permuted", train, test, seed, n_train, n_test, transforms)


def _permute(order: np.ndarray, images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1)[:, order].reshape(images.shape)
