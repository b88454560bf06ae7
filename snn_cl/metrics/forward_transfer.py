"""What earlier training did for experiences yet to come."""

import numpy as np

from snn_cl.course import Course
from snn_cl.errors import StreamError
from snn_cl.metrics._accuracy_matrix import Noted, as_accuracy_matrix, checked_course, undefined


def forward_transfer(
    accuracy_matrix: np.ndarray,
    baseline: float | np.ndarray | None = None,
    course: Course | None = None,
) -> float:
    """Return the mean lead over the untrained network just before an experience is first shown.

        FWT = 1/(T-1) * sum_{j=1}^{T-1} ( R[j-1, j] - baseline[j] )

    Row j-1 is the last one of a network that was trained on something, but not yet shown anything
    of experience j. Where an experience has no such row it does not count.

    Parameters
    ----------
    accuracy_matrix : (n_evaluations, n_experiences) array
        R[i, j] = accuracy on experience j at evaluation i, from 0 to 1.
    baseline : (n_experiences,) array, float or None
        Accuracies of the untrained network, or one number for all. If not given, those that the
        course has a row for, else its chance level.
    course : Course, optional
        When experiences were shown and evaluated; without it row i was measured right after
        training on experience i, one after the other.

    Returns
    -------
    float
        nan with a `note` if no experience has such a row, or without a baseline; with a `note`
        too if another than the first one has none.

    Raises
    ------
    StreamError
        If the matrix has not two axes, the baseline not one value per experience, a value lies
        outside [0, 1], or the course is another matrix's.

    Source: Lopez-Paz & Ranzato (2017), arXiv:1706.08840, section 2, FWT.
    """
    R = as_accuracy_matrix(accuracy_matrix, "forward_transfer")
    course = checked_course(R, course, "forward_transfer")
    if isinstance(course, Noted):
        return course
    if len(course.names) < 2:
        return undefined(f"it compares experiences; there is {len(course.names) or 'none'}")
    b = _as_baseline(_measured(R, course) if baseline is None else baseline, len(course.names))
    shown = [j for j in course.order() if course.first[j] >= 0]
    rows = {j: _row_before(course, j) for j in shown[1:]}
    counted = [j for j, row in rows.items() if row is not None]
    if not counted:
        return undefined("no experience is first shown after an evaluation")
    if np.isnan(b).all():
        return undefined("there is no accuracy of the untrained network, nor chance, to compare")
    value = float(np.mean([R[rows[j], j] - b[j] for j in counted]))
    if len(counted) < len(course.names) - 1:
        names = ", ".join(f"'{course.names[j]}'" for j in counted)
        return Noted(value, f"of {names} only, evaluated before anything of them was shown")
    return value


def _measured(R: np.ndarray, course: Course) -> float | np.ndarray:
    return R[course.seen.index(0)] if 0 in course.seen else course.chance


def _row_before(course: Course, experience: int) -> int | None:
    begin = course.first[experience]
    rows = [row for row, seen in enumerate(course.seen) if 0 < seen <= begin]
    return rows[-1] if rows else None


def _as_baseline(baseline: float | np.ndarray, n: int) -> np.ndarray:
    b = np.asarray(baseline, dtype=float)
    if b.shape not in ((), (n,)):
        raise StreamError(
            f"forward_transfer: baseline has shape {b.shape}; expected ({n},), one accuracy per "
            "experience, or one number"
        )
    if np.any((b < 0) | (b > 1)):
        raise StreamError(
            f"forward_transfer: baseline holds {b[(b < 0) | (b > 1)][0]:g}; expected accuracies "
            "from 0 to 1; divide percentages by 100"
        )
    return np.broadcast_to(b, (n,))
