"""Which neurons a projection connects."""

import numpy as np

from snn_cl.errors import ModelError
from snn_cl.network.model import Projection

MOST_DRAWN = 2**22  # pairs of neurons at a time


def connection_indices(
    projection: Projection, key: str, n_pre: int, n_post: int
) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the pre and post index of every synapse, or None for all-to-all.

    Parameters
    ----------
    projection : Projection
    key : str
        What random numbers are drawn by, see `Part`.
    n_pre, n_post : int
        Sizes of the two populations.

    Returns
    -------
    None or pair of (n_synapses,) int arrays
        A connection probability is drawn from a generator that depends on the key alone, so the
        network is the same in every run.

    Raises
    ------
    ModelError
        If `connect` is none of the accepted forms, or an index does not exist.
    """
    connect = projection.connect
    if isinstance(connect, str) and connect == "all":
        return None
    if isinstance(connect, str) and connect == "one_to_one":
        if n_pre != n_post:
            raise ModelError(
                f"projection {projection.name}: one_to_one needs populations of one size, "
                f"but they have {n_pre} and {n_post} neurons"
            )
        return np.arange(n_pre), np.arange(n_post)
    if isinstance(connect, float) and 0 < connect <= 1:
        return _drawn(key, connect, n_pre, n_post)
    if isinstance(connect, tuple | list) and len(connect) == 2:
        return _checked_indices(projection, n_pre, n_post)
    raise ModelError(
        f"projection {projection.name}: connect is {connect!r}; expected 'all', 'one_to_one', "
        "a probability between 0 and 1, or a pair of index arrays"
    )


def _drawn(key, share, n_pre, n_post):
    # Some rows at a time: the same numbers as all at once, without an array of all pairs.
    generator = np.random.default_rng(list(key.encode()))
    n_rows = max(1, MOST_DRAWN // n_post)
    found = []
    for first in range(0, n_pre, n_rows):
        drawn = generator.random((min(n_rows, n_pre - first), n_post)) < share
        pre, post = np.nonzero(drawn)
        found.append((pre + first, post))
    return tuple(np.concatenate(side) for side in zip(*found, strict=True))


def _checked_indices(projection, n_pre, n_post):
    pre, post = (np.asarray(indices) for indices in projection.connect)
    if pre.ndim != 1 or pre.shape != post.shape or not len(pre):
        raise ModelError(
            f"projection {projection.name}: index arrays have shapes {pre.shape} and {post.shape}; "
            "expected two equal ones of shape (n_synapses,)"
        )
    for indices, n, side in ((pre, n_pre, "pre"), (post, n_post, "post")):
        if not np.issubdtype(indices.dtype, np.integer):
            raise ModelError(
                f"projection {projection.name}: {side} indices are of type {indices.dtype}; "
                "expected whole numbers, the neurons counted from 0"
            )
        outside = indices[(indices < 0) | (indices >= n)]
        if outside.size:
            raise ModelError(
                f"projection {projection.name}: {side} index {outside[0]} does not exist; "
                f"the population has {n} neurons"
            )
    return pre, post
