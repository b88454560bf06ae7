"""Brightness as firing rate."""

import numpy as np

from snn_cl.errors import StreamError


def poisson_rate(images: np.ndarray, max_rate: float = 250.0) -> np.ndarray:
    """Turn pixel brightness into Poisson firing rates.

    Parameters
    ----------
    images : (n, height, width) uint8 array
        Grey images, 0 is black.
    max_rate : float [Hz]
        Rate of a pixel of brightness 255.

    Returns
    -------
    rates : (n, height * width) float32 array [Hz]

    Raises
    ------
    StreamError
        If `images` has another shape or type, or `max_rate` is negative or not finite.

    Source: Zohora et al. (2024), Sci. Rep. 14, doi:10.1038/s41598-024-78290-w, public code:
    a spike with probability 0.25 * pixel / 255 in each step of 1 ms.
    """
    images = np.asarray(images)
    if images.ndim != 3 or images.dtype != np.uint8:
        raise StreamError(
            f"poisson_rate: images have shape {images.shape} and type {images.dtype}; "
            "expected (n, height, width) and uint8"
        )
    if not (np.isfinite(max_rate) and max_rate >= 0):
        raise StreamError(f"poisson_rate: max_rate is {max_rate}; expected 0 Hz or more")
    n, height, width = images.shape
    pixels = images.reshape(n, height * width).astype(np.float32)
    return pixels / np.float32(255) * np.float32(max_rate)
