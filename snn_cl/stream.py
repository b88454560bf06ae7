"""Images in the order in which the network meets them.

A scenario turns a dataset into a `Stream`. The network is shown `Stream.images` and, while it
learns, `Stream.labels`; `Stream.experience` and the test experiences exist for the metrics and the
figures alone and never reach it. Where experiences end reaches it only in a run that says
`signal='boundaries'`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.stream_checks import (
    as_array,
    check_images,
    check_labels,
    checked_class_names,
    checked_ends,
    checked_name,
    checked_places,
    in_words,
    whole_number,
)


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
        where = checked_name(self.name, "a dataset")
        _set_arrays(self, where)
        object.__setattr__(self, "class_names", checked_class_names(self.class_names, where))
        check_labels(self.labels, self.n_classes, where)

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
        where = f"experience {checked_name(self.name, 'an experience')}"
        _set_arrays(self, where)
        check_labels(self.labels, None, where)


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
        the stream's length, and a first one of 0 evaluates the untrained network. Row i of the
        accuracy matrix belongs to entry i.
    """

    name: str
    images: np.ndarray
    labels: np.ndarray
    experience: np.ndarray
    tests: tuple[Experience, ...]
    n_labels: int
    evaluate_after: tuple[int, ...]

    def __post_init__(self):
        where = f"stream {checked_name(self.name, 'a stream')}"
        _set_arrays(self, where)
        object.__setattr__(self, "n_labels", whole_number(self.n_labels, f"{where}: n_labels", 1))
        check_labels(self.labels, self.n_labels, where)
        object.__setattr__(self, "tests", _checked_tests(self, where))
        object.__setattr__(
            self, "experience", checked_places(self.experience, len(self), len(self.tests), where)
        )
        object.__setattr__(
            self, "evaluate_after", checked_ends(self.evaluate_after, len(self), where)
        )

    def ends(self) -> np.ndarray:
        """Return where the network is evaluated: what a network has to be told of boundaries.

        Returns
        -------
        (n_presentations,) float array
            1 in the last presentation before each evaluation, else 0.
        """
        values = np.zeros(len(self))
        values[[end - 1 for end in self.evaluate_after if end]] = 1
        return values

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[Presentation]:
        for image, label in zip(self.images, self.labels, strict=True):
            yield Presentation(image, int(label))


def _set_arrays(holder: Dataset | Experience | Stream, where: str) -> None:
    for name in ("images", "labels"):
        object.__setattr__(holder, name, as_array(getattr(holder, name), f"{where}: {name}"))
    check_images(holder.images, holder.labels, where)


def _checked_tests(stream: Stream, where: str) -> tuple[Experience, ...]:
    tests = stream.tests
    tests = tuple(tests) if isinstance(tests, Iterable) else (tests,)
    wrong = [type(test).__name__ for test in tests if not isinstance(test, Experience)]
    if wrong or not tests:
        raise StreamError(
            f"{where}: tests holds {wrong[0] if wrong else 'nothing'}; "
            "expected a tuple of Experience, at least one"
        )
    size = in_words(stream.images.shape[1:])
    for test in tests:
        other = in_words(test.images.shape[1:])
        if other != size:
            raise StreamError(
                f"{where}: training images have {size} pixels and those of experience "
                f"{test.name} {other}; give images of one size"
            )
        check_labels(test.labels, stream.n_labels, f"{where}, experience {test.name}")
    return tests
