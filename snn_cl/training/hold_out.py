"""What a run is judged on: a test set that fits its training set, or training images held out."""

import zlib

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.stream import Dataset
from snn_cl.stream_checks import in_words, whole_number

# Data with fewer changes of class along them than this share of what chance makes is sorted.
_SORTED = 0.5
# Chance that the last images of data in mixed order are called uneven all the same.
_BY_CHANCE = 1e-9


def check_pair(train: Dataset, test: Dataset) -> None:
    """Check that a training and a test set are of one kind.

    Parameters
    ----------
    train, test : Dataset

    Raises
    ------
    StreamError
        If their images differ in size, or their classes differ.
    """
    sizes = [in_words(part.images.shape[1:]) for part in (train, test)]
    if sizes[0] != sizes[1]:
        raise StreamError(
            f"{train.name}: training images have {sizes[0]} pixels and test images {sizes[1]}; "
            "give images of one size"
        )
    if train.class_names != test.class_names:
        raise StreamError(
            f"{train.name}: the training set has {train.n_classes} classes and the test set "
            f"{test.n_classes}, or they have other names; give both the same class_names"
        )


def hold_out(dataset: Dataset, n: int, seed: int = 0) -> tuple[Dataset, Dataset]:
    """Split `n` images off a training set, to choose hyper-parameters with.

    They are the last ones of data in mixed order. The last ones of data that are sorted by class
    would be of one class: there they are drawn by the seed, from every class its share.

    Parameters
    ----------
    dataset : Dataset
        Training images.
    n : int
        Size of the validation set.
    seed : int
        For data sorted by class.

    Returns
    -------
    training, validation : Dataset

    Raises
    ------
    StreamError
        If fewer than one image would remain.
    """
    n, seed = whole_number(n, "validation"), whole_number(seed, "seed", 0)
    if not 0 < n < len(dataset):
        raise StreamError(
            f"{dataset.name}: cannot hold out {n} of {len(dataset)} training images; "
            f"give a number from 1 to {len(dataset) - 1}"
        )
    held = np.zeros(len(dataset), bool)
    by_class = _is_sorted(dataset.labels, n)
    held[_drawn_by_class(dataset.labels, n, seed) if by_class else slice(-n, None)] = True
    return dataset.take(np.flatnonzero(~held)), dataset.take(np.flatnonzero(held))


def _is_sorted(labels: np.ndarray, n: int) -> bool:
    """Tell whether classes come in blocks, so that the last n do not stand for all."""
    shares = np.bincount(labels) / len(labels)
    changes = np.count_nonzero(np.diff(labels))
    by_chance = (len(labels) - 1) * (1 - np.sum(shares**2))
    return bool(changes < _SORTED * by_chance or _is_uneven(labels[-n:], shares))


def _is_uneven(labels: np.ndarray, shares: np.ndarray) -> bool:
    """Tell whether classes come in other shares than chance can make of a sample.

    Source: Weissman et al. (2003), Inequalities for the L1 deviation of the empirical
    distribution, HP Labs HPL-2003-97R1, theorem 2.1.
    """
    found = np.bincount(labels, minlength=len(shares)) / len(labels)
    n_classes = np.count_nonzero(shares)
    bound = 2 * (n_classes * np.log(2) - np.log(_BY_CHANCE)) / len(labels)
    return bool(np.abs(found - shares).sum() ** 2 > bound)


def _drawn_by_class(labels: np.ndarray, n: int, seed: int) -> np.ndarray:
    """Draw n places, from every class in proportion to its size."""
    random = np.random.default_rng([seed, zlib.crc32(b"held out")])
    exact = np.bincount(labels) * (n / len(labels))
    counts = np.floor(exact).astype(int)
    largest_rest = np.argsort(counts - exact, kind="stable")
    counts[largest_rest[: n - counts.sum()]] += 1
    pools = [random.permutation(np.flatnonzero(labels == k)) for k in range(len(counts))]
    return np.concatenate([pool[:count] for pool, count in zip(pools, counts, strict=True)])
