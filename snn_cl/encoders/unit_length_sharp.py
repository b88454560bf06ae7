"""Images as they are as rates whose vector has the same length for every image."""

import numpy as np

from snn_cl.encoders.unit_length import unit_length


def unit_length_sharp(images: np.ndarray, length: float = 1150.0) -> np.ndarray:
    """Turn images into rates of a fixed vector length, without any blur.

    Parameters
    ----------
    images : (n, height, width) uint8 array
        Grey images, 0 is black.
    length : float [Hz]
        Root of the sum of the squared rates of an image that is not black.

    Returns
    -------
    rates : (n, height * width) float32 array [Hz]
        All 0 for a black image.

    Raises
    ------
    StreamError
        If `images` has another shape or type.

    Source: as `unit_length`.
    """
    return unit_length(images, length, blur=0.0)
