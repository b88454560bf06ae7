"""Whether a picture shows anything: axes without data are black on white."""

from pathlib import Path

import matplotlib.image
import numpy as np


def coloured_pixels(path: Path) -> int:
    """Return how many pixels of a PNG are neither black, white nor grey."""
    colours = matplotlib.image.imread(path)[..., :3]
    return int((np.ptp(colours, axis=-1) > 0.15).sum())
