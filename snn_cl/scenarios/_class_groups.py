"""Streams whose experiences are groups of classes, by default the pairs (0 1)(2 3)(4 5)(6 7)(8 9).

`split_domain`, `split_class`, `blurred` and `joint` show the same images for the same seed and
differ in order and labels alone, so their results can be compared.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from snn_cl.errors import StreamError
from snn_cl.scenarios._generator import generator
from snn_cl.scenarios._spread import draw, spread
from snn_cl.stream import Dataset, Experience, Stream
from snn_cl.stream_checks import whole_number


def split_by_class(
    scenario: str,
    train: Dataset,
    test: Dataset,
    seed: int,
    n_train: int | None,
    n_test: int | None,
    n_experiences: int,
    order: Sequence[int] | None = None,
) -> Stream:
    """Return a stream that shows one group of classes after the other; labels are classes.

    Parameters
    ----------
    scenario : str
        The stream's name.
    train, test : Dataset
    seed : int
    n_train, n_test : int or None
        Number of training and of test images of all experiences together; None for all.
    n_experiences : int
        Number of groups; the classes must split evenly.
    order : (n_classes,) sequence of int, optional
        In which the classes are put into groups; 0, 1, ... if not given.

    Returns
    -------
    Stream
        Labels (n_presentations,) int, 0 ... n_classes - 1.

    Raises
    ------
    StreamError
        If the classes do not split evenly or the numbers of images do not fit.
    """
    _check_classes(scenario, train)
    groups = class_groups(scenario, train.n_classes, n_experiences)
    if order is not None:
        groups = np.asarray(order)[groups]
    pools = _pools(train, groups)
    counts = spread(n_train, [len(p) for p in pools], scenario, "n_train")
    shown = np.concatenate(draw(generator(seed, "split train"), pools, counts))
    return Stream(
        name=scenario,
        images=train.images[shown],
        labels=train.labels[shown],
        experience=np.repeat(np.arange(n_experiences), counts),
        tests=_tests(scenario, test, seed, n_test, groups),
        n_labels=train.n_classes,
        evaluate_after=tuple(np.cumsum(counts).tolist()),
    )


def class_groups(scenario: str, n_classes: int, n_experiences: int) -> np.ndarray:
    """Return the classes of each experience, in order.

    Parameters
    ----------
    scenario : str
        What a message names.
    n_classes, n_experiences : int

    Returns
    -------
    groups : (n_experiences, n_classes_each) int array

    Raises
    ------
    StreamError
        If the classes do not split evenly.
    """
    n_experiences = whole_number(n_experiences, f"{scenario}: n_experiences")
    if n_experiences < 1 or n_classes % n_experiences:
        fitting = [str(n) for n in range(1, n_classes + 1) if n_classes % n == 0]
        raise StreamError(
            f"{scenario}: {n_classes} classes do not split evenly into {n_experiences} "
            f"experiences; use one of {', '.join(fitting)}"
        )
    return np.arange(n_classes).reshape(n_experiences, -1)


def share_labels(stream: Stream) -> Stream:
    """Return the same stream with labels that all experiences share.

    Parameters
    ----------
    stream : Stream
        As from `split_by_class`.

    Returns
    -------
    Stream
        The label is the class's place in its group: 0 for the first, 1 for the second.
    """
    n_labels = stream.n_labels // len(stream.tests)
    tests = tuple(replace(test, labels=test.labels % n_labels) for test in stream.tests)
    return replace(stream, labels=stream.labels % n_labels, tests=tests, n_labels=n_labels)


def reorder(stream: Stream, order: np.ndarray, n_evaluations: int) -> Stream:
    """Return the same presentations in another order.

    Parameters
    ----------
    stream : Stream
    order : (n_presentations,) int array
        A permutation.
    n_evaluations : int
        Equally spaced, the last one at the end.

    Returns
    -------
    Stream
    """
    ends = tuple(len(stream) * (k + 1) // n_evaluations for k in range(n_evaluations))
    return replace(
        stream,
        images=stream.images[order],
        labels=stream.labels[order],
        experience=stream.experience[order],
        evaluate_after=ends,
    )


def in_rounds(stream: Stream, rounds: int) -> Stream:
    """Return the presentations of a stream so that its experiences come several times.

    Parameters
    ----------
    stream : Stream
        One experience after the other.
    rounds : int
        How often; 1 leaves the stream as it is.

    Returns
    -------
    Stream
        `evaluate_after` has as many equally spaced entries as there are experiences.

    Raises
    ------
    StreamError
        If `rounds` is below 1, or more than the images of an experience.
    """
    rounds = whole_number(rounds, f"{stream.name}: rounds")
    most = int(np.bincount(stream.experience).min())
    if not 1 <= rounds <= most:
        raise StreamError(
            f"{stream.name}: rounds is {rounds}; expected 1 to {most}, the images that the "
            "smallest experience shows"
        )
    if rounds == 1:
        return stream
    order = np.argsort(_turns(stream.experience, rounds), kind="stable")
    return reorder(stream, order, len(stream.tests))


def _turns(experience: np.ndarray, rounds: int) -> np.ndarray:
    """Return which turn each presentation belongs to, of n_experiences * rounds."""
    sizes = np.bincount(experience)
    place = np.arange(len(experience)) - np.searchsorted(experience, experience)
    return experience + place * rounds // sizes[experience] * len(sizes)


def _check_classes(scenario: str, train: Dataset) -> None:
    n_images = np.bincount(train.labels, minlength=train.n_classes)
    if not n_images.all():
        label = int(np.argmin(n_images))
        raise StreamError(
            f"{scenario}: {train.name} has no training image of class '{train.class_names[label]}' "
            f"(label {label}); give images of every class, or leave its name out"
        )


def _pools(dataset: Dataset, groups: np.ndarray) -> list[np.ndarray]:
    return [np.flatnonzero(np.isin(dataset.labels, group)) for group in groups]


def _tests(
    scenario: str, test: Dataset, seed: int, n_test: int | None, groups: np.ndarray
) -> tuple[Experience, ...]:
    pools = _pools(test, groups)
    counts = spread(n_test, [len(p) for p in pools], scenario, "n_test")
    drawn = [np.sort(chosen) for chosen in draw(generator(seed, "split test"), pools, counts)]
    names = [" ".join(test.class_names[k] for k in group) for group in groups]
    return tuple(
        Experience(name, test.images[chosen], test.labels[chosen])
        for name, chosen in zip(names, drawn, strict=True)
    )
