"""Sparseness and overlap of hidden codes against values worked by hand."""

import math

import numpy as np
import pytest

from snn_cl.errors import StreamError
from snn_cl.studies.hidden_code import overlap, sparseness


@pytest.mark.parametrize(
    ("row", "expected"),
    # For (3, 1, 0, 0): the mean is 1, that of the squares 10/4, so (1 - 0.4)/(1 - 1/4).
    [([2, 2, 2, 2], 0), ([0, 5, 0, 0], 1), ([3, 1, 0, 0], 0.8), ([1, 1, 0, 0], 2 / 3)],
)
def test_sparseness_of_one_presentation(row, expected):
    assert sparseness([row]) == pytest.approx(expected)


def test_sparseness_is_a_mean_over_presentations_that_are_not_silent():
    assert sparseness([[2, 2, 2, 2], [0, 5, 0, 0], [0, 0, 0, 0]]) == pytest.approx(0.5)


def test_sparseness_does_not_depend_on_the_scale():
    code = np.random.default_rng(0).random((5, 7))
    assert sparseness(code) == pytest.approx(sparseness(9 * code))


@pytest.mark.parametrize("code", [np.zeros((3, 4)), np.zeros((0, 4)), [[1.0], [2.0]]])
def test_sparseness_is_not_defined_for_silence_or_one_neuron(code):
    assert math.isnan(sparseness(code))


@pytest.mark.parametrize(
    ("other", "expected"),
    [([[6, 8, 0]], 1), ([[0, 0, 1]], 0), ([[1, 0, 0]], 0.6), ([[0, 9, 0], [0, 3, 0]], 0.8)],
)
def test_overlap_is_the_cosine_of_the_mean_codes(other, expected):
    assert overlap([[2, 4, 0], [4, 4, 0]], other) == pytest.approx(expected)


def test_overlap_with_silence_is_not_defined():
    assert math.isnan(overlap(np.zeros((2, 3)), np.ones((2, 3))))


def test_overlap_refuses_two_layers():
    message = "^overlap: the codes have 3 and 4 neurons; expected the same layer in both$"
    with pytest.raises(StreamError, match=message):
        overlap(np.ones((2, 3)), np.ones((2, 4)))


def test_a_single_presentation_without_its_axis_is_refused():
    message = r"^sparseness: the code has shape \(3,\); expected \(n_presentations, n_hidden\)$"
    with pytest.raises(StreamError, match=message):
        sparseness([1, 2, 3])


@pytest.mark.parametrize("value", [-1.0, np.nan, np.inf])
def test_what_is_no_rate_is_refused(value):
    with pytest.raises(StreamError, match="a value below 0 or not finite; expected rates$"):
        sparseness([[1.0, value]])
