"""What a network had been shown when it was evaluated: what metrics over time stand on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from snn_cl.stream import Experience, Stream

# Of the test images of one experience that come again in another: beyond it they are one content.
_SHARED = 0.1
# Chance that an experience which draws all labels alike would still lack one of them.
_BY_CHANCE = 1e-4


@dataclass(frozen=True)
class Course:
    """When the content of each experience was shown, and what was seen before each evaluation.

    Attributes
    ----------
    names : (n_experiences,) tuple of str
    first, last : (n_experiences,) tuple of int
        The first and the last presentation that showed something of it; -1 for never.
    chance : float
        Share of right answers of a network that guesses.
    seen : (n_evaluations,) tuple of int
        Presentations trained on before each row of the accuracy matrix; 0 for a network that is
        not trained yet.
    length : int
        Presentations in the whole stream.
    """

    names: tuple[str, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    chance: float
    seen: tuple[int, ...]
    length: int

    def order(self) -> list[int]:
        """Return the experiences in the order in which they were shown."""
        return sorted(range(len(self.names)), key=lambda j: self.first[j])


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What a stream shows, and when.

    Attributes
    ----------
    name : str
    experiences : (n_experiences,) tuple of str
        In the order in which they are tested.
    n_labels, n_presentations : int
    first_shown, last_shown : (n_experiences,) tuple of int
        The first and the last presentation that shows something of each; -1 for never. Empty where
        a record is from before they said so.
    """

    name: str
    experiences: tuple[str, ...]
    n_labels: int
    n_presentations: int
    first_shown: tuple[int, ...] = ()
    last_shown: tuple[int, ...] = ()


def one_after_the_other(n_rows: int, n_experiences: int) -> Course:
    """Return the course of the textbook: train on an experience, evaluate, go on to the next.

    Parameters
    ----------
    n_rows, n_experiences : int

    Returns
    -------
    Course
        Without a chance level, which nobody has told.
    """
    places = tuple(range(n_experiences))
    names = tuple(str(k) for k in places)
    seen = tuple(range(1, n_rows + 1))
    return Course(names, places, places, float("nan"), seen, n_experiences)


def course_of(stream: Stream, rows: Sequence[Mapping[str, float]]) -> Course:
    """Return the course of a stream.

    Parameters
    ----------
    stream : Stream
    rows : sequence of mappings
        As in accuracy.csv.

    Returns
    -------
    Course
    """
    return course_from(outline(stream), rows)


def course_from(outlined: Outline, rows: Sequence[Mapping[str, float]]) -> Course:
    """Return the course of a stream that a record describes.

    Parameters
    ----------
    outlined : Outline
        With the places at which experiences were shown.
    rows : sequence of mappings
        As in accuracy.csv.

    Returns
    -------
    Course
    """
    seen = dict(sorted({int(row["trained"]): int(row["presentations"]) for row in rows}.items()))
    return Course(
        names=outlined.experiences,
        first=outlined.first_shown,
        last=outlined.last_shown,
        chance=1 / outlined.n_labels,
        seen=tuple(seen.values()),
        length=outlined.n_presentations,
    )


def outline(stream: Stream) -> Outline:
    """Return what a record has to say of a stream for its course.

    Something of an experience is shown by its own presentations, and by those of an experience
    with the same name or test images. Where labels name classes, a presentation with one of its
    labels shows something of it too.

    Parameters
    ----------
    stream : Stream

    Returns
    -------
    Outline
    """
    shown = _shown(stream)
    places = [np.flatnonzero(row) for row in shown]
    return Outline(
        name=stream.name,
        experiences=tuple(test.name for test in stream.tests),
        n_labels=stream.n_labels,
        n_presentations=len(stream),
        first_shown=tuple(int(found[0]) if len(found) else -1 for found in places),
        last_shown=tuple(int(found[-1]) if len(found) else -1 for found in places),
    )


def _shown(stream: Stream) -> np.ndarray:
    """Return whether each presentation shows something of an experience, (n_experiences, n)."""
    same = _same_content(stream.tests)
    shown = np.array([np.isin(stream.experience, np.flatnonzero(row)) for row in same])
    if _labels_are_classes(stream):
        shown |= np.array([np.isin(stream.labels, test.labels) for test in stream.tests])
    return shown


def _same_content(tests: Sequence[Experience]) -> np.ndarray:
    images = [
        {
            hash((image.tobytes(), int(label)))
            for image, label in zip(t.images, t.labels, strict=True)
        }
        for t in tests
    ]
    same = np.eye(len(tests), dtype=bool)
    for j in range(len(tests)):
        for k in range(j):
            shared = len(images[j] & images[k]) / min(len(images[j]), len(images[k]))
            same[j, k] = same[k, j] = shared > _SHARED or tests[j].name == tests[k].name
    return same


def _labels_are_classes(stream: Stream) -> bool:
    """Tell whether some experience lacks labels of others, and not because it is small."""
    counts = np.zeros((len(stream.tests), stream.n_labels), int)
    for j, test in enumerate(stream.tests):
        labels = np.concatenate([stream.labels[stream.experience == j], test.labels])
        counts[j] = np.bincount(labels, minlength=stream.n_labels)
    used = counts[:, counts.any(axis=0)]
    if np.all((used > 0).sum(axis=0) == 1) and len(used) > 1:
        return True  # no two experiences share a label
    lacking = (used == 0).any(axis=1)
    by_chance = (1 - 1 / used.shape[1]) ** used.sum(axis=1)
    return bool(np.any(lacking & (by_chance < _BY_CHANCE)))
