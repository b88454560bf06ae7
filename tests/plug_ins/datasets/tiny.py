"""Ten classes of 4 x 4 pixels for the tests."""

from pathlib import Path

import numpy as np

from snn_cl.stream import Dataset


def tiny(root: Path | None, train: bool) -> Dataset:
    """Return 120 training or 40 test images; class k is bright in pixels k to k + 4."""
    n = 120 if train else 40
    labels = np.arange(n) % 10
    images = np.random.default_rng(train).integers(0, 60, (n, 16), dtype=np.uint8)
    for k in range(5):
        images[np.arange(n), labels + k] = 255
    return Dataset("tiny", images.reshape(n, 4, 4), labels, tuple("0123456789"))
