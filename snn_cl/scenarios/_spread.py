"""How many images, and which, each experience gets."""

from collections.abc import Sequence

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.stream_checks import whole_number


def spread(total: int | None, sizes: Sequence[int], scenario: str, option: str) -> np.ndarray:
    """Share a number of images out over experiences, as evenly as their sizes allow.

    Parameters
    ----------
    total : int or None
        Number of images of all experiences together; None for all there are.
    sizes : (n_experiences,) ints
        Number of images that each experience has to give.
    scenario, option : str
        What a message names, such as 'rotated' and 'n_train'.

    Returns
    -------
    counts : (n_experiences,) int array
        They add up to `total`; two of them differ by more than one only where an experience has
        no more to give.

    Raises
    ------
    StreamError
        If an experience has no image, or `total` is larger than what there is or smaller than
        the number of experiences.
    """
    sizes = np.asarray(sizes, dtype=int)
    what = f"{scenario}: {option}"
    total = int(sizes.sum()) if total is None else whole_number(total, what)
    _check_total(total, sizes, scenario, option)
    counts = np.zeros_like(sizes)
    while (rest := total - int(counts.sum())) > 0:
        open_ = np.flatnonzero(counts < sizes)
        shares = rest // len(open_) + (np.arange(len(open_)) < rest % len(open_))
        counts[open_] = np.minimum(counts[open_] + shares, sizes[open_])
    return counts


def draw(
    random: np.random.Generator, pools: Sequence[np.ndarray], counts: np.ndarray
) -> list[np.ndarray]:
    """Draw indices from each pool without replacement, in random order.

    Parameters
    ----------
    random : numpy.random.Generator
    pools : sequence of (n_pool,) int arrays
        One pool of image indices per experience.
    counts : (n_experiences,) int array
        How many to draw from each.

    Returns
    -------
    list of (n_drawn,) int arrays
    """
    return [random.permutation(p)[:n] for p, n in zip(pools, counts, strict=True)]


def _check_total(total: int, sizes: np.ndarray, scenario: str, option: str) -> None:
    n, available = len(sizes), int(sizes.sum())
    if not sizes.all():
        raise StreamError(
            f"{scenario}: experience {int(np.argmin(sizes))} has no image to take for {option}; "
            "expected images of every class in training and test set; give more images"
        )
    if total > available:
        raise StreamError(
            f"{scenario}: {option} is {total} but there are only {available} images; "
            f"give at most {available} or leave {option} out"
        )
    if total < n:
        raise StreamError(
            f"{scenario}: {option} is {total} for {n} experiences; give at least {n}, one for each"
        )
