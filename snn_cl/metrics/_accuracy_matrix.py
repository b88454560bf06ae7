"""The accuracy matrix R: R[i, j] = accuracy on experience j at evaluation i."""

import numpy as np

from snn_cl.course import Course, one_after_the_other
from snn_cl.errors import StreamError


class Noted(float):
    """A number with a word on it: why it is nan, or what it leaves out.

    Attributes
    ----------
    note : str
    """

    note: str

    def __new__(cls, value: float, note: str) -> "Noted":
        """Return the number with its note."""
        noted = super().__new__(cls, value)
        noted.note = note
        return noted


def undefined(reason: str) -> Noted:
    """Return nan that says why a metric is not defined.

    Parameters
    ----------
    reason : str

    Returns
    -------
    Noted
    """
    return Noted("nan", reason)


def as_accuracy_matrix(accuracy_matrix: np.ndarray, where: str) -> np.ndarray:
    """Return an accuracy matrix as a checked float array.

    Parameters
    ----------
    accuracy_matrix : (n_evaluations, n_experiences) array
        Accuracies from 0 to 1; nan for one that was not measured.
    where : str
        The metric that a message names.

    Returns
    -------
    R : (n_evaluations, n_experiences) float array

    Raises
    ------
    StreamError
        If it has not two axes, or a value lies outside [0, 1].
    """
    R = np.asarray(accuracy_matrix, dtype=float)
    if R.ndim != 2:
        raise StreamError(
            f"{where}: accuracy_matrix has shape {R.shape}; expected (n_evaluations, n_experiences)"
        )
    outside = R[(R < 0) | (R > 1)]
    if outside.size:
        raise StreamError(
            f"{where}: accuracy_matrix holds {outside[0]:g}; expected accuracies from 0 to 1; "
            "divide percentages by 100"
        )
    return R


def checked_course(R: np.ndarray, course: Course | None, where: str) -> Course | Noted:
    """Return the course that belongs to a matrix, that of the textbook if none is given.

    Parameters
    ----------
    R : (n_evaluations, n_experiences) float array
    course : Course or None
    where : str
        The metric that a message names.

    Returns
    -------
    Course, or Noted
        Why there is none.

    Raises
    ------
    StreamError
        If the course is that of another matrix.
    """
    if course is None:
        if R.shape[0] != R.shape[1]:
            return undefined(f"{R.shape[0]} evaluations of {R.shape[1]} experiences; one each")
        return one_after_the_other(*R.shape)
    expected = (len(course.seen), len(course.names))
    if R.shape != expected:
        raise StreamError(
            f"{where}: accuracy_matrix has shape {R.shape}, but its course has {expected[0]} "
            f"evaluations of {expected[1]} experiences; give the course of this matrix"
        )
    if not course.seen or course.seen[-1] < course.length:
        return undefined("the stream has not been trained and evaluated to its end")
    return course


def in_order(R: np.ndarray, course: Course | None, where: str, least: int) -> np.ndarray | Noted:
    """Return the rows right after each experience, rows and columns in the order of training.

    Parameters
    ----------
    R : (n_evaluations, n_experiences) float array
    course : Course or None
        None if row i was measured after training on experience i.
    where : str
        The metric that a message names.
    least : int
        Experiences that the metric needs.

    Returns
    -------
    (n_experiences, n_experiences) float array, or Noted
        Why there are no such rows.

    Raises
    ------
    StreamError
        If the course is that of another matrix.
    """
    course = checked_course(R, course, where)
    if isinstance(course, Noted):
        return course
    order, names = course.order(), course.names
    if len(order) < least:
        return undefined(f"it compares experiences; there is {len(order) or 'none'}")
    hidden = [names[j] for j in order if course.first[j] < 0]
    if hidden:
        return undefined(f"'{hidden[0]}' is tested but never shown")
    for one, other in zip(order[:-1], order[1:], strict=True):
        if course.last[one] >= course.first[other]:
            return undefined(f"'{names[one]}' is still shown after '{names[other]}' has begun")
    rows = [_row_after(course, order, place) for place in range(len(order))]
    missing = [names[j] for j, row in zip(order, rows, strict=True) if row is None]
    if missing:
        return undefined(f"there is no evaluation right after training on '{missing[0]}'")
    return R[np.ix_(rows, order)]


def _row_after(course: Course, order: list[int], place: int) -> int | None:
    """Return the first row after an experience and before the next; after the last, the last."""
    if place + 1 == len(order):
        return len(course.seen) - 1
    begin, end = course.last[order[place]], course.first[order[place + 1]]
    return next((row for row, seen in enumerate(course.seen) if begin < seen <= end), None)
