"""MNIST: handwritten digits, 60000 to train and 10000 to test."""

from pathlib import Path

from snn_cl.datasets._idx import read
from snn_cl.stream import Dataset


def mnist(root: Path | None, train: bool) -> Dataset:
    """Return MNIST.

    Parameters
    ----------
    root : pathlib.Path or None
        Folder that holds MNIST/raw/train-images-idx3-ubyte and its three companions; None for
        `$SNN_CL_DATA`, else the user's cache folder, into which torchvision downloads.
    train : bool
        True for the training images, False for the test images.

    Returns
    -------
    Dataset
        Images (n, 28, 28) uint8, labels (n,) int.

    Raises
    ------
    NotFoundError
        If the folder or one of the four files is missing, or the download fails.
    StreamError
        If a file is truncated or corrupt.

    Source: LeCun, Bottou, Bengio & Haffner (1998), doi:10.1109/5.726791.
    """
    return read("mnist", "MNIST", root, train, tuple("0123456789"))
