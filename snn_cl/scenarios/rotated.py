"""The same classes, turned a little further in every experience."""

from functools import partial

import numpy as np
from scipy.ndimage import rotate

from snn_cl.errors import StreamError
from snn_cl.scenarios._transformed import transformed_stream
from snn_cl.stream import Dataset, Stream


def rotated(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    angles: tuple[float, ...] = (0.0, 22.5, 45.0, 67.5, 90.0),
) -> Stream:
    """Return a stream in which every experience shows all classes turned by its own angle.

    Bilinear, corners cut off. The label is the class.

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
    angles : tuple of float [degree]
        One an experience, anticlockwise; no two of them alike.

    Returns
    -------
    Stream
        `n_labels` is the number of classes.

    Raises
    ------
    StreamError
        If an angle comes twice or is no number, or the numbers of images do not fit.

    Source: Lopez-Paz & Ranzato (2017), arXiv:1706.08840 (random angles there).
    """
    transforms = {f"{angle:g} degrees": partial(_rotate, angle) for angle in angles}
    if len(transforms) < len(angles) or not np.isfinite(angles).all() or not transforms:
        shown = "/".join(f"{angle:g}" for angle in angles)
        raise StreamError(f"rotated: angles are {shown}; expected one or more, none of them twice")
    return transformed_stream("rotated", train, test, seed, n_train, n_test, transforms)


def _rotate(angle: float, images: np.ndarray) -> np.ndarray:
    return rotate(images, angle, axes=(1, 2), order=1, reshape=False)
