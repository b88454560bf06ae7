"""Reading of datasets that are four IDX files in one folder, as torchvision keeps them.

Only a download needs torchvision: on Linux it brings several GB with it.
"""

import importlib
import math
import os
import stat
import struct
import sys
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np

from snn_cl.errors import NotFoundError, StreamError
from snn_cl.stream import Dataset

# First four bytes (unsigned bytes in so many dimensions) by the end of the file's name.
MAGIC = {"idx3-ubyte": 0x00000803, "idx1-ubyte": 0x00000801}
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


def read(
    name: str, class_name: str, root: Path | None, train: bool, class_names: tuple[str, ...]
) -> Dataset:
    """Read one part of a dataset; check all four files.

    Parameters
    ----------
    name : str
        The dataset's name in snn_cl.
    class_name : str
        The folder below `root`, and its class in `torchvision.datasets`.
    root : pathlib.Path or None
        None for `$SNN_CL_DATA`, else the user's cache folder.
    train : bool
    class_names : tuple of str
        One name per class.

    Returns
    -------
    Dataset
        Images (n, height, width) uint8, labels (n,) int.

    Raises
    ------
    NotFoundError
        If the folder or a file is missing, or the download fails.
    StreamError
        If a file is truncated or corrupt, or a label has no class.
    """
    folder = _given_folder(root)
    if folder is None:
        folder = cache_folder()
        _download(name, class_name, folder)
    elif not _is_folder(folder):
        wrong = "is a file" if _exists(folder) else "no such folder"
        raise NotFoundError(f"{folder}: {wrong}; expected the folder that holds {class_name}/raw")
    raw = folder / class_name / "raw"
    arrays = [open_idx(raw / file) for file in FILES]
    images, labels = arrays[:2] if train else arrays[2:]
    return Dataset(name, np.array(images), np.array(labels, np.int64), class_names)


def cache_folder() -> Path:
    """Return the folder into which datasets are downloaded.

    Returns
    -------
    pathlib.Path
        `$XDG_CACHE_HOME/snn_cl`, or `~/.cache/snn_cl`.
    """
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "snn_cl"


def open_idx(path: Path) -> np.ndarray:
    """Open an IDX file of unsigned bytes; check its kind and its size against its own header.

    Parameters
    ----------
    path : pathlib.Path
        The name ends in 'idx3-ubyte' (images) or 'idx1-ubyte' (labels).

    Returns
    -------
    numpy.memmap
        Images (n, height, width) uint8, or labels (n,) uint8, not read yet.

    Raises
    ------
    NotFoundError
        If the file is missing or cannot be read.
    StreamError
        If the header is not that of such a file, or the size is not what the header says.

    Source: the IDX format, LeCun et al. (1998), http://yann.lecun.com/exdb/mnist.
    """
    magic = MAGIC[path.name[-len("idx3-ubyte") :]]
    header_size = 4 * (1 + magic % 256)  # the last byte counts the dimensions
    header, size = _read_start(path, header_size)
    if len(header) < header_size:
        expected = f"a header of {header_size} bytes"
        raise StreamError(f"{path}: has {size} bytes; expected {expected}; fetch the file again")
    found, *dimensions = struct.unpack(f">{header_size // 4}I", header)
    if found != magic:
        expected = f"expected 0x{magic:08x}; is it packed or another file?"
        raise StreamError(f"{path}: starts with 0x{found:08x}; {expected} fetch the file again")
    if not all(dimensions):
        raise StreamError(
            f"{path}: its header {tuple(dimensions)} says that it is empty; expected at least one "
            "image of at least one pixel; fetch the file again"
        )
    expected_size = header_size + math.prod(dimensions)
    if size != expected_size:
        raise StreamError(
            f"{path}: has {size} bytes; its header {tuple(dimensions)} asks for {expected_size}; "
            "fetch the file again"
        )
    return np.memmap(path, np.uint8, "r", header_size, tuple(dimensions))


def _given_folder(root: Path | None) -> Path | None:
    given = root or os.environ.get("SNN_CL_DATA")
    return Path(given).expanduser() if given else None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # such as a name that is longer than the system's names can be
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _read_start(path: Path, n_bytes: int) -> tuple[bytes, int]:
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise NotFoundError(f"{path}: is no regular file; expected one; put the data there")
            return file.read(n_bytes), about.st_size
    except FileNotFoundError as error:
        packed = path.with_name(path.name + ".gz")
        remedy = f"gunzip {packed}" if packed.is_file() else "put it there or give another folder"
        raise NotFoundError(f"{path}: no such file; {remedy}") from error
    except OSError as error:
        raise NotFoundError(
            f"{path}: cannot be read ({error.strerror}); expected a readable file; "
            "check the path and its permissions"
        ) from error


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # a pipe would keep us waiting for its writer


def _download(name: str, class_name: str, folder: Path) -> None:
    raw = folder / class_name / "raw"
    if all((raw / file).exists() for file in FILES):
        return
    dataset_class = _torchvision_class(name, class_name)
    try:
        with redirect_stdout(sys.stderr):  # where progress goes; torchvision prints
            dataset_class(folder, download=True)
    except (OSError, RuntimeError) as error:
        reason = " ".join(str(error).split())  # one line
        raise NotFoundError(
            f"{name}: torchvision could not download it into {folder} ({reason}); "
            f"set --data-root or SNN_CL_DATA to a folder that holds {class_name}/raw"
        ) from error


def _torchvision_class(name: str, class_name: str) -> type:
    try:
        return getattr(importlib.import_module("torchvision.datasets"), class_name)
    except ImportError as error:
        raise NotFoundError(
            f"{name}: downloading it needs torchvision (the extra 'mnist'), "
            "which is not installed; "
            f"set --data-root or SNN_CL_DATA to a folder that holds {class_name}/raw"
        ) from error
