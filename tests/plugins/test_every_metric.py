"""Metrics against matrices worked by hand, and against what must hold for any matrix."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snn_cl.course import Course
from snn_cl.errors import StreamError
from snn_cl.find import find_function, names
from snn_cl.metrics.average_accuracy import average_accuracy
from snn_cl.metrics.average_incremental_accuracy import average_incremental_accuracy
from snn_cl.metrics.backward_transfer import backward_transfer
from snn_cl.metrics.forgetting import forgetting
from snn_cl.metrics.forward_transfer import forward_transfer

EVERY = pytest.mark.parametrize("name", names("metrics"))
COMPARING = (forgetting, backward_transfer, lambda R: forward_transfer(R, 0.5))
IN_ORDER = (forgetting, backward_transfer, average_incremental_accuracy)

TWO = np.array([[0.9, 0.4], [0.6, 0.8]])
THREE = np.array([[0.80, 0.52, 0.40], [0.90, 0.70, 0.58], [0.60, 0.75, 0.85]])
PERFECT = np.array([[1.0, 0.5, 0.5], [1.0, 1.0, 0.5], [1.0, 1.0, 1.0]])
LOST = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]])

square = st.integers(2, 6).flatmap(
    lambda n: arrays(float, (n, n), elements=st.floats(0, 1, width=32))
)


# --- worked by hand


def test_average_accuracy_is_the_mean_of_the_last_row():
    assert average_accuracy(TWO) == pytest.approx((0.6 + 0.8) / 2)
    assert average_accuracy(THREE) == pytest.approx((0.60 + 0.75 + 0.85) / 3)


def test_forgetting_is_the_drop_from_the_best_to_the_end():
    assert forgetting(TWO) == pytest.approx(0.9 - 0.6)
    assert forgetting(THREE) == pytest.approx(((0.90 - 0.60) + (0.70 - 0.75)) / 2)


def test_forgetting_takes_the_best_of_all_earlier_rows():
    R = np.array([[0.8, 0.95, 0.5], [0.8, 0.7, 0.5], [0.8, 0.6, 0.9]])
    assert forgetting(R) == pytest.approx(((0.8 - 0.8) + (0.95 - 0.6)) / 2)


def test_average_incremental_accuracy_is_over_what_was_trained_by_then():
    by_then = [0.80, (0.90 + 0.70) / 2, (0.60 + 0.75 + 0.85) / 3]
    assert average_incremental_accuracy(THREE) == pytest.approx(sum(by_then) / 3)
    assert average_incremental_accuracy([[0.7]]) == pytest.approx(0.7)


def test_backward_transfer_is_the_change_since_an_experience_was_trained():
    assert backward_transfer(TWO) == pytest.approx(0.6 - 0.9)
    assert backward_transfer(THREE) == pytest.approx(((0.60 - 0.80) + (0.75 - 0.70)) / 2)


def test_backward_transfer_counts_every_experience_but_the_last():
    R = np.eye(5)
    R[-1] = [0.9, 0.8, 0.7, 0.6, 1.0]
    assert backward_transfer(R) == pytest.approx(-(0.1 + 0.2 + 0.3 + 0.4) / 4)
    assert forgetting(R) == pytest.approx((0.1 + 0.2 + 0.3 + 0.4) / 4)


def test_forward_transfer_is_the_lead_over_the_untrained_network():
    assert forward_transfer(TWO, [0.5, 0.3]) == pytest.approx(0.4 - 0.3)
    assert forward_transfer(THREE, [0.5, 0.5, 0.5]) == pytest.approx((0.02 + 0.08) / 2)


def test_forward_transfer_takes_one_chance_level_for_all():
    assert forward_transfer(THREE, 0.5) == forward_transfer(THREE, [0.5, 0.5, 0.5])


def test_forward_transfer_does_not_use_the_first_baseline():
    assert forward_transfer(THREE, [0.0, 0.5, 0.5]) == forward_transfer(THREE, [1.0, 0.5, 0.5])


def test_perfect_memory_gives_zero():
    assert forgetting(PERFECT) == 0
    assert backward_transfer(PERFECT) == 0


def test_full_loss_gives_the_drop():
    assert forgetting(LOST) == 0.5
    assert backward_transfer(LOST) == -0.5


def test_chance_before_training_is_no_forward_transfer():
    assert forward_transfer(LOST, 0.5) == 0


# --- not square, or not yet


def test_average_accuracy_takes_a_single_evaluation():
    assert average_accuracy([[0.5, 0.7, 0.6, 0.4, 0.8]]) == pytest.approx(0.6)


def test_average_accuracy_takes_a_run_that_still_goes_on():
    assert average_accuracy(THREE[:2]) == pytest.approx((0.90 + 0.70 + 0.58) / 3)


@pytest.mark.parametrize("R", [THREE[:1], THREE[:2], THREE[:, :2], [[0.7]]])
@pytest.mark.parametrize("metric", COMPARING)
def test_comparisons_over_time_need_a_square_of_two_or_more(metric, R):
    assert math.isnan(metric(R))


def test_forward_transfer_is_not_defined_without_a_baseline():
    assert math.isnan(forward_transfer(THREE))


@EVERY
def test_a_run_without_evaluations_has_no_value(name):
    assert math.isnan(find_function("metrics", name)(np.zeros((0, 5))))


def test_a_missing_measurement_shows():
    assert math.isnan(average_accuracy([[0.5, np.nan]]))


# --- every metric


@EVERY
def test_every_metric_returns_a_float(name):
    assert isinstance(find_function("metrics", name)(THREE), float)


@EVERY
def test_every_metric_takes_nested_lists(name):
    metric = find_function("metrics", name)
    np.testing.assert_equal(metric(THREE.tolist()), metric(THREE))


@EVERY
def test_every_metric_refuses_a_row(name):
    message = (
        rf"^{name}: accuracy_matrix has shape \(3,\); expected \(n_evaluations, n_experiences\)$"
    )
    with pytest.raises(StreamError, match=message):
        find_function("metrics", name)(THREE[0])


@EVERY
@pytest.mark.parametrize("value", [-0.1, 1.5, 93.0])
def test_every_metric_refuses_what_is_no_accuracy(name, value):
    R = THREE.copy()
    R[1, 2] = value
    message = (
        f"^{name}: accuracy_matrix holds {value:g}; expected accuracies from 0 to 1; "
        "divide percentages by 100$"
    )
    with pytest.raises(StreamError, match=message):
        find_function("metrics", name)(R)


@EVERY
def test_every_metric_leaves_the_matrix_as_it_is(name):
    R = THREE.copy()
    find_function("metrics", name)(R)
    np.testing.assert_array_equal(R, THREE)


def test_a_baseline_of_another_length_is_refused():
    message = (
        r"^forward_transfer: baseline has shape \(2,\); expected \(3,\), one accuracy per "
        "experience, or one number$"
    )
    with pytest.raises(StreamError, match=message):
        forward_transfer(THREE, [0.5, 0.5])


def test_a_baseline_in_percent_is_refused():
    message = (
        "^forward_transfer: baseline holds 50; expected accuracies from 0 to 1; "
        "divide percentages by 100$"
    )
    with pytest.raises(StreamError, match=message):
        forward_transfer(THREE, 50)


# --- what holds for any matrix


@given(square)
def test_average_accuracy_lies_within_the_last_row(R):
    assert R[-1].min() - 1e-9 <= average_accuracy(R) <= R[-1].max() + 1e-9


@given(square)
def test_forgetting_is_at_least_the_loss_since_training(R):
    assert forgetting(R) >= -backward_transfer(R) - 1e-9


@given(square)
def test_what_happens_before_training_is_no_backward_transfer(R):
    assert backward_transfer(np.tril(R)) == pytest.approx(backward_transfer(R))
    below = average_incremental_accuracy(np.tril(R))
    assert below == pytest.approx(average_incremental_accuracy(R))


@given(square)
def test_a_network_that_never_changes_forgets_nothing(R):
    constant = np.tile(R[0], (len(R), 1))
    assert forgetting(constant) == 0
    assert backward_transfer(constant) == 0
    assert forward_transfer(constant, R[0]) == 0


@given(square)
def test_forward_transfer_uses_only_the_row_before(R):
    above = np.diag(np.diag(R, k=1), k=1)
    assert forward_transfer(above, 0.0) == pytest.approx(forward_transfer(R, 0.0))


# --- what was really shown


def course(first, last, seen, chance=0.5, names="abcde") -> Course:
    """Experiences of ten presentations each, unless told otherwise."""
    return Course(tuple(names[: len(first)]), first, last, chance, seen, seen[-1])


ORDERLY = course((0, 10, 20), (9, 19, 29), (10, 20, 30))
BACKWARDS = course((20, 10, 0), (29, 19, 9), (10, 20, 30))


@given(square)
def test_the_course_of_the_textbook_is_what_a_metric_takes_for_granted(R):
    n = len(R)
    told = course(
        tuple(range(0, 10 * n, 10)),
        tuple(range(9, 10 * n, 10)),
        tuple(range(10, 10 * n + 1, 10)),
        names="abcdef",
    )
    for metric in IN_ORDER:
        assert metric(R, course=told) == metric(R)
    assert forward_transfer(R, course=told) == pytest.approx(forward_transfer(R, 0.5))


@given(square, st.randoms(use_true_random=False))
def test_the_order_in_which_experiences_are_tested_changes_nothing(R, random):
    columns = random.sample(range(len(R)), len(R))
    told = course(
        tuple(10 * j for j in columns),
        tuple(10 * j + 9 for j in columns),
        tuple(range(10, 10 * len(R) + 1, 10)),
        names="abcdef",
    )
    for metric in IN_ORDER:
        assert metric(R[:, columns], course=told) == pytest.approx(metric(R))
    assert forward_transfer(R[:, columns], course=told) == pytest.approx(forward_transfer(R, 0.5))


def test_experiences_tested_backwards_are_put_in_order():
    R = THREE[:, ::-1]
    assert backward_transfer(R, course=BACKWARDS) == pytest.approx(-0.075)
    assert forgetting(R, course=BACKWARDS) == pytest.approx(0.125)
    assert forward_transfer(R, course=BACKWARDS) == pytest.approx(0.05)


def test_an_evaluation_in_the_midst_of_an_experience_is_no_row_of_the_definition():
    R = np.vstack([[0.99, 0.0, 0.0], THREE[:1], [0.0, 0.99, 0.0], THREE[1:]])
    told = dataclasses.replace(ORDERLY, seen=(5, 10, 15, 20, 30))
    for metric in IN_ORDER:
        assert metric(R, course=told) == pytest.approx(metric(THREE))
    # The row just before b is first shown is that of 10, before c that of 20.
    assert forward_transfer(R, course=told) == pytest.approx(0.05)


def test_forward_transfer_is_against_the_untrained_network_where_it_was_evaluated():
    R = np.vstack([[0.9, 0.1, 0.2], THREE])
    told = dataclasses.replace(ORDERLY, seen=(0, 10, 20, 30))
    assert forward_transfer(R, course=told) == pytest.approx(((0.52 - 0.1) + (0.58 - 0.2)) / 2)
    for metric in IN_ORDER:  # what chance gave an untrained network is no knowledge to forget
        assert metric(R, course=told) == pytest.approx(metric(THREE))


def test_forward_transfer_of_what_recurs_is_from_before_it_was_first_shown():
    # a b c d e a b c d e, six presentations each, evaluated after each two
    told = course((0, 6, 12, 18, 24), (35, 41, 47, 53, 59), (12, 24, 36, 48, 60), chance=0.1)
    R = np.full((5, 5), 0.77)
    R[0, 2], R[0, 3], R[1, 4] = 0.0, 0.3, 0.6
    found = forward_transfer(R, course=told)
    assert found == pytest.approx((0.0 + 0.3 + 0.6) / 3 - 0.1)
    assert found.note == "of 'c', 'd', 'e' only, evaluated before anything of them was shown"


def test_forward_transfer_leaves_out_what_is_never_shown():
    told = course((0, 10, -1), (9, 29, -1), (10, 20, 30))
    found = forward_transfer(THREE, course=told)
    assert found == pytest.approx(0.52 - 0.5)
    assert found.note == "of 'b' only, evaluated before anything of them was shown"


@pytest.mark.parametrize("metric", IN_ORDER)
@pytest.mark.parametrize(
    ("told", "note"),
    [
        (course((0, 10, 20), (25, 19, 29), (10, 20, 30)), "'a' is still shown after 'b' has begun"),
        (course((0, 10, 15), (9, 19, 29), (10, 20, 30)), "'b' is still shown after 'c' has begun"),
        (course((0, 0, 20), (9, 9, 29), (10, 20, 30)), "'a' is still shown after 'b' has begun"),
        (course((0, 10, -1), (9, 19, -1), (10, 20, 30)), "'c' is tested but never shown"),
        (
            course((0, 10, 20), (9, 19, 29), (5, 20, 30)),
            "there is no evaluation right after training on 'a'",
        ),
        (
            course((0, 10, 20), (9, 19, 29), (12, 20, 30)),
            "there is no evaluation right after training on 'a'",
        ),
        (
            Course(("a", "b", "c"), (0, 10, 20), (9, 19, 29), 0.5, (5, 10, 20), 30),
            "the stream has not been trained and evaluated to its end",
        ),
    ],
)
def test_a_course_that_a_definition_does_not_know_gives_the_reason(metric, told, note):
    found = metric(THREE, course=told)
    assert math.isnan(found)
    assert found.note == note


@pytest.mark.parametrize(
    ("told", "note"),
    [
        (
            course((0, 0, 0), (29, 29, 29), (10, 20, 30)),
            "no experience is first shown after an evaluation",
        ),
        (course((0,), (29,), (10, 20, 30)), "it compares experiences; there is 1"),
        (
            Course(("a", "b", "c"), (0, 10, 20), (9, 19, 29), 0.5, (5, 10, 20), 30),
            "the stream has not been trained and evaluated to its end",
        ),
    ],
)
def test_forward_transfer_gives_the_reason_too(told, note):
    found = forward_transfer(THREE[:, : len(told.names)], course=told)
    assert math.isnan(found)
    assert found.note == note


@pytest.mark.parametrize("metric", [*IN_ORDER, forward_transfer])
def test_the_course_of_another_matrix_is_refused(metric):
    message = (
        rf"^{metric.__name__}: accuracy_matrix has shape \(2, 2\), but its course has 3 "
        "evaluations of 3 experiences; give the course of this matrix$"
    )
    with pytest.raises(StreamError, match=message):
        metric(TWO, course=ORDERLY)


def test_without_a_course_the_reason_is_the_shape():
    assert forgetting(THREE[:2]).note == "2 evaluations of 3 experiences; one each"
    assert forgetting([[0.7]]).note == "it compares experiences; there is 1"
