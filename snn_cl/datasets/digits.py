"""Scikit-learn's bundled handwritten digits, made to look like MNIST."""

from pathlib import Path

import numpy as np
from scipy.ndimage import zoom

from snn_cl.stream import Dataset

N_TRAIN = 1500


def digits(root: Path | None, train: bool) -> Dataset:
    """Return the handwritten digits that come with scikit-learn; nothing is downloaded.

    The 1797 images of 8 x 8 pixels are enlarged to 20 x 20 (bilinear) and centred in a frame of
    28 x 28, as MNIST's are, so that a network made for MNIST takes them unchanged. The split is
    the same in every run: a fixed permutation, 1500 images to train and 297 to test.

    Parameters
    ----------
    root : pathlib.Path or None
        Not used: the images are part of scikit-learn.
    train : bool
        True for the training images, False for the test images.

    Returns
    -------
    Dataset
        Images (n, 28, 28) uint8, labels (n,) int.

    Source: Alpaydin & Kaynak (1998), Optical Recognition of Handwritten Digits,
    doi:10.24432/C50P49; MNIST's frame: LeCun et al. (1998), doi:10.1109/5.726791, section III-A.
    """
    from sklearn.datasets import load_digits  # half a second, so only when asked for

    bunch = load_digits()
    order = np.random.default_rng(0).permutation(len(bunch.target))
    chosen = order[:N_TRAIN] if train else order[N_TRAIN:]
    images = _frame(bunch.images[chosen])
    return Dataset("digits", images, bunch.target[chosen], tuple("0123456789"))


def _frame(images: np.ndarray) -> np.ndarray:
    large = zoom(images, (1, 20 / 8, 20 / 8), order=1)
    bright = np.rint(large * (255 / 16)).astype(np.uint8)
    return np.pad(bright, ((0, 0), (4, 4), (4, 4)))
