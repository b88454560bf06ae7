"""Readouts: spike counts to predictions."""

import numpy as np
import pytest

from snn_cl.errors import StreamError
from snn_cl.find import find_function, names
from snn_cl.readouts.most_active import most_active


@pytest.mark.parametrize("name", names("readouts"))
def test_every_readout_answers_with_an_output_or_with_none(name):
    counts = np.random.default_rng(0).poisson(0.5, (50, 3))
    predictions = find_function("readouts", name)(counts)
    assert predictions.shape == (50,)
    assert np.issubdtype(predictions.dtype, np.integer)
    assert set(predictions) <= {-1, 0, 1, 2}


def test_the_output_with_most_spikes_is_the_answer():
    np.testing.assert_array_equal(most_active(np.array([[1, 5, 2], [9, 0, 3]])), [1, 0])


def test_a_tie_goes_to_the_lowest_index():
    np.testing.assert_array_equal(most_active(np.array([[0, 4, 4]])), [1])


def test_silence_is_no_answer():
    np.testing.assert_array_equal(most_active(np.array([[0, 0], [0, 1]])), [-1, 1])


def test_no_presentations_give_no_answers():
    assert most_active(np.zeros((0, 2), dtype=int)).shape == (0,)


@pytest.mark.parametrize("shape", [(3,), (3, 0), (3, 2, 2)])
def test_counts_of_another_shape_are_refused(shape):
    text = str(shape).replace("(", r"\(").replace(")", r"\)")
    message = rf"^most_active: counts have shape {text}; expected \(n, n_output\) and at least"
    with pytest.raises(StreamError, match=message):
        most_active(np.zeros(shape, dtype=int))
