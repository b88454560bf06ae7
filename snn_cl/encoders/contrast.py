"""Contrast of each pixel against its image, as a rate that stands for a value of either sign."""

import numpy as np

from snn_cl.encoders.poisson_rate import poisson_rate

BASE_RATE = 1000.0  # [Hz] stands for 0
RATE_PER_UNIT = 10.0  # [Hz] stands for 1


def contrast(images: np.ndarray) -> np.ndarray:
    """Turn images into rates for neurons/graded_input: zero mean and unit variance per image.

    Parameters
    ----------
    images : (n, height, width) uint8 array
        Grey images, 0 is black; at most 10,000 pixels each, so that no rate is negative.

    Returns
    -------
    rates : (n, height * width) float32 array [Hz]
        1000 Hz for the mean of the image and 10 Hz more for each standard deviation above it;
        1000 Hz everywhere for an image without contrast.

    Raises
    ------
    StreamError
        If `images` has another shape or type.

    Source: the normalisation of patches in the public code of Zylberberg, Murphy & DeWeese (2011),
    doi:10.1371/journal.pcbi.1002250; the rates are our own choice.
    """
    pixels = poisson_rate(images).astype(np.float64)
    return rates_of_values(standardised(pixels))


def standardised(pixels: np.ndarray) -> np.ndarray:
    """Return each image with zero mean and unit variance; 0 where an image has no contrast.

    Parameters
    ----------
    pixels : (n, n_pixels) float array

    Returns
    -------
    (n, n_pixels) float array
    """
    centred = pixels - pixels.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    return centred / np.where(spread > 0, spread, 1)


def rates_of_values(values: np.ndarray) -> np.ndarray:
    """Return the rates that stand for values of either sign, for neurons/graded_input.

    Parameters
    ----------
    values : float array
        From -100 on.

    Returns
    -------
    float32 array of the same shape [Hz]
    """
    return (BASE_RATE + RATE_PER_UNIT * values).astype(np.float32)
