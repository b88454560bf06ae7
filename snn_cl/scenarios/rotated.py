"""The same classes, turned a little further in every experience."""

from functools import partial

import numpy as np
from scipy.ndimage import rotate

from snn_cl.errors import StreamError
from snn_cl.scenarios._transformed import transformed_stream
from snn_cl.stream import Dataset, Stream
from snn_cl.stream_checks import whole_number


def rotated(
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None = None,
    n_test: int | None = None,
    n_experiences: int = 5,
    last_angle: float = 90.0,
) -> Stream:
    """Return a stream in which every experience shows all classes turned by its own angle.

    Angles are equally spaced: 0, 22.5, 45, 67.5 and 90 degrees by default, anticlockwise, bilinear,
    corners cut off. The label is the class.

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
        Number of angles.
    last_angle : float [degree]
        Angle of the last experience; the first has 0.

    Returns
    -------
    Stream
        `n_labels` is the number of classes.

    Raises
    ------
    StreamError
        If `n_experiences` is below 1 or the numbers of images do not fit.

    Source: Lopez-Paz & Ranzato (2017), arXiv:1706.08840 (random angles there).
    """
    n_experiences = whole_number(n_experiences, "rotated: n_experiences")
    if n_experiences < 1:
        raise StreamError(f"rotated: n_experiences is {n_experiences}; expected 1 or more")
    angles = np.linspace(0, last_angle, n_experiences).tolist()
    transforms = {f"{angle:g} degrees": partial(_rotate, angle) for angle in angles}
    return transformed_stream("rotated", train, test, seed, n_train, n_test, transforms)


def _rotate(angle: float, images: np.ndarray) -> np.ndarray:
    return rotate(images, angle, axes=(1, 2), order=1, reshape=False)
