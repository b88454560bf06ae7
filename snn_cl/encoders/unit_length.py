"""Slightly blurred images as rates whose vector has the same length for every image."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from snn_cl.encoders.poisson_rate import poisson_rate


def unit_length(images: np.ndarray, length: float = 1150.0, blur: float = 0.7) -> np.ndarray:
    """Turn images into rates of a fixed vector length.

    Parameters
    ----------
    images : (n, height, width) uint8 array
        Grey images, 0 is black.
    length : float [Hz]
        Root of the sum of the squared rates of an image that is not black.
    blur : float [pixels]
        Standard deviation of the Gaussian that each pixel is spread over: receptive fields of
        neighbours overlap, so that a stroke half a pixel off is no other input. 0 for none.

    Returns
    -------
    rates : (n, height * width) float32 array [Hz]
        All 0 for a black image.

    Raises
    ------
    StreamError
        If `images` has another shape or type.

    Source: divisive normalisation by all pixels: Carandini & Heeger (2012), Nat. Rev. Neurosci.
    13:51, doi:10.1038/nrn3136; the blur and both numbers are our own choice, on a validation split.
    """
    pixels = poisson_rate(images, 1.0).reshape(np.shape(images))
    if blur > 0:
        for axis in (1, 2):
            pixels = gaussian_filter1d(pixels, blur, axis=axis, mode="constant")
    flat = pixels.reshape(len(images), -1)
    lengths = np.linalg.norm(flat, axis=1, keepdims=True)
    return flat * (np.float32(length) / np.maximum(lengths, np.float32(1e-6)))
