"""FashionMNIST: pictures of clothes in MNIST's format, 60000 to train and 10000 to test."""

from pathlib import Path

from snn_cl.datasets._idx import read
from snn_cl.stream import Dataset

CLASS_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


def fashion_mnist(root: Path | None, train: bool) -> Dataset:
    """Return FashionMNIST.

    Parameters
    ----------
    root : pathlib.Path or None
        Folder that holds FashionMNIST/raw/train-images-idx3-ubyte and its three companions; None
        for `$SNN_CL_DATA`, else the user's cache folder, into which torchvision downloads.
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

    Source: Xiao, Rasul & Vollgraf (2017), arXiv:1708.07747.
    """
    return read("fashion_mnist", "FashionMNIST", root, train, CLASS_NAMES)
