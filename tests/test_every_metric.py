"""Metrics against matrices worked by hand, and against what must hold for any matrix."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from snn_cl.errors import StreamError
from snn_cl.find import find_function, names
from snn_cl.metrics.average_accuracy import average_accuracy
from snn_cl.metrics.backward_transfer import backward_transfer
from snn_cl.metrics.forgetting import forgetting
from snn_cl.metrics.forward_transfer import forward_transfer

EVERY = pytest.mark.parametrize("name", names("metrics"))
COMPARING = (forgetting, backward_transfer, lambda R: forward_transfer(R, 0.5))

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


def test_forgetting_does_not_count_luck_before_an_experience_was_trained():
    R = np.array([[0.8, 0.95, 0.5], [0.8, 0.7, 0.5], [0.8, 0.6, 0.9]])
    assert forgetting(R) == pytest.approx(((0.8 - 0.8) + (0.7 - 0.6)) / 2)


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
def test_every_metric_returns_a_plain_float(name):
    assert type(find_function("metrics", name)(THREE)) is float


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
def test_what_happens_before_training_is_no_forgetting(R):
    assert forgetting(np.tril(R)) == pytest.approx(forgetting(R))
    assert backward_transfer(np.tril(R)) == pytest.approx(backward_transfer(R))


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
