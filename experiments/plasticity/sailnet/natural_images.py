"""Pictures with the statistics of natural ones, made by chance, and patches of them.

Dead leaves: discs of all sizes that cover each other. As photographs they have edges, occlusion and
a power spectrum that falls with frequency, and they are the same at every scale.
"""

import numpy as np

from snn_cl.encoders.contrast import standardised

_SMALLEST, _LARGEST = 6.0, 120.0  # radii of the discs [pixels]
_CUT_OFF = 0.4  # of the whitening filter [cycles per pixel]
_BORDER = 1 / 16  # share of a picture that no patch is taken from: the filter wraps round
_FLAT = 0.3  # contrast of a patch, against all pictures, below which it holds but ringing


def dead_leaves(n: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Return pictures of discs that cover each other, the number of radius r falling as r**-3.

    Parameters
    ----------
    n, size : int
    rng : numpy.random.Generator

    Returns
    -------
    (n, size, size) float array

    Source: Lee, Mumford & Huang (2001), Int. J. Comput. Vis. 41:35, doi:10.1023/A:1011109015675;
    the range of the radii is our own choice.
    """
    return np.array([_leaves(size, rng) for _ in range(n)])


def _leaves(size: int, rng: np.random.Generator) -> np.ndarray:
    picture = np.full((size, size), np.nan)
    rows, columns = np.ogrid[:size, :size]
    while np.isnan(picture).any():
        # Front to back, so that a disc paints only what is still bare.
        radius = _radius(rng)
        row, column = rng.uniform(-radius, size + radius, 2)
        top, left = (max(int(place - radius), 0) for place in (row, column))
        bottom, right = (min(int(place + radius) + 2, size) for place in (row, column))
        window = (slice(top, bottom), slice(left, right))
        inside = (rows[top:bottom] - row) ** 2 + (columns[:, left:right] - column) ** 2 < radius**2
        part = picture[window]
        part[inside & np.isnan(part)] = rng.uniform(-1, 1)
    return picture


def _radius(rng: np.random.Generator) -> float:
    low, high = _LARGEST**-2, _SMALLEST**-2
    return rng.uniform(low, high) ** -0.5


def scrambled(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return pictures with the same power spectrum and phases of white noise: without edges.

    Parameters
    ----------
    pictures : (n, size, size) float array
    rng : numpy.random.Generator

    Returns
    -------
    (n, size, size) float array
    """
    noise = np.fft.fft2(rng.standard_normal(pictures.shape))
    amplitude = np.abs(np.fft.fft2(pictures))
    return np.fft.ifft2(amplitude * noise / np.abs(noise)).real


def whitened(pictures: np.ndarray) -> np.ndarray:
    """Return pictures whose spectrum is flat up to a cut-off: R(f) = exp(-(f/f0)**4)/amplitude(f).

    Parameters
    ----------
    pictures : (n, size, size) float array

    Returns
    -------
    (n, size, size) float array

    Source: Olshausen & Field (1996), Nature 381:607, doi:10.1038/381607a0, who divide by 1/f where
    this takes the mean amplitude of the pictures at each distance from 0.
    """
    spectra = np.fft.fft2(pictures)
    frequency = np.fft.fftfreq(pictures.shape[1])
    f = np.hypot(*np.meshgrid(frequency, frequency))
    ring = np.rint(f * pictures.shape[1]).astype(int)
    power = np.bincount(ring.ravel(), (np.abs(spectra) ** 2).mean(axis=0).ravel())
    amplitude = np.sqrt(power / np.bincount(ring.ravel()))[ring]
    gain = np.where(f > 0, np.exp(-((f / _CUT_OFF) ** 4)) / np.maximum(amplitude, 1e-9), 0)
    return np.fft.ifft2(spectra * gain).real


def patches(pictures: np.ndarray, n: int, side: int, rng: np.random.Generator) -> np.ndarray:
    """Return patches at random places, each with zero mean and unit variance.

    Flat ones are drawn anew: all that they hold is ringing of the whitening filter.

    Parameters
    ----------
    pictures : (n_pictures, height, width) float array
    n, side : int
        Patches, and their height and width.
    rng : numpy.random.Generator

    Returns
    -------
    (n, side * side) float array
    """
    least = _FLAT * pictures.std()
    found, n_found = [], 0
    while n_found < n:
        drawn = _drawn(pictures, n, side, rng)
        found.append(drawn[drawn.std(axis=1) > least])
        n_found += len(found[-1])
    return standardised(np.concatenate(found)[:n])


def _drawn(pictures: np.ndarray, n: int, side: int, rng: np.random.Generator) -> np.ndarray:
    _, height, width = pictures.shape
    border = int(_BORDER * height)
    which = rng.integers(len(pictures), size=n)
    row = rng.integers(border, height - border - side + 1, n)
    column = rng.integers(border, width - border - side + 1, n)
    windows = np.lib.stride_tricks.sliding_window_view(pictures, (side, side), axis=(1, 2))
    return windows[which, row, column].reshape(n, -1)
