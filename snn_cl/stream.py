"""Images in the order in which the network meets them.

A scenario turns a dataset into a `Stream`. The network is shown `Stream.images` and, while it
learns, `Stream.labels`; `Stream.experience` and the test experiences exist for the metrics and the
figures alone and never reach it. Where experiences end reaches it only in a run that says
`signal='boundaries'`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from snn_cl.errors import StreamError


@dataclass(frozen=True)
class Dataset:
    """Labelled grey images.

    Attributes
    ----------
    name : str
    images : (n, height, width) uint8 array
        0 is black, 255 white.
    labels : (n,) int array
        The class of each image, 0 ... n_classes - 1.
    class_names : tuple of str
        One name per class.
    """

    name: str
    images: np.ndarray
    labels: np.ndarray
    class_names: tuple[str, ...]

    def __post_init__(self):
        check_images(self.images, self.labels, self.name)

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def n_classes(self) -> int:
        """Number of classes."""
        return len(self.class_names)

    def take(self, indices: np.ndarray) -> "Dataset":
        """Return the same dataset with only some of its images.

        Parameters
        ----------
        indices : (n_taken,) int array

        Returns
        -------
        Dataset
        """
        return replace(self, images=self.images[indices], labels=self.labels[indices])


@dataclass(frozen=True)
class Presentation:
    """One image and the label that a teacher gives for it.

    Attributes
    ----------
    image : (height, width) uint8 array
    label : int
    """

    image: np.ndarray
    label: int


@dataclass(frozen=True)
class Experience:
    """A set of test images that belong together (Avalanche's word for a task).

    Attributes
    ----------
    name : str
        What a figure calls it, such as '0 1'.
    images : (n, height, width) uint8 array
    labels : (n,) int array
        What the readout must answer.
    """

    name: str
    images: np.ndarray
    labels: np.ndarray

    def __post_init__(self):
        check_images(self.images, self.labels, f"experience {self.name}")


@dataclass(frozen=True)
class Stream:
    """A training stream and the experiences it is judged by.

    Attributes
    ----------
    name : str
    images : (n_presentations, height, width) uint8 array
    labels : (n_presentations,) int array
        What the teacher says, 0 ... n_labels - 1.
    experience : (n_presentations,) int array
        Index into `tests` of the experience each presentation is drawn from, -1 for none;
        for metrics and figures only.
    tests : tuple of Experience
    n_labels : int
        Number of different answers the network can give.
    evaluate_after : tuple of int
        Numbers of presentations after which every test experience is evaluated; the last is
        the stream's length. Row i of the accuracy matrix belongs to entry i.
    """

    name: str
    images: np.ndarray
    labels: np.ndarray
    experience: np.ndarray
    tests: tuple[Experience, ...]
    n_labels: int
    evaluate_after: tuple[int, ...]

    def __post_init__(self):
        check_images(self.images, self.labels, f"stream {self.name}")
        if len(self.experience) != len(self.labels):
            raise StreamError(
                f"stream {self.name}: {len(self.experience)} experience indices for "
                f"{len(self.labels)} presentations; give one each"
            )
        if len(self) and int(self.labels.max()) >= self.n_labels:
            raise StreamError(
                f"stream {self.name}: label {int(self.labels.max())} but only {self.n_labels} "
                f"labels; labels run from 0 to {self.n_labels - 1}"
            )
        ends = list(self.evaluate_after)
        if ends != sorted(set(ends)) or not ends or ends[-1] != len(self):
            raise StreamError(
                f"stream {self.name}: evaluate_after is {self.evaluate_after}; expected rising "
                f"numbers that end with the stream's length {len(self)}"
            )

    def ends(self) -> np.ndarray:
        """Return where the network is evaluated: what a network has to be told of boundaries.

        Returns
        -------
        (n_presentations,) float array
            1 in the last presentation before each evaluation, else 0.
        """
        values = np.zeros(len(self))
        values[np.array(self.evaluate_after) - 1] = 1
        return values

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[Presentation]:
        for image, label in zip(self.images, self.labels, strict=True):
            yield Presentation(image, int(label))


def check_images(images: np.ndarray, labels: np.ndarray, where: str) -> None:
    """Check images and labels where they enter.

    Parameters
    ----------
    images : (n, height, width) uint8 array
    labels : (n,) int array
    where : str
        What the message names.

    Raises
    ------
    StreamError
        If shape or type is not as stated, or the lengths differ.
    """
    if images.ndim != 3 or images.dtype != np.uint8:
        raise StreamError(
            f"{where}: images have shape {images.shape} and type {images.dtype}; "
            "expected (n, height, width) and uint8"
        )
    if labels.ndim != 1 or not np.issubdtype(labels.dtype, np.integer):
        raise StreamError(
            f"{where}: labels have shape {labels.shape} and type {labels.dtype}; "
            "expected (n,) and an integer type"
        )
    if len(images) != len(labels):
        raise StreamError(f"{where}: {len(images)} images but {len(labels)} labels; give one each")


def hold_out(dataset: Dataset, n: int) -> tuple[Dataset, Dataset]:
    """Split the last `n` images off a training set, to choose hyper-parameters with.

    Parameters
    ----------
    dataset : Dataset
        Training images.
    n : int
        Size of the validation set.

    Returns
    -------
    training, validation : Dataset

    Raises
    ------
    StreamError
        If fewer than one image would remain.
    """
    if not 0 < n < len(dataset):
        raise StreamError(
            f"{dataset.name}: cannot hold out {n} of {len(dataset)} training images; "
            f"give a number from 1 to {len(dataset) - 1}"
        )
    indices = np.arange(len(dataset))
    return dataset.take(indices[:-n]), dataset.take(indices[-n:])
